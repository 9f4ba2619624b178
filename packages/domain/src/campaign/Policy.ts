import * as Schema from "effect/Schema"
import { CpmCents } from "../Cpm.ts"
import { TriggerKind } from "../reading/ReplyReading.ts"
import { LeverTerms } from "../strategy/Levers.ts"
import { Pace, PaceName } from "../strategy/Pace.ts"
import { QuietHours } from "./QuietHours.ts"

/** Whether mail leaves by itself or waits for a person. */
export const Autonomy = Schema.Literal("auto", "review")
export type Autonomy = typeof Autonomy.Type

/** Whether creators who share a mail address, as those of one manager do, are talked about side by side or one after the other (PARTY-02). */
export const Managers = Schema.Literal("parallel", "one_at_a_time")
export type Managers = typeof Managers.Type

/** How a campaign negotiates (STRAT-05). Hours are whole. */
export const Policy = Schema.Struct({
  /** Counter-offers Parley makes on its own before a human decides (STRAT-04). */
  rounds: Schema.Int.pipe(Schema.between(1, 20)),
  /** Where we open, in basis points of the target; absent: at the target. */
  opening: Schema.optional(Schema.Int.pipe(Schema.between(5_000, 10_000))),
  /** How fast we concede: a preset by name, or a pace of the campaign's own; absent: `balanced`. */
  pace: Schema.optional(Schema.Union(PaceName, Pace)),
  /** What levers cost us and are worth to them, where the defaults do not fit; basis points of the rate. */
  leverTerms: Schema.optional(Schema.partialWith(LeverTerms, { exact: true })),
  /** Hours of silence before each follow-up; after the last one's interval the negotiation is stale (MAIL-11). */
  followUpHours: Schema.NonEmptyArray(Schema.Int.pipe(Schema.between(1, 24 * 60))).pipe(Schema.maxItems(5)),
  autonomy: Autonomy,
  /** Absent: `parallel`. */
  managers: Schema.optional(Managers),
  /** An ask under this CPM is flagged as suspiciously low (PRICE-04). */
  lowCpm: CpmCents,
  /** When no mail leaves, in the counterparty's time; null: mail leaves at any time (MAIL-10). */
  quietHours: Schema.NullOr(QuietHours),
  /** What a person must see beside what always is: words of the campaign's own; and what it does not care for (READ-04). */
  watch: Schema.optional(Schema.Struct({ keywords: Schema.Array(Schema.String), ignored: Schema.Array(TriggerKind) }))
})
export type Policy = typeof Policy.Type
