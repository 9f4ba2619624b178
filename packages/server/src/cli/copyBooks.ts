import * as Effect from "effect/Effect"
import * as KillSwitch from "../KillSwitch.ts"
import type { ServerSettings } from "../Settings.ts"
import { makeProgress } from "./progress.ts"
import { withBooks } from "./withBooks.ts"

/** Writes the books as they are at this moment into a new file, also while a server runs, and shows its progress. */
export const copyBooks = (settings: ServerSettings, file: string) =>
  Effect.gen(function*() {
    const { backup } = yield* Effect.promise(() => import("@parley/adapters-sqlite/Backup"))
    const progress = makeProgress("copied")
    return yield* withBooks(settings, null, (books) =>
      Effect.flatMap(Effect.promise(() => backup(books, file, { progress: progress.show, kill: KillSwitch.make(settings) })), (done) => done)).pipe(
        Effect.ensuring(Effect.sync(progress.clear))
      )
  })
