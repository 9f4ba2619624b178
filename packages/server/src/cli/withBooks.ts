import type * as BooksFile from "@parley/adapters-sqlite/BooksFile"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { existsSync } from "node:fs"
import { join, resolve } from "node:path"
import type { ServerSettings } from "../Settings.ts"
import { CommandFailed } from "./CommandFailed.ts"

/**
 * Reads the books in this process at one moment, also while a server writes them, so that neither waits for the other.
 * `file` names other books than those of the data directory.
 */
export const withBooks = <A, E, R>(settings: ServerSettings, file: string | null, use: (books: BooksFile.BooksFile) => Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const path = file === null ? yield* kept(settings) : resolve(file)
    const { open } = yield* Effect.promise(() => import("@parley/adapters-sqlite/BooksFile"))
    return yield* Effect.acquireUseRelease(
      Effect.suspend(() => Either.match(open(path), { onLeft: Effect.fail, onRight: Effect.succeed })),
      use,
      ({ db }) => Effect.sync(() => db.close())
    )
  })

/** Where the books stand. A look into a folder must not leave a database in it, so there must be one. */
export const kept = ({ dataDir }: ServerSettings) =>
  Effect.gen(function*() {
    const { standsIn } = yield* Effect.promise(() => import("@parley/adapters-sqlite/RestoreMark"))
    const unfinished = standsIn(dataDir)
    if (unfinished !== null) return yield* unfinished
    const path = join(dataDir, "parley.db")
    if (existsSync(path)) return path
    return yield* new CommandFailed({
      message: `Nothing is kept in ${dataDir} yet: start a campaign there (parley campaign start samples/campaign.yaml --roster samples/roster.csv), or name another folder in PARLEY_DATA_DIR`
    })
  })
