import { invalid } from "./Refusal.ts"

/** A stretch of a list; its token stands for the last item that was shown, so that what arrives meanwhile moves nothing. */
export const page = <A>(items: ReadonlyArray<A>, query: URLSearchParams, order: { readonly key: (item: A) => string; readonly isAfter: (item: A, key: string) => boolean }) => {
  const token = query.get("pageToken")
  const last = token === null || token === "" ? null : keyIn(token)
  const left = last === null ? items : items.filter((item) => order.isAfter(item, last))
  const size = sizeOf(query.get("maxResults"))
  const shown = left.slice(0, size)
  const final = shown.at(-1)
  return { shown, next: final === undefined || left.length <= size ? {} : { nextPageToken: Buffer.from(`${mark}${order.key(final)}`).toString("base64url") } }
}

/** Newest first, as messages and drafts are listed. */
export const newestFirst = {
  key: (item: { readonly internalDate: number; readonly order: number }): string => `${item.internalDate}/${item.order}`,
  isAfter: (item: { readonly internalDate: number; readonly order: number }, key: string): boolean => {
    const [date = 0, order = 0] = key.split("/").map(Number)
    return item.internalDate < date || item.internalDate === date && item.order < order
  }
}

const mark = "after "

const keyIn = (token: string): string => {
  const key = Buffer.from(token, "base64url").toString("utf8")
  if (!key.startsWith(mark)) throw invalid("Invalid pageToken")
  return key.slice(mark.length)
}

const sizeOf = (asked: string | null): number => {
  if (asked === null) return 100
  if (!/^\d+$/u.test(asked)) throw invalid(`Invalid value at 'max_results' (TYPE_UINT32), "${asked}"`)
  return Math.min(500, Number(asked) === 0 ? 100 : Number(asked))
}
