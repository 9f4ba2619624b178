import * as Either from "effect/Either"
import { budgetFree, seatFree } from "../ledger/Ledger.ts"
import { cents } from "../Money.ts"
import { openingOf } from "../strategy/Concession.ts"
import type { CreatorLimits } from "../strategy/Limits.ts"
import type { Command } from "./Command.ts"
import type { Context, Decided } from "./decide.ts"
import type { Event } from "./Event.ts"
import { heldFor, offer, whyOf } from "./events.ts"
import { priced } from "./priced.ts"
import { CannotPrice, type Refusal } from "./Refusal.ts"
import type { Core } from "./State.ts"

/** A negotiation begins, with its opening offer or with what that waits for. */
export const openNew = (command: Command & { readonly _tag: "Open" }, context: Context): Decided =>
  Either.flatMap(opened(command, context), (first) => Either.map(openingOffer(1, command, context), (second) => [first, second]))

/** It begins, and nothing is offered yet. */
export const opened = ({ at, by }: Command, context: Context): Either.Either<Event, Refusal> =>
  Either.map(priced(context), ({ views }): Event => ({
    _tag: "NegotiationOpened", campaign: context.campaign.id, influencer: context.influencer.id,
    tier: context.campaign.packages[0].tier, views, by, at
  }))

/** The opening, or what it waits for: a manager's other conversation, budget, a seat. An opening is never priced by what closing may take. */
export const openingOffer = (mail: number, command: Command, context: Context): Either.Either<Event, Refusal> =>
  Either.flatMap(priced(context), (limits): Either.Either<Event, Refusal> => {
    const { at, by } = command
    const { policy } = context.campaign
    const wanted = openingOf(limits.target, policy.opening)
    // flexibility is for closing: no opening is higher, or possible, for it
    const most = Math.min(limits.ceilingBeforeBudget, limits.ledger.cpmCeiling)
    const rate = cents(Math.max(Math.min(wanted, most), limits.floor))
    if (rate < 1) return noPrice(limits, context)
    if (rate > most) {
      return Either.right({ _tag: "Escalated", reason: "minimum_over_ceiling", reply: null, proposal: null, at })
    }
    const busyWith = policy.managers === "one_at_a_time" ? context.talksElsewhere?.() ?? null : null
    if (busyWith !== null) return Either.right({ _tag: "ConversationAwaited", needed: rate, with: busyWith, at })
    if (rate > budgetFree(context.ledger) || !seatFree(context.ledger)) {
      return Either.right({ _tag: "BudgetAwaited", needed: rate, free: cents(budgetFree(context.ledger)), at })
    }
    const reason = rate === limits.floor && rate > wanted ? "opening_at_minimum" : wanted < limits.target ? "opening_under_target" : "opening_at_target"
    const why = whyOf(null, { reason, planned: rate }, limits, policy)
    return Either.right(offer({
      mail, purpose: "opening", rate, tier: context.campaign.packages[0].tier, lever: null, final: false,
      held: heldFor(rate, context.campaign), reply: null, why, by, at
    }))
  })

/** So few views, or so low a maximum, that nothing could be offered: refused, never priced at 0 (PRICE-02). */
const noPrice = (limits: CreatorLimits, { influencer }: Context): Either.Either<never, Refusal> =>
  Either.left(limits.target < 1
    ? new CannotPrice({ field: "views", expected: "enough for a rate of at least one minor unit", got: limits.views })
    : new CannotPrice({ field: "maxRate", expected: "at least one minor unit", got: influencer.maxRate ?? 0 }))

/** Woken for nothing: what it waits for is what it waited for. */
export const waitsAlready = ({ waitsFor }: Core, event: Event): boolean =>
  event._tag === "BudgetAwaited" ? waitsFor === undefined : event._tag === "ConversationAwaited" && waitsFor === event.with
