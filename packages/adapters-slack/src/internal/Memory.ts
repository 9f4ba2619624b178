import type { Held } from "./Marks.ts"

/** Where a post stands: its own time, and that of the first of its thread. */
export type Place = Pick<Held, "root" | "ts">

/** What this process knows of the notices that were posted. It is the only one that posts, so that what it knows stays true. */
export interface Memory {
  /** Null when it is not known, which proves nothing unless it covers the time. */
  readonly find: (id: string) => Place | null
  readonly add: (held: ReadonlyArray<Pick<Held, "mark" | "root" | "ts">>) => void
  /** Whether everything posted to the channel since then is known. Epoch milliseconds. */
  readonly covers: (oldest: number) => boolean
  readonly nowCovers: (oldest: number) => void
  /** Something may have been posted that is not known. */
  readonly doubt: () => void
  readonly drop: (id: string) => void
}

export const make = (most = 5_000): Memory => {
  const known = new Map<string, Place>()
  let since: number | null = null
  return {
    find: (id) => known.get(id) ?? null,
    add: (held) => {
      for (const { mark, root, ts } of held) if (mark !== null) known.set(mark.id, { ts, root })
      if (known.size <= most) return
      const dropped = [...known].sort(([, one], [, other]) => Number(one.ts) - Number(other.ts)).slice(0, known.size - Math.ceil(most / 2))
      for (const [id] of dropped) known.delete(id)
      const last = Number(dropped.at(-1)?.[1].ts ?? 0) * 1000
      since = since === null ? null : Math.max(since, last + 1)
    },
    covers: (oldest) => since !== null && since <= oldest,
    nowCovers: (oldest) => {
      since = oldest
    },
    doubt: () => {
      since = null
    },
    drop: (id) => void known.delete(id)
  }
}
