import { assert, describe, it } from "@effect/vitest"
import { Actor, type CampaignId, CommandId, MessageId, NegotiationId, PersonId } from "@parley/domain/Ids"
import { type Influencer, EmailAddress } from "@parley/domain/influencer/Influencer"
import { instant } from "@parley/domain/Instant"
import { cents } from "@parley/domain/Money"
import { readCampaign } from "@parley/domain/campaign/CampaignForm"
import type { Command } from "@parley/domain/negotiation/Command"
import { decide } from "@parley/domain/negotiation/decide"
import { evolve } from "@parley/domain/negotiation/evolve"
import { type State, unopened } from "@parley/domain/negotiation/State"
import type { AuditedEvent } from "@parley/domain/ports/Audit"
import { nextMove } from "@parley/domain/strategy/NextMove"
import { views } from "@parley/domain/Views"
import { baselines } from "@parley/testkit/sim/baselines/baselines"
import { people, scenarioOf } from "@parley/testkit/sim/simulator/Scenario"
import { play } from "@parley/testkit/sim/simulator/World"
import { stream } from "@parley/testkit/sim/Seeded"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { backtest, type Recorded } from "../src/backtest/backtest.ts"
import { readPolicy } from "../src/backtest/readPolicy.ts"
import { renderBacktest } from "../src/backtest/renderBacktest.ts"
import { begin, openingTo } from "./harness/creators.ts"
import { reply } from "./harness/letters.ts"
import { inWorld, until } from "./harness/ServerProcess.ts"

const campaign = Either.getOrThrow(readCampaign({
  id: "slow", name: "Slow", client: "Fjord Candles", currency: "USD", budget: 60_000, influencers: 20, cpm: { target: 20 }, packages: [{ deliverables: { instagram_reel: 1 } }],
  paymentTerms: "within 30 days", sender: "Nora Lind", policy: { rounds: 20 }
}))
const creator = (name: string): Influencer => ({
  id: PersonId.make(`p-${name}`), name, email: EmailAddress.make(`${name}@example.com`), platform: "instagram", handle: `@${name}`, averageViews: views(100_000), minRate: null, maxRate: null, engagementBps: null, timeZone: null
})
const by = Actor.make("parley")
const hour = 3_600_000
const asks = (minor: number, firm = false) => (at: number): Command => ({
  _tag: "AnswerReply", message: MessageId.make(`r-${minor}-${at}`), at: instant(at), by, trust: { authenticated: true, knownContact: true, inThread: true },
  reading: { intent: "counter", ask: { money: { minor: cents(minor), currency: "USD" }, evidence: { start: 0, end: 5 }, firm }, otherPrices: false, confidence: 95, triggers: [], counterparty: "influencer", concerns: [] }
})
const accepts = (at: number): Command => ({
  _tag: "AnswerReply", message: MessageId.make(`yes-${at}`), at: instant(at), by, trust: { authenticated: true, knownContact: true, inThread: true },
  reading: { intent: "accept", ask: null, otherPrices: false, confidence: 95, triggers: [], counterparty: "influencer", concerns: [] }
})

/** The books of talks as the Decider made them, each command an hour after the one before, every mail sent at once. */
const record = (talks: Readonly<Record<string, ReadonlyArray<(at: number) => Command>>>, of = campaign): Recorded => {
  const log: Array<AuditedEvent> = []
  for (const [name, commands] of Object.entries(talks)) {
    const negotiation = NegotiationId.make(`n-${name}`)
    let state: State = unopened
    let version = 0
    const step = (command: Command, id: string): void => {
      for (const event of Either.getOrThrow(decide(state, command, { campaign: of, influencer: creator(name), ledger: { budget: of.budget, committed: 0, headcount: 20, seats: 0, open: 0, saved: 0 }, dispatching: false }))) {
        state = evolve(state, event)
        log.push({ position: log.length + 1, negotiation, campaign: of.id, influencer: creator(name).id, version: ++version, type: event._tag, event, at: command.at, command: CommandId.make(id), hash: "" })
      }
    }
    const all = [(at: number): Command => ({ _tag: "Open", at: instant(at), by }), ...commands]
    all.forEach((command, index) => {
      step(command((index + 1) * hour), `c-${name}-${index}`)
      const pending = state._tag === "Unopened" ? null : state.core.pending
      if (pending !== null) step({ _tag: "ConfirmSent", mail: pending.mail, message: MessageId.make(`m-${name}-${index}`), at: instant((index + 1) * hour + 60_000), by }, `s-${name}-${index}`)
    })
  }
  return { events: log, campaigns: new Map<CampaignId, typeof campaign>([[of.id, of]]), people: new Map(Object.keys(talks).map((name) => [creator(name).id, creator(name)])) }
}
const all = { from: null, to: null }

