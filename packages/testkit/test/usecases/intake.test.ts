import { assert, describe, it } from "@effect/vitest"
import { Actor } from "@parley/domain/Ids"
import { type Instant, instant } from "@parley/domain/Instant"
import { type Form, type FormAnswer, FormId } from "@parley/domain/intake/Form"
import type { ModelField } from "@parley/domain/intake/ModelField"
import { Store } from "@parley/domain/ports/Store"
import { answerIntake, AnswerRefused, IntakeSettled, NoSuchIntake, NoSuchQuestion } from "@parley/domain/usecases/AnswerIntake"
import { drain } from "@parley/domain/usecases/Engine"
import { findForms } from "@parley/domain/usecases/FindForms"
import { takeIn } from "@parley/domain/usecases/TakeIn"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as MemoryRoster from "../../src/MemoryRoster.ts"
import * as MemorySource from "../../src/MemorySource.ts"
import { header, row } from "./rosterWorld.ts"
import { hour, minute, world } from "./world.ts"

const spring = FormId.make("86spring")
const ana = Actor.make("console:ana")

const said: ReadonlyArray<readonly [label: string, field: ModelField | null, text: string, required?: boolean]> = [
  ["Client Name", "client_name", "Fjord Candles"], ["Campaign Manager", "background.campaign_manager", "Nora Lind"], ["Payment Terms", "background.payment_terms", "Net 30"],
  ["CPM Target", "budget_constraints.cpm_target", "20"], ["Campaign Budget", "budget", "60000"], ["Number of Influencers", "budget_constraints.target_influencer_count", "20"],
  ["Deliverables", "target_deliverables", "Instagram Reel"], ["Minimum Cost", "budget_constraints.min_cost_per_influencer", "150", false],
  ["Sheet Tab", "influencer_sheet_tab", "creators"], ["Raw footage?", "requirements.raw_footage_required", "No"], ["Favourite colour", null, "amber"]
]

const form = (at: Instant, changes: Readonly<Record<string, FormAnswer>> = {}, id = spring): Form => ({
  id, title: "Autumn Light", link: "https://app.clickup.com/t/86spring", at, currency: "USD", usual: {},
  fields: said.map(([label, field, text, required = true]) => ({ label, field, required, answer: changes[label] ?? { _tag: "Text", text } }))
})
const text = (value: string): FormAnswer => ({ _tag: "Text", text: value })

/** A world with a form service beside it, and Maya and Noor on the roster "creators". */
const forms = () => {
  const it = world()
  const source = MemorySource.make()
  const rosters = MemoryRoster.make({ creators: [header, row("Maya"), row("Noor")] })
  const around = Layer.merge(source.layer, rosters.layer)
  let webhooks = 0
  return {
    it, source, rosters,
    at: () => instant(it.clock.now()),
    run: <A, E>(effect: Effect.Effect<A, E, Layer.Layer.Success<typeof around> | Effect.Effect.Context<Parameters<typeof it.run>[0]>>) => it.run(Effect.provide(effect, around)),
    /** The service tells of a form, whatever it told before. */
    told: (id = spring) => Effect.suspend(() => {
      webhooks += 1
      return Effect.flatMap(Store, (store) => store.noteWebhook({ id: `webhook ${webhooks}`, form: id, problem: null, at: instant(it.clock.now()) }))
    }),
    /** Works until nothing waits, and tells the team. */
    settled: Effect.zipRight(Effect.repeat(takeIn, { while: (done) => done > 0 }), drain),
    notices: () => it.team.posted().filter(({ kind }) => kind === "intake"),
    campaigns: Effect.flatMap(Store, (store) => Effect.map(store.campaigns, (all) => all.map(({ campaign }) => campaign))),
    intake: Effect.flatMap(Store, (store) => store.intake(spring))
  }
}

