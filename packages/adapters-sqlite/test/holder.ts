// Opens the store in the directory it is given, says so, and stays until it is killed.
import { Store } from "@parley/domain/ports/Store"
import * as Effect from "effect/Effect"
import * as SqliteStore from "../src/SqliteStore.ts"

const held = Effect.flatMap(Store, () => Effect.sync(() => process.stdout.write("held\n")))
await Effect.runPromise(Effect.provide(Effect.zipRight(held, Effect.never), SqliteStore.layer({ path: process.argv[2] ?? "" })))
