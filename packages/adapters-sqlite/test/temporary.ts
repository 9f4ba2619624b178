import type { Store } from "@parley/domain/ports/Store"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as SqliteStore from "../src/SqliteStore.ts"
import type { StoreRefused } from "../src/StoreRefused.ts"

/** A directory that is gone with its scope. */
export const directory = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "parley-store-"))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
)

/** An empty store of its own. */
export const store = (): Layer.Layer<Store, StoreRefused> =>
  Layer.unwrapScoped(Effect.map(directory, (path) => SqliteStore.layer({ path })))
