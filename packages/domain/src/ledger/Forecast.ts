import type { State } from "../negotiation/State.ts"
import { campaignCpm } from "./campaignCpm.ts"
import { exposureOf } from "./Ledger.ts"

/** Deals with their cost in minor units, and what a thousand of their views cost together; null without views. */
export interface Landing {
  readonly deals: number
  readonly spend: number
  readonly cpm: number | null
}

/** Where a campaign will land. Who was not offered anything yet is in none of it. */
export interface Forecast {
  readonly agreed: Landing
  /** Offers that are out or about to leave, and what they hold of the budget. */
  readonly open: { readonly offers: number; readonly reserved: number }
  /** Every open offer is accepted as it stands. */
  readonly ifAllAccept: Landing
  /** Negotiations that ended, silence included, and how many of them with a deal. */
  readonly ended: number
  /** As many of the open offers are accepted, in number and in money, as negotiations have ended with a deal so far; to the nearest whole. Null while none has ended. */
  readonly atThisRate: Landing | null
  /** Creators still wanted beside the agreed ones; those on offer fill such places. */
  readonly headcountLeft: number
}

/** The forecast from how a campaign's negotiations stand; each kind of landing weighs CPMs by views (LEDGER-02). */
export const forecastOf = (headcount: number, states: Iterable<State>): Forecast => {
  let deals = 0
  let agreed = 0
  let views = 0
  let offers = 0
  let reserved = 0
  let openViews = 0
  let ended = 0
  for (const state of states) {
    const exposure = exposureOf(state)
    agreed += exposure.agreed
    views += exposure.views
    if (state._tag === "Agreed") deals += 1
    if (exposure.reserved > 0 && state._tag !== "Unopened") {
      offers += 1
      reserved += exposure.reserved
      openViews += state.core.views
    }
    if (endings.has(state._tag)) ended += 1
  }
  const landing = (closed: number, of: number): Landing => {
    const spend = agreed + share(reserved, closed, of)
    return { deals: deals + share(offers, closed, of), spend, cpm: campaignCpm(spend, views + share(openViews, closed, of)) }
  }
  return {
    agreed: landing(0, 1), open: { offers, reserved }, ifAllAccept: landing(1, 1), ended, atThisRate: ended === 0 ? null : landing(deals, ended),
    headcountLeft: Math.max(0, headcount - deals)
  }
}

const endings: ReadonlySet<State["_tag"]> = new Set<State["_tag"]>(["Agreed", "Declined", "Walked", "Stopped", "Stale"])

/** `part` of `of` of an amount, to the nearest whole. */
const share = (amount: number, part: number, of: number): number => part === of ? amount : Math.round(amount * (part / of))
