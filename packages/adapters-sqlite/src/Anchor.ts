import type Sqlite from "better-sqlite3"
import { roll } from "./HashChain.ts"

/** The hashes of one group's events, of which those of steps that were undone are let go. */
export interface Anchor {
  readonly add: (hash: string) => void
  readonly keep: () => void
  readonly undo: () => void
  readonly reset: () => void
  readonly write: () => void
}

/** Rolls the anchor on by what one group stores, and writes it once. */
export const anchorOf = (db: Sqlite.Database): Anchor => {
  const update = db.prepare<[number, string]>("UPDATE anchors SET events = events + ?, head = ? WHERE id = 1")
  const head = db.prepare<[], string>("SELECT head FROM anchors WHERE id = 1").pluck()
  const hashes: Array<string> = []
  let kept = 0
  return {
    add: (hash: string) => void hashes.push(hash),
    keep: () => {
      kept = hashes.length
    },
    undo: () => {
      hashes.length = kept
    },
    reset: () => {
      hashes.length = 0
      kept = 0
    },
    write: () => {
      if (hashes.length > 0) update.run(hashes.length, hashes.reduce(roll, head.get() ?? ""))
    }
  }
}
