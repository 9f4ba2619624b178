import { answer, type Profile } from "../population/Counterparty.ts"
import { development, drawProfile, validation } from "../population/families.ts"
import { type Mind, ofMind } from "./Counterparty.ts"
import type { Source } from "./Scenario.ts"

/** The counterparties of the tournaments, every family as often as any other, drawn for what this campaign pays and given a mailbox. */
export const population: Source = ({ ceiling, member, random, target, tierOf, writing }) => {
  const family = everybody[random.int(0, everybody.length - 1)] ?? "steady"
  const profile = drawProfile(family, { target, ceiling }, random.fork("profile"))
  return ofMind(mindOf(profile), { name: member.name, address: member.address, writing }, tierOf, random.fork("talks"))
}

const everybody = [...development, ...validation]

const mindOf = (profile: Profile): Mind => ({
  kind: profile.family,
  reservation: (tier) => Math.ceil(profile.reservation * (profile.worth[tier - 1] ?? 1)),
  answer: (heard, asks) => answer(profile, heard, asks)
})
