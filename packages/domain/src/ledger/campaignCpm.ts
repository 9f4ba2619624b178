import * as Either from "effect/Either"
import { cpmOfRate } from "../Cpm.ts"

/** What a thousand views of several deals cost together, so that each weighs by its views: total rate over total views, half up, in minor units; null without views (LEDGER-02). */
export const campaignCpm = (rates: number, views: number): number | null =>
  // more views than one creator can have, or more money, is no price but a sum all the same
  views <= 0 ? null : Either.getOrElse(cpmOfRate(rates, views), () => Math.round(rates / views * 1_000))
