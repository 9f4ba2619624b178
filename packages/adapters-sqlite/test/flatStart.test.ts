import { assert, describe, it } from "@effect/vitest"
import { vi } from "vitest"
import { layer as templateLayer } from "@parley/domain/drafting/TemplateWriter"
import { instant } from "@parley/domain/Instant"
import { Store } from "@parley/domain/ports/Store"
import { layer as readerLayer } from "@parley/domain/reading/RuleReader"
import { drain } from "@parley/domain/usecases/Engine"
import { Settings } from "@parley/domain/usecases/Settings"
import { always, campaign, campaignId, influencer, message, negotiationId, offerDecided, offerSent, opened, personId, put, step } from "@parley/testkit/fixtures"
import * as MemoryMailbox from "@parley/testkit/MemoryMailbox"
import * as MemoryTeam from "@parley/testkit/MemoryTeam"
import { arrival } from "@parley/testkit/StoreScenario"
import Sqlite from "better-sqlite3"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { join } from "node:path"
import * as SqliteStore from "../src/SqliteStore.ts"
import { directory } from "./temporary.ts"

const { ran } = vi.hoisted(() => ({ ran: new Array<string>() }))

// every statement that any connection runs, with its values
vi.mock("better-sqlite3", async (actual) => {
  const { default: Real } = await actual<{ readonly default: typeof Sqlite }>()
  return {
    default: class extends Real {
      constructor(name: string, options: Sqlite.Options = {}) {
        super(name, { ...options, verbose: (sql) => void ran.push(String(sql)) })
      }
    }
  }
})

const own = "partnerships@parley.example"
const inTheYear2100 = 4_102_444_800_000

/** Books of so many open negotiations, each with mail in and out, an outbox row and a follow-up far ahead. */
const fill = (count: number) =>
  Effect.gen(function*() {
    const store = yield* Store
    const ids = Array.from({ length: count }, (_, index) => `n${index}`)
    yield* store.addCampaign(
      campaign("spring", { budget: 100 * count, headcount: count }),
      ids.map((id) => ({ id: negotiationId(id), influencer: influencer(`p-${id}`) })),
      instant(1)
    )
    yield* store.ingest("box", ids.map(arrival), "1", instant(5))
    const together = { concurrency: "unbounded", discard: true } as const
    yield* Effect.forEach(ids, (id) =>
      store.transact(step(id, `open ${id}`, 10, always(
        [opened({ campaign: campaignId("spring"), influencer: personId(`p-${id}`) }, 10), offerDecided(1, 100, 10)],
        { outbox: [put(1, 10)], messages: [message(`out ${id}`, id, "out", 10)] }
      ))), together)
    yield* Effect.forEach(ids, (id) =>
      store.transact(step(id, `sent ${id}`, 20, always([offerSent(1, 100, 20, inTheYear2100)], {
        outbox: [{ _tag: "Move", lane: "mail", seq: 1, from: ["pending"], to: "sent", nextAt: instant(20) }],
        inbox: [{ key: { mailbox: "box", providerId: id }, status: "answered", reason: "reply", negotiation: negotiationId(id) }],
        messages: [message(`in ${id}`, id, "in", 15)]
      }))), together)
  })

/** What runs from opening the books over an idle pass of every worker to a look at readiness. */
const statementsOfStart = (path: string) =>
  Effect.gen(function*() {
    ran.length = 0
    const ports = Layer.mergeAll(
      SqliteStore.layer({ path }), MemoryMailbox.make({ ownAddresses: [own] }).layer, MemoryTeam.make().layer, readerLayer, templateLayer,
      Layer.succeed(Settings, {
        mailbox: "memory", sender: { name: "", address: own }, ownAddresses: [own], teammates: [], concurrency: 16, autonomy: "auto", sendsPerDay: 500, rosterEvery: 60_000, digestHour: null, unread: { holdAfter: null, handOffAfter: 4 * 3_600_000 }
      })
    )
    yield* Effect.gen(function*() {
      const store = yield* Store
      assert.strictEqual(yield* drain, 0)
      yield* store.nextDue
      yield* store.check
      assert.deepStrictEqual((yield* store.counts).unaccounted, 0)
    }).pipe(Effect.provide(ports))
    return [...ran]
  })

/** Hold a row per campaign, per status or per switch, whatever the number of negotiations. */
const small = ["campaigns", "c", "ledger", "l", "tallies", "switches", "anchors", "mailbox_cursor", "sqlite_schema", "CONSTANT"]
/** Hold only what waits for work or for a person. */
const waiting = ["negotiations_unopened", "negotiations_quarantined", "outbox_drafts", "outbox_dead", "outbox_due", "inbox_due", "inbox_failed", "intakes_due"]

/** What a statement would walk that grows with the negotiations, as SQLite plans it. */
const walksOf = (db: Sqlite.Database, sql: string): ReadonlyArray<string> =>
  db.prepare<[], { readonly detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all().flatMap(({ detail }) => {
    const [, table = "", index = ""] = /^SCAN (\S+)(?: USING (?:COVERING )?INDEX (\S+))?/.exec(detail) ?? []
    return table === "" || small.includes(table) || waiting.includes(index) ? [] : [`${detail}: ${sql}`]
  })

const begun = (count: number) =>
  Effect.gen(function*() {
    const path = yield* directory
    yield* Effect.provide(fill(count), SqliteStore.layer({ path }))
    return { path, statements: yield* statementsOfStart(path) }
  })

describe("a start on many open negotiations", () => {
  it.scoped("STATE-02 runs as many statements for 5,000 as for 100, and none that walks a table which grows with them", () =>
    Effect.gen(function*() {
      const few = yield* begun(100)
      const many = yield* begun(5000)
      const shapes = (statements: ReadonlyArray<string>) => statements.map((sql) => sql.replaceAll(/\d+/g, "?"))
      assert.deepStrictEqual(shapes(many.statements), shapes(few.statements))

      const asked = many.statements.filter((sql) => /^\s*(SELECT|UPDATE|DELETE|INSERT|WITH)\b/.test(sql))
      assert.isAbove(asked.length, 10)
      const db = new Sqlite(join(many.path, "parley.db"))
      assert.strictEqual(db.prepare<[], number>("SELECT count(*) FROM negotiations WHERE tag = 'AwaitingReply'").pluck().get(), 5000)
      assert.deepStrictEqual(asked.flatMap((sql) => walksOf(db, sql)), [])
      // the check sees a walk where there is one
      assert.lengthOf(walksOf(db, "SELECT * FROM negotiations WHERE reserved > 5"), 1)
      db.close()
    }))
})
