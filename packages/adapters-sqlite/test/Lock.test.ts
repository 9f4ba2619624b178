import { assert, describe, it } from "@effect/vitest"
import { Store } from "@parley/domain/ports/Store"
import * as Effect from "effect/Effect"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import * as SqliteStore from "../src/SqliteStore.ts"
import { directory } from "./temporary.ts"

const opens = (path: string) => Effect.provide(Effect.asVoid(Store), SqliteStore.layer({ path }))

/** Another process that holds the directory. */
const holder = (path: string) =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      const child = spawn(process.execPath, ["--conditions=source", fileURLToPath(new URL("holder.ts", import.meta.url)), path], { stdio: ["ignore", "pipe", "inherit"] })
      await once(child.stdout, "data")
      return child
    }),
    (child) => Effect.sync(() => child.kill("SIGKILL"))
  )

describe("Lock", () => {
  it.scoped("refuses a second process, and is free again once the first was killed with SIGKILL (STATE-04)", () =>
    Effect.gen(function*() {
      const path = yield* directory
      const child = yield* holder(path)
      const refused = yield* Effect.flip(opens(path))
      assert.strictEqual(refused._tag, "StoreRefused")
      assert.strictEqual(refused.reason, `another Parley process holds ${path}`)
      const gone = once(child, "exit")
      child.kill("SIGKILL")
      yield* Effect.promise(() => gone)
      yield* opens(path)
    }))

  it.scoped("refuses a second store in one process until the first is closed (STATE-04)", () =>
    Effect.gen(function*() {
      const path = yield* directory
      const inside = yield* Effect.provide(Effect.zipRight(Store, Effect.either(opens(path))), SqliteStore.layer({ path }))
      assert.strictEqual(inside._tag, "Left")
      yield* opens(path)
    }))
})
