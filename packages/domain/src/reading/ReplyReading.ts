import * as Schema from "effect/Schema"
import { Money } from "../Money.ts"

/** Where a fact was read: offsets into the reply's new text, `start` inclusive, `end` exclusive, in UTF-16 units. */
export const Span = Schema.Struct({ start: Schema.Int, end: Schema.Int })
export type Span = typeof Span.Type

/** What the reply does (READ-01). */
export const Intent = Schema.Literal("accept", "counter", "reject", "question", "unclear", "out_of_office", "handoff")
export type Intent = typeof Intent.Type

/** Who is talking (PARTY-01). */
export const Counterparty = Schema.Literal("influencer", "talent_manager")
export type Counterparty = typeof Counterparty.Type

/** What a person must see, whatever the intent (READ-04). */
export const TriggerKind = Schema.Literal(
  "hostile_tone", "legal_language", "unusual_deliverables", "prompt_injection",
  "other_currency", "payment_change", "unknown_sender", "cpm_over_threshold", "ambiguous",
  // a word that the campaign watches for
  "keyword"
)
export type TriggerKind = typeof TriggerKind.Type

export const Trigger = Schema.Struct({ kind: TriggerKind, evidence: Span })
export type Trigger = typeof Trigger.Type

/** What they want to know or see changed. The ones a brief can answer are answered; the rest reach a human. */
export const ConcernKind = Schema.Literal("price", "budget", "payment", "usage", "scope", "timing", "product", "process", "other")
export type ConcernKind = typeof ConcernKind.Type

export const Concern = Schema.Struct({ kind: ConcernKind, evidence: Span })
export type Concern = typeof Concern.Type

/** What they would do it for: the total for our package, in the currency they named (READ-02). */
export const Ask = Schema.Struct({
  money: Money,
  evidence: Span,
  /** They said it is final: "firm", "my lowest", "take it or leave it" (STRAT-03). */
  firm: Schema.Boolean
})
export type Ask = typeof Ask.Type

/** Every fact points at its words; confidence is 0 to 100. Holds no text, so events may keep it. */
export const ReplyReading = Schema.Struct({
  intent: Intent,
  ask: Schema.NullOr(Ask),
  /** True when the new text names a price, in any notation, other than the ask and our open offer (READ-03). */
  otherPrices: Schema.Boolean,
  confidence: Schema.Int.pipe(Schema.between(0, 100)),
  triggers: Schema.Array(Trigger),
  counterparty: Counterparty,
  concerns: Schema.Array(Concern),
  /** The agency they name as theirs (PARTY-01); absent when none, and in readings that are older than this field. */
  agency: Schema.optionalWith(Span, { exact: true })
})
export type ReplyReading = typeof ReplyReading.Type
