import { assert, describe } from "@effect/vitest"
import { Actor } from "@parley/domain/Ids"
import { instant } from "@parley/domain/Instant"
import { type Form, FormId } from "@parley/domain/intake/Form"
import type { FormWebhook, Intake, IntakeNote } from "@parley/domain/ports/IntakeBooks"
import { AlreadyExists } from "@parley/domain/ports/Store"
import * as Effect from "effect/Effect"
import { campaign, campaignId, influencer, negotiationId } from "./fixtures.ts"
import { type Check, limits, started } from "./StoreScenario.ts"

const spring = FormId.make("86spring")
const summer = FormId.make("86summer")
const webhook = (id: string, more: Partial<FormWebhook> = {}): FormWebhook => ({ id, form: spring, problem: null, at: instant(5), ...more })

const content: Form = {
  id: spring, title: "Spring", link: null, at: instant(3), currency: "USD", usual: { policy: { rounds: 4 } },
  fields: [{ label: "Campaign Budget", field: "budget", required: true, answer: { _tag: "Text", text: "a lot" } }]
}
const question = { label: "Campaign Budget", expected: "an amount", got: "\"a lot\"", answer: null, by: null }
const fresh: Intake = { form: spring, status: "pending", revision: 0, receivedAt: instant(5), nextAt: instant(5), attempts: 0, problem: null, content: null, questions: [], campaign: null }
const note = (revision: number, more: Partial<IntakeNote> = {}): IntakeNote => ({
  form: spring, revision, status: "waiting", nextAt: instant(6), attempts: 0, problem: null, content, questions: [question], notices: [], ...more
})
const creator = { id: negotiationId("m"), influencer: influencer("p-maya") }

