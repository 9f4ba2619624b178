import { textOf } from "../intake/answerTexts.ts"
import type { Question } from "../intake/campaignOfForm.ts"
import type { Form } from "../intake/Form.ts"
import type { Intake } from "../ports/IntakeBooks.ts"
import type { LooseNotice } from "../ports/Outbox.ts"
import { looseNotice } from "./looseNotice.ts"

/** What the campaign manager is asked before a form's campaign can start, each question by the form's own label (INTAKE-01). */
export const questionsNotice = ({ form, revision }: Pick<Intake, "form" | "revision">, content: Form, questions: ReadonlyArray<Question>, at: number): LooseNotice => {
  const manager = content.fields.find(({ field }) => field === "background.campaign_manager")
  const name = manager === undefined || manager.answer._tag === "Unreadable" ? null : textOf(manager.answer)
  return looseNotice("intake", `intake ${form} ${revision}`, `${content.title}: ${questions.length === 1 ? "a question" : `${questions.length} questions`} before the campaign can start`, [
    ...(name === null ? [] : [["campaign manager", name] as const]),
    ...questions.map(({ expected, got, label }) => [label, `expected ${expected}; got ${got}`] as const),
    ["answer with", `parley campaign answer ${form} "<label>" <value>`],
    ...(content.link === null ? [] : [["form", content.link] as const])
  ], at)
}

/** Told once, however often it is tried again. */
export const intakeFailedNotice = ({ content, form }: Pick<Intake, "form" | "content">, problem: string, at: number): LooseNotice =>
  looseNotice("intake", `intake failed ${form}`, `${content?.title ?? `Form ${form}`}: no campaign could be started`, [
    ["form", content?.link ?? form], ["problem", problem], ["note", "it is tried again when the forms are looked through next; `parley campaign intakes` shows it"]
  ], at)

/** Once a day, as long as it lasts. */
export const sourceTroubleNotice = (trouble: string, at: number): LooseNotice =>
  looseNotice("intake", `intake trouble ${Math.floor(at / 86_400_000)} ${trouble}`, "The form service does not tell of new forms", [
    ["problem", trouble], ["meanwhile", "new forms are found by looking, later than usual"]
  ], at)
