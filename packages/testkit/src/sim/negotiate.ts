import type { ConcessionPolicy, Limits, Move, Position } from "@parley/domain/strategy/NextMove"
import { answer, type Heard, type Profile } from "./population/Counterparty.ts"
import type { Case } from "./population/drawCase.ts"

/** Decides the next move; `profile` is for those who cheat. */
export type Negotiator = (position: Position, limits: Limits, policy: ConcessionPolicy, profile: Profile) => Move

/** How it went. Rates in minor units. */
export interface Outcome {
  readonly ended: "accepted" | "agreed" | "walked" | "escalated" | "declined" | "silent"
  /** What is paid; null without a deal. */
  readonly paid: number | null
  /** Offers we made after the opening. */
  readonly rounds: number
  /** Each broken rule of STRAT-01, in words; empty when all held. */
  readonly broken: ReadonlyArray<string>
}

/**
 * One negotiation from the opening to its end, moves and answers only: no mail, no clock, no books. As in the whole system an answer
 * without a figure does not renew an older ask, and an escalation ends it: a person decides, which is no deal here.
 */
export const negotiate = (play: Negotiator, { limits, profile }: Case, policy: ConcessionPolicy): Outcome => {
  const heard: Array<Heard> = []
  const offers: Array<number> = []
  const asks: Array<number> = []
  const broken: Array<string> = []
  let firm = false
  let named = true
  const end = (ended: Outcome["ended"], paid: number | null): Outcome => ({ ended, paid, rounds: Math.max(0, offers.length - 1), broken })

  for (;;) {
    const standing = named ? asks : []
    const move = play({ offers, asks: standing, firm, package: 1 }, limits, policy, profile)
    const ask = standing.at(-1)
    switch (move._tag) {
      case "Walk":
        return end("walked", null)
      case "Escalate":
        return end("escalated", null)
      case "Accept":
        if (move.rate !== ask) broken.push(`accepted ${move.rate} where ${ask} was asked`)
        if (move.rate > limits.ceiling) broken.push(`accepted ${move.rate} over the ceiling of ${limits.ceiling}`)
        return end("accepted", move.rate)
      case "Counter": {
        if (move.rate > limits.ceiling) broken.push(`offered ${move.rate} over the ceiling of ${limits.ceiling}`)
        if (ask !== undefined && move.rate > ask) broken.push(`offered ${move.rate} over the ask of ${ask}`)
        if (move.rate < (offers.at(-1) ?? 0)) broken.push(`offered ${move.rate} after ${offers.at(-1)}`)
        if (move.rate < limits.floor) broken.push(`offered ${move.rate} under the floor of ${limits.floor}`)
        if (offers.length > policy.rounds + 2) broken.push(`made offer ${offers.length + 1} in ${policy.rounds} rounds`)
        if (offers.length > 40) return end("escalated", null)
      }
    }
    heard.push({ rate: move.rate, package: move.package, final: move.final })
    offers.push(move.rate)
    const said = answer(profile, heard, asks)
    switch (said._tag) {
      case "Accept":
        return end("agreed", move.rate)
      case "Decline":
        return end("declined", null)
      case "Silence":
        return end("silent", null)
      case "Refuse":
        named = false
        break
      case "Ask":
        named = true
        asks.push(said.rate)
        firm = said.firm
    }
  }
}

/** The share of the zone between their reservation and our ceiling that we kept, 0 without a deal; null where there is no zone. */
export const shareKept = ({ limits, profile }: Case, { paid }: Outcome): number | null => {
  const zone = limits.ceiling - Math.max(profile.reservation, 1)
  if (zone <= 0) return null
  return paid === null ? 0 : (limits.ceiling - paid) / zone
}
