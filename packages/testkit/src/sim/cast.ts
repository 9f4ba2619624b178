import { roundAsk } from "./bargain.ts"
import type { Persona, Temper, WritingHabits } from "./Persona.ts"
import { type Stream, stream } from "./Seeded.ts"

/** A creator of the demo as everybody may know them; the same under every seed, and the same as in `samples/roster.csv`. */
export interface CastMember {
  readonly name: string
  readonly handle: string
  readonly address: string
  readonly platform: "instagram" | "tiktok" | "youtube"
  /** Average views of one piece. */
  readonly averageViews: number
  /** Basis points. */
  readonly engagementBps: number
  /** The roster's limits, minor units. */
  readonly minRate: number | null
  readonly maxRate: number | null
  readonly timeZone: string
  readonly manager: { readonly name: string; readonly address: string; readonly company: string }
}

/** What a campaign pays: minor units per 1,000 views, and how many pieces one package holds. */
export interface Prices {
  readonly targetCpm: number
  readonly ceilingCpm: number
  readonly pieces: number
}

/** The prices of `samples/campaign.yaml`. */
export const samplePrices: Prices = { targetCpm: 2000, ceilingCpm: 3000, pieces: 2 }

/**
 * The twelve creators of a seed: the same people, one of each of twelve tempers dealt out among them, with their secret numbers drawn
 * around what the campaign pays. Of the twelve, at least six can be won, one says no, one asks for more than there is, one never answers
 * and one needs a person; one or two of the others may sit just beyond the limits.
 */
export const cast = (seed: number, prices: Prices = samplePrices): ReadonlyArray<{ readonly member: CastMember; readonly persona: Persona }> => {
  const random = stream(seed, "cast")
  const tempers = random.shuffle<Temper>([
    "eager", random.pick(["haggler", "splitter"]), "tough", "firm", "firm_out_of_reach", "decliner", "silent", "slow", "questioner", "vacationer",
    "talent_manager", random.pick(["hostile", "legal", "injector"])
  ])
  return castMembers.map((member, index) => ({ member, persona: personaOf(member, tempers[index] ?? "eager", prices, random.fork(member.handle)) }))
}

/** The secrets of one creator with a given temper. */
export const personaOf = (member: CastMember, temper: Temper, prices: Prices, random: Stream): Persona => {
  const target = member.averageViews * prices.pieces * prices.targetCpm / 1000
  const cpmCeiling = member.averageViews * prices.pieces * prices.ceilingCpm / 1000
  const ceiling = Math.min(cpmCeiling, member.maxRate ?? cpmCeiling)
  const at = (place: number): number => roundAsk(target + place * (ceiling - target))
  const [opening, reservation] = secrets(temper, random.fork("secrets"))
  // A reservation meant to be within reach must not be rounded out of it.
  const least = reservation <= 1 ? Math.min(at(reservation), Math.floor(ceiling / 2500) * 2500) : roundAsk(ceiling * reservation)
  const habits = random.fork("habits")
  return {
    name: member.name,
    handle: member.handle,
    address: member.address,
    temper,
    writing: habitsOf(temper, habits),
    manager: temper === "talent_manager" ? { ...member.manager, copied: habits.chance(0.35) } : null,
    opening: Math.max(at(opening), least),
    reservation: least
  }
}

/**
 * Opening and reservation as places between our target (0) and our ceiling (1); a reservation over 1 is a multiple of the ceiling.
 * The flexibility that a campaign may show ends at 1.2 times the ceiling, so what is meant to be out of reach lies beyond it.
 */
const secrets = (temper: Temper, random: Stream): readonly [opening: number, reservation: number] => {
  const draw = (opening: readonly [number, number], reservation: readonly [number, number]) =>
    [random.between(...opening), random.between(...reservation)] as const
  switch (temper) {
    case "eager":
      return draw([0, 0.1], [-0.35, -0.05])
    case "haggler":
      return draw([0.9, 1.7], [0.1, 0.5])
    case "splitter":
      return draw([0.8, 1.5], [0.1, 0.5])
    case "tough":
      if (random.chance(0.2)) return draw([1.6, 2.2], [1.03, 1.08])
      return random.chance(0.2) ? draw([2.4, 3.2], [1.25, 1.5]) : draw([1.6, 2.6], [0.5, 0.76])
    case "firm":
      return draw([0.2, 0.9], [0.15, 0.85])
    case "firm_out_of_reach":
      return draw([2, 3], [1.3, 1.75])
    case "slow":
      return draw([0.5, 1.1], [-0.1, 0.35])
    case "questioner":
      return random.chance(0.15) ? draw([1.2, 1.6], [1.03, 1.08]) : draw([0.8, 1.4], [0.1, 0.5])
    case "vacationer":
      return draw([0.7, 1.3], [0, 0.45])
    case "talent_manager":
      return draw([1, 1.8], [0.2, 0.6])
    case "hostile":
    case "legal":
    case "injector":
      return draw([0.9, 1.6], [0.3, 0.8])
    case "decliner":
    case "silent":
      return draw([1, 2], [0.5, 1])
  }
}

