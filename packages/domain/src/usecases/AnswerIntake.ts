import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import type { Actor } from "../Ids.ts"
import { type FormId, plainLabel } from "../intake/Form.ts"
import type { Intake } from "../ports/IntakeBooks.ts"
import type { CampaignSource } from "../ports/CampaignSource.ts"
import type { Roster } from "../ports/Roster.ts"
import { Store, type StoreUnavailable } from "../ports/Store.ts"
import { now } from "./ids.ts"
import { questionsNotice } from "./intakeNotices.ts"
import { between } from "./KillPoints.ts"
import type { Settings } from "./Settings.ts"
import { asked, isBehind, noteOf, openQuestions, takeInOne } from "./TakeIn.ts"

/** No form is called this, or nothing of it is known yet. */
export class NoSuchIntake extends Data.TaggedError("NoSuchIntake")<{ readonly form: string }> {}

/** Its campaign has started, or it was put aside: no answer can change that. */
export class IntakeSettled extends Data.TaggedError("IntakeSettled")<{ readonly intake: Intake }> {}

/** Nothing is asked by this label; `open` are the labels that wait. */
export class NoSuchQuestion extends Data.TaggedError("NoSuchQuestion")<{ readonly label: string; readonly open: ReadonlyArray<string> }> {}

/** The answer cannot be used either; nothing was changed. */
export class AnswerRefused extends Data.TaggedError("AnswerRefused")<{ readonly label: string; readonly expected: string; readonly got: string }> {}

/**
 * A person answers a question by the form's label, without case (INTAKE-01). It is checked as the form's own words are; when nothing is open any more, the campaign
 * starts, now or as soon as its roster can be read. The same answer given again changes nothing. Answers the intake as it stands then.
 */
export const answerIntake = (form: FormId, label: string, value: string, by: Actor): Effect.Effect<
  Intake,
  NoSuchIntake | IntakeSettled | NoSuchQuestion | AnswerRefused | StoreUnavailable,
  Store | Roster | CampaignSource | Settings
> =>
  Effect.gen(function*() {
    const store = yield* Store
    const intake = yield* store.intake(form)
    const content = intake?.content ?? null
    if (intake === null || content === null) return yield* new NoSuchIntake({ form })
    const question = intake.questions.find((one) => plainLabel(one.label) === plainLabel(label))
    if (question?.answer === value && intake.status !== "failed") return intake
    if (intake.status === "started" || intake.status === "ignored") return yield* new IntakeSettled({ intake })
    if (question === undefined) return yield* new NoSuchQuestion({ label, open: intake.questions.filter(({ answer }) => answer === null).map((one) => one.label) })

    const answered = intake.questions.map((one) => one === question ? { ...one, answer: value, by } : one)
    const { open } = yield* openQuestions(content, answered)
    const wrong = open.find((one) => one.label === question.label)
    if (wrong !== undefined) return yield* new AnswerRefused(wrong)
    const { all, news } = asked(answered, open)
    const at = yield* now
    const kept = yield* store.noteIntake(noteOf(intake, {
      status: open.length === 0 ? "pending" : "waiting", attempts: 0, nextAt: at, questions: all, notices: news.length === 0 ? [] : [questionsNotice(intake, content, news, at)]
    })).pipe(between("before-answer", "after-answer"))
    // somebody else answered in the same moment: look again
    if (!kept) return yield* answerIntake(form, label, value, by)
    const latest = yield* store.intake(form)
    if (latest?.status === "pending" && !(yield* isBehind)) yield* takeInOne(latest)
    return (yield* store.intake(form)) ?? intake
  })
