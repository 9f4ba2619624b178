import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { yesIn } from "../intake/answerTexts.ts"
import { campaignOfForm, type Question } from "../intake/campaignOfForm.ts"
import { type Form, plainLabel } from "../intake/Form.ts"
import { instant } from "../Instant.ts"
import { CampaignSource, SourceUnavailable } from "../ports/CampaignSource.ts"
import type { Intake, IntakeNote, IntakeQuestion } from "../ports/IntakeBooks.ts"
import { Roster, RosterUnavailable } from "../ports/Roster.ts"
import { AlreadyExists, Store } from "../ports/Store.ts"
import { describe } from "./describe.ts"
import { now } from "./ids.ts"
import { intakeFailedNotice, questionsNotice } from "./intakeNotices.ts"
import { between } from "./KillPoints.ts"
import { openCampaign } from "./OpenCampaign.ts"
import { piece } from "./piece.ts"
import { pauseAfter, retryPolicies } from "./RetryPolicy.ts"
import { Settings } from "./Settings.ts"

/** No more in one pass, so that a stop takes effect. */
const most = 20

/** So often a roster is asked for before a person is: most of what keeps one from being read, only they can mend. */
const rosterTries = 5

/**
 * Takes in what waits of forms (INTAKE-01): fetches it, and starts its campaign or leaves the campaign manager their questions. Each step is kept before the next, so
 * that a death between two loses nothing and starts nothing twice. While the books are behind the mailbox nothing is started. Answers how many it worked on.
 */
export const takeIn = Effect.gen(function*() {
  const store = yield* Store
  if (yield* isBehind) return 0
  const due = yield* store.intakesDue(yield* now, most)
  yield* Effect.forEach(due, takeInOne, { discard: true })
  return due.length
})

/** Restored books start nothing until they have seen what their mailbox did meanwhile. */
export const isBehind = Effect.gen(function*() {
  return (yield* (yield* Store).behindSince((yield* Settings).mailbox)) !== null
})

/** The same of one form; what goes wrong is kept with it. */
export const takeInOne = (intake: Intake) =>
  piece(
    Effect.flatMap(fetched(intake), (read) => read === null || read.content === null ? Effect.void : settle(read, read.content)),
    (cause) => failed(intake, cause),
    undefined
  )

/** What is open of a form with these answers, in the order in which they were asked; `mayStart` is false where it was started already. */
export const openQuestions = (content: Form, questions: ReadonlyArray<IntakeQuestion>) =>
  Effect.gen(function*() {
    const answers = new Map(questions.flatMap(({ answer, label }) => answer === null ? [] : [[plainLabel(label), answer] as const]))
    const reading = campaignOfForm(content, answers)
    const { label, sheet, tab } = reading.roster
    const source = (yield* CampaignSource).rosterOf(sheet, tab)
    const doubtedUntil = yield* (yield* Store).formsDoubtedUntil
    const wasStarted = doubtedUntil === null || content.at > doubtedUntil ? false : yesIn(answers.get(plainLabel(doubt.label)) ?? "")
    const open: ReadonlyArray<Question> = [
      ...wasStarted === null ? [doubt] : [],
      ...Either.match(reading.campaign, { onLeft: (all) => all, onRight: () => [] }),
      ...Either.match(source, { onLeft: (expected) => [{ label, expected, got: tab === null ? "nothing" : JSON.stringify(tab) }], onRight: () => [] })
    ]
    return { reading, source, open: unique(open), mayStart: wasStarted !== true }
  })

/** Every question ever asked, with its answer unless it is open again, and which of them are news. */
export const asked = (questions: ReadonlyArray<IntakeQuestion>, open: ReadonlyArray<Question>): { readonly all: ReadonlyArray<IntakeQuestion>; readonly news: ReadonlyArray<Question> } => {
  const again = new Map(open.map((one) => [one.label, one]))
  const known = new Map(questions.map((one) => [one.label, one]))
  const unanswered = (one: Question): IntakeQuestion => ({ ...one, answer: null, by: null })
  return {
    all: [
      ...questions.flatMap((one) => {
        const now = again.get(one.label)
        // what was open and is not any more was settled by another answer
        return now !== undefined ? [unanswered(now)] : one.answer === null ? [] : [one]
      }),
      ...open.filter(({ label }) => !known.has(label)).map(unanswered)
    ],
    news: open.filter(({ label }) => known.get(label)?.answer !== null)
  }
}

