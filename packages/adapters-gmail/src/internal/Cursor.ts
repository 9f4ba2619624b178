/** Where the reading of a mailbox stands, and whose mailbox it is, where that is known: history ids of another account mean nothing. */
export type Cursor = { readonly account?: string | null } & (
  /** Behind this history id, which was current at `at`, epoch milliseconds; `page` names a page in the middle of what came after it. */
  | { readonly _tag: "History"; readonly id: string; readonly at: number; readonly page: string | null }
  /** In a listing of everything since an instant, behind the message `last`; history goes on from `id` afterwards. */
  | { readonly _tag: "Listing"; readonly since: number; readonly last: string | null; readonly id: string; readonly at: number })

export const write = (cursor: Cursor): string => JSON.stringify(cursor)

/** Null for none, and for what `write` did not write. */
export const read = (text: string | null): Cursor | null => {
  if (text === null || text === "") return null
  try {
    const found: unknown = JSON.parse(text)
    const field = (name: string): unknown => typeof found === "object" && found !== null ? Object.entries(found).find(([key]) => key === name)?.[1] : undefined
    const [id, at, page, since, last, owner] = [field("id"), field("at"), field("page"), field("since"), field("last"), field("account")]
    const account = typeof owner === "string" ? owner : null
    if (typeof id !== "string" || !/^\d+$/u.test(id) || typeof at !== "number") return null
    if (field("_tag") === "History") return { _tag: "History", account, id, at, page: typeof page === "string" ? page : null }
    return typeof since === "number" ? { _tag: "Listing", account, since, last: typeof last === "string" ? last : null, id, at } : null
  } catch {
    // no JSON: nothing that we wrote
    return null
  }
}
