import { limitsFor } from "@parley/domain/strategy/Limits"
import { Influencer } from "@parley/domain/influencer/Influencer"
import { PersonId } from "@parley/domain/Ids"
import type { StateTag } from "@parley/domain/negotiation/State"
import { type ConcessionPolicy, nextMove as ownMove } from "@parley/domain/strategy/NextMove"
import type { Strategy } from "@parley/domain/strategy/Strategy"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { stream } from "../Seeded.ts"
import { violationsOf, type Violation } from "./Invariants.ts"
import { policies, sources } from "./policies.ts"
import { perCampaign, type Scenario, scenarioOf } from "./Scenario.ts"
import { type Ending, play } from "./World.ts"

/** What is simulated. Plain data, so that it can be handed to another thread. */
export interface Plan {
  readonly seed: number
  readonly negotiations: number
  /** Names of `policies` or of `variants`; each plays the same campaigns against the same people. */
  readonly policies: ReadonlyArray<string>
  /** Parley's own strategy with other numbers than the campaigns have, by the names that `policies` gives them. */
  readonly variants?: Readonly<Record<string, Partial<ConcessionPolicy>>>
  /** A name of `sources`. */
  readonly counterparties: string
  /** 0 to 1. */
  readonly faults: number
  readonly asBytes: boolean
  /** This campaign alone, as when one of a run has to be looked at again; null for all. */
  readonly only: number | null
}

/** How one negotiation went. Amounts in minor units. */
export interface Talk {
  readonly negotiation: string
  readonly kind: string
  readonly outcome: StateTag
  /** A person closed it or ended it. */
  readonly byPerson: boolean
  /** There is a price that both sides can live with. */
  readonly feasible: boolean
  /** Of the first package; the ceiling is what the creator may cost at all. */
  readonly target: number
  readonly ceiling: number
  readonly reservation: number | null
  readonly agreed: { readonly rate: number; readonly views: number } | null
  /** The share of the zone between reservation and ceiling that we keep, 0 without a deal; null where there is no zone. */
  readonly kept: number | null
  readonly rounds: number
  readonly offers: ReadonlyArray<number>
  readonly asks: ReadonlyArray<number>
}

/** How one campaign went under one policy. */
export interface Played {
  readonly policy: string
  readonly talks: ReadonlyArray<Talk>
  readonly violations: ReadonlyArray<Violation>
  readonly mails: number
  readonly agreed: number
  readonly views: number
}

/** One campaign under every policy of the plan. */
export interface CampaignResult {
  readonly number: number
  readonly rationed: boolean
  readonly budget: number
  readonly targetCpm: number
  readonly ceilingCpm: number
  readonly played: ReadonlyArray<Played>
}

/** The numbers of a plan's campaigns. */
export const campaignsIn = ({ negotiations, only }: Plan): ReadonlyArray<number> =>
  Array.from({ length: Math.ceil(negotiations / perCampaign) }, (_, number) => number).filter((number) => only === null || number === only)

/** Plays the `number`-th campaign, counted from 0. What comes of it depends on plan and number alone. */
export const playCampaign = (plan: Plan, number: number): Effect.Effect<CampaignResult> =>
  Effect.gen(function*() {
    const { asBytes, faults, seed } = plan
    const source = sources[plan.counterparties]
    if (source === undefined) return yield* Effect.dieMessage(`no counterparties are called ${plan.counterparties}`)
    const size = Math.min(perCampaign, plan.negotiations - number * perCampaign)
    // counterparties remember, so every policy meets them anew
    const drawn = () => scenarioOf(seed, number, size, source, asBytes)
    const { campaign, rationed } = drawn()
    const played = yield* Effect.forEach(plan.policies, (policy) =>
      Effect.gen(function*() {
        const nextMove = strategyOf(plan, policy)
        if (nextMove === undefined) return yield* Effect.dieMessage(`no policy is called ${policy}`)
        return yield* playUnder(policy, nextMove, drawn(), { asBytes, faults, seed })
      }))
    return { number, rationed, budget: campaign.budget, targetCpm: campaign.cpm.target, ceilingCpm: campaign.cpm.ceiling, played }
  })

const strategyOf = ({ variants }: Plan, name: string): Strategy | undefined => {
  const variant = variants?.[name]
  return variant === undefined ? policies[name] : (position, limits, policy) => ownMove(position, limits, { ...policy, ...variant })
}

const playUnder = (policy: string, nextMove: Strategy, scenario: Scenario, { asBytes, faults, seed }: Pick<Plan, "asBytes" | "faults" | "seed">): Effect.Effect<Played> =>
  Effect.map(play(scenario, { seed, nextMove, faults, asBytes, random: stream(seed, `world ${scenario.number}`) }), (ending) => {
    const talks = talksOf(scenario, ending)
    return {
      policy, talks, violations: violationsOf(scenario, ending), mails: ending.sent.length,
      agreed: talks.reduce((sum, { agreed }) => sum + (agreed?.rate ?? 0), 0), views: talks.reduce((sum, { agreed }) => sum + (agreed?.views ?? 0), 0)
    }
  })

const talksOf = ({ campaign, players }: Scenario, { log, negotiations, playerOf }: Ending): ReadonlyArray<Talk> => {
  const said = new Map<string, { readonly offers: Array<number>; readonly asks: Array<number>; byPerson: boolean }>()
  for (const { event, negotiation } of log) {
    const one = said.get(negotiation) ?? { offers: [], asks: [], byPerson: false }
    said.set(negotiation, one)
    if (event?._tag === "OfferSent") one.offers.push(event.rate)
    if (event?._tag === "ReplyRead" && event.ask !== null) one.asks.push(event.ask)
    if (event?._tag === "Agreed" && event.basis === "human" || event?._tag === "Walked" && event.reason === "team") one.byPerson = true
  }
  return negotiations.flatMap((row): ReadonlyArray<Talk> => {
    const player = players[playerOf.get(row.id) ?? -1]
    if (player === undefined) return []
    const rich = { budget: Number.MAX_SAFE_INTEGER, committed: 0, headcount: 1, seats: 0, open: 0, saved: 0 }
    const influencer: Influencer = { ...player.row, id: anybody }
    const limitsOf = (tier: 1 | 2 | 3) => Either.getOrNull(limitsFor(campaign, influencer, tier, rich))
    const first = limitsOf(1)
    const reservation = player.counterparty.reservation(1)
    const core = row.state._tag === "Unopened" ? null : row.state.core
    const agreed = core?.agreed ?? null
    const ceiling = first?.ceiling ?? 0
    const feasible = reservation !== null && reservation <= ceiling
    const zone = feasible ? ceiling - reservation : 0
    // a smaller package leaves the difference between its own ceiling and what is paid, in shares of the whole zone
    const saved = agreed === null ? 0 : (agreed.tier === 1 ? ceiling : limitsOf(agreed.tier)?.ceiling ?? 0) - agreed.rate
    const { asks, byPerson, offers } = said.get(row.id) ?? { offers: [], asks: [], byPerson: false }
    return [{
      negotiation: row.id, kind: player.counterparty.kind, outcome: row.state._tag, byPerson, feasible, target: first?.target ?? 0, ceiling, reservation,
      agreed: agreed === null ? null : { rate: agreed.rate, views: agreed.views }, kept: zone <= 0 ? null : saved / zone, rounds: core?.rounds ?? 0, offers, asks
    }]
  })
}

const anybody = PersonId.make("anybody")
