/** What waits for its time, earliest first. Entries that no longer hold are dropped when they come up. */
export interface Due<K> {
  readonly add: (key: K, at: number) => void
  /** Up to `limit` keys due at `now`, in order, that `ready` lets through. Nothing is taken out. */
  readonly due: (now: number, limit: number, ready: (key: K) => boolean) => ReadonlyArray<K>
  /** When the first ready one is due. */
  readonly next: (ready: (key: K) => boolean) => number | null
}

interface Entry<K> {
  readonly key: K
  readonly at: number
  readonly order: number
}

/** `atOf` says when a key is due now; null when it waits no more. Equal times come in the order of `orderOf`. */
export const make = <K>(atOf: (key: K) => number | null, orderOf: (key: K) => number): Due<K> => {
  const heap: Array<Entry<K>> = []
  const before = (a: Entry<K>, b: Entry<K>): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

  const push = (entry: Entry<K>): void => {
    let index = heap.push(entry) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      const above = heap[parent]
      if (above === undefined || !before(entry, above)) break
      heap[index] = above
      index = parent
    }
    heap[index] = entry
  }

  const pop = (): void => {
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return
    let index = 0
    for (;;) {
      const left = heap[2 * index + 1]
      const right = heap[2 * index + 2]
      const least = right !== undefined && left !== undefined && before(right, left) ? right : left
      if (least === undefined || !before(least, last)) break
      heap[index] = least
      index = 2 * index + (least === right ? 2 : 1)
    }
    heap[index] = last
  }

  const walk = (until: number, limit: number, ready: (key: K) => boolean): ReadonlyArray<Entry<K>> => {
    const seen: Array<Entry<K>> = []
    const found: Array<Entry<K>> = []
    while (found.length < limit) {
      const first = heap[0]
      if (first === undefined || first.at > until) break
      pop()
      const previous = seen.at(-1)
      if (atOf(first.key) !== first.at || (previous !== undefined && previous.key === first.key)) continue
      seen.push(first)
      if (ready(first.key)) found.push(first)
    }
    seen.forEach(push)
    return found
  }

  return {
    add: (key, at) => push({ key, at, order: orderOf(key) }),
    due: (now, limit, ready) => walk(now, limit, ready).map(({ key }) => key),
    next: (ready) => walk(Number.POSITIVE_INFINITY, 1, ready)[0]?.at ?? null
  }
}
