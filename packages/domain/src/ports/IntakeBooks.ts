import type * as Effect from "effect/Effect"
import type { Actor, CampaignId } from "../Ids.ts"
import type { Instant } from "../Instant.ts"
import type { Question } from "../intake/campaignOfForm.ts"
import type { Form, FormId } from "../intake/Form.ts"
import type { LooseNotice } from "./Outbox.ts"
import type { StoreUnavailable } from "./Store.ts"

/**
 * pending: to be fetched, read or started. waiting: for answers. started: its campaign is in the books. ignored: no form of ours. failed: given
 * up until it is found again or answered.
 */
export type IntakeStatus = "pending" | "waiting" | "started" | "ignored" | "failed"

/** A question with what a person answered, if they did. */
export interface IntakeQuestion extends Question {
  readonly answer: string | null
  readonly by: Actor | null
}

/** A form on its way to a campaign. Once started it stays, with all it said. */
export interface Intake {
  readonly form: FormId
  readonly status: IntakeStatus
  /** Moves with every change. */
  readonly revision: number
  readonly receivedAt: Instant
  /** When a pending one is worked on next. */
  readonly nextAt: Instant
  /** Failed tries in a row. */
  readonly attempts: number
  /** Why the last try failed, or why it is none of ours. */
  readonly problem: string | null
  /** Null until it was fetched. */
  readonly content: Form | null
  /** In the order in which they were asked. */
  readonly questions: ReadonlyArray<IntakeQuestion>
  readonly campaign: CampaignId | null
}

/** What a form service told us over the network: there is a form, or what could not be used, and why. */
export interface FormWebhook {
  /** The same for the same words delivered twice. */
  readonly id: string
  readonly form: FormId | null
  readonly problem: string | null
  readonly at: Instant
}

/** What one look at an intake changes, at once or not at all. */
export interface IntakeNote extends Pick<Intake, "form" | "nextAt" | "attempts" | "problem" | "content" | "questions"> {
  /** The one it was worked out from; when it has moved, nothing is changed. */
  readonly revision: number
  /** "started" comes with its campaign alone. */
  readonly status: Exclude<IntakeStatus, "started">
  readonly notices: ReadonlyArray<LooseNotice>
}

/** The part of the store that keeps intakes (INTAKE-01). */
export interface IntakeBooks {
  /** Keeps a webhook for a week and its form for ever, at once; false, and nothing is changed, when it was delivered before. */
  readonly noteWebhook: (webhook: FormWebhook) => Effect.Effect<boolean, StoreUnavailable>
  /** Keeps forms that nobody told us of; those that failed are pending again. Answers how many were new or failed. */
  readonly noteForms: (forms: ReadonlyArray<FormId>, at: Instant) => Effect.Effect<number, StoreUnavailable>
  /** Since when forms are looked for: `now` when it is asked for the first time, and the same for ever after. */
  readonly formsSince: (now: Instant) => Effect.Effect<Instant, StoreUnavailable>
  /** Pending ones whose time has come, oldest first. */
  readonly intakesDue: (now: Instant, limit: number) => Effect.Effect<ReadonlyArray<Intake>, StoreUnavailable>
  readonly intake: (form: FormId) => Effect.Effect<Intake | null, StoreUnavailable>
  /** All that are not ignored, the newest first. */
  readonly intakes: Effect.Effect<ReadonlyArray<Intake>, StoreUnavailable>
  /** Forms of before this instant may have started a campaign that these books, which were restored, do not know; null when none may. */
  readonly formsDoubtedUntil: Effect.Effect<Instant | null, StoreUnavailable>
  /** False, and nothing is changed, when its revision has moved. */
  readonly noteIntake: (note: IntakeNote) => Effect.Effect<boolean, StoreUnavailable>
}