describe("a backtest (SIM-02)", () => {
  const recorded = record({
    // towards 2,300 we go to 2,050 first where there are 20 rounds, and take it where there are 2
    near: [asks(230_000), asks(209_000), accepts],
    far: [asks(400_000), asks(380_000), accepts],
    same: [accepts]
  })

  it("finds nothing different under the policy that was recorded, and repeats every decision", () => {
    const report = backtest(recorded, { ...all, policy: { rounds: 20 } })
    assert.strictEqual(report.notRepeated, 0)
    assert.deepStrictEqual([report.differences, report.changed], [[], []])
    assert.strictEqual(report.negotiations, 3)
    assert.deepStrictEqual(report.totals.recorded, { deals: 3, spend: { USD: 209_000 + 237_000 + 200_000 }, rounds: 3 })
  })

  it("tells a deal that is certain from talks whose end nobody knows", () => {
    const { changed, differences, totals } = backtest(recorded, { ...all, policy: { rounds: 2 } })
    const firsts = differences.filter(({ first }) => first)
    assert.deepStrictEqual(firsts.map(({ negotiation, other, recorded: was }) => [String(negotiation), was.move, was.rate, other.move, other.rate]), [
      ["n-near", "offer", 205_000, "accept", 230_000], ["n-far", "offer", 220_000, "offer", 253_000]
    ])
    assert.deepStrictEqual(changed.map(({ consequence, negotiation }) => [String(negotiation), consequence]), [["n-near", "agrees"], ["n-far", "open"]])
    // 2,300 at once instead of 2,090 after one more round
    assert.deepStrictEqual(totals.certain, { deals: 0, spend: { USD: 21_000 }, rounds: -1 })
    assert.deepStrictEqual([totals.open.negotiations, totals.open.deals], [1, 1])
  })

  it("compares the decisions of a time only, and says what it cannot say", () => {
    const report = backtest(recorded, { policy: { rounds: 2 }, from: 3 * hour, to: 3 * hour + 1 })
    assert.deepStrictEqual([...new Set(report.differences.map(({ at }) => at))], [3 * hour])
    assert.include(renderBacktest(report, new Map([["slow", "USD"]])), "nobody knows what")
  })

  it("tells another lever at the same rate from none", () => {
    const levered = { ...campaign, levers: { syndication: "we share your post", shareCpm: false }, policy: { ...campaign.policy, rounds: 5 } }
    const report = backtest(record({ one: [asks(400_000), asks(380_000)] }, levered), { ...all, policy: { leverTerms: { syndication: { cost: 10_000, worth: 300 } } } })
    assert.deepStrictEqual([report.notRepeated, report.differences.map(({ other, recorded: was }) => [was.lever, other.lever])], [0, [["syndication", null]]])
  })

  it("leaves out whoever was forgotten and what cannot be read", () => {
    const forgotten: Recorded = { ...recorded, people: new Map([...recorded.people].slice(1)), events: [...recorded.events].map((one) => one.negotiation === "n-far" && one.version === 3 ? { ...one, event: null } : one) }
    const report = backtest(forgotten, { ...all, policy: { rounds: 2 } })
    assert.deepStrictEqual([report.negotiations, report.leftOut, report.differences], [1, 2, []])
  })

  it.effect("repeats what whole campaigns decided, money and seats as they were", () =>
    Effect.gen(function*() {
      for (const number of [0, 1, 2, 3]) {
        const scenario = scenarioOf(5, number, 15, people, false)
        const ending = yield* play(scenario, { seed: 5, nextMove, faults: 0.05, asBytes: false, random: stream(5, `${number}`) })
        const books: Recorded = {
          events: ending.log, campaigns: new Map([[scenario.campaign.id, scenario.campaign]]),
          people: new Map(ending.negotiations.map(({ id, influencer }) => {
            const row = scenario.players[ending.playerOf.get(id) ?? 0]?.row
            if (row === undefined) throw new Error("nobody")
            return [influencer, { ...row, id: influencer }]
          }))
        }
        const again = backtest(books, { ...all, policy: {} })
        assert.deepStrictEqual([again.notRepeated, again.differences], [0, []])
        assert.isAbove(backtest(books, { ...all, policy: {}, nextMove: baselines.fixed }).differences.length, 0)
      }
    }), 120_000)
})

describe("a policy file", () => {
  it("names each field that cannot be used, what was expected and what stood there", () => {
    const problems = (input: unknown) => Either.match(readPolicy(input), { onLeft: ({ problems }) => problems.map(({ expected, field, got }) => `${field}: ${expected}; ${got}`).join("\n"), onRight: () => "" })
    assert.include(problems({ rounds: 99 }), "rounds: a number between 1 and 20; 99")
    assert.include(problems({ colour: "blue" }), "colour: no such field; known are rounds")
    assert.include(problems({ followUpHours: [48, "soon"] }), "followUpHours.1: number; \"soon\"")
    for (const nothing of [null, [], {}, "rounds"]) assert.include(problems(nothing), "(file): fields of a policy")
    assert.strictEqual(problems({ rounds: 4, autonomy: "auto" }), "")
  })
})

describe("parley backtest", () => {
  it("SIM-02 reads the books beside a running server and changes nothing; what cannot be used is named", () =>
    inWorld(async (world) => {
      await world.start()
      await begin(world, ["Ada"])
      world.copyIn("ask", reply(await openingTo(world, "Ada"), "Ada", "Thank you! I usually charge $2,600 for a reel. Could you do that?"))
      await until("the answer", async () => (await world.status()).mail["sent"] === 2)
      const policy = join(world.dataDir, "policy.yaml")
      writeFileSync(policy, "rounds: 2\n")
      const before = await world.cli("verify", "--json")
      const done = await world.cli("backtest", "--policy", policy, "--json")
      assert.strictEqual(done.code, 0, done.stderr)
      const report: { readonly decisions: number; readonly differences: ReadonlyArray<unknown>; readonly notRepeated: number } = JSON.parse(done.stdout)
      assert.deepStrictEqual([report.decisions, report.differences.length, report.notRepeated], [2, 1, 0])
      assert.strictEqual((await world.cli("verify", "--json")).stdout, before.stdout)

      writeFileSync(policy, "rounds: many\n")
      const bad = await world.cli("backtest", "--policy", policy)
      assert.deepStrictEqual([bad.code, bad.stdout], [2, ""])
      assert.include(bad.stderr, "rounds: expected")
      const lost = await world.cli("backtest", "--policy", join(world.dataDir, "none.yaml"))
      assert.strictEqual(lost.code, 2)
      assert.include(lost.stderr, "none.yaml")
      const when = await world.cli("backtest", "--policy", policy, "--from", "yesterday")
      assert.strictEqual(when.code, 2)
    }))
})
