import { assert, describe } from "@effect/vitest"
import { instant } from "@parley/domain/Instant"
import { NothingToApprove } from "@parley/domain/negotiation/Refusal"
import type { StoredDraft } from "@parley/domain/ports/StoredDraft"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { actor, always, message, negotiationId, put, stopped, step } from "./fixtures.ts"
import { type Check, open, started } from "./StoreScenario.ts"

const a = negotiationId("a")
const words = (body: string, by = "parley", mail = 1): StoredDraft => ({ negotiation: a, mail, subject: "Spring Glow", body, by: actor(by) })

/** The part of the store's contract about what the team is shown and asked. */
export const teams = (check: Check): void => {
  describe("the team", () => {
    check("MUST keep what the channel calls a post", Effect.gen(function*() {
      const store = yield* started()
      yield* store.transact(open("a", 5))
      yield* store.transact(step("a", "tell", 10, always([stopped(10)], { outbox: [put("version", 10, 0, "team")] })))
      const [row] = yield* store.outboxDue("team", instant(10), 1)
      assert.strictEqual(row?.posted, null)
      if (row === undefined) return
      assert.isTrue(yield* store.moveOutbox(row, ["pending"], "sent", { posted: "C1/17.01" }))
      const kept = (yield* store.outboxOf("a")).find(({ lane }) => lane === "team")
      assert.deepInclude(kept, { status: "sent", posted: "C1/17.01" })
    }))

    check("MUST keep the first words of a mail that waits, and put others in their place only in a step (HUMAN-03)", Effect.gen(function*() {
      const store = yield* started()
      yield* store.transact(open("a", 5))
      assert.isNull(yield* store.draft(a, 1))
      yield* store.keepDraft(words("first"))
      yield* store.keepDraft(words("second"))
      assert.deepStrictEqual(yield* store.draft(a, 1), words("first"))
      const refused = step("a", "refused", 6, () => Either.left(new NothingToApprove({ state: "Opening" })))
      assert.instanceOf(yield* Effect.flip(store.transact(refused)), NothingToApprove)
      yield* store.transact(step("a", "edit", 7, always([stopped(7)], { drafts: [words("mine", "ana"), words("another", "ana", 2)] })))
      yield* store.transact(step("a", "edit", 7, always([stopped(7)], { drafts: [words("twice", "ana")] })))
      assert.deepStrictEqual([yield* store.draft(a, 1), yield* store.draft(a, 2)], [words("mine", "ana"), words("another", "ana", 2)])
      assert.isNull(yield* store.draft(negotiationId("b"), 1))
    }))

    check("MUST forget the words with their creator, and keep none that come too late (STATE-06)", Effect.gen(function*() {
      const store = yield* started()
      yield* store.transact(open("a", 5))
      yield* store.keepDraft(words("first"))
      const whom = yield* store.traces("p-a@example.com")
      yield* store.forget(whom ?? assert.fail("unknown"))
      yield* store.keepDraft(words("late"))
      yield* store.transact(step("a", "edit", 7, always([stopped(7)], { drafts: [words("late", "ana")] })))
      assert.isNull(yield* store.draft(a, 1))
    }))

    check("MUST remember for a year who asked for what they may not, the newest first, and count them (HUMAN-06)", Effect.gen(function*() {
      const store = yield* started()
      const day = 86_400_000
      for (const at of [0, 1, 200]) yield* store.noteDenial({ by: actor("slack:U9"), what: `/claim ${at}`, at: instant(at * day) })
      assert.deepStrictEqual((yield* store.denials(2)).map(({ what }) => what), ["/claim 200", "/claim 1"])
      assert.strictEqual((yield* store.counts).denials, 3)
      yield* store.noteDenial({ by: actor("slack:U9"), what: "/claim", at: instant(366 * day) })
      assert.deepStrictEqual((yield* store.denials(9)).map(({ what }) => what), ["/claim", "/claim 200", "/claim 1"])
      yield* store.noteDenial({ by: actor("slack:U9"), what: "/claim", at: instant(367 * day) })
      assert.strictEqual((yield* store.counts).denials, 3)
    }))

    check("MUST find negotiations by the domain of whoever takes part, each once and no other domain that ends like it (HUMAN-05)", Effect.gen(function*() {
      const store = yield* started()
      yield* store.transact(open("a", 5))
      yield* store.transact(open("b", 5))
      assert.deepStrictEqual(yield* store.byDomain("brightside.com"), [])
      const wrote = { ...message("in", "b", "in", 6), from: { name: "Jo", address: "Jo@BrightSide.com" } }
      yield* store.transact(step("b", "mail", 6, always([], { messages: [wrote, { ...wrote, id: message("in2", "b", "in", 7).id }] })))
      yield* store.transact(step("a", "mail", 6, always([], { messages: [{ ...message("in3", "a", "in", 6), from: { name: "", address: "x@notbrightside.com" } }] })))
      assert.deepStrictEqual(yield* store.byDomain("brightside.com"), [negotiationId("b")])
      assert.include(yield* store.byDomain("EXAMPLE.com"), a)
    }))
  })
}