/** The part of the store's contract about forms on their way to campaigns. */
export const intakes = (check: Check): void => {
  describe("intakes", () => {
    check("MUST keep a webhook with its form once, and one that cannot be used without a form (INTAKE-01)", Effect.gen(function*() {
      const store = yield* started()
      assert.isTrue(yield* store.noteWebhook(webhook("a")))
      assert.isFalse(yield* store.noteWebhook(webhook("a", { form: summer })))
      assert.isTrue(yield* store.noteWebhook(webhook("b", { at: instant(9) })))
      assert.isTrue(yield* store.noteWebhook(webhook("c", { form: null, problem: "unreadable" })))
      assert.deepStrictEqual(yield* store.intakes, [fresh])
      assert.deepStrictEqual(yield* store.intakesDue(instant(4), 9), [])
      assert.deepStrictEqual(yield* store.intakesDue(instant(5), 9), [fresh])
      assert.isTrue(yield* store.noteWebhook(webhook("late", { at: instant(8 * 86_400_000) })))
      assert.isTrue(yield* store.noteWebhook(webhook("a", { at: instant(8 * 86_400_000) })), "a week later it is forgotten")
      assert.lengthOf(yield* store.intakes, 1)
    }))

    check("MUST keep forms that nobody told of, and have those that failed tried again (INTAKE-01)", Effect.gen(function*() {
      const store = yield* started()
      yield* store.noteWebhook(webhook("a"))
      assert.strictEqual(yield* store.noteForms([spring, summer], instant(7)), 1)
      assert.deepStrictEqual((yield* store.intakesDue(instant(7), 9)).map(({ form }) => form), [spring, summer])
      assert.lengthOf(yield* store.intakesDue(instant(7), 1), 1)
      assert.deepStrictEqual((yield* store.intakes).map(({ form }) => form), [summer, spring])
      assert.isTrue(yield* store.noteIntake(note(0, { status: "failed", attempts: 8, problem: "down", content: null, questions: [] })))
      assert.deepStrictEqual((yield* store.intakesDue(instant(7), 9)).map(({ form }) => form), [summer])
      assert.strictEqual(yield* store.noteForms([spring, summer], instant(8)), 1)
      assert.deepStrictEqual(yield* store.intake(spring), { ...fresh, nextAt: instant(8), problem: "down", revision: 2 })
    }))

    check("MUST keep what a form says with its questions and leave the notices, at once, unless it has moved on (INTAKE-01)", Effect.gen(function*() {
      const store = yield* started()
      yield* store.noteWebhook(webhook("a"))
      const notices = [{ id: "n", payload: "{}", at: instant(6) }]
      assert.isTrue(yield* store.noteIntake(note(0, { notices })))
      assert.deepStrictEqual(yield* store.intake(spring), { ...fresh, status: "waiting", nextAt: instant(6), content, questions: [question], revision: 1 })
      assert.isFalse(yield* store.noteIntake(note(0, { status: "ignored", notices: [{ id: "late", payload: "{}", at: instant(6) }] })))
      assert.isFalse(yield* store.noteIntake({ ...note(0), form: summer }))
      assert.lengthOf(yield* store.outboxDue("team", instant(9), 9), 1)
      const answered = [{ ...question, answer: "42000", by: Actor.make("console:ana") }, { ...question, label: "Client Name" }]
      assert.isTrue(yield* store.noteIntake(note(1, { questions: answered })))
      assert.deepStrictEqual((yield* store.intake(spring))?.questions, answered)
      assert.isTrue(yield* store.noteIntake(note(2, { status: "ignored", problem: "another list" })))
      assert.deepStrictEqual(yield* store.intakes, [])
      assert.strictEqual((yield* store.intake(spring))?.problem, "another list")
      assert.strictEqual(yield* store.noteForms([spring], instant(9)), 0)
    }))

    check("MUST start a form's campaign with the form, whole or not at all, and once (INTAKE-01, STATE-01)", Effect.gen(function*() {
      const store = yield* started()
      yield* store.noteWebhook(webhook("a"))
      const start = (id: string, revision: number, form = spring) => store.addCampaign(campaign(id, limits), [creator], instant(9), [{ id, payload: "{}", at: instant(9) }], undefined, { form, revision })
      assert.deepStrictEqual(yield* Effect.flip(start("x", 1)), new AlreadyExists({ what: "intake", id: spring }))
      assert.deepStrictEqual(yield* Effect.flip(start("x", 0, summer)), new AlreadyExists({ what: "intake", id: summer }))
      assert.deepStrictEqual(yield* Effect.flip(start("spring", 0)), new AlreadyExists({ what: "campaign", id: "spring" }))
      assert.deepStrictEqual(yield* store.intake(spring), fresh)
      assert.isNull(yield* store.campaign(campaignId("x")))
      assert.deepStrictEqual(yield* store.outboxDue("team", instant(9), 9), [])
      yield* start("x", 0)
      assert.deepStrictEqual(yield* store.intake(spring), { ...fresh, status: "started", campaign: campaignId("x"), revision: 1 })
      assert.deepStrictEqual(yield* Effect.flip(store.addCampaign(campaign("y", limits), [], instant(9), [], undefined, { form: spring, revision: 1 })), new AlreadyExists({ what: "intake", id: spring }))
      assert.isFalse(yield* store.noteIntake(note(1)))
      assert.strictEqual(yield* store.noteForms([spring], instant(9)), 0)
      assert.deepStrictEqual(yield* store.intakesDue(instant(99), 9), [])
      assert.isTrue(yield* store.noteWebhook(webhook("again")))
      assert.strictEqual((yield* store.intake(spring))?.status, "started")
    }))

    check("MUST say since when forms are looked for: since it was asked first (INTAKE-01)", Effect.gen(function*() {
      const store = yield* started()
      assert.deepStrictEqual([yield* store.formsSince(instant(7)), yield* store.formsSince(instant(9)), yield* store.formsSince(instant(3))], [instant(7), instant(7), instant(7)])
      assert.isNull(yield* store.sendingStopped)
    }))

    check("MUST name the instant at which a form wants attention (STATE-02)", Effect.gen(function*() {
      const store = yield* started()
      for (const id of ["a", "b", "c", "d"]) yield* store.quarantine(negotiationId(id), "aside", instant(1))
      for (const row of yield* store.outboxDue("team", instant(1), 10)) yield* store.moveOutbox(row, ["pending"], "sent", {})
      assert.isNull(yield* store.nextDue)
      yield* store.noteWebhook(webhook("a"))
      assert.strictEqual(yield* store.nextDue, instant(5))
      yield* store.noteIntake(note(0))
      assert.isNull(yield* store.nextDue)
    }))

    check("MUST doubt the forms of before once the books fell behind (INTAKE-01, STATE-05)", Effect.gen(function*() {
      const store = yield* started()
      assert.isNull(yield* store.formsDoubtedUntil)
      yield* store.fallBehind("box", instant(7))
      yield* store.fallBehind("box", instant(5))
      assert.strictEqual(yield* store.formsDoubtedUntil, instant(7))
      assert.isNull(yield* store.sendingStopped)
    }))
  })
}
