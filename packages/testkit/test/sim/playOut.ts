import type { Campaign } from "@parley/domain/campaign/Campaign"
import { readCampaign } from "@parley/domain/campaign/CampaignForm"
import { packageOf } from "@parley/domain/campaign/Campaign"
import { render } from "@parley/domain/drafting/Slots"
import { writeTemplate } from "@parley/domain/drafting/TemplateWriter"
import { Actor, MessageId, PersonId } from "@parley/domain/Ids"
import { Influencer } from "@parley/domain/influencer/Influencer"
import { instant } from "@parley/domain/Instant"
import { exposureOf } from "@parley/domain/ledger/Ledger"
import type { Command } from "@parley/domain/negotiation/Command"
import { decide } from "@parley/domain/negotiation/decide"
import type { Event } from "@parley/domain/negotiation/Event"
import { evolve } from "@parley/domain/negotiation/evolve"
import { type State, unopened } from "@parley/domain/negotiation/State"
import { ground } from "@parley/domain/reading/Grounding"
import type { ReplyReading } from "@parley/domain/reading/ReplyReading"
import { readByRules } from "@parley/domain/reading/RuleReader"
import { briefOf } from "@parley/domain/usecases/briefOf"
import { parseEmail } from "@parley/email/parseEmail"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import type { CastMember } from "../../src/sim/cast.ts"
import type { ReceivedMail } from "../../src/sim/OurMail.ts"
import type { Persona } from "../../src/sim/Persona.ts"
import { replyMime } from "../../src/sim/replyMime.ts"
import type { Stream } from "../../src/sim/Seeded.ts"
import { type Reply, receive, start } from "../../src/sim/SimulatedCreator.ts"

/** A reply, how it was meant, and how the rules read it. */
export interface Heard {
  readonly reply: Reply
  readonly newText: string
  readonly reading: ReplyReading
  readonly isAuto: boolean
  readonly openOffer: number | null
}

export interface Played {
  readonly persona: Persona
  readonly outcome: string
  readonly reason: string | null
  readonly rate: number | null
  /** The most that this negotiation ever held of the budget. */
  readonly mostHeld: number
  readonly sent: ReadonlyArray<ReceivedMail>
  readonly heard: ReadonlyArray<Heard>
}

type Mailed = Extract<Event, { readonly _tag: "OfferDecided" | "MailDecided" }>

const parley = Schema.decodeSync(Actor)("parley")
const messageId = Schema.decodeSync(MessageId)
const hour = 3_600_000
const noon = 1_790_000_000_000
const us = { name: "Nora Lind", address: "nora@lumen.example" }

export const campaignOf = (form: unknown): Campaign => Either.getOrThrow(readCampaign(form))

export const influencerOf = (member: CastMember): Influencer =>
  Schema.decodeSync(Influencer)({
    id: Schema.decodeSync(PersonId)(member.handle), name: member.name, email: member.address, platform: member.platform, handle: member.handle,
    averageViews: member.averageViews, minRate: member.minRate, maxRate: member.maxRate, engagementBps: member.engagementBps, timeZone: member.timeZone
  })

