import * as Schema from "effect/Schema"
import { Cents } from "../Money.ts"

/** What a decision saw of its campaign's books, kept with it so that it can be explained (STRAT-06). Minor units; of others, never its own. */
export const LedgerSeen = Schema.Struct({
  free: Cents,
  /** Agreed with others or on offer to them. */
  committed: Cents,
  seats: Schema.NonNegativeInt,
  headcount: Schema.NonNegativeInt,
  /** The CPM ceiling before its flexibility. */
  cpmCeiling: Cents,
  /** What was added to it, and how much of that engagement alone would have added; basis points of it. */
  flexibility: Schema.NonNegativeInt,
  engagement: Schema.NonNegativeInt,
  /** The share of finished deals' savings that was this negotiation's to use. */
  savings: Cents
})
export type LedgerSeen = typeof LedgerSeen.Type
