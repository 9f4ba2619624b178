import { assert, describe, it } from "@effect/vitest"
import { EmailAddress } from "@parley/domain/influencer/Influencer"
import { plainAddress } from "@parley/domain/influencer/plainAddress"
import { instant } from "@parley/domain/Instant"
import { cents } from "@parley/domain/Money"
import { type NewNegotiation, Store } from "@parley/domain/ports/Store"
import { always, campaign, campaignId, influencer, negotiationId, offerDecided, opened, personId, step, stopped } from "@parley/testkit/fixtures"
import Sqlite from "better-sqlite3"
import * as Effect from "effect/Effect"
import * as fc from "effect/FastCheck"
import { join } from "node:path"
import { bringForward, migrations } from "../src/Migrations.ts"
import * as SqliteStore from "../src/SqliteStore.ts"
import { directory } from "./temporary.ts"

const creator = (id: string): NewNegotiation => ({ id: negotiationId(id), influencer: { ...influencer(`p-${id}`), email: EmailAddress.make(`kit+${id}@talent.example`) } })
const begin = (id: string) => opened({ campaign: campaignId("spring"), influencer: personId(`p-${id}`) }, 10)

describe("creators of one manager in the books (PARTY-02)", () => {
  it.scoped("who waits for a conversation waits on after a restart, and is woken by the ending that comes then", () =>
    Effect.gen(function*() {
      const path = yield* directory
      const run = <A, E>(effect: Effect.Effect<A, E, Store>) => Effect.provide(effect, SqliteStore.layer({ path }))
      yield* run(Effect.gen(function*() {
        const store = yield* Store
        yield* store.addCampaign(campaign("spring", { budget: 1000, headcount: 5 }), ["a", "b"].map(creator), instant(1))
        yield* store.transact(step("a", "open a", 10, always([begin("a"), offerDecided(1, 100, 10)])))
        yield* store.transact(step("b", "open b", 10, always([begin("b"), { _tag: "ConversationAwaited", needed: cents(100), with: negotiationId("a"), at: instant(10) }])))
      }))
      yield* run(Effect.gen(function*() {
        const store = yield* Store
        const row = yield* store.negotiation(negotiationId("b"))
        assert.deepStrictEqual(row?.state._tag === "Waiting" ? row.state.core.waitsFor : row?.state, negotiationId("a"))
        assert.deepStrictEqual(yield* store.deadlinesDue(instant(1000), 9), [])
        yield* store.transact(step("a", "stop a", 50, always([stopped(50)])))
      }))
      yield* run(Effect.gen(function*() {
        const store = yield* Store
        assert.deepStrictEqual(yield* store.deadlinesDue(instant(50), 9), [negotiationId("b")])
        assert.deepStrictEqual((yield* store.verify(() => {})).problems, [])
      }))
    }))

  it.scoped("books of the version before know the mailbox of each address that stands in them, as the domain does", () =>
    Effect.gen(function*() {
      const db = new Sqlite(join(yield* directory, "parley.db"))
      db.pragma("foreign_keys = OFF")
      bringForward(db, migrations.slice(0, 4))
      const part = fc.stringMatching(/^[a-z+.@]{1,8}$/)
      const addresses = fc.sample(fc.tuple(part, part).map(([local, domain]) => `${local}@${domain}`), { numRuns: 300, seed: 1 })
      const insert = db.prepare<[string, string]>("INSERT OR IGNORE INTO contacts (address, negotiation) VALUES (?, ?)")
      for (const address of [...addresses, "kit+tom@talent.example", "+kit@talent.example", "kit@talent.example"]) insert.run(address, "n")
      bringForward(db)
      for (const { address, mailbox } of db.prepare<[], { readonly address: string; readonly mailbox: string }>("SELECT address, mailbox FROM contacts").all()) {
        assert.strictEqual(mailbox, plainAddress(address), address)
      }
      db.close()
    }))
})
