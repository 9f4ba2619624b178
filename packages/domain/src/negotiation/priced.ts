import * as Either from "effect/Either"
import type { Tier } from "../deliverables/Package.ts"
import { type CreatorLimits, limitsFor } from "../strategy/Limits.ts"
import type { Context } from "./decide.ts"
import { CannotPrice } from "./Refusal.ts"

/** What may be paid for a package now, or why it has no price (PRICE-02). */
export const priced = ({ campaign, influencer, ledger }: Context, tier: Tier = campaign.packages[0].tier): Either.Either<CreatorLimits, CannotPrice> =>
  Either.mapLeft(limitsFor(campaign, influencer, tier, ledger), ({ expected, field, got }) => new CannotPrice({ field, expected, got }))
