import type { Tier } from "@parley/domain/deliverables/Package"
import { writeAmount } from "../writeAmount.ts"
import type { Act } from "../bargain.ts"
import { readOurMail, type ReceivedMail } from "../OurMail.ts"
import type { Persona } from "../Persona.ts"
import type { Answer, Heard } from "../population/Counterparty.ts"
import { replyEmail } from "../ReplyEmail.ts"
import type { Stream } from "../Seeded.ts"
import { type Meaning, receive, type Reply, start } from "../SimulatedCreator.ts"
import { wordsFor } from "../wordsFor.ts"

/** Whoever sits at the other end of a thread, from the first mail to the end of the talks. Amounts in minor units. */
export interface Counterparty {
  /** What sort they are, for the report, e.g. "haggler". */
  readonly kind: string
  /** The least they would do a package for; null when no price would do, as for who never answers. */
  readonly reservation: (tier: Tier) => number | null
  /** Reads a mail of ours, and answers by mail, or not. Every call is another mail: they remember. */
  readonly receive: (mail: ReceivedMail) => ReadonlyArray<Reply>
}

/** A creator of the demo's sort. Some need a person whatever is paid, which their kind says. */
export const ofPersona = (persona: Persona, random: Stream): Counterparty => {
  let state = start(persona)
  const willing = persona.temper !== "decliner" && persona.temper !== "silent"
  return {
    kind: persona.temper,
    reservation: () => willing ? persona.reservation : null,
    receive: (mail) => {
      const done = receive(mail, state, random)
      state = done.state
      return done.replies
    }
  }
}

/** A way of bargaining that sees offers and knows nothing of mail. Pure: `heard` are all our offers and `asks` all theirs, oldest first. */
export interface Mind {
  readonly kind: string
  readonly reservation: (tier: Tier) => number | null
  readonly answer: (heard: ReadonlyArray<Heard>, asks: ReadonlyArray<number>) => Answer
}

/** Gives a mind its mailbox: our mail read with a person's eyes, its answers in a person's words. `tierOf` tells a package by its pieces. */
export const ofMind = (
  mind: Mind, persona: Pick<Persona, "name" | "address" | "writing">, tierOf: (pieces: number) => Tier, random: Stream
): Counterparty => {
  const heard: Array<Heard> = []
  const asks: Array<number> = []
  let answeredAt = 0
  let gone = false
  return {
    kind: mind.kind,
    reservation: mind.reservation,
    receive: (mail) => {
      const ours = readOurMail(mail)
      if (ours.kind !== "offer" || ours.rate === null || gone) return []
      const rate = ours.rate
      const offer: Heard = { rate, package: tierOf(ours.deliverables.reduce((sum, { quantity }) => sum + quantity, 0)), final: ours.final }
      // a reminder that crosses their answer is no other offer
      if (heard.at(-1)?.rate === rate && mail.date < answeredAt) return []
      heard.push(offer)
      const said = mind.answer(heard, asks)
      gone = said._tag === "Silence" || said._tag === "Decline"
      const act = actOf(said, rate, asks.length > 0)
      if (act === null) return []
      if (act._tag === "Ask") asks.push(act.ask)
      const draws = random.fork(`mail ${heard.length}`)
      const delayMillis = 60_000 * draws.int(25, 20 * 60)
      answeredAt = mail.date + delayMillis
      const words = draws.fork("words")
      const amounts = words.fork("amounts")
      return [{
        delayMillis,
        email: replyEmail(mail, {
          words: wordsFor(act, {
            amount: (minor) => writeAmount(minor, ours.mark, persona.writing.notation, amounts), offer: rate, creator: persona.name.split(" ")[0] ?? persona.name, manager: null,
            isFirstReply: heard.length === 1, isLate: false, deliverables: ours.deliverables, random: words
          }),
          from: { name: persona.name, address: persona.address }, cc: [], signature: [], writing: persona.writing, date: answeredAt
        }, draws.fork("mail")),
        meaning: meaningOf(act)
      }]
    }
  }
}

const actOf = (answer: Answer, rate: number, askedBefore: boolean): Act | null => {
  switch (answer._tag) {
    case "Silence":
      return null
    case "Accept":
      return { _tag: "Accept", rate }
    case "Ask":
      return { _tag: "Ask", ask: answer.rate, how: answer.firm ? "firm" : askedBefore ? "lower" : "first" }
    default:
      return { _tag: answer._tag }
  }
}

const meaningOf = (act: Act): Meaning => ({
  intent: act._tag === "Accept" ? "accept" : act._tag === "Decline" ? "reject" : "counter",
  ask: act._tag === "Ask" ? act.ask : null, firm: act._tag === "Ask" && act.how === "firm", trigger: null
})
