import type { Limits } from "@parley/domain/strategy/NextMove"
import { stream } from "../Seeded.ts"
import type { Profile } from "./Counterparty.ts"
import { drawProfile, type FamilyName } from "./families.ts"

/** One negotiation to be: what we may pay, and who is on the other side. */
export interface Case {
  readonly limits: Limits
  readonly profile: Profile
}

/** The same seed and index draw the same case for every policy that plays it. */
export const drawCase = (seed: number, index: number, families: ReadonlyArray<FamilyName>): Case => {
  const random = stream(seed, `case ${index}`)
  const target = Math.round(Math.exp(random.between(Math.log(5_000), Math.log(2_000_000))))
  // half of all campaigns leave the default leniency of 50 %
  const leniency = random.chance(0.5) ? 0.5 : random.between(0.15, 0.9)
  const ceiling = Math.round(target * (1 + leniency))
  const floor = random.chance(0.2) ? Math.round(target * random.between(0.3, 1)) : 0
  const family = families[index % families.length] ?? "steady"
  return { limits: { target, ceiling, floor }, profile: drawProfile(family, { target, ceiling }, random) }
}
