import type { OurMail } from "./OurMail.ts"
import type { Persona } from "./Persona.ts"
import type { Stream } from "./Seeded.ts"

/** What a reply is to say; amounts in minor units. */
export type Act =
  | { readonly _tag: "Accept"; readonly rate: number }
  | { readonly _tag: "Ask"; readonly ask: number; readonly how: "first" | "lower" | "hold" | "middle" | "firm" | "per_item" }
  | { readonly _tag: "Trouble"; readonly ask: number; readonly kind: "hostile" | "legal" | "injector" }
  | { readonly _tag: "Refuse" }
  | { readonly _tag: "Question" }
  | { readonly _tag: "Decline" }

/** What a creator remembers of the talks. */
export interface Memory {
  readonly asks: ReadonlyArray<number>
  readonly hasRefused: boolean
  readonly hasAsked: boolean
}

/** How a creator answers an offer. Accepts at or above the reservation, as people do: sometimes after asking a bit more. */
export const bargain = (persona: Persona, memory: Memory, offer: OurMail & { readonly rate: number }, random: Stream): Act => {
  const { temper, reservation, opening } = persona
  const { rate } = offer
  const last = memory.asks.at(-1)
  const isFirst = last === undefined

  switch (temper) {
    case "decliner":
      return { _tag: "Decline" }
    case "hostile":
    case "legal":
    case "injector":
      if (isFirst) return { _tag: "Trouble", ask: opening, kind: temper }
      break
    case "questioner":
      if (!memory.hasAsked) return { _tag: "Question" }
      break
    case "firm":
    case "firm_out_of_reach":
      return rate >= reservation ? { _tag: "Accept", rate } : { _tag: "Ask", ask: reservation, how: "firm" }
    case "eager":
      return rate >= reservation ? { _tag: "Accept", rate } : { _tag: "Ask", ask: reservation, how: isFirst ? "first" : "hold" }
    default:
  }

  if (isFirst) {
    if (rate >= reservation && !random.chance(0.4)) return { _tag: "Accept", rate }
    if (temper === "haggler" && !memory.hasRefused && random.chance(0.3)) return { _tag: "Refuse" }
    const ask = rate >= reservation ? roundAsk(rate * random.between(1.06, 1.14)) : Math.max(opening, reservation)
    return ask <= rate
      ? { _tag: "Accept", rate }
      : { _tag: "Ask", ask, how: temper === "talent_manager" && offer.deliverables.length > 1 ? "per_item" : "first" }
  }
  if (rate >= reservation) return { _tag: "Accept", rate }
  const wanted = Math.max(reservation, nextAsk(persona, last, offer, random))
  if (wanted <= rate) return { _tag: "Accept", rate }
  const ask = Math.min(last, wanted)
  return { _tag: "Ask", ask, how: ask === last ? "hold" : temper === "splitter" || temper === "questioner" ? "middle" : "lower" }
}

const nextAsk = ({ opening, reservation, temper }: Persona, last: number, offer: OurMail & { readonly rate: number }, random: Stream): number => {
  if (offer.final) return reservation
  switch (temper) {
    case "splitter":
    case "questioner":
      return roundAsk((last + offer.rate) / 2)
    case "tough":
      return roundAsk(last - Math.max(5000, (opening - reservation) * random.between(0.12, 0.22)))
    default:
      return roundAsk(last - Math.max(5000, (opening - reservation) * random.between(0.3, 0.5)))
  }
}

/** People ask in round figures: steps of 25 below 2,000, of 50 above. */
export const roundAsk = (minor: number): number => {
  const step = minor < 200_000 ? 2500 : 5000
  return Math.ceil(minor / step) * step
}
