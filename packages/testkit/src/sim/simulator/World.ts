import { layer as writerLayer } from "@parley/domain/drafting/TemplateWriter"
import { Actor, type NegotiationId } from "@parley/domain/Ids"
import { EmailWriter } from "@parley/domain/ports/EmailWriter"
import type { AuditedEvent } from "@parley/domain/ports/Audit"
import { Mailbox } from "@parley/domain/ports/Mailbox"
import { ReplyReader } from "@parley/domain/ports/ReplyReader"
import { type NegotiationRow, Store, type VerifyReport } from "@parley/domain/ports/Store"
import { TeamChannel } from "@parley/domain/ports/TeamChannel"
import { layer as readerLayer } from "@parley/domain/reading/RuleReader"
import type { Strategy } from "@parley/domain/strategy/Strategy"
import { letterName, settleLetter } from "@parley/domain/usecases/DeadLetters"
import { drain } from "@parley/domain/usecases/Engine"
import { type Choice, humanCommand } from "@parley/domain/usecases/HumanCommand"
import { newCommandId } from "@parley/domain/usecases/ids"
import { openCampaign } from "@parley/domain/usecases/OpenCampaign"
import { Settings } from "@parley/domain/usecases/Settings"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Random from "effect/Random"
import * as MemoryStore from "../../MemoryStore.ts"
import * as MemoryTeam from "../../MemoryTeam.ts"
import { readOurMail, type ReceivedMail } from "../OurMail.ts"
import type { ReplyEmail } from "../ReplyEmail.ts"
import type { Stream } from "../Seeded.ts"
import * as VirtualClock from "../VirtualClock.ts"
import { faulty, type Services } from "./Faults.ts"
import * as Post from "./Post.ts"
import type { Scenario } from "./Scenario.ts"

export interface Options {
  readonly seed: number
  readonly nextMove: Strategy
  /** The share of calls to books, mailbox, reader and channel that fail, and of mails that come twice or late; 0 to 1. */
  readonly faults: number
  /** Mail as bytes, written and parsed, instead of handed over as it is. */
  readonly asBytes: boolean
  readonly random: Stream
  /** Stands between the use cases and their services, to break them where a check has to be seen failing. */
  readonly around?: (services: Services) => Services
}

/** What a world has come to when nothing is due any more. */
export interface Ending {
  readonly negotiations: ReadonlyArray<NegotiationRow>
  /** Which player each negotiation is with, by its place in the scenario. */
  readonly playerOf: ReadonlyMap<NegotiationId, number>
  readonly log: ReadonlyArray<AuditedEvent>
  readonly sent: ReadonlyArray<ReceivedMail>
  /** What the others sent: each once, however often it was delivered. */
  readonly delivered: ReadonlyArray<{ readonly email: ReplyEmail; readonly player: number; readonly kept: boolean }>
  readonly unaccounted: number
  readonly verified: VerifyReport
  /** False when it was given up: something was due for ever. */
  readonly settled: boolean
}

/** Monday, 2 March 2026, 09:00 UTC. */
const opening = Date.UTC(2026, 2, 2, 9)
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
/** What comes within so long is done at once: mail is read in passes, not as it falls in. */
const pass = hour
/** No talks last longer than all their follow-ups; what is not settled then never will be. */
const longest = 400 * day
/** The team needs so long to say yes or no. */
const thinking = 2 * hour
const own = "partnerships@parley.example"
const manager = Actor.make("console:campaign-manager")

const fixed = Effect.runSync(Effect.scoped(Layer.build(Layer.merge(readerLayer, writerLayer))))

/**
 * Plays one campaign to its end through the real use cases: everything due is done, then time jumps to whatever is due next. One order of
 * work and a seeded draw for every choice, so a scenario and a seed give the same ending everywhere.
 */
export const play = (scenario: Scenario, options: Options): Effect.Effect<Ending> =>
  Effect.gen(function*() {
    const { asBytes, faults, random } = options
    const clock = VirtualClock.make(opening)
    const post = asBytes ? yield* Post.mime({ own, now: clock.now }) : Post.plain({ own, now: clock.now })
    const team = yield* Effect.provide(TeamChannel, MemoryTeam.make().layer)
    const store = MemoryStore.make()
    const plain: Services = { store, mailbox: post.mailbox, reader: Context.get(fixed, ReplyReader), team }
    const broken = options.around === undefined ? plain : options.around(plain)
    // towards the end everything works, so that what is still owed shows
    const rate = () => clock.now() < opening + 60 * day ? faults : 0
    const services = faults === 0 ? broken : faulty(broken, rate, random.fork("faults"))
    const context = Context.empty().pipe(
      Context.add(Store, services.store), Context.add(Mailbox, services.mailbox), Context.add(ReplyReader, services.reader), Context.add(TeamChannel, services.team),
      Context.add(EmailWriter, Context.get(fixed, EmailWriter)),
      Context.add(Settings, {
        mailbox: "simulated", sender: { name: "", address: own }, ownAddresses: [own], teammates: [], concurrency: 1, autonomy: "auto", sendsPerDay: 2_000, rosterEvery: hour, digestHour: null,
        unread: { holdAfter: 4 * hour, handOffAfter: 2 * day }, nextMove: options.nextMove
      })
    )
    return yield* played(scenario, { ...options, clock, post, store }).pipe(
      Effect.provide(context), Effect.withClock(clock.clock), Effect.withRandom(Random.make(`${options.seed}/${scenario.number}`)),
      // a simulated fault is no news
      Logger.withMinimumLogLevel(LogLevel.None)
    )
  })

