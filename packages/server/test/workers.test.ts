import { assert, describe, it } from "@effect/vitest"
import { readCampaign } from "@parley/domain/campaign/CampaignForm"
import { layer as templateLayer } from "@parley/domain/drafting/TemplateWriter"
import { EmailAddress } from "@parley/domain/influencer/Influencer"
import { Mailbox, MailboxUnavailable } from "@parley/domain/ports/Mailbox"
import { Roster } from "@parley/domain/ports/Roster"
import { Store, StoreUnavailable } from "@parley/domain/ports/Store"
import { layer as readerLayer } from "@parley/domain/reading/RuleReader"
import { openCampaign } from "@parley/domain/usecases/OpenCampaign"
import { Settings } from "@parley/domain/usecases/Settings"
import { views } from "@parley/domain/Views"
import * as MemoryMailbox from "@parley/testkit/MemoryMailbox"
import { none as noSource } from "@parley/domain/ports/CampaignSource"
import * as MemoryRoster from "@parley/testkit/MemoryRoster"
import * as MemoryStore from "@parley/testkit/MemoryStore"
import * as MemoryTeam from "@parley/testkit/MemoryTeam"
import * as VirtualClock from "@parley/testkit/sim/VirtualClock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { flow } from "effect/Function"
import * as Layer from "effect/Layer"
import * as Random from "effect/Random"
import { FormHook } from "../src/intake/FormHook.ts"
import { GmailPush } from "../src/GmailPush.ts"
import * as Readiness from "../src/Readiness.ts"
import { SlackHook } from "../src/slack/SlackHook.ts"
import * as Workers from "../src/Workers.ts"

const own = "partnerships@parley.example"

/** A campaign with one creator, the real workers on ports in memory, and two things that can go wrong. */
const world = () => {
  const mailbox = MemoryMailbox.make({ ownAddresses: [own] })
  const roster = MemoryRoster.make()
  const put = (...names: ReadonlyArray<string>) => roster.put("creators", [
    ["Name", "Email", "Platform", "Handle", "Average Views", "Min Rate", "Max Rate", "Engagement Rate"],
    ...names.map((name) => [name, `${name.toLowerCase()}@example.com`, "instagram", "", "100000", "", "", ""])
  ])
  put("Maya")
  let reads = 0
  const faults: { arrivals: Effect.Effect<never, MailboxUnavailable> | null; store: boolean } = { arrivals: null, store: false }
  let listings = 0
  const full = new StoreUnavailable({ reason: "database or disk is full", down: true })
  const ports = Layer.mergeAll(
    Layer.effect(Mailbox, Effect.map(Mailbox, (real) => ({
      ...real,
      arrivals: (cursor: string | null) => Effect.suspend(() => {
        listings += 1
        return faults.arrivals ?? real.arrivals(cursor)
      })
    }))).pipe(Layer.provide(mailbox.layer)),
    Layer.effect(Store, Effect.map(Store, (real) => ({
      ...real,
      transact: (...step: Parameters<typeof real.transact>) => Effect.suspend(() => faults.store ? Effect.fail(full) : real.transact(...step)),
      moveOutbox: (...move: Parameters<typeof real.moveOutbox>) => Effect.suspend(() => faults.store ? Effect.fail(full) : real.moveOutbox(...move))
    }))).pipe(Layer.provide(MemoryStore.layer)),
    Layer.effect(Roster, Effect.map(Roster, (real) => ({
      read: (...asked: Parameters<typeof real.read>) => Effect.suspend(() => {
        reads += 1
        return real.read(...asked)
      })
    }))).pipe(Layer.provide(roster.layer)),
    MemoryTeam.make().layer, noSource, readerLayer, templateLayer,
    Layer.succeed(Settings, {
      mailbox: "memory", sender: { name: "", address: own }, ownAddresses: [own], teammates: [], concurrency: 4, autonomy: "auto", sendsPerDay: 500, rosterEvery: 60_000, digestHour: null, unread: { holdAfter: null, handOffAfter: 4 * 3_600_000 }
    })
  )
  const server = Readiness.layer.pipe(
    Layer.provide(Layer.succeed(GmailPush, { take: null, counts: Effect.succeed(null) })),
    Layer.provide(Layer.succeed(FormHook, { take: null, counts: Effect.succeed(null) })),
    Layer.provide(Layer.succeed(SlackHook, { take: null, health: Effect.succeed(null) })),
    Layer.provideMerge(Workers.layer({ idle: Duration.seconds(20) })),
    Layer.provideMerge(ports)
  )
  const open = openCampaign(
    Either.getOrThrow(readCampaign({
      id: "autumn", name: "Autumn Light", client: "Fjord Candles", currency: "USD", budget: 60_000, influencers: 20, cpm: { target: 20 },
      packages: [{ deliverables: { instagram_reel: 1 } }], paymentTerms: "within 30 days of publication", sender: "Nora Lind"
    })),
    {
      problems: [],
      rows: [{
        name: "Maya Lopez", email: EmailAddress.make("maya@example.com"), platform: "instagram", handle: "@maya", averageViews: views(100_000),
        minRate: null, maxRate: null, engagementBps: null, timeZone: null
      }]
    },
    "creators"
  )
  const clock = VirtualClock.make(Date.UTC(2026, 2, 2, 9))
  const pass = (millis: number) =>
    Effect.gen(function*() {
      const end = clock.now() + millis
      for (yield* settle; (clock.nextDue() ?? Infinity) <= end; yield* settle) clock.advanceTo(clock.nextDue() ?? end)
      clock.advanceTo(end)
    })
  return { faults, listings: () => listings, reads: () => reads, breakRoster: () => roster.remove("creators"), putRoster: put, mailbox, open, pass, run: flow(Effect.provide(server), Effect.withClock(clock.clock), Effect.withRandom(Random.make(1))) }
}

