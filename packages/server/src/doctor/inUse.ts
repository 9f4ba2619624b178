import type { RosterInUse } from "@parley/adapters-sqlite/WatchFile"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { existsSync } from "node:fs"
import { join } from "node:path"
import type { ServerSettings } from "../Settings.ts"

/** What the books say is used beyond the settings. */
export interface InUse {
  readonly rosters: ReadonlyArray<RosterInUse>
  /** Until when Gmail pushes; null where it was never asked to. */
  readonly watchedUntil: number | null
}

const none: InUse = { rosters: [], watchedUntil: null }

/** Nothing where there are no books, or none that can be read: that is the data directory's own finding. */
export const inUse = ({ dataDir, mailbox, store }: ServerSettings): Effect.Effect<InUse> =>
  Effect.gen(function*() {
    const path = join(dataDir, "parley.db")
    if (store === "memory" || !existsSync(path)) return none
    const [{ open }, { migrations }, { rostersIn, watchedUntilIn }] = yield* Effect.promise(() =>
      Promise.all([import("@parley/adapters-sqlite/BooksFile"), import("@parley/adapters-sqlite/Migrations"), import("@parley/adapters-sqlite/WatchFile")]))
    const books = open(path)
    if (Either.isLeft(books)) return none
    const { db, version } = books.right
    // older books have other tables; the next start brings them forward
    const found = version < migrations.length ? Either.right(none) : Either.try(() => ({ rosters: rostersIn(db), watchedUntil: watchedUntilIn(db, mailbox) }))
    db.close()
    return Either.getOrElse(found, () => none)
  })