/** A note that changes nothing but what it names. */
export const noteOf = (intake: Intake, changes: Partial<IntakeNote>): IntakeNote => ({
  form: intake.form, revision: intake.revision, status: "pending", nextAt: intake.nextAt, attempts: intake.attempts, problem: null, content: intake.content, questions: intake.questions, notices: [], ...changes
})

/** The intake with its form in the books; null when it is none of ours, or has moved on. */
const fetched = (intake: Intake) =>
  Effect.gen(function*() {
    if (intake.content !== null) return intake
    const store = yield* Store
    const content = yield* Effect.either(Effect.interruptible((yield* CampaignSource).fetch(intake.form)))
    if (Either.isLeft(content)) {
      if (content.left._tag === "SourceUnavailable") return yield* content.left
      yield* Effect.logInfo("a form is none of ours").pipe(Effect.annotateLogs({ form: intake.form, reason: content.left.reason }))
      yield* store.noteIntake(noteOf(intake, { status: "ignored", problem: content.left.reason }))
      return null
    }
    const kept = yield* store.noteIntake(noteOf(intake, { content: content.right, attempts: 0 })).pipe(between("before-form", "after-form"))
    return kept ? yield* store.intake(intake.form) : null
  })

const settle = (intake: Intake, content: Form) =>
  Effect.gen(function*() {
    const store = yield* Store
    const { mayStart, open, reading, source } = yield* openQuestions(content, intake.questions)
    if (!mayStart) return void (yield* store.noteIntake(noteOf(intake, { status: "ignored", problem: "it was started before the books were restored" })))
    if (open.length > 0 || Either.isLeft(reading.campaign) || Either.isLeft(source)) return yield* ask(intake, content, open)
    const { label } = reading.roster
    const roster = yield* Effect.either(Effect.interruptible(Effect.flatMap(Roster, ({ read }) => read(source.right, content.currency))))
    if (Either.isLeft(roster)) {
      if (intake.attempts + 1 < rosterTries) return yield* roster.left
      return yield* ask(intake, content, [{ label, expected: roster.left.expected, got: roster.left.reason }])
    }
    yield* openCampaign(reading.campaign.right, roster.right, source.right, intake).pipe(
      Effect.asVoid,
      Effect.catchTag("NobodyToWriteTo", ({ problems }) =>
        ask(intake, content, [{ label, expected: "a roster with at least one row that can be used", got: `none, and ${problems} bad cells` }])),
      // somebody else has moved it on, and has started it or will
      Effect.catchIf((error) => error instanceof AlreadyExists && error.what === "intake", () => Effect.void)
    )
  })

const ask = (intake: Intake, content: Form, open: ReadonlyArray<Question>) =>
  Effect.gen(function*() {
    const { all, news } = asked(intake.questions, open)
    const at = yield* now
    yield* (yield* Store).noteIntake(noteOf(intake, {
      status: "waiting", attempts: 0, questions: all, notices: news.length === 0 ? [] : [questionsNotice(intake, content, news, at)]
    })).pipe(between("before-questions", "after-questions"))
  })

const failed = (intake: Intake, cause: Cause.Cause<unknown>) =>
  Effect.gen(function*() {
    const store = yield* Store
    const latest = (yield* store.intake(intake.form)) ?? intake
    const error = Cause.squash(cause)
    const attempts = latest.attempts + 1
    const problem = error instanceof AlreadyExists ? `there is a ${error.what} ${error.id} already`
      : error instanceof RosterUnavailable ? `the roster cannot be read: ${error.reason}`
      : error instanceof SourceUnavailable ? `the form cannot be fetched: ${error.reason}` : describe(cause)
    const dead = error instanceof AlreadyExists || attempts >= retryPolicies.source.attempts
    yield* Effect.logWarning(dead ? "a form could not be taken in" : "a form could not be taken in yet").pipe(Effect.annotateLogs({ form: intake.form, attempts, problem }))
    const at = yield* now
    yield* store.noteIntake(noteOf(latest, {
      status: dead ? "failed" : "pending", attempts, problem, nextAt: instant(at + (yield* pauseAfter(retryPolicies.source, attempts, cause))),
      notices: dead ? [intakeFailedNotice(latest, problem, at)] : []
    }))
  })

/** One for each label. */
const unique = (questions: ReadonlyArray<Question>): ReadonlyArray<Question> => [...new Map(questions.toReversed().map((one) => [one.label, one])).values()].toReversed()

/** Books that were restored may not know of a campaign that was started since. */
const doubt: Question = {
  label: "Was this campaign started before the books were restored?", expected: "no, and it starts; yes, and it does not", got: "books that were restored after the form was made"
}