const report = Effect.flatMap(Readiness.Readiness, (readiness) => readiness.report)
const minute = 60_000

/** Lets everything run that can, between one wake-up and the next. */
const settle = Effect.promise(async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise((done) => setImmediate(done))
})

describe("workers", () => {
  for (const [how, fault, reason] of [
    ["fails", new MailboxUnavailable({ reason: "no route" }), "MailboxUnavailable: reason: no route"],
    ["dies by a defect", Effect.die(new TypeError("x is not a function")), "TypeError: x is not a function"]
  ] as const) {
    it.scoped(`OPS-03 OPS-01 one whose pass ${how} is started again with growing pauses and says so in readiness; the others go on`, () => {
      const { faults, listings, mailbox, open, pass, run } = world()
      faults.arrivals = fault
      return run(Effect.gen(function*() {
        yield* pass(1000)
        const early = yield* report
        assert.deepStrictEqual([early.ready, early.reasons], [false, [`worker sync: ${reason}`]])
        yield* open
        yield* pass(20_000)
        assert.lengthOf(mailbox.sent(), 1)

        yield* pass(5 * minute)
        const before = listings()
        yield* pass(5 * minute)
        // between half and all of the longest pause, 30 seconds, apart
        assert.isAtLeast(listings() - before, 10)
        assert.isAtMost(listings() - before, 21)

        faults.arrivals = null
        yield* pass(minute)
        const healed = yield* report
        assert.deepStrictEqual([healed.ready, healed.reasons, healed.unaccountedMessages], [true, [], 0])
      }))
    })
  }

  it.scoped("OPS-03 OPS-01 a store that can keep nothing is told by the workers that need it, and costs no mail an attempt", () => {
    const { faults, mailbox, open, pass, run } = world()
    return run(Effect.gen(function*() {
      const store = yield* Store
      faults.store = true
      yield* open
      yield* pass(60 * minute)
      const full = yield* report
      assert.include(full.reasons, "worker deadlines: StoreUnavailable: reason: database or disk is full")
      assert.lengthOf(mailbox.sent(), 0)
      faults.store = false
      yield* pass(2 * minute)
      assert.deepStrictEqual([(yield* report).ready, mailbox.sent().length, (yield* store.counts).deadLetters], [true, 1, 0])
    }))
  })

  it.scoped("ROSTER-02 OPS-01 the one that watches rosters goes by its own time, and says in readiness what it cannot read", () => {
    const { breakRoster, mailbox, open, pass, putRoster, reads, run } = world()
    return run(Effect.gen(function*() {
      yield* open
      breakRoster()
      yield* pass(10 * minute)
      assert.isTrue(reads() >= 8 && reads() <= 13, `${reads()} reads in ten minutes`)
      const broken = yield* report
      assert.isFalse(broken.ready)
      assert.match(broken.reasons.join(), /^worker roster: .*creators does not exist/)
      assert.lengthOf(mailbox.sent(), 1)
      putRoster("Maya", "Noor")
      yield* pass(3 * minute)
      assert.deepStrictEqual([(yield* report).reasons, mailbox.sent().length], [[], 2])
      const before = reads()
      yield* pass(60 * minute)
      assert.isTrue(reads() - before >= 48 && reads() - before <= 76, `${reads() - before} reads in an hour`)
      assert.lengthOf(mailbox.sent(), 2)
    }))
  })
})
