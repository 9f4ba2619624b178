import { assert, describe } from "@effect/vitest"
import { Actor } from "@parley/domain/Ids"
import { instant } from "@parley/domain/Instant"
import type { OutboxChange } from "@parley/domain/ports/Outbox"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { always, changesOf, negotiationId, put, step } from "./fixtures.ts"
import { arrival, type Check, key, mail, mark, open, started } from "./StoreScenario.ts"

/** The part of the `Store` contract that tells how outbox and inbox rows wait, move and end. */
export const queues = (check: Check): void => {
  describe("the outbox", () => {
    check("MUST hold a row per Put, with the version of the event it performs", Effect.gen(function*() {
      const store = yield* started()
      yield* store.transact(open("a", 100, [put(1, 10, 1), put("version", 10, 1, "team")]))
      assert.deepStrictEqual(
        (yield* store.outboxOf("a")).map(({ event, lane, seq, status }) => [lane, seq, event, status]),
        [["mail", 1, 2, "pending"], ["team", 2, 2, "pending"]]
      )
    }))

    check("MUST offer due rows only to the first of their subject's lane (MAIL-06)", Effect.gen(function*() {
      const store = yield* started()
      yield* store.transact(open("a", 100, [put(1, 10, 1), put(2, 10, 1), put("version", 10, 1, "team")]))
      yield* store.transact(open("b", 100, [put(1, 30, 1)]))
      const due = (now: number) => Effect.map(store.outboxDue("mail", instant(now), 10), (rows) => rows.map(({ seq, subject }) => [subject, seq]))
      assert.deepStrictEqual(yield* due(9), [])
      assert.deepStrictEqual(yield* due(10), [["a", 1]])
      assert.deepStrictEqual(yield* due(30), [["a", 1], ["b", 1]])
      assert.deepStrictEqual((yield* store.outboxDue("mail", instant(30), 1)).length, 1)
      assert.deepStrictEqual(yield* store.outboxDue("mail", instant(30), 10, "dispatching"), [])
      yield* store.moveOutbox(mail("b", 1), ["pending"], "dispatching", {})
      assert.deepStrictEqual((yield* store.outboxDue("mail", instant(30), 1, "dispatching")).map(({ subject }) => subject), ["b"])
      yield* store.moveOutbox(mail("b", 1), ["dispatching"], "pending", {})
      assert.strictEqual(yield* store.moveOutbox(mail("a", 1), ["pending"], "in_doubt", {}), true)
      assert.deepStrictEqual(yield* due(30), [["b", 1]])
      assert.strictEqual(yield* store.moveOutbox(mail("a", 1), ["in_doubt"], "sent", {}), true)
      assert.deepStrictEqual(yield* due(30), [["a", 2], ["b", 1]])
    }))

    check("MUST move a row only from where it is expected to stand, leaving unnamed fields (MAIL-06)", Effect.gen(function*() {
      const store = yield* started()
      yield* store.transact(open("a", 100, [put(1, 10, 1)]))
      assert.strictEqual(yield* store.moveOutbox(mail("a", 1), ["staged"], "dispatching", {}), false)
      assert.strictEqual(yield* store.moveOutbox(mail("a", 7), ["pending"], "staged", {}), false)
      assert.strictEqual(yield* store.moveOutbox(mail("a", 1), ["pending"], "staged", { draftId: "d", contentHash: "h", messageHeader: "m" }), true)
      assert.strictEqual(yield* store.moveOutbox(mail("a", 1), ["staged"], "staged", { attempts: 1, error: "slow", nextAt: instant(70) }), true)
      assert.deepStrictEqual(yield* store.outboxOf("a"), [{
        subject: "a", lane: "mail", seq: 1, status: "staged", event: 2, payload: "", attempts: 1, nextAt: instant(70),
        draftId: "d", contentHash: "h", messageHeader: "m", posted: null, error: "slow"
      }])
    }))

    check("MUST claim a staged mail once, none while sending is stopped, and no more than the budget (MAIL-06, MAIL-10)", Effect.gen(function*() {
      const store = yield* started()
      for (const id of ["a", "b", "c"]) {
        yield* store.transact(open(id, 100, [put(1, 10, 1)]))
        if (id !== "c") yield* store.moveOutbox(mail(id, 1), ["pending"], "staged", { draftId: id })
      }
      const claim = (id: string, at: number, limit: number) => store.claimMail(mail(id, 1), instant(at), { since: instant(at - 100), limit })
      const stop = { by: Actor.make("console:ana"), at: instant(50) }
      yield* store.stopSending(stop)
      yield* store.stopSending({ by: Actor.make("console:ben"), at: instant(60) })
      assert.deepStrictEqual(yield* store.sendingStopped, stop)
      assert.deepStrictEqual(yield* claim("a", 1000, 9), { _tag: "SendingStopped" })
      assert.strictEqual(yield* store.nextDue, instant(1))
      yield* store.stopSending(null)
      assert.isNull(yield* store.sendingStopped)
      assert.deepStrictEqual(yield* claim("c", 1000, 9), { _tag: "NotStaged" })
      assert.deepStrictEqual(yield* claim("a", 1000, 1), { _tag: "Claimed" })
      assert.deepStrictEqual(yield* claim("a", 1000, 9), { _tag: "NotStaged" })
      assert.deepStrictEqual(yield* claim("b", 1099, 1), { _tag: "BudgetSpent", oldest: instant(1000) })
      assert.deepStrictEqual(yield* claim("b", 1100, 1), { _tag: "Claimed" })
      assert.deepStrictEqual((yield* store.counts).mail, { dispatching: 2, pending: 1 })
    }))

    check("MUST count a mail in the budget that was found sent, and one that was claimed twice once (MAIL-10)", Effect.gen(function*() {
      const store = yield* started()
      for (const id of ["a", "b", "c"]) yield* store.transact(open(id, 100, [put(1, 10, 1)]))
      const sent: OutboxChange = { _tag: "Move", lane: "mail", seq: 1, from: ["pending"], to: "sent", nextAt: instant(1000) }
      yield* store.transact(step("a", "found", 1000, always([], { outbox: [sent] })))
      const claim = (id: string, at: number, limit: number) => store.claimMail(mail(id, 1), instant(at), { since: instant(at - 100), limit })
      yield* store.moveOutbox(mail("b", 1), ["pending"], "staged", {})
      assert.deepStrictEqual(yield* claim("b", 1010, 1), { _tag: "BudgetSpent", oldest: instant(1000) })
      assert.deepStrictEqual(yield* claim("b", 1010, 2), { _tag: "Claimed" })
      yield* store.moveOutbox(mail("b", 1), ["dispatching"], "staged", {})
      yield* store.moveOutbox(mail("c", 1), ["pending"], "staged", {})
      assert.deepStrictEqual(yield* claim("b", 1020, 3), { _tag: "Claimed" })
      assert.deepStrictEqual(yield* claim("c", 1030, 3), { _tag: "Claimed" })
    }))

    check("MUST list what waits for a person, and try it afresh without its failed attempts (OPS-03)", Effect.gen(function*() {
      const store = yield* started()
      yield* store.transact(open("a", 100, [put(1, 10, 1)]))
      yield* store.transact(open("b", 100, [put(1, 10, 1)]))
      yield* store.addNotice({ id: "x", payload: "1", at: instant(10) })
      yield* store.ingest("box", [arrival("1"), arrival("2")], "7", instant(5))
      yield* store.moveOutbox(mail("a", 1), ["pending"], "dead", { attempts: 10, error: "no", nextAt: instant(30) })
      yield* store.moveOutbox(mail("b", 1), ["pending"], "in_doubt", { nextAt: instant(20) })
      yield* store.moveOutbox({ subject: "-", lane: "team", seq: 1 }, ["pending"], "dead", { nextAt: instant(40) })
      yield* store.settleInbox({ key: key("2"), status: "owned", reason: "failed", negotiation: negotiationId("a"), error: "broken" }, null)
      const names = Effect.map(store.deadLetters(10), (all) => all.map((one) => one._tag === "Outbox" ? `${one.row.lane} ${one.row.subject}` : `${one.row.providerId} ${one.error ?? ""}`))
      assert.deepStrictEqual(yield* names, ["mail b", "mail a", "team -", "2 broken"])
      assert.strictEqual((yield* store.counts).deadLetters, 4)
      assert.strictEqual((yield* store.deadLetters(2)).length, 2)
      const again: OutboxChange = { _tag: "Move", lane: "mail", seq: 1, from: ["dead"], to: "pending", nextAt: instant(50) }
      yield* store.transact(step("a", "retry", 50, always([], { outbox: [again] })))
      yield* store.settleInbox({ key: key("2"), status: "pending", reason: "retried", negotiation: null }, null)
      assert.deepStrictEqual((yield* store.outboxDue("mail", instant(50), 10)).map(({ attempts, subject }) => [subject, attempts]), [["a", 0]])
      assert.deepStrictEqual((yield* store.inboxDue(instant(5), 10)).map(({ attempts, providerId }) => [providerId, attempts]), [["1", 0], ["2", 0]])
      assert.deepStrictEqual(yield* names, ["mail b", "team -"])
    }))

    check("MUST tell a decision that a mail is leaving, and move by a step only from where it says (MAIL-12)", Effect.gen(function*() {
      const store = yield* started()
      yield* store.transact(open("a", 100, [put(1, 10, 1)]))
      yield* store.moveOutbox(mail("a", 1), ["pending"], "dispatching", {})
      const supersede: OutboxChange = { _tag: "Move", lane: "mail", seq: 1, from: ["pending", "staged"], to: "superseded", nextAt: instant(20) }
      const seen: Array<boolean> = []
      yield* store.transact(step("a", "late", 20, (state, view) => {
        seen.push(view.dispatching)
        return Either.right(changesOf(state, [], { outbox: [supersede] }))
      }))
      assert.deepStrictEqual(seen, [true])
      assert.deepStrictEqual((yield* store.outboxOf("a")).map(({ status }) => status), ["dispatching"])
      yield* store.moveOutbox(mail("a", 1), ["dispatching"], "staged", { draftId: "d" })
      yield* store.transact(step("a", "later", 30, always([], { outbox: [supersede] })))
      assert.deepStrictEqual((yield* store.draftsToDiscard(10)).map(({ draftId, subject }) => [subject, draftId]), [["a", "d"]])
      yield* store.moveOutbox(mail("a", 1), ["superseded"], "superseded", { draftId: null })
      assert.deepStrictEqual(yield* store.draftsToDiscard(10), [])
    }))

    check("MUST keep mail of a negotiation that is set aside where it is (STATE-04)", Effect.gen(function*() {
      const store = yield* started()
      yield* store.transact(open("a", 100, [put(1, 10, 1), put("version", 10, 1, "team")]))
      yield* store.quarantine(negotiationId("a"), "looked odd", instant(10))
      assert.deepStrictEqual(yield* store.outboxDue("mail", instant(10), 10), [])
      assert.deepStrictEqual((yield* store.outboxDue("team", instant(10), 10)).map(({ subject }) => subject).toSorted(), ["-", "a"])
    }))

    check("MUST keep a loose notice once per id, and none behind another (HUMAN-02)", Effect.gen(function*() {
      const store = yield* started()
      yield* store.addNotice({ id: "x", payload: "1", at: instant(10) })
      yield* store.addNotice({ id: "y", payload: "2", at: instant(11) })
      yield* store.addNotice({ id: "x", payload: "3", at: instant(12) })
      const rows = yield* store.outboxDue("team", instant(20), 10)
      assert.deepStrictEqual(rows.map(({ event, payload, seq, subject }) => [subject, seq, payload, event]), [["-", 1, "1", null], ["-", 2, "2", null]])
    }))
  })

  describe("the inbox", () => {
    check("MUST store each arrival once and move the cursor with it (MAIL-04)", Effect.gen(function*() {
      const store = yield* started()
      assert.strictEqual(yield* store.cursor("box"), null)
      assert.strictEqual(yield* store.ingest("box", [arrival("1"), arrival("2"), arrival("1")], "7", instant(5)), 2)
      assert.strictEqual(yield* store.ingest("box", [arrival("2"), { providerId: "3", raw: null, copyRef: "far" }], "8", instant(6)), 1)
      assert.strictEqual(yield* store.ingest("other", [arrival("1")], "9", instant(7)), 1)
      assert.deepStrictEqual([yield* store.cursor("box"), yield* store.cursor("other")], ["8", "9"])
      const due = yield* store.inboxDue(instant(6), 10)
      assert.deepStrictEqual(due.map(({ attempts, copyRef, mailbox, providerId, receivedAt, status }) => [mailbox, providerId, copyRef, status, receivedAt, attempts]), [
        ["box", "1", "copy 1", "pending", 5, 0], ["box", "2", "copy 2", "pending", 5, 0], ["box", "3", "far", "pending", 6, 0]
      ])
      assert.deepStrictEqual(due.map(({ raw }) => raw === null ? null : [...raw]), [[1, 2, 3], [1, 2, 3], null])
    }))

    check("MUST stay behind from the earlier instant until what was found is stored and handled, and leave the cursor (STATE-05)", Effect.gen(function*() {
      const store = yield* started()
      const found = ["1", "2"].map((id) => ({ providerId: id, copyRef: `copy ${id}` }))
      yield* store.ingest("box", [arrival("1")], "7", instant(5))
      yield* store.settleInbox({ key: key("1"), status: "ignored", reason: "test", negotiation: null }, null)
      assert.strictEqual(yield* store.behindSince("box"), null)
      yield* store.fallBehind("box", instant(3))
      yield* store.fallBehind("box", instant(4))
      yield* store.fallBehind("never seen", instant(1))
      assert.strictEqual(yield* store.catchUp("box", found, instant(6)), 1)
      assert.deepStrictEqual((yield* store.inboxDue(instant(6), 9)).map(({ copyRef, providerId, raw }) => [providerId, copyRef, raw]), [["2", "copy 2", null]])
      assert.strictEqual(yield* store.behindSince("box"), 3)
      yield* store.settleInbox({ key: key("2"), status: "ignored", reason: "test", negotiation: null }, null)
      assert.strictEqual(yield* store.catchUp("box", found, instant(7)), 0)
      assert.strictEqual(yield* store.behindSince("box"), null)
      assert.strictEqual(yield* store.behindSince("never seen"), 1)
      assert.strictEqual(yield* store.cursor("box"), "7")
    }))

    check("MUST offer a message that failed when its time has come (MAIL-05)", Effect.gen(function*() {
      const store = yield* started()
      yield* store.ingest("box", [arrival("1"), arrival("2")], "7", instant(5))
      yield* store.retryInbox(key("1"), instant(50), { error: "no model", attempts: 1 })
      assert.deepStrictEqual((yield* store.inboxDue(instant(49), 10)).map(({ providerId }) => providerId), ["2"])
      assert.deepStrictEqual((yield* store.inboxDue(instant(50), 10)).map(({ attempts, providerId }) => [providerId, attempts]), [["2", 0], ["1", 1]])
    }))

    check("MUST end a message with its disposition, and requeue what waited for a person in its old order (MAIL-05)", Effect.gen(function*() {
      const store = yield* started()
      yield* store.ingest("box", [arrival("1")], "7", instant(5))
      yield* store.ingest("box", [arrival("2"), arrival("3")], "8", instant(6))
      yield* store.transact(step("a", "defer", 10, always([], { inbox: [mark("1", "deferred"), mark("3", "answered")] })))
      assert.deepStrictEqual((yield* store.counts).inbox, { pending: 1, deferred: 1, answered: 1 })
      assert.strictEqual((yield* store.counts).unaccounted, 1)
      yield* store.transact(step("b", "other", 20, always([], { requeueDeferred: true })))
      assert.deepStrictEqual((yield* store.inboxDue(instant(20), 10)).map(({ providerId }) => providerId), ["2"])
      yield* store.transact(step("a", "resume", 20, always([], { requeueDeferred: true })))
      assert.deepStrictEqual((yield* store.inboxDue(instant(20), 10)).map(({ providerId }) => providerId), ["1", "2"])
    }))

    check("MUST settle a message that belongs to nobody together with its notice (MAIL-05)", Effect.gen(function*() {
      const store = yield* started()
      yield* store.ingest("box", [arrival("1")], "7", instant(5))
      yield* store.settleInbox({ key: key("1"), status: "owned", reason: "unknown_thread", negotiation: null }, { id: "n", payload: "{}", at: instant(6) })
      assert.deepStrictEqual(yield* store.inboxDue(instant(10), 10), [])
      const counts = yield* store.counts
      assert.deepStrictEqual([counts.unaccounted, counts.inbox, counts.team], [0, { owned: 1 }, { pending: 1 }])
    }))
  })

  describe("what a mailbox's provider tells", () => {
    check("MUST keep each push once, for a week (MAIL-03)", Effect.gen(function*() {
      const store = yield* started()
      const push = (id: string, at: number, problem: string | null = null) => store.notePush({ id, mailbox: "gmail", position: "77", problem, at: instant(at) })
      assert.deepStrictEqual([yield* push("one", 5), yield* push("one", 6), yield* push("two", 7, "no JSON")], [true, false, true])
      assert.isTrue(yield* push("three", 6 + 7 * 86_400_000))
      assert.deepStrictEqual([yield* push("one", 6 + 7 * 86_400_000), yield* push("two", 6 + 7 * 86_400_000)], [true, false])
    }))

    check("MUST remember until when it tells, per mailbox, and leave the cursor where it is (MAIL-04)", Effect.gen(function*() {
      const store = yield* started()
      assert.isNull(yield* store.watchedUntil("gmail"))
      yield* store.watchUntil("gmail", instant(900))
      assert.include(["", null], yield* store.cursor("gmail"))
      yield* store.ingest("gmail", [], "from here", instant(5))
      yield* store.watchUntil("gmail", instant(1000))
      assert.deepStrictEqual([yield* store.watchedUntil("gmail"), yield* store.cursor("gmail"), yield* store.watchedUntil("other")], [instant(1000), "from here", null])
    }))
  })
}
