import { assert, describe, it } from "@effect/vitest"
import { instant } from "@parley/domain/Instant"
import { Store } from "@parley/domain/ports/Store"
import { always, campaign, campaignId, influencer, negotiationId, offerDecided, offerSent, opened, personId, put, step, stopped } from "@parley/testkit/fixtures"
import Sqlite from "better-sqlite3"
import * as Effect from "effect/Effect"
import { join } from "node:path"
import * as SqliteStore from "../src/SqliteStore.ts"
import { directory } from "./temporary.ts"

/** A directory with a store of two negotiations: "a" with three events, "b" with two. */
const written = Effect.gen(function*() {
  const path = yield* directory
  yield* Effect.provide(Effect.gen(function*() {
    const store = yield* Store
    const ids = ["a", "b", "c"]
    yield* store.addCampaign(campaign("spring", { budget: 1000, headcount: 9 }), ids.map((id) => ({ id: negotiationId(id), influencer: influencer(`p-${id}`) })), instant(1))
    for (const id of ["a", "b"]) {
      const events = [opened({ campaign: campaignId("spring"), influencer: personId(`p-${id}`) }, 10), offerDecided(1, 100, 10)]
      yield* store.transact(step(id, `open ${id}`, 10, always(events, { outbox: [put(1, 10, 1)] })))
    }
    yield* store.transact(step("a", "sent", 20, always([offerSent(1, 100, 20, 90)])))
  }), SqliteStore.layer({ path }))
  return path
})

const tamper = (path: string, sql: string) =>
  Effect.sync(() => {
    const db = new Sqlite(join(path, "parley.db"))
    db.pragma("foreign_keys = OFF")
    db.exec(sql)
    db.close()
  })

const problems = (path: string) =>
  Effect.provide(Effect.flatMap(Store, (store) => Effect.map(store.verify(() => {}), (report) =>
    report.problems.map(({ negotiation, problem, version }) => `${negotiation ?? "-"} ${version ?? "-"}: ${problem}`))), SqliteStore.layer({ path }))

const finds = (title: string, sql: string, expected: ReadonlyArray<string>) =>
  it.scoped(title, () =>
    Effect.gen(function*() {
      const path = yield* written
      yield* tamper(path, sql)
      const found = yield* problems(path)
      for (const one of expected) assert.include(found, one)
    }))

const rewind = `UPDATE negotiations SET version = 2, head = (SELECT hash FROM events WHERE negotiation = 'a' AND version = 2) WHERE id = 'a'`

describe("Verify", () => {
  it.scoped("finds nothing wrong with an untouched store (STATE-05)", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* problems(yield* written), [])
    }))

  finds("finds an event that was altered by hand, and names it (STATE-05)",
    `UPDATE events SET payload = replace(payload, '"rate":100', '"rate":900') WHERE negotiation = 'b' AND version = 2`,
    ["b 2: the event is not what was stored: its hash differs", "b 2: the snapshot is not what its events lead to"])
  finds("finds an event whose time was altered (STATE-05)", `UPDATE events SET at = 11 WHERE negotiation = 'b' AND version = 1`,
    ["b 1: the event is not what was stored: its hash differs"])
  finds("finds an event whose payload cannot be read (STATE-05)", `UPDATE events SET payload = '{' WHERE negotiation = 'b' AND version = 1`,
    ["b 1: the event cannot be read"])
  finds("finds a gap (STATE-05)", `DELETE FROM events WHERE negotiation = 'a' AND version = 1`, ["a 1: event 1 is missing"])
  finds("finds a cut tail (STATE-05)", `DELETE FROM events WHERE negotiation = 'a' AND version = 3`,
    ["a 2: the last event is 2, the negotiation stands at 3", "- -: 5 events were stored, 4 are there: events were cut or added"])
  finds("finds a tail that was cut together with its snapshot (STATE-05)", `DELETE FROM events WHERE negotiation = 'a' AND version = 3; ${rewind}`,
    ["- -: 5 events were stored, 4 are there: events were cut or added"])
  finds("finds an event that was replaced with its chain made good (STATE-05)",
    `UPDATE events SET hash = 'f' WHERE negotiation = 'a' AND version = 3; UPDATE negotiations SET head = 'f' WHERE id = 'a'`,
    ["- -: the events are not those that were stored: the rolling hash over all of them differs"])
  finds("finds a snapshot that its events do not lead to (STATE-05)",
    `UPDATE negotiations SET snapshot = replace(snapshot, '"rounds":0', '"rounds":3') WHERE id = 'a'`, ["a 3: the snapshot is not what its events lead to"])
  finds("finds a ledger that is not the sum of its negotiations (LEDGER-01)", `UPDATE ledger SET reserved = 150`,
    ["- -: the ledger of spring is not the sum of its negotiations"])
  finds("finds savings that are not those of its deals (LEDGER-02)", `UPDATE ledger SET saved = -7`, ["- -: the ledger of spring is not the sum of its negotiations"])
  finds("finds a negotiation whose savings are not its deal's (LEDGER-02)", `UPDATE negotiations SET saved = 7 WHERE id = 'a'; UPDATE ledger SET saved = 7`,
    ["a 3: the snapshot and its columns differ"])
  finds("finds an outbox row without its event (MAIL-06)", `UPDATE outbox SET event = 7 WHERE subject = 'b'`,
    ["b 7: outbox row mail 1 performs an event that does not exist"])
  finds("finds a count that was not kept (MAIL-05)", `UPDATE tallies SET n = 5 WHERE kind = 'mail'`,
    ["- -: the count of mail that are pending is not what was counted along"])
  finds("finds a row that points nowhere", `INSERT INTO contacts VALUES ('x@example.com', 'nobody')`,
    ["- -: a row of contacts points at a row of negotiations that does not exist"])

  for (const [what, sql] of [
    ["is no JSON", `UPDATE negotiations SET snapshot = '{"_tag":"Opening","co' WHERE id = 'b'`],
    ["lacks fields", `UPDATE negotiations SET snapshot = '{"_tag":"Opening","core":{}}' WHERE id = 'b'`],
    ["holds other money than its row", `UPDATE negotiations SET snapshot = replace(snapshot, '"rate":100', '"rate":900') WHERE id = 'b'`]
  ] as const) {
    it.scoped(`sets a negotiation aside whose snapshot ${what}, and the others go on (STATE-04)`, () =>
      Effect.gen(function*() {
        const path = yield* written
        yield* tamper(path, sql)
        yield* Effect.provide(Effect.gen(function*() {
          const store = yield* Store
          const stop = (id: string) => Effect.either(store.transact(step(id, `stop ${id}`, 30, always([stopped(30)]))))
          const [broken, sound] = yield* Effect.all([stop("b"), stop("a")], { concurrency: 2 })
          assert.isTrue(broken._tag === "Left" && broken.left._tag === "Quarantined")
          assert.strictEqual(sound._tag, "Right")
          const row = yield* store.negotiation(negotiationId("b"))
          assert.isNotNull(row?.quarantined)
          assert.strictEqual(row?.state._tag, "Opening")
          assert.strictEqual((yield* store.counts).quarantined, 1)
          assert.deepStrictEqual(yield* store.outboxDue("mail", instant(99), 9).pipe(Effect.map((rows) => rows.map(({ subject }) => subject))), ["a"])
        }), SqliteStore.layer({ path }))
        assert.isTrue((yield* problems(path)).some((one) => one.startsWith("b 2: is set aside")))
      }))
  }
})
