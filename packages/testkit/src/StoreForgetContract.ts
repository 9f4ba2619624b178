import { assert, describe } from "@effect/vitest"
import { instant } from "@parley/domain/Instant"
import { NotYet } from "@parley/domain/ports/Store"
import * as Effect from "effect/Effect"
import { always, message, negotiationId, offerSent, personId, put, step, stopped } from "./fixtures.ts"
import { type Check, key, mail, open, started } from "./StoreScenario.ts"

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const ada = "p-a@example.com"
const none: ReadonlySet<string> = new Set()
const manager = { address: "manager@example.com", negotiations: none, mails: none }

/** Negotiation "a" with mail both ways, a waiting mail and waiting letters, "b" with mail of which the same manager has a copy. */
const told = () =>
  Effect.gen(function*() {
    const store = yield* started()
    yield* store.ingest("box", [
      { providerId: "ada one#1", raw: bytes("From: Ada <P-A@example.com>\r\n\r\nhello"), copyRef: "ada one#1" },
      { providerId: "ada two#2", raw: bytes("From: Ada <p-a@example.com>\r\n\r\nagain"), copyRef: "ada two#2" },
      { providerId: "stranger#3", raw: bytes("From: s@example.com\r\n\r\nhi"), copyRef: "stranger#3" }
    ], "1", instant(5))
    yield* store.transact(open("a", 100, [put(1, 10, 1)]))
    yield* store.transact(open("b", 100, [put(1, 10, 1)]))
    const [inA, outA, outB, inB] = [message("in-a", "a", "in", 20), message("out-a", "a", "out", 15), message("out-b", "b", "out", 15), message("in-b", "b", "in", 25)]
    yield* store.transact(step("a", "talk a", 20, always([offerSent(1, 100, 20, 90)], { messages: [outA, { ...inA, providerId: "ada one#1" }] })))
    yield* store.transact(step("b", "talk b", 20, always([offerSent(1, 100, 20, 90)], { messages: [outB, inB] })))
    yield* store.settleInbox({ key: key("ada one#1"), status: "owned", reason: "unknown_thread", negotiation: null }, {
      id: "unknown ada one#1", payload: JSON.stringify({ id: "unknown ada one#1", negotiation: null, facts: [["from", ada]] }), at: instant(6)
    })
    yield* store.addNotice({ id: "campaign spring", payload: JSON.stringify({ id: "campaign spring", facts: [] }), at: instant(6) })
    return store
  })

