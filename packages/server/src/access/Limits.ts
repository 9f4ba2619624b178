import * as Context from "effect/Context"
import * as Layer from "effect/Layer"
import * as RateLimit from "./RateLimit.ts"

/** How often may be asked; each limit counts by itself. */
export class Limits extends Context.Tag("@parley/server/access/Limits")<Limits, {
  /** By caller. */
  readonly requests: RateLimit.RateLimit
  /** By address: tokens that are not known. What is right is always let in, so that nobody shuts out others by guessing; a guess costs a secret of 256 bits. */
  readonly wrongTokens: RateLimit.RateLimit
  readonly wrongSignIns: RateLimit.RateLimit
}>() {}

export const layer = (perSecond: number): Layer.Layer<Limits> => Layer.sync(Limits, () => ({
  requests: RateLimit.make({ burst: perSecond * 10, perSecond }),
  wrongTokens: RateLimit.make({ burst: 60, perSecond: 1 }),
  wrongSignIns: RateLimit.make({ burst: 10, perSecond: 0.1 })
}))