describe("a form taken in", () => {
  it.effect("INTAKE-01 starts its campaign with its roster and keeps what it said, and once however often it is told of", () => {
    const w = forms()
    return w.run(Effect.gen(function*() {
      w.source.put(form(w.at()))
      yield* w.told()
      yield* w.told()
      yield* w.settled
      yield* w.told()
      yield* findForms
      yield* w.settled
      assert.deepStrictEqual((yield* w.campaigns).map(({ budget, id, name }) => [id, name, Number(budget)]), [["autumn-light-86spring", "Autumn Light", 6_000_000]])
      const intake = yield* w.intake
      assert.deepStrictEqual([intake?.status, intake?.campaign, intake?.content?.fields.find(({ label }) => label === "Favourite colour")?.answer], ["started", "autumn-light-86spring", text("amber")])
      assert.lengthOf(yield* w.it.sent, 2)
      assert.deepStrictEqual((yield* (yield* Store).rosters).map(({ source }) => source), ["creators"])
      assert.lengthOf(w.it.team.posted().filter(({ kind }) => kind === "campaign_started"), 1)
      assert.deepStrictEqual([w.notices().length, w.source.fetches()], [0, 1])
    }))
  })

  it.effect("INTAKE-01 asks the campaign manager once by the form's labels, waits, and starts when the last answer is in", () => {
    const w = forms()
    return w.run(Effect.gen(function*() {
      w.source.put(form(w.at(), { "CPM Target": { _tag: "Nothing" }, "Campaign Budget": { _tag: "Unreadable", got: "option 9", expected: "one of: S, M" } }))
      yield* w.told()
      yield* w.settled
      yield* w.told()
      yield* w.settled
      const [notice, ...others] = w.notices()
      assert.deepStrictEqual(others, [])
      assert.strictEqual(notice?.title, "Autumn Light: 2 questions before the campaign can start")
      assert.deepStrictEqual(notice?.facts.slice(0, 3), [
        ["campaign manager", "Nora Lind"], ["Campaign Budget", "expected one of: S, M; got option 9"], ["CPM Target", "expected a value: this field is required; got nothing"]
      ])
      assert.deepStrictEqual([(yield* w.intake)?.status, (yield* w.campaigns).length], ["waiting", 0])

      assert.strictEqual((yield* answerIntake(spring, " campaign  BUDGET ", "60k", ana)).status, "waiting")
      assert.strictEqual((yield* answerIntake(spring, "CPM Target", "20", ana)).status, "started")
      assert.strictEqual((yield* answerIntake(spring, "CPM Target", "20", ana)).status, "started")
      yield* w.settled
      assert.deepStrictEqual((yield* w.intake)?.questions.map(({ answer, by, label }) => [label, answer, by]), [["Campaign Budget", "60k", ana], ["CPM Target", "20", ana]])
      assert.deepStrictEqual([(yield* w.campaigns).map(({ budget }) => Number(budget)), (yield* w.it.sent).length, w.notices().length], [[6_000_000], 2, 1])
      assert.deepStrictEqual(yield* Effect.flip(answerIntake(spring, "CPM Target", "25", ana)).pipe(Effect.map((error) => error instanceof IntakeSettled)), true)
    }))
  })

  it.effect("INTAKE-01 refuses an answer that is wrong too, naming the label and what is expected, and changes nothing", () => {
    const w = forms()
    return w.run(Effect.gen(function*() {
      w.source.put(form(w.at(), { "Campaign Budget": text("lots") }))
      yield* w.told()
      yield* w.settled
      const before = yield* w.intake
      assert.deepStrictEqual(yield* Effect.flip(answerIntake(spring, "campaign budget", "-5", ana)), new AnswerRefused({ label: "Campaign Budget", expected: "an amount in the campaign's currency, e.g. 42000", got: "-5" }))
      assert.deepStrictEqual(yield* Effect.flip(answerIntake(spring, "Budget", "5", ana)), new NoSuchQuestion({ label: "Budget", open: ["Campaign Budget"] }))
      assert.deepStrictEqual(yield* Effect.flip(answerIntake(FormId.make("nothing"), "Budget", "5", ana)), new NoSuchIntake({ form: "nothing" }))
      assert.deepStrictEqual(yield* w.intake, before)
    }))
  })

  it.effect("INTAKE-01 an answer that raises another question leaves the campaign waiting, and asks that one alone", () => {
    const w = forms()
    return w.run(Effect.gen(function*() {
      w.source.put(form(w.at(), { "Campaign Budget": text("lots") }))
      yield* w.told()
      yield* w.settled
      assert.strictEqual((yield* answerIntake(spring, "Campaign Budget", "100", ana)).status, "waiting")
      yield* w.settled
      assert.deepStrictEqual(w.notices()[1]?.facts.slice(1, -2), [["Minimum Cost", "expected at most the budget, 100; got 150"]])
      assert.strictEqual((yield* answerIntake(spring, "Minimum Cost", "none", ana)).status, "started")
    }))
  })

  it.effect("INTAKE-01 a roster that cannot be read, or has nobody, becomes a question too, and the same tab answered again is tried again", () => {
    const w = forms()
    return w.run(Effect.gen(function*() {
      w.rosters.remove("creators")
      w.source.put(form(w.at()))
      yield* w.told()
      for (let minutes = 0; minutes < 5; minutes++) {
        yield* w.settled
        yield* w.it.wait(minute)
      }
      assert.deepStrictEqual(w.notices().map(({ facts }) => facts[1]), [["Sheet Tab", "expected a roster that was put there; got creators does not exist"]])
      w.rosters.put("creators", [header])
      assert.strictEqual((yield* answerIntake(spring, "Sheet Tab", "creators", ana)).status, "waiting")
      yield* w.settled
      assert.include(w.notices()[1]?.facts[1]?.[1], "at least one row")
      w.rosters.put("creators", [header, row("Maya")])
      assert.strictEqual((yield* answerIntake(spring, "Sheet Tab", "creators", ana)).status, "started")
    }))
  })

  it.effect("INTAKE-01 a lost webhook is found by looking through the forms, those of before the first look are left alone, and what is none of ours is put aside", () => {
    const w = forms()
    return w.run(Effect.gen(function*() {
      w.source.put(form(w.at(), {}, FormId.make("86old")))
      yield* w.it.wait(minute)
      assert.strictEqual(yield* findForms, 0)
      yield* w.it.wait(hour)
      w.source.put(form(w.at()))
      assert.strictEqual(yield* findForms, 1)
      assert.strictEqual(yield* findForms, 0)
      yield* w.told(FormId.make("86gone"))
      yield* w.settled
      assert.deepStrictEqual((yield* w.campaigns).map(({ id }) => id as string), ["autumn-light-86spring"])
      assert.deepInclude(yield* (yield* Store).intake(FormId.make("86gone")), { status: "ignored", problem: "it was deleted" })
      assert.deepStrictEqual((yield* (yield* Store).intakes).map(({ form }) => form), [spring])
    }))
  })

  it.effect("INTAKE-01 OPS-03 a form service that is down is asked again with growing pauses, then given up visibly and told once, and tried again when the forms are looked through", () => {
    const w = forms()
    return w.run(Effect.gen(function*() {
      w.source.put(form(w.at()))
      yield* findForms
      w.source.fail("answered 503")
      yield* w.told()
      let passes = 0
      while ((yield* w.intake)?.status === "pending") {
        const due = (yield* (yield* Store).nextDue) ?? 0
        yield* w.it.wait(Math.max(0, due - w.it.clock.now()))
        yield* w.settled
        passes += 1
      }
      assert.strictEqual(passes, 10)
      assert.deepInclude(yield* w.intake, { status: "failed", attempts: 10, problem: "the form cannot be fetched: answered 503" })
      assert.lengthOf(w.notices(), 1)
      assert.include(JSON.stringify(w.notices()[0]?.facts), "answered 503")
      w.source.fail(null)
      assert.strictEqual(yield* findForms, 1)
      yield* w.settled
      assert.deepStrictEqual([(yield* w.intake)?.status, w.notices().length], ["started", 1])
    }))
  })

  it.effect("INTAKE-01 what keeps webhooks from coming is told once a day", () => {
    const w = forms()
    return w.run(Effect.gen(function*() {
      w.source.trouble("the webhook is suspended")
      for (let hours = 0; hours < 24; hours++) {
        yield* findForms
        yield* w.it.wait(hour)
      }
      yield* drain
      assert.deepStrictEqual(w.notices().map(({ title }) => title), ["The form service does not tell of new forms", "The form service does not tell of new forms"])
    }))
  })

  it.effect("INTAKE-01 STATE-05 restored books start nothing while they are behind, and ask whether forms of before were started in what was lost", () => {
    const w = forms()
    return w.run(Effect.gen(function*() {
      const store = yield* Store
      const dropped = FormId.make("86dropped")
      yield* findForms
      w.source.put(form(w.at()))
      w.source.put(form(w.at(), {}, dropped))
      yield* store.fallBehind("memory", w.at())
      yield* findForms
      yield* w.settled.pipe(Effect.provideService(Store, { ...store, behindSince: () => Effect.succeed(instant(1)) }))
      assert.strictEqual((yield* w.intake)?.content, null)
      yield* store.catchUp("memory", [], w.at())
      yield* w.settled
      const [question] = (yield* w.intake)?.questions ?? []
      assert.isDefined(question)
      assert.lengthOf(yield* w.campaigns, 0)
      assert.instanceOf(yield* Effect.flip(answerIntake(spring, question?.label ?? "", "perhaps", ana)), AnswerRefused)
      assert.strictEqual((yield* answerIntake(spring, question?.label ?? "", "no", ana)).status, "started")
      assert.strictEqual((yield* answerIntake(dropped, question?.label ?? "", "yes", ana)).status, "ignored")
      yield* w.it.wait(1)
      const later = FormId.make("86later")
      w.source.put({ ...form(w.at(), {}, later), title: "Later" })
      yield* w.told(later)
      yield* w.settled
      assert.lengthOf(yield* w.campaigns, 2)
    }))
  })

  it.effect("INTAKE-01 two people who answer at once start one campaign", () => {
    const w = forms()
    return w.run(Effect.gen(function*() {
      w.source.put(form(w.at(), { "Campaign Budget": text("lots"), "CPM Target": text("?") }))
      yield* w.told()
      yield* w.settled
      yield* Effect.all([answerIntake(spring, "Campaign Budget", "60k", ana), answerIntake(spring, "CPM Target", "20", Actor.make("console:ben")), takeIn], { concurrency: "unbounded" })
      yield* w.settled
      assert.deepStrictEqual([(yield* w.intake)?.status, (yield* w.campaigns).length, (yield* w.it.sent).length], ["started", 1, 2])
    }))
  })
})