/** The part of the store's contract about people who are forgotten. */
export const forgetting = (check: Check): void => {
  describe("forgetting", () => {
    check("MUST know nothing of whom it never saw, and change nothing (STATE-06)", Effect.gen(function*() {
      const store = yield* told()
      for (const address of ["a@example.com", "xp-a@example.com", "p-a@example.com.au", ""]) assert.strictEqual(address === "" ? null : yield* store.traces(address), null)
      assert.deepStrictEqual(yield* store.forget({ address: "who@example.com", negotiations: none, mails: none }), { people: 0, messages: 0, contacts: 0, inbox: 0, notices: 0, left: [] })
      assert.strictEqual((yield* store.messages(negotiationId("a"))).length, 2)
    }))

    check("MUST erase a creator's person, mail, contacts and waiting mail, leave the others', and still add up (STATE-06)", Effect.gen(function*() {
      const store = yield* told()
      const whom = yield* store.traces(ada)
      assert.deepStrictEqual([whom?.address, [...whom?.negotiations ?? []]], [ada, ["a"]])
      assert.includeMembers([...whom?.mails ?? []], ["ada one#1", "ada two#2", "provider out-a"])
      assert.isFalse(whom?.mails.has("stranger#3"))
      const headers = (yield* store.messages(negotiationId("a"))).map(({ header }) => header)

      const erased = yield* store.forget(whom ?? assert.fail())
      assert.deepStrictEqual(erased, { people: 1, messages: 2, contacts: 3, inbox: 2, notices: 1, left: [] })
      assert.strictEqual(yield* store.influencer(personId("p-a")), null)
      assert.deepStrictEqual((yield* store.otherCreators(negotiationId("b"))).map(({ name }) => name).sort(), ["Creator p-c", "Creator p-d"])
      assert.deepStrictEqual(yield* store.messages(negotiationId("a")), [])
      assert.deepStrictEqual(yield* store.messagesByHeader(headers), [])
      assert.deepStrictEqual(yield* store.byAddress(ada), [])
      assert.deepStrictEqual((yield* store.outboxOf("a")).map(({ messageHeader, status }) => [status, messageHeader]), [["superseded", null]])
      assert.deepStrictEqual(yield* store.byAddress("manager@example.com"), [negotiationId("b")])
      assert.strictEqual((yield* store.messages(negotiationId("b"))).length, 2)
      assert.deepStrictEqual((yield* store.inboxDue(instant(99), 9)).map(({ providerId }) => providerId), ["stranger#3"])
      assert.deepStrictEqual((yield* store.outboxDue("team", instant(99), 9)).map(({ payload }) => payload.includes("campaign spring")), [true])
      const counts = yield* store.counts
      assert.deepStrictEqual([counts.inbox, counts.team, counts.mail], [{ owned: 1, ignored: 1, pending: 1 }, { superseded: 1, pending: 1 }, { superseded: 1, pending: 1 }])
      assert.deepStrictEqual((yield* store.verify(() => {})).problems, [])
      assert.strictEqual((yield* store.events(negotiationId("a"))).length, 3)
      assert.strictEqual(yield* store.traces(ada), null)
      assert.strictEqual((yield* store.forget(whom ?? assert.fail())).messages, 0)
    }))

    check("MUST not store a mail that comes too late to be erased (STATE-06)", Effect.gen(function*() {
      const store = yield* told()
      yield* store.forget((yield* store.traces(ada)) ?? assert.fail())
      yield* store.transact(step("a", "late", 40, always([stopped(40)], { messages: [message("late", "a", "in", 40)] })))
      assert.deepStrictEqual(yield* store.messages(negotiationId("a")), [])
    }))

    check("MUST erase of a contact the mail that names them, and let the thread's answers find it still (STATE-06)", Effect.gen(function*() {
      const store = yield* told()
      const header = (yield* store.messages(negotiationId("b"))).find(({ direction }) => direction === "out")?.header ?? assert.fail()
      const erased = yield* store.forget(manager)
      assert.deepStrictEqual([erased.people, erased.messages, erased.contacts], [0, 2, 2])
      assert.deepStrictEqual(yield* store.byAddress(manager.address), [])
      assert.deepStrictEqual(yield* store.byAddress("p-b@example.com"), [negotiationId("b")])
      assert.deepStrictEqual((yield* store.messages(negotiationId("b"))).map(({ direction }) => direction), ["in"])
      const found = yield* store.messagesByHeader([header])
      assert.deepStrictEqual(found.map(({ direction, from, negotiation, text, to }) => [negotiation, direction, from.address, to, text]), [["b", "out", "", [], ""]])
      assert.isNotNull(yield* store.influencer(personId("p-b")))
    }))

    check("MUST change nothing while a mail to them is leaving, or one that others wrote and that names them waits to be read (STATE-06)", Effect.gen(function*() {
      const store = yield* told()
      const whom = (yield* store.traces(ada)) ?? assert.fail()
      yield* store.moveOutbox(mail("a", 1), ["pending"], "dispatching", {})
      assert.instanceOf(yield* Effect.flip(store.forget(whom)), NotYet)
      yield* store.moveOutbox(mail("a", 1), ["dispatching"], "sent", {})
      yield* store.ingest("box", [{ providerId: "ben#4", raw: bytes("From: Ben <p-b@example.com>\r\nCc: <p-a@example.com>\r\n\r\nwith Ada in copy"), copyRef: "ben#4" }], "2", instant(50))
      assert.instanceOf(yield* Effect.flip(store.forget(whom)), NotYet)
      assert.strictEqual((yield* store.messages(negotiationId("a"))).length, 2)
      yield* store.settleInbox({ key: key("ben#4"), status: "answered", reason: "reply", negotiation: negotiationId("b") }, null)
      assert.strictEqual((yield* store.forget(whom)).inbox, 3)
    }))
  })
}
