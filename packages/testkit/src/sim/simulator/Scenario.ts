import type { Campaign } from "@parley/domain/campaign/Campaign"
import { readCampaign } from "@parley/domain/campaign/CampaignForm"
import type { Tier } from "@parley/domain/deliverables/Package"
import { EmailAddress } from "@parley/domain/influencer/Influencer"
import type { RosterRow } from "@parley/domain/influencer/RosterRow"
import { cents } from "@parley/domain/Money"
import { views } from "@parley/domain/Views"
import * as Either from "effect/Either"
import { castMembers, personaOf, type CastMember } from "../cast.ts"
import type { Persona, Temper } from "../Persona.ts"
import { type Stream, stream } from "../Seeded.ts"
import { type Counterparty, ofPersona } from "./Counterparty.ts"

/** One creator of a simulated campaign: the roster's row, and whoever answers. */
export interface Player {
  readonly row: RosterRow
  readonly counterparty: Counterparty
}

/** A campaign and everybody in it, drawn from a seed and the campaign's number alone. */
export interface Scenario {
  readonly number: number
  readonly campaign: Campaign
  readonly players: ReadonlyArray<Player>
  /** Less money or fewer seats than its creators would take: who gets none is not the strategy's fault. */
  readonly rationed: boolean
}

/** What a source of counterparties is given to make one: who it is, what the campaign pays, and a stream of its own. Minor units. */
export interface Casting {
  readonly member: CastMember
  readonly writing: Persona["writing"]
  /** Per 1,000 views. */
  readonly targetCpm: number
  readonly ceilingCpm: number
  /** For the first package. */
  readonly target: number
  readonly ceiling: number
  /** In the first package. */
  readonly pieces: number
  /** Which package holds so many pieces. */
  readonly tierOf: (pieces: number) => Tier
  readonly random: Stream
}

/** Makes the counterparty of one negotiation; the same casting makes the same one. */
export type Source = (casting: Casting) => Counterparty

/** How mails look where they are handed over as they are: nothing around the words. */
const bare = { format: "text", quote: "none", signature: "none" } as const

/** The creators of the demo, in the shares that a campaign meets: most bargain, some do not answer, a few need a person. */
export const people: Source = ({ ceilingCpm, member, pieces, random, targetCpm, writing }) => {
  const persona = personaOf(member, random.pick(tempers), { targetCpm, ceilingCpm, pieces }, random.fork("persona"))
  return ofPersona({ ...persona, writing: { ...persona.writing, format: writing.format, quote: writing.quote, signature: writing.signature } }, random.fork("talks"))
}

const tempers: readonly [Temper, ...ReadonlyArray<Temper>] = [
  "eager", "eager", "haggler", "haggler", "haggler", "haggler", "splitter", "splitter", "splitter", "tough", "tough", "tough", "firm", "firm", "firm_out_of_reach",
  "slow", "slow", "questioner", "vacationer", "talent_manager", "talent_manager", "talent_manager", "decliner", "silent", "legal"
]

/** How many creators a campaign of the simulation has. */
export const perCampaign = 50

