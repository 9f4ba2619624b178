import { assert, describe, it } from "@effect/vitest"
import { instant } from "@parley/domain/Instant"
import { Store } from "@parley/domain/ports/Store"
import { always, campaign, influencer, negotiationId, step, stopped } from "@parley/testkit/fixtures"
import { open, started } from "@parley/testkit/StoreScenario"
import Sqlite from "better-sqlite3"
import * as Effect from "effect/Effect"
import { join } from "node:path"
import * as SqliteStore from "../src/SqliteStore.ts"
import { directory } from "./temporary.ts"

describe("a ledger row that was damaged", () => {
  it.scoped("STATE-04 sets the negotiation aside that meets it, and no step that shares its group", () =>
    Effect.gen(function*() {
      const path = yield* directory
      yield* Effect.provide(Effect.flatMap(started(), (store) => store.transact(open("a", 100))), SqliteStore.layer({ path }))
      const db = new Sqlite(join(path, "parley.db"))
      db.exec("UPDATE ledger SET reserved = 0")
      db.close()
      yield* Effect.gen(function*() {
        const store = yield* Store
        yield* store.addCampaign(campaign("other", { budget: 1000, headcount: 3 }), [{ id: negotiationId("z"), influencer: influencer("p-z") }], instant(1))
        const [culprit, innocent] = yield* Effect.all([
          Effect.flip(store.transact(step("a", "stop", 20, always([stopped(20)])))),
          store.transact(step("z", "nothing", 20, always([])))
        ], { concurrency: 2 })
        assert.strictEqual(culprit._tag, "Quarantined")
        assert.strictEqual(innocent.events, 0)
      }).pipe(Effect.provide(SqliteStore.layer({ path })))
    }))
})
