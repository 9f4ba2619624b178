import { writeAmount } from "./writeAmount.ts"
import { type Act, bargain } from "./bargain.ts"
import { type OurMail, readOurMail, type ReceivedMail } from "./OurMail.ts"
import type { Persona } from "./Persona.ts"
import { autoReply, type Letter, type ReplyEmail, replyEmail } from "./ReplyEmail.ts"
import type { Stream } from "./Seeded.ts"
import { wordsFor } from "./wordsFor.ts"

/** A creator in the middle of the talks. Plain data; `receive` gives the next one. */
export interface CreatorState {
  readonly persona: Persona
  /** Mails of ours they got. */
  readonly received: number
  readonly asks: ReadonlyArray<number>
  readonly hasRefused: boolean
  readonly hasAsked: boolean
  /** The rate of the last mail they answered, and when their answer leaves, epoch milliseconds. */
  readonly answered: { readonly rate: number; readonly at: number } | null
  readonly ended: "accepted" | "declined" | "told" | null
}

/** What the writer of a reply means by it, for whoever checks how it was read. Amounts in minor units. */
export interface Meaning {
  readonly intent: "accept" | "counter" | "reject" | "question" | "out_of_office"
  readonly ask: number | null
  readonly firm: boolean
  readonly trigger: "hostile_tone" | "legal_language" | "prompt_injection" | null
}

/** A mail that will arrive `delayMillis` after the one it answers. */
export interface Reply {
  readonly delayMillis: number
  readonly email: ReplyEmail
  readonly meaning: Meaning
}

export const start = (persona: Persona): CreatorState => ({
  persona, received: 0, asks: [], hasRefused: false, hasAsked: false, answered: null, ended: null
})

/**
 * What a creator does with a mail: answers it once, in a while, or not at all. They know of the campaign what the mail says, nothing else.
 * Pure: `random` is only forked, by the number of the mail, so the same mail in the same state gets the same answer.
 */
export const receive = (mail: ReceivedMail, state: CreatorState, random: Stream): { readonly state: CreatorState; readonly replies: ReadonlyArray<Reply> } => {
  const { persona } = state
  const next: CreatorState = { ...state, received: state.received + 1 }
  const draws = random.fork(`mail ${next.received}`)
  const ours = readOurMail(mail)
  if (ours.kind === "holding") return { state: next, replies: [] }
  if (ours.kind === "confirmation" || ours.kind === "exit") return { state: { ...next, ended: "told" }, replies: [] }
  const rate = ours.rate ?? 0
  if (persona.temper === "silent" || persona.temper === "slow" && next.received === 1) return { state: next, replies: [] }
  if (state.ended !== null && state.ended !== "accepted") return { state: next, replies: [] }
  const crossed = state.answered !== null && state.answered.rate === rate && mail.date < state.answered.at
  if (crossed) return { state: next, replies: [] }

  const act: Act = state.ended === "accepted" ? { _tag: "Accept", rate } : bargain(persona, state, { ...ours, rate }, draws.fork("act"))
  const isAway = persona.temper === "vacationer" && next.received === 1
  const delayMillis = minute * (isAway ? draws.int(26 * 60, 40 * 60) : draws.int(25, 20 * 60))
  const reply: Reply = {
    delayMillis,
    email: replyEmail(mail, letterOf(act, ours, state, mail.date + delayMillis, draws.fork("words")), draws.fork("mail")),
    meaning: meaningOf(act)
  }
  return {
    state: {
      ...next,
      asks: act._tag === "Ask" || act._tag === "Trouble" ? [...state.asks, act.ask] : state.asks,
      hasRefused: state.hasRefused || act._tag === "Refuse",
      hasAsked: state.hasAsked || act._tag === "Question",
      answered: { rate, at: mail.date + delayMillis },
      ended: act._tag === "Accept" ? "accepted" : act._tag === "Decline" ? "declined" : null
    },
    replies: isAway ? [away(mail, persona, draws.fork("away")), reply] : [reply]
  }
}

const minute = 60_000

const letterOf = (act: Act, offer: OurMail, state: CreatorState, date: number, random: Stream): Letter => {
  const { manager, name, writing, ...persona } = state.persona
  const firstName = (whole: string): string => whole.split(" ")[0] ?? whole
  const amounts = random.fork("amounts")
  return {
    words: wordsFor(act, {
      amount: (minor) => writeAmount(minor, offer.mark, writing.notation, amounts),
      offer: offer.rate,
      creator: firstName(name),
      manager: manager === null ? null : { firstName: firstName(manager.name), copied: manager.copied },
      isFirstReply: state.answered === null,
      isLate: state.answered === null && state.received > 0,
      deliverables: offer.deliverables,
      random
    }),
    from: { name: manager === null || manager.copied ? name : manager.name, address: persona.address },
    cc: manager?.copied === true ? [{ name: manager.name, address: manager.address }] : [],
    signature: manager === null || manager.copied ? [persona.handle] : [`Talent Manager, ${manager.company}`],
    writing,
    date
  }
}

const meaningOf = (act: Act): Meaning => {
  const plain = { ask: null, firm: false, trigger: null }
  switch (act._tag) {
    case "Accept":
      return { ...plain, intent: "accept" }
    case "Decline":
      return { ...plain, intent: "reject" }
    case "Question":
      return { ...plain, intent: "question" }
    case "Refuse":
      return { ...plain, intent: "counter" }
    case "Ask":
      return { ...plain, intent: "counter", ask: act.ask, firm: act.how === "firm" }
    case "Trouble":
      return {
        ...plain, intent: "counter", ask: act.ask,
        trigger: act.kind === "hostile" ? "hostile_tone" : act.kind === "legal" ? "legal_language" : "prompt_injection"
      }
  }
}

const away = (mail: ReceivedMail, persona: Persona, random: Stream): Reply => {
  const delayMillis = random.int(20, 90) * 1000
  return {
    delayMillis,
    email: autoReply(mail, {
      words: random.pick([
        "Hi! I'm on vacation this week with limited access to email and will reply when I return.",
        "Thank you for your message. I am currently out of the office and will get back to you when I return.",
        "I'm traveling right now and away from my email. I'll answer as soon as I'm back!"
      ]),
      from: { name: persona.name, address: persona.address },
      cc: [],
      signature: [],
      writing: persona.writing,
      date: mail.date + delayMillis
    }, random),
    meaning: { intent: "out_of_office", ask: null, firm: false, trigger: null }
  }
}