export const scenarioOf = (seed: number, number: number, size: number, source: Source, asBytes: boolean): Scenario => {
  const random = stream(seed, `campaign ${number}`)
  const terms = random.fork("terms")
  const levers = random.fork("levers")
  const target = terms.int(8, 40)
  const leniency = terms.pick([25, 50, 50, 75, 100])
  const packages = terms.pick<ReadonlyArray<Readonly<Record<string, number>>>>([
    [{ instagram_reel: 1 }], [{ instagram_reel: 1, instagram_story: 2 }, { instagram_reel: 1 }], [{ tiktok_video: 1 }], [{ tiktok_video: 2 }, { tiktok_video: 1 }], [{ youtube_short: 1 }]
  ])
  const [pieces = 1, ...smaller] = packages.map((one) => Object.values(one).reduce((sum, quantity) => sum + quantity, 0))
  const members = Array.from({ length: size }, (_, index) => memberOf(number, index, target * (1 + leniency / 100) * pieces, random.fork(`member ${index}`)))
  const worth = members.reduce((sum, { averageViews }) => sum + averageViews * pieces * target / 1000, 0)
  const rationed = terms.chance(0.2)
  const budget = Math.max(200, Math.ceil(rationed ? worth * terms.between(0.4, 0.9) : worth * (1 + leniency / 100) * 1.2))
  const campaign = Either.getOrThrow(readCampaign({
    id: `c-${number}`, name: `Campaign ${number}`, client: "Fjord Candles", currency: "USD", budget, influencers: rationed ? Math.max(1, Math.ceil(size * terms.between(0.5, 1))) : size,
    cpm: { target, leniency }, packages: packages.map((deliverables) => ({ deliverables, ...levers.chance(0.3) ? { usage: { organic: "90_days" }, leastUsage: { organic: "30_days" } } : {} })),
    ...(levers.chance(0.3) ? { levers: { product: { what: "a full set of candles", value: levers.int(20, 200) }, syndication: "we share your post on our own channels, with your name", shareCpm: levers.chance(0.5) } } : {}),
    ...(terms.chance(0.15) ? { approvalAbove: Math.ceil(worth / size * 1.3) } : {}),
    paymentTerms: "within 30 days of publication", sender: "Nora Lind",
    ...(terms.chance(0.3) ? { timeZone: terms.pick(["Europe/Berlin", "America/New_York", "Asia/Singapore"]) } : {}),
    policy: { rounds: terms.pick([3, 4, 5, 5, 5, 6]), lowCpm: target / 4 }
  }))
  return {
    number, campaign, rationed,
    players: members.map((member) => {
      const draws = random.fork(member.address)
      const at = (cpm: number): number => Math.round(member.averageViews * pieces * cpm / 1000)
      const counterparty = source({
        member, pieces, targetCpm: campaign.cpm.target, ceilingCpm: campaign.cpm.ceiling, target: at(campaign.cpm.target),
        ceiling: Math.min(at(campaign.cpm.ceiling), member.maxRate ?? Infinity), random: draws, tierOf: (seen) => smaller.includes(seen) ? 2 : 1,
        writing: asBytes ? habitsOf(draws.fork("habits")) : { ...habitsOf(draws.fork("habits")), ...bare }
      })
      return {
        counterparty,
        row: {
          name: member.name, email: EmailAddress.make(member.address), platform: member.platform, handle: member.handle, averageViews: views(member.averageViews),
          minRate: member.minRate === null ? null : cents(member.minRate), maxRate: member.maxRate === null ? null : cents(member.maxRate),
          engagementBps: member.engagementBps, timeZone: member.timeZone
        }
      }
    })
  }
}

const habitsOf = (random: Stream): Persona["writing"] => ({
  format: random.pick(["text", "text", "alternative", "alternative", "html"]),
  quote: random.pick(["on_wrote", "on_wrote", "on_wrote", "outlook", "none"]),
  signature: random.pick(["none", "name", "iphone", "galaxy", "card"]),
  notation: random.pick(["sign", "sign", "plain", "code", "k", "words"]),
  greets: random.chance(0.75), isCasual: random.chance(0.1)
})

/** Somebody of the cast's names, with an audience, an address and limits of their own. */
const memberOf = (campaign: number, index: number, ceilingCpm: number, random: Stream): CastMember => {
  const [first = "Maya"] = castMembers[random.int(0, castMembers.length - 1)]?.name.split(" ") ?? []
  const [, last = "Lopez"] = castMembers[random.int(0, castMembers.length - 1)]?.name.split(" ") ?? []
  const [manager, company] = random.pick([["Dana Reed", "Brightstar Talent"], ["Femi Ade", "Lagos Creator House"], ["Grace Park", "Parkside Management"]])
  const at = `${first}.${last}.${campaign}.${index}`.toLowerCase()
  const averageViews = random.int(20, 250) * 1000
  return {
    name: `${first} ${last}`, handle: `@${first}${last}${campaign}x${index}`.toLowerCase(), address: `${at}@example.com`,
    platform: random.pick(["instagram", "tiktok", "youtube"]), averageViews, engagementBps: random.int(60, 900),
    minRate: null, maxRate: random.chance(0.15) ? Math.round(averageViews * ceilingCpm / 1000 * random.between(0.8, 1)) * 100 : null, timeZone: random.pick(["America/Los_Angeles", "Europe/Berlin", "Asia/Singapore", "America/New_York"]),
    manager: { name: manager ?? "Dana Reed", company: company ?? "Brightstar Talent", address: `manager.${at}@example.net` }
  }
}
