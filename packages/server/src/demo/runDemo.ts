import { parseEmail } from "@parley/email/parseEmail"
import { Operations, layer as operationsLayer } from "../Operations.ts"
import * as VirtualClock from "@parley/testkit/sim/VirtualClock"
import { cast } from "@parley/testkit/sim/cast"
import { replyMime } from "@parley/testkit/sim/replyMime"
import { type Reply, receive, start as startCreator } from "@parley/testkit/sim/SimulatedCreator"
import { stream } from "@parley/testkit/sim/Seeded"
import { Actor } from "@parley/domain/Ids"
import { Store } from "@parley/domain/ports/Store"
import { drain } from "@parley/domain/usecases/Engine"
import { humanCommand } from "@parley/domain/usecases/HumanCommand"
import { newCommandId } from "@parley/domain/usecases/ids"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { parse } from "yaml"
import { textOf } from "../timeline.ts"
import { outside } from "./Outside.ts"
import { resultOf } from "./Report.ts"

/** Monday, 2 March 2026, 09:00 UTC: where a run starts that must be like any other of its seed. */
const fixedOpening = Date.UTC(2026, 2, 2, 9)
const week = 7 * 86_400_000
/** Beside the bundle, or in the repository. */
const samples = [join(import.meta.dirname, "samples"), join(import.meta.dirname, "../../../../samples")].find(existsSync) ?? "samples"
const approvalPause = 2 * 3_600_000

/**
 * Plays the sample campaign to its end: everything due is done, then time jumps to whatever is due next, a creator's
 * answer or a deadline of ours. One order of work, a seeded draw for every choice: a seed gives the same run everywhere.
 */
export const runDemo = (options: { readonly seed: number; readonly maildir: string; readonly clock: VirtualClock.VirtualClock; readonly progress: (line: string) => void }) =>
  Effect.gen(function*() {
    const { clock, maildir, progress, seed } = options
    const opening = clock.now()
    const store = yield* Store
    const world = outside(maildir)
    const players = new Map(cast(seed).map(({ member, persona }) => [member.address, { state: startCreator(persona), random: stream(seed, member.address) }]))
    const onTheWay: Array<{ readonly at: number; readonly reply: Reply }> = []
    const told = new Map<string, number>()
    const asked = new Map<string, number>()

    const operations = yield* Operations
    yield* operations.startCampaign(parse(readFileSync(join(samples, "campaign.yaml"), "utf8")), { source: join(samples, "roster.csv") })

    const tell = Effect.gen(function*() {
      for (const row of yield* store.negotiations(null)) {
        const known = told.get(row.id) ?? 0
        if (row.version === known) continue
        const influencer = yield* store.influencer(row.influencer)
        const campaign = yield* store.campaign(row.campaign)
        for (const { at, event, version } of yield* store.events(row.id)) {
          if (version > known) progress(`${dayOf(at - opening)}  ${(influencer?.name ?? row.id).padEnd(20)} ${textOf(event, campaign)}`)
        }
        told.set(row.id, row.version)
      }
    })

    const letCreatorsRead = Effect.gen(function*() {
      for (const raw of world.newlySent()) {
        const mail = yield* parseEmail(raw)
        for (const to of mail.to) {
          const player = players.get(to.address)
          if (player === undefined) continue
          const { replies, state } = receive({ ...mail, messageId: mail.messageId ?? "", date: mail.date ?? clock.now() }, player.state, player.random)
          player.state = state
          for (const reply of replies) onTheWay.push({ at: (mail.date ?? clock.now()) + reply.delayMillis, reply })
        }
      }
      onTheWay.sort((a, b) => a.at - b.at)
    })

    /** The campaign's manager says yes to what waits for approval, two hours after being asked. */
    const letManagerDecide = Effect.gen(function*() {
      for (const row of yield* store.negotiations(null)) {
        if (row.state._tag !== "AwaitingApproval") {
          asked.delete(row.id)
          continue
        }
        const since = asked.get(row.id) ?? clock.now()
        asked.set(row.id, since)
        if (clock.now() < since + approvalPause) continue
        yield* humanCommand(row.id, { _tag: "Approve" }, Actor.make("console:campaign-manager"), yield* newCommandId)
      }
    })

    let letters = 0
    for (;;) {
      for (let worked = 1; worked > 0;) {
        yield* letManagerDecide
        worked = yield* drain
        yield* letCreatorsRead
      }
      yield* tell
      const nextOfOurs = yield* store.nextDue
      const due = [onTheWay[0]?.at, nextOfOurs, ...[...asked.values()].map((since) => since + approvalPause)].filter((at) => at !== undefined && at !== null)
      if (due.length === 0) break
      clock.advanceTo(Math.max(clock.now() + 1, Math.min(...due)))
      while (onTheWay[0] !== undefined && onTheWay[0].at <= clock.now()) {
        const next = onTheWay.shift()
        if (next === undefined) break
        letters += 1
        world.deliver(`${clock.now()}.${String(letters).padStart(4, "0")}.creator`, replyMime(next.reply.email))
      }
    }

    const sent = yield* Effect.forEach(world.allSent(), (raw) =>
      Effect.map(parseEmail(raw), (mail) => JSON.stringify([mail.to.map((to) => to.address), mail.inReplyTo, mail.text])))
    const status = yield* operations.status
    return { status, result: resultOf(seed, status, sent) }
  }).pipe(
    Effect.provide(operationsLayer()),
    Effect.withClock(options.clock.clock),
    Effect.withRandom(Random.make(options.seed))
  )

/** The virtual clock of a run that ends by itself. */
export const demoClock = () => VirtualClock.make(fixedOpening)

/** The same weekday and hour four weeks back: what is played from there lies behind whoever watches what follows. */
export const recentClock = (now: number) => VirtualClock.make(fixedOpening + Math.floor((now - 4 * week - fixedOpening) / week) * week)

const dayOf = (since: number): string =>
  `day ${String(Math.floor((since + 9 * 3_600_000) / 86_400_000) + 1).padStart(2)} ${new Date(fixedOpening + since).toISOString().slice(11, 16)}`
