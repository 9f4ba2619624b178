import { field, isJson, objects, text } from "./internal/Json.ts"
import type { Button, Json, Message } from "./Message.ts"

/** What a person can press or choose in a message, from top to bottom. */
export const of = ({ blocks }: Pick<Message, "blocks">): ReadonlyArray<Button> =>
  blocks.flatMap((block) =>
    [...[block["accessory"], block["element"]].filter(isJson), ...(block["type"] === "actions" ? objects(block["elements"]) : [])]
      .filter((element) => element["type"] !== "image")
      .map((element) => ({
        actionId: String(element["action_id"]), blockId: String(block["block_id"]), text: text(field(element["text"], "text")) ?? "",
        value: text(element["value"]), style: text(element["style"]), element
      })))

/** How the app is told that it was pressed, or what was chosen in it. */
export const action = ({ actionId, blockId, element }: Button, state: Json): Json => {
  const { type } = element
  const told = type === "button" ? pick(element, ["text", "value", "style", "url", "confirm"]) : state
  return { type, action_id: actionId, block_id: blockId, ...told }
}

const pick = (value: Json, names: ReadonlyArray<string>): Json => Object.fromEntries(names.filter((name) => value[name] !== undefined).map((name) => [name, value[name]]))
