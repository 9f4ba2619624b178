import type { Json } from "../Message.ts"
import { isJson, objects } from "./Json.ts"

/** Names the blocks and elements that came without a name, as Slack does. */
export const blockIds = (): (blocks: ReadonlyArray<Json>) => ReadonlyArray<Json> => {
  let count = 0
  const next = (): string => (46_656 + count++).toString(36)
  const acting = (element: Json): Json => isInteractive(element) && element["action_id"] === undefined ? { ...element, action_id: next() } : element
  return (blocks) =>
    blocks.map((block) => ({
      ...block,
      block_id: block["block_id"] ?? next(),
      ...(isJson(block["accessory"]) ? { accessory: acting(block["accessory"]) } : {}),
      ...(isJson(block["element"]) ? { element: acting(block["element"]) } : {}),
      ...(block["type"] === "actions" ? { elements: objects(block["elements"]).map(acting) } : {})
    }))
}

const isInteractive = (element: Json): boolean => element["type"] !== "image"
