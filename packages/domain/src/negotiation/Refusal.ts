import * as Data from "effect/Data"
import type { StateTag } from "./State.ts"

/** This command has no meaning in this state. `allowed` lists what has. */
export class NotPossible extends Data.TaggedError("NotPossible")<{
  readonly command: string
  readonly state: StateTag
  readonly allowed: ReadonlyArray<string>
}> {}

/** An amount that a person gave is outside what may be offered or agreed. Minor units; `limit` is the figure it broke. */
export class OutsideLimits extends Data.TaggedError("OutsideLimits")<{
  readonly limit: "ceiling" | "their_ask" | "our_last_offer" | "budget" | "headcount" | "zero"
  readonly amount: number
  readonly bound: number
}> {}

/** There is no held mail and no proposed deal to say yes to. */
export class NothingToApprove extends Data.TaggedError("NothingToApprove")<{ readonly state: StateTag }> {}

/** No mail of this negotiation waits to leave. */
export class NoMailWaiting extends Data.TaggedError("NoMailWaiting")<{ readonly state: StateTag }> {}

/** No offer of ours is open, so there is none to raise or to wait on: agree, claim, decline or stop instead. */
export class NothingOffered extends Data.TaggedError("NothingOffered")<{ readonly state: StateTag }> {}

/** A mail of this negotiation is leaving right now; ask again when it has left. */
export class MailLeaving extends Data.TaggedError("MailLeaving")<{ readonly mail: number }> {}

/** Something happened since the version that the person was shown. */
export class MovedOn extends Data.TaggedError("MovedOn")<{ readonly seen: number; readonly now: number }> {}

/** The creator cannot be priced: what is missing stands in `field`. */
export class CannotPrice extends Data.TaggedError("CannotPrice")<{ readonly field: string; readonly expected: string; readonly got: number }> {}

/** Why a command changed nothing. */
export type Refusal = NotPossible | OutsideLimits | NothingToApprove | NoMailWaiting | NothingOffered | MailLeaving | MovedOn | CannotPrice
