import * as BlockRules from "../BlockRules.ts"
import type { Json, Metadata } from "../Message.ts"
import type { Arguments } from "./Arguments.ts"
import { field, isJson, objects } from "./Json.ts"
import { Refusal, refusalWith } from "./Refusal.ts"

/** What a call says that a message holds. Undefined is not said, null is taken away. */
export interface Content {
  readonly text: string | undefined
  readonly blocks: ReadonlyArray<Json> | undefined
  readonly metadata: Metadata | null | undefined
}

export const read = (args: Arguments): Content => {
  const text = args.has("text") ? args.text("text") : undefined
  if (text !== undefined && text.length > 40_000) throw new Refusal("msg_too_long")
  return { text, blocks: blocksIn(args), metadata: metadataIn(args) }
}

/** Refused when a message would show nothing. */
export const requireText = ({ blocks = [], text = "" }: Content): void => {
  if (text.trim() === "" && blocks.length === 0) throw new Refusal("no_text")
}

const blocksIn = (args: Arguments): ReadonlyArray<Json> | undefined => {
  const blocks = args.json("blocks")
  if (blocks === undefined) return undefined
  if (!Array.isArray(blocks)) throw new Refusal("invalid_blocks_format")
  const problems = BlockRules.messageProblems(blocks)
  if (problems.length > 0) throw refusalWith("invalid_blocks", problems)
  return objects(blocks)
}

const metadataIn = (args: Arguments): Metadata | null | undefined => {
  const metadata = args.json("metadata")
  if (metadata === undefined) return undefined
  if (!isJson(metadata)) throw new Refusal("invalid_metadata_format")
  if (Object.keys(metadata).length === 0) return null
  const type = field(metadata, "event_type")
  const payload = field(metadata, "event_payload")
  if (typeof type !== "string" || type === "" || !isJson(payload)) throw new Refusal("invalid_metadata_format")
  if (Buffer.byteLength(JSON.stringify(metadata)) > BlockRules.maxMetadataBytes) throw new Refusal("metadata_too_large")
  return { event_type: type, event_payload: payload }
}