const habitsOf = (temper: Temper, random: Stream): WritingHabits => ({
  format: random.pick(["text", "text", "alternative", "alternative", "html"]),
  quote: random.pick(["on_wrote", "on_wrote", "on_wrote", "outlook", "none"]),
  signature: temper === "talent_manager" ? "card" : random.pick(["none", "name", "name", "iphone", "galaxy", "outlook_app", "card"]),
  notation: random.pick(["sign", "sign", "plain", "code", "k", "words"]),
  greets: random.chance(0.75),
  isCasual: temper !== "talent_manager" && temper !== "injector" && random.chance(0.15)
})

/** Rates in whole units of the campaign's currency. */
export const member = (
  name: string,
  handle: string,
  address: string,
  platform: CastMember["platform"],
  averageViews: number,
  engagementBps: number,
  [minRate, maxRate]: readonly [number | null, number | null],
  timeZone: string,
  [manager, company, managerAddress]: readonly [string, string, string]
): CastMember => ({
  name, handle, address, platform, averageViews, engagementBps,
  minRate: minRate === null ? null : minRate * 100, maxRate: maxRate === null ? null : maxRate * 100,
  timeZone, manager: { name: manager, address: managerAddress, company }
})

/** In the order of the roster. Rates in whole dollars. */
export const castMembers: ReadonlyArray<CastMember> = [
  member("Maya Lopez", "@mayamakes", "maya.lopez@example.com", "instagram", 62_000, 480, [1200, 4000], "America/Los_Angeles", ["Dana Reed", "Brightstar Talent", "dana.reed@example.net"]),
  member("Jonas Weber", "@jonas.cooks", "jonas.weber@example.org", "tiktok", 85_000, 610, [null, 5500], "Europe/Berlin", ["Katrin Vogel", "Vogel Management", "katrin.vogel@example.net"]),
  member("Priya Nair", "@priyaglows", "priya.nair@example.com", "instagram", 48_000, 390, [900, 3000], "Asia/Dubai", ["Arjun Rao", "North Lane Talent", "arjun.rao@example.net"]),
  member("Theo Martin", "@theo.outdoors", "theo.martin@example.org", "youtube", 120_000, 270, [2000, null], "Europe/Paris", ["Claire Dubois", "Atelier Creators", "claire.dubois@example.net"]),
  member("Aisha Bello", "@aishastyles", "aisha.bello@example.com", "tiktok", 95_000, 720, [1500, 5700], "Africa/Lagos", ["Femi Ade", "Lagos Creator House", "femi.ade@example.net"]),
  member("Lucas Almeida", "@lucasmoves", "lucas.almeida@example.org", "instagram", 54_000, 330, [null, 3200], "America/Sao_Paulo", ["Bia Rocha", "Rocha Talent", "bia.rocha@example.net"]),
  member("Hannah Kim", "@hannahreads", "hannah.kim@example.com", "tiktok", 73_000, 540, [1300, 4600], "America/New_York", ["Grace Park", "Parkside Management", "grace.park@example.net"]),
  member("Oskar Nyberg", "@oskarbuilds", "oskar.nyberg@example.org", "youtube", 110_000, 310, [null, null], "Europe/Stockholm", ["Elin Berg", "Fjord Talent", "elin.berg@example.net"]),
  member("Chloe Tan", "@chloe.eats", "chloe.tan@example.com", "instagram", 41_000, 450, [800, 2500], "Asia/Singapore", ["Marcus Lim", "Harbour Creators", "marcus.lim@example.net"]),
  member("Diego Ramos", "@diegoruns", "diego.ramos@example.org", "tiktok", 67_000, 580, [1000, 4200], "America/Mexico_City", ["Sofia Cruz", "Norte Talent", "sofia.cruz@example.net"]),
  member("Freya Holm", "@freyaathome", "freya.holm@example.com", "instagram", 58_000, 420, [1100, 3600], "Europe/Copenhagen", ["Nina Dahl", "Dahl and Friends", "nina.dahl@example.net"]),
  member("Sam Carter", "@samcarterfit", "sam.carter@example.org", "tiktok", 78_000, 500, [1400, 4800], "Australia/Sydney", ["Jess Moore", "Southpaw Talent", "jess.moore@example.net"])
]
