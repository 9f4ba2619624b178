import type Sqlite from "better-sqlite3"

/** What is counted: rows of the inbox, of a lane, of negotiations, by status. */
export type Kind = "inbox" | "mail" | "team" | "negotiations" | "quarantined" | "denials"

/** Running counts, so that asking for them does not walk the tables. Changes gather in memory and are written once per group. */
export interface Tallies {
  readonly add: (kind: Kind, status: string, change: number) => void
  /** Forgets the changes since the last `keep`. */
  readonly undo: () => void
  readonly keep: () => void
  /** Starts a group afresh. */
  readonly reset: () => void
  readonly write: () => void
  readonly read: (kind: Kind) => ReadonlyArray<{ readonly status: string; readonly n: number }>
}

export const make = (db: Sqlite.Database): Tallies => {
  const upsert = db.prepare<[Kind, string, number]>(
    "INSERT INTO tallies (kind, status, n) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n"
  )
  const select = db.prepare<[Kind], { readonly status: string; readonly n: number }>("SELECT status, n FROM tallies WHERE kind = ? AND n <> 0")
  const changes: Array<readonly [Kind, string, number]> = []
  let kept = 0
  return {
    add: (kind, status, change) => {
      changes.push([kind, status, change])
    },
    undo: () => {
      changes.length = kept
    },
    keep: () => {
      kept = changes.length
    },
    reset: () => {
      changes.length = 0
      kept = 0
    },
    write: () => {
      const sums = new Map<string, { readonly kind: Kind; readonly status: string; n: number }>()
      for (const [kind, status, n] of changes) {
        const key = `${kind} ${status}`
        const sum = sums.get(key)
        if (sum === undefined) sums.set(key, { kind, status, n })
        else sum.n += n
      }
      for (const { kind, n, status } of sums.values()) if (n !== 0) upsert.run(kind, status, n)
    },
    read: (kind) => select.all(kind)
  }
}
