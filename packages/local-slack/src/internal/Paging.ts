import type { Json } from "../Message.ts"
import type { Arguments } from "./Arguments.ts"
import { Refusal } from "./Refusal.ts"

/** A stretch of a list; its cursor names the last item shown, so that what arrives meanwhile moves nothing. */
export const page = <A>(
  items: ReadonlyArray<A>,
  args: Arguments,
  { keyOf, limits, order }: {
    readonly keyOf: (item: A) => string
    /** Sizes: without a limit, and at most. */
    readonly limits: readonly [number, number]
    /** Whether a key comes after another in this list. */
    readonly order: (key: string, other: string) => boolean
  }
): { readonly shown: ReadonlyArray<A>; readonly hasMore: boolean; readonly metadata: Json } => {
  const after = args.has("cursor") ? keyIn(args.text("cursor")) : null
  const left = after === null ? items : items.filter((item) => order(keyOf(item), after))
  const shown = left.slice(0, sizeOf(args, limits))
  const last = shown.at(-1)
  const hasMore = last !== undefined && left.length > shown.length
  return { shown, hasMore, metadata: { response_metadata: { next_cursor: hasMore ? Buffer.from(`${mark}${keyOf(last)}`).toString("base64") : "" } } }
}

const mark = "next:"

const keyIn = (cursor: string): string => {
  const key = Buffer.from(cursor, "base64").toString("utf8")
  if (!key.startsWith(mark)) throw new Refusal("invalid_cursor")
  return key.slice(mark.length)
}

const sizeOf = (args: Arguments, [usual, most]: readonly [number, number]): number => {
  if (!args.has("limit")) return Math.min(usual, most)
  const limit = Number(args.text("limit"))
  if (!Number.isSafeInteger(limit) || limit < 0) throw new Refusal("invalid_limit")
  return Math.min(limit === 0 ? usual : limit, most)
}
