import type { CampaignForm } from "@parley/domain/campaign/CampaignForm"
import { type CastMember, member, personaOf, type Prices } from "./cast.ts"
import type { Persona, Temper } from "./Persona.ts"
import { stream } from "./Seeded.ts"

/** The campaign that goes on while somebody watches: small packages at the sample's prices, every rate above 2,500 waits for a yes, and mail leaves at any hour. */
export const livingForm: typeof CampaignForm.Encoded = {
  id: "northern-light", name: "Northern Light", client: "Birk Lanterns",
  about: "Birk Lanterns is launching a small lantern for balconies and tents, and we would love to see it in your evenings.",
  currency: "USD", budget: 24_000, influencers: 8, cpm: { target: 20, leniency: 50 },
  packages: [{ deliverables: { instagram_reel: 1, tiktok_video: 1 }, usage: { organic: "90_days" } }],
  approvalAbove: 2500, paymentTerms: "within 30 days of publication, by bank transfer", sender: "Nora Lind",
  policy: { rounds: 5, followUpHours: [48, 72], quietHours: "none" }
}

const prices: Prices = { targetCpm: 2000, ceilingCpm: 3000, pieces: 2 }

/** Creators of the living campaign: those whom a seed plays, and those whom nobody plays, so that a visitor can. */
export interface LivingCast {
  readonly played: ReadonlyArray<{ readonly member: CastMember; readonly persona: Persona }>
  readonly free: ReadonlyArray<CastMember>
}

/** One of each temper that is worth watching for a minute. The firm one asks more than a person lets Parley offer alone, whatever the seed. */
export const livingCast = (seed: number): LivingCast => ({
  played: parts.map(([temper, one]) => ({ member: one, persona: personaOf(one, temper, prices, stream(seed, one.handle)) })),
  free
})

const parts: ReadonlyArray<readonly [Temper, CastMember]> = [
  ["firm", member("Lena Fischer", "@lenahikes", "lena.fischer@example.org", "youtube", 61_000, 380, [null, null], "Europe/Vienna", ["Paul Egger", "Alpenglow Talent", "paul.egger@example.net"])],
  ["eager", member("Nadia Petrov", "@nadiapaints", "nadia.petrov@example.com", "instagram", 34_000, 460, [null, null], "Europe/Sofia", ["Ivo Dimov", "Dimov Media", "ivo.dimov@example.net"])],
  ["haggler", member("Ben Okafor", "@benbakes", "ben.okafor@example.org", "tiktok", 39_000, 410, [null, null], "Europe/London", ["Rose Hale", "Hale Management", "rose.hale@example.net"])],
  ["splitter", member("Rafael Costa", "@rafarides", "rafael.costa@example.com", "tiktok", 28_000, 350, [null, null], "Europe/Lisbon", ["Ines Prado", "Prado Talent", "ines.prado@example.net"])],
  ["questioner", member("Yuki Tanaka", "@yukiteas", "yuki.tanaka@example.org", "instagram", 31_000, 440, [null, null], "Asia/Tokyo", ["Ken Mori", "Mori Creators", "ken.mori@example.net"])],
  ["hostile", member("Zoe Laurent", "@zoe.atelier", "zoe.laurent@example.com", "instagram", 36_000, 290, [null, null], "Europe/Brussels", ["Luc Moreau", "Studio Moreau", "luc.moreau@example.net"])]
]

const free: ReadonlyArray<CastMember> = [
  member("Mina Park", "@minamoves", "mina.park@example.com", "tiktok", 60_000, 520, [null, null], "Asia/Seoul", ["Jun Seo", "Han River Talent", "jun.seo@example.net"]),
  member("Elias Stone", "@eliasoutside", "elias.stone@example.org", "instagram", 42_000, 370, [null, null], "America/Denver", ["Kate Boyd", "Ridge Talent", "kate.boyd@example.net"])
]
