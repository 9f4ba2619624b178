import * as Schema from "effect/Schema"

/** Shares are basis points: 10,000 is the whole. */
const Share = Schema.Int.pipe(Schema.between(0, 10_000))

/**
 * How fast we concede (STRAT-02, STRAT-05). The zone is the way from our opening to the ceiling; a share of it is in basis points. What
 * each number was chosen by stands in `docs/strategy.md`.
 */
export const Pace = Schema.Struct({
  /**
   * How the most that we would offer grows over the rounds towards a counterparty beyond the ceiling: the exponent, in hundredths.
   * 100 in equal steps, more is later, less is earlier. 20 to 500.
   */
  curve: Schema.Int.pipe(Schema.between(20, 500)),
  /** What our last word keeps back of the zone. */
  reserve: Share,
  /** What it keeps back where their next ask should come within the limits by itself. At least `reserve` is meant. */
  reserveWhileComing: Share,
  /** How far an offer goes from our last one towards where they seem to settle: this share of the way at the start ... */
  pull: Share,
  /** ... and this one in the last round. */
  pullAtEnd: Share,
  /** The least that an offer moves, as a share of the zone: who stands still is left. */
  leastStep: Share,
  /** While they have not moved yet: the share of the gap between ask and offer that they are expected to come down. */
  credit: Share,
  /** Each of their steps is expected to be this share of the one before. */
  fade: Share,
  /** With an ask within the limits there is time: a round then closes at most this share of the gap that it left. */
  patience: Share,
  /** The last word comes after so many counter-offers, where the policy has more rounds than that: few wait for a seventh mail. 1 to 20. */
  lastWordAfter: Schema.Int.pipe(Schema.between(1, 20))
})
export type Pace = typeof Pace.Type

export const PaceName = Schema.Literal("gentle", "balanced", "firm")
export type PaceName = typeof PaceName.Type

/** Paces by name. `gentle` gives up some of the price for more and quicker deals, `firm` some deals for the price. */
export const paces: Readonly<Record<PaceName, Pace>> = {
  gentle: {
    curve: 70, reserve: 200, reserveWhileComing: 600, pull: 3000, pullAtEnd: 9500, leastStep: 800, credit: 2500, fade: 6500, patience: 5500, lastWordAfter: 6
  },
  balanced: {
    curve: 85, reserve: 400, reserveWhileComing: 1200, pull: 1500, pullAtEnd: 9500, leastStep: 500, credit: 3500, fade: 7500, patience: 4000, lastWordAfter: 6
  },
  firm: {
    curve: 110, reserve: 1000, reserveWhileComing: 2000, pull: 800, pullAtEnd: 9000, leastStep: 400, credit: 5000, fade: 9000, patience: 3500, lastWordAfter: 8
  }
}

/** Of the rules and of the presets: a number decided under another one may come out differently today. Kept with every decision. */
export const rulesVersion = 1

/** The pace that a policy names, or carries; `balanced` where it says nothing. */
export const paceOf = (pace: PaceName | Pace | undefined): Pace =>
  pace === undefined ? paces.balanced : typeof pace === "string" ? paces[pace] : pace
