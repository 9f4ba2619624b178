import type { Denial } from "@parley/domain/ports/Denial"
import type Sqlite from "better-sqlite3"
import type { Tallies } from "./Tallies.ts"

const year = 365 * 86_400_000

/** Who asked for what they may not. */
export interface DenialRows {
  readonly note: (denial: Denial) => void
  readonly all: (limit: number) => ReadonlyArray<Denial>
}

export const make = (db: Sqlite.Database, tallies: Tallies): DenialRows => {
  const prune = db.prepare<[number]>("DELETE FROM denials WHERE at < ?")
  const insert = db.prepare<[string, string, number]>("INSERT INTO denials (by, what, at) VALUES (?, ?, ?)")
  const select = db.prepare<[number], Denial>("SELECT by, what, at FROM denials ORDER BY ordinal DESC LIMIT ?")
  return {
    note: ({ at, by, what }) => {
      tallies.add("denials", "noted", 1 - prune.run(at - year).changes)
      insert.run(by, what, at)
    },
    all: (limit) => select.all(limit)
  }
}