/** One negotiation from the first mail to its end: the real rules, reader and templates on our side, mail as bytes in between. */
export const playOut = (campaign: Campaign, influencer: Influencer, persona: Persona, random: Stream): Effect.Effect<Played> =>
  Effect.gen(function*() {
    const context = {
      campaign, influencer, dispatching: false, ledger: { budget: 100_000_000, committed: 0, headcount: 100, seats: 0, open: 0, saved: 0 }
    }
    const sent: Array<ReceivedMail> = []
    const heard: Array<Heard> = []
    const inFlight: Array<Reply & { readonly at: number }> = []
    let state: State = unopened
    let creator = start(persona)
    let mostHeld = 0
    let now = noon
    let thread: ReadonlyArray<string> = []
    let toBeSent: ReadonlyArray<Mailed> = []

    const step = (command: Command): void => {
      const events = Either.getOrElse(decide(state, command, context), (refusal) => {
        throw new Error(`${command._tag} refused: ${JSON.stringify(refusal)}`)
      })
      for (const event of events) {
        state = evolve(state, event)
        mostHeld = Math.max(mostHeld, exposureOf(state).reserved, exposureOf(state).agreed)
        if (event._tag === "OfferDecided" || event._tag === "MailDecided") toBeSent = [...toBeSent, event]
      }
    }
    const sendAll = (): void => {
      for (const decided of toBeSent) {
        if (state._tag === "Unopened") throw new Error("a mail was decided for a negotiation that is not open")
        const mail = Either.getOrThrow(mailFor(decided, state.core, heard.length > 0))
        sent.push(mail)
        step({ _tag: "ConfirmSent", mail: decided.mail, message: messageId(mail.messageId), at: instant(now), by: parley })
        const answered = receive(mail, creator, random)
        creator = answered.state
        thread = [...thread, mail.messageId]
        for (const reply of answered.replies) inFlight.push({ ...reply, at: now + reply.delayMillis })
      }
      toBeSent = []
    }
    const mailFor = (decided: Mailed, core: Extract<State, { readonly _tag: "AwaitingReply" }>["core"], isReply: boolean) => {
      const last = heard.at(-1)?.reply.email
      const brief = { ...briefOf(decided, core, heard.at(-1)?.reading.counterparty ?? "influencer", campaign, influencer, []), recipientName: last?.from.name ?? influencer.name }
      return Either.map(render(writeTemplate(brief), brief), ({ subject, text }): ReceivedMail => ({
        subject: isReply ? `Re: ${subject}` : subject, text, messageId: `${sent.length + 1}.${persona.handle.slice(1)}@lumen.example`, references: thread,
        from: us, to: [{ name: persona.name, address: persona.address }], cc: [], date: now
      }))
    }
    const hear = (reply: Reply) =>
      Effect.gen(function*() {
        const mail = yield* Effect.orDie(parseEmail(replyMime(reply.email)))
        const openOffer = state._tag === "Unopened" ? null : state.core.sent?.rate ?? null
        const facing = {
          influencerName: influencer.name, currency: campaign.currency, openOffer, deliverables: packageOf(campaign, 1).deliverables,
          averageViews: influencer.averageViews
        }
        const text = { subject: mail.subject, newText: mail.newText, hiddenText: mail.hiddenText, fromName: mail.from.name, fromAddress: mail.from.address }
        const reading = ground(readByRules(text, facing), mail.newText, facing)
        heard.push({ reply, newText: mail.newText, reading, isAuto: mail.kind === "auto_reply", openOffer })
        thread = [...thread, reply.email.messageId]
        if (mail.kind === "auto_reply" || reading.intent === "out_of_office") return
        const trust = { authenticated: true, knownContact: mail.from.address === persona.address, inThread: mail.references.some((id) => sent.some((one) => one.messageId === id)) }
        step({ _tag: "AnswerReply", message: messageId(reply.email.messageId), reading, trust, at: instant(now), by: parley })
        sendAll()
      })

    step({ _tag: "Open", at: instant(now), by: parley })
    now += hour
    sendAll()
    for (;;) {
      inFlight.sort((a, b) => a.at - b.at)
      const [next] = inFlight
      const due: number | null = state._tag === "Unopened" ? null : state.core.dueAt
      if (next !== undefined && (due === null || next.at <= due)) {
        now = next.at
        inFlight.shift()
        yield* hear(next)
      } else if (due !== null) {
        now = due
        step({ _tag: "Remind", at: instant(now), by: parley })
        sendAll()
      } else break
    }
    const core = state._tag === "Unopened" ? null : state.core
    return { persona, outcome: state._tag, reason: core?.reason ?? null, rate: core?.agreed?.rate ?? null, mostHeld, sent, heard }
  })