interface Running extends Options {
  readonly clock: VirtualClock.VirtualClock
  readonly post: Post.Post
  /** Without faults: what the report reads. */
  readonly store: Context.Tag.Service<typeof Store>
}

const played = ({ campaign, players }: Scenario, { clock, faults, post, random, store }: Running) =>
  Effect.gen(function*() {
    const byAddress = new Map(players.map(({ row }, index) => [String(row.email), index]))
    const sent: Array<ReceivedMail> = []
    const delivered: Array<{ readonly email: ReplyEmail; readonly player: number }> = []
    const onTheWay: Array<{ readonly at: number; readonly email: ReplyEmail; readonly player: number; readonly again: boolean }> = []
    const asked = new Map<NegotiationId, number>()
    const letters = new Map<string, number>()
    const chance = random.fork("deliveries")
    let names = 0

    const ids = yield* Effect.orDie(Effect.retry(openCampaign(campaign, { rows: players.map(({ row }) => row), problems: [] }), { times: 50 }))

    const letOthersRead = Effect.gen(function*() {
      for (const mail of yield* post.newlySent) {
        sent.push(mail)
        for (const { address } of mail.to) {
          const player = byAddress.get(address)
          if (player === undefined) continue
          for (const { delayMillis, email } of players[player]?.counterparty.receive(mail) ?? []) {
            const late = faults > 0 && chance.chance(faults) ? chance.int(1, 30) * hour : 0
            const at = Math.ceil((clock.now() + delayMillis + late) / pass) * pass
            delivered.push({ email, player })
            onTheWay.push({ at, email, player, again: false })
            if (faults > 0 && chance.chance(faults)) onTheWay.push({ at: at + chance.int(0, 20) * hour, email, player, again: true })
          }
        }
      }
      onTheWay.sort((a, b) => a.at - b.at)
    })

    /** What was given up after many tries is tried again in the same time. */
    const letManagerRetry = Effect.gen(function*() {
      for (const letter of yield* store.deadLetters(100)) {
        const name = letterName(letter)
        const since = letters.get(name) ?? clock.now()
        letters.set(name, since)
        if (clock.now() < since + thinking) continue
        letters.delete(name)
        yield* Effect.ignore(settleLetter(name, "retry", manager, yield* newCommandId))
      }
    })

    /** The campaign's manager answers what waits for one: yes to a deal and to a mail that is shown, another try to a mail that failed, no to the rest. */
    const letManagerDecide = Effect.gen(function*() {
      if (faults > 0) yield* letManagerRetry
      for (const row of yield* store.negotiations(null)) {
        const choice = row.quarantined === null ? choiceFor(row) : null
        if (choice === null) {
          asked.delete(row.id)
          continue
        }
        const since = asked.get(row.id) ?? clock.now()
        asked.set(row.id, since)
        if (clock.now() < since + thinking) continue
        asked.set(row.id, clock.now())
        const done = yield* Effect.either(humanCommand(row.id, choice, manager, yield* newCommandId))
        if (done._tag === "Left" && choice._tag === "Approve") yield* Effect.ignore(humanCommand(row.id, { _tag: "Decline" }, manager, yield* newCommandId))
      }
    })

    let settled = true
    for (;;) {
      for (let worked = 1; worked > 0;) {
        yield* letManagerDecide
        // books or a mailbox that fail end a pass, and the next one goes on
        worked = yield* Effect.orElseSucceed(drain, () => 0)
        yield* letOthersRead
      }
      const due = [onTheWay[0]?.at, yield* store.nextDue, ...[...asked.values(), ...letters.values()].map((since) => since + thinking)].filter((at) => at !== undefined && at !== null)
      if (due.length === 0) break
      if (clock.now() > opening + longest) {
        settled = false
        break
      }
      clock.advanceTo(Math.max(clock.now() + 1_000, Math.min(...due)))
      while (onTheWay[0] !== undefined && onTheWay[0].at <= clock.now()) {
        const next = onTheWay.shift()
        if (next !== undefined) post.deliver(next.email, `mail ${++names}`)
      }
    }

    const everything = { negotiations: null, campaign: null, type: null, from: null, to: null }
    const kept = yield* Effect.forEach(delivered, ({ email, player }) =>
      Effect.map(store.messagesByHeader([email.messageId]), (found) => ({ email, player, kept: found.some(({ direction, negotiation }) => direction === "in" && negotiation === ids[player]) })))
    const ending: Ending = {
      negotiations: yield* store.negotiations(null),
      playerOf: new Map(ids.map((id, index) => [id, index])),
      log: yield* store.audit(everything, 0, Infinity),
      sent, delivered: kept, settled,
      unaccounted: (yield* store.counts).unaccounted,
      verified: yield* store.verify(() => {})
    }
    return ending
  }).pipe(Effect.orDie)

/** Null where nobody waits for a person. */
const choiceFor = ({ state }: NegotiationRow): Choice | null => {
  switch (state._tag) {
    case "AwaitingApproval":
      return { _tag: "Approve" }
    case "Escalated":
      return state.core.proposal === null ? { _tag: "Decline" } : { _tag: "Approve" }
    case "Paused":
      return { _tag: "Resume" }
    default:
      return null
  }
}

/** What a mail of ours names as its rate, as its reader makes it out; null for a mail that offers nothing. */
export const rateIn = (mail: ReceivedMail): number | null => {
  const { kind, rate } = readOurMail(mail)
  return kind === "offer" || kind === "confirmation" ? rate : null
}
