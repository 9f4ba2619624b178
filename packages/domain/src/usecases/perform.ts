import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type { Campaign } from "../campaign/Campaign.ts"
import type { Influencer } from "../influencer/Influencer.ts"
import type { CommandId, NegotiationId } from "../Ids.ts"
import type { Command } from "../negotiation/Command.ts"
import { decide } from "../negotiation/decide.ts"
import { MovedOn } from "../negotiation/Refusal.ts"
import type { State } from "../negotiation/State.ts"
import { Quarantined, Store } from "../ports/Store.ts"
import type { Strategy } from "../strategy/Strategy.ts"
import { changesOf, type Extras } from "./changes.ts"
import { Settings } from "./Settings.ts"

/** A negotiation with what every decision on it needs. */
export interface Subject {
  readonly id: NegotiationId
  readonly campaign: Campaign
  readonly influencer: Influencer
  readonly state: State
  readonly nextMove?: Strategy
}

/** Loads a negotiation's campaign, as this server runs it, and creator; fails when it is unknown, quarantined, or points at what is not there. */
export const subject = (id: NegotiationId) =>
  Effect.gen(function*() {
    const store = yield* Store
    const row = yield* store.negotiation(id)
    if (row === null) return yield* new Quarantined({ negotiation: id, reason: "no such negotiation" })
    if (row.quarantined !== null) return yield* new Quarantined({ negotiation: id, reason: row.quarantined })
    const campaign = yield* store.campaign(row.campaign)
    const influencer = yield* store.influencer(row.influencer)
    if (campaign === null || influencer === null) {
      return yield* new Quarantined({ negotiation: id, reason: "its campaign or its creator is not in the books" })
    }
    const { autonomy, nextMove } = yield* Settings
    const policy = autonomy === "review" ? { ...campaign.policy, autonomy } : campaign.policy
    const found: Subject = { id, campaign: { ...campaign, policy }, influencer, state: row.state, ...(nextMove === undefined ? {} : { nextMove }) }
    return found
  })

/** Decides `command` inside the writer and commits everything it calls for. `extras` may depend on the state decided on. */
export const perform = (
  { campaign, id, influencer, nextMove }: Subject,
  command: Command,
  commandId: CommandId,
  extras: (state: State) => Extras = () => ({}),
  /** Refused as `MovedOn` unless this is the version of the negotiation's last event. */
  seen: number | null = null
) =>
  Effect.flatMap(Store, (store) =>
    store.transact({
      negotiation: id,
      command: commandId,
      at: command.at,
      decision: (state, { dispatching, ledger, talksElsewhere, version }) =>
        seen !== null && seen !== version ? Either.left(new MovedOn({ seen, now: version })) : Either.map(
          decide(state, command, { campaign, influencer, ledger, dispatching, talksElsewhere, ...(nextMove === undefined ? {} : { nextMove }) }),
          (events) => changesOf(state, events, command.at, extras(state))
        )
    }))
