import { assert, describe, it } from "@effect/vitest"
import { nextMove, type Position } from "@parley/domain/strategy/NextMove"
import { baselines, omniscient, reserved } from "../../src/sim/baselines/baselines.ts"
import { negotiate, type Negotiator, shareKept } from "../../src/sim/negotiate.ts"
import { answer, type Heard, type Profile } from "../../src/sim/population/Counterparty.ts"
import { drawCase } from "../../src/sim/population/drawCase.ts"
import { development, type FamilyName, validation } from "../../src/sim/population/families.ts"
import { describeFamilies, describeTournament, holdTournament } from "../../src/sim/tournament.ts"

const everybody: ReadonlyArray<FamilyName> = [...development, ...validation]
const limits = { target: 200, ceiling: 300, floor: 0 }
const policy = { rounds: 5 }

const plain: Profile = {
  family: "test", reservation: 250, opening: 400, pace: { _tag: "hold" }, greed: 0, patience: 8, leaves: "Decline", tolerance: 99, believes: true, vague: 0,
  finalAt: null, step: 1, noise: 0, draws: [], worth: [1, 0.7, 0.5]
}
const heardOf = (...rates: ReadonlyArray<number>): ReadonlyArray<Heard> => rates.map((rate) => ({ rate, package: 1, final: false }))

describe("the simulated counterparties", () => {
  it("are the same for everybody under one seed, and others under another (SIM-01)", () => {
    for (let index = 0; index < 200; index++) assert.deepStrictEqual(drawCase(7, index, everybody), drawCase(7, index, everybody))
    assert.notDeepEqual(drawCase(7, 0, everybody), drawCase(8, 0, everybody))
  })

  it("never agree under their reservation, nor ask under it (SIM-01)", () => {
    for (let index = 0; index < 4_000; index++) {
      const one = drawCase(3, index, everybody)
      const asks: Array<number> = []
      const heard: Array<Heard> = []
      for (let round = 0; round < 8; round++) {
        heard.push({ rate: Math.round(one.limits.target * (1 + round / 12)), package: 1, final: round === 7 })
        const said = answer(one.profile, heard, asks)
        if (said._tag === "Accept") assert.isAtLeast(heard.at(-1)?.rate ?? 0, Math.min(one.profile.reservation, asks.at(-1) ?? Infinity), `case ${index}`)
        if (said._tag === "Ask") {
          assert.isAtLeast(said.rate, one.profile.reservation, `case ${index}`)
          assert.isTrue(Number.isSafeInteger(said.rate), `case ${index}`)
          asks.push(said.rate)
        } else if (said._tag !== "Refuse") break
      }
    }
  })

  it("lie on both sides of the ceiling and under the target", () => {
    const places = Array.from({ length: 2_000 }, (_, index) => drawCase(5, index, everybody))
      .map(({ limits: { ceiling, target }, profile }) => (profile.reservation - target) / (ceiling - target))
    const share = (of: (place: number) => boolean): number => places.filter(of).length / places.length
    assert.isAbove(share((place) => place > 1), 0.1)
    assert.isAbove(share((place) => place < 0), 0.1)
    assert.isAbove(share((place) => place >= 0 && place <= 1), 0.5)
  })

  it("leave when their patience ends, or when we stand still for too long", () => {
    assert.strictEqual(answer({ ...plain, patience: 2 }, heardOf(200, 210, 220), [400, 400])._tag, "Decline")
    assert.strictEqual(answer({ ...plain, tolerance: 2, leaves: "Silence" }, heardOf(200, 200, 200), [400, 400])._tag, "Silence")
    assert.strictEqual(answer({ ...plain, tolerance: 2 }, heardOf(200, 220, 220), [400, 400])._tag, "Ask")
    assert.strictEqual(answer({ ...plain, patience: 2 }, heardOf(200, 210, 250), [400, 400])._tag, "Accept")
  })

  it("move with time, with us, or not at all", () => {
    const asked = (pace: Profile["pace"]) => {
      const said = answer({ ...plain, pace }, heardOf(200, 220), [400])
      return said._tag === "Ask" ? said.rate : said._tag
    }
    assert.deepStrictEqual([
      asked({ _tag: "hold" }), asked({ _tag: "match", ratio: 2 }), asked({ _tag: "split", share: 0.5 }), asked({ _tag: "step", share: 0.2 }),
      asked({ _tag: "time", exponent: 1, deadline: 5 }), asked({ _tag: "decay", share: 0.4 })
    ], [400, 360, 310, 370, 370, 340])
  })

  it("say when a price is their last, and stay with it", () => {
    const final = { ...plain, finalAt: 1, pace: { _tag: "time", exponent: 1, deadline: 5 } as const }
    assert.deepStrictEqual(answer(final, heardOf(200, 220), [400]), { _tag: "Ask", rate: 370, firm: true })
    assert.deepStrictEqual(answer(final, heardOf(200, 220, 240), [400, 370]), { _tag: "Ask", rate: 370, firm: true })
  })

  it("are in one half of the families or the other", () => {
    assert.strictEqual(new Set(everybody).size, everybody.length)
    assert.isAtLeast(everybody.length, 12)
    assert.strictEqual(development.length, validation.length)
  })
})

describe("the baselines", () => {
  it("obey the limits in every negotiation (STRAT-01)", () => {
    const standings = holdTournament({ seed: 11, cases: 3_600, families: everybody, policy, players: { ...baselines, ...reserved, omniscient } })
    for (const one of standings) assert.deepStrictEqual(one.broken, [], one.name)
  })

  it("concede as their names say", () => {
    const offers = (name: keyof typeof baselines) => {
      const made: Array<number> = [200]
      for (let round = 1; round <= 5; round++) {
        const position: Position = { offers: made, asks: [500, 480, 460, 440, 420].slice(0, round), firm: false, package: 1 }
        const move = baselines[name](position, limits, policy)
        if (move._tag === "Counter") made.push(move.rate)
      }
      return made
    }
    assert.deepStrictEqual(offers("linear"), [200, 220, 240, 260, 280, 300])
    assert.deepStrictEqual(offers("boulware"), [200, 201, 206, 222, 251, 300])
    assert.deepStrictEqual(offers("conceder"), [200, 258, 274, 284, 293, 300])
    assert.deepStrictEqual(offers("fixed"), [200, 200, 200, 200, 200, 200])
    assert.deepStrictEqual(offers("micro"), [200, 210, 220, 230, 240, 250])
    assert.deepStrictEqual(offers("tit_for_tat"), [200, 200, 208, 217, 227, 238])
    assert.deepStrictEqual(offers("split"), [200, 300])
  })
})

describe("nextMove against them", () => {
  const standings = (families: ReadonlyArray<FamilyName>) => holdTournament({ seed: 2026, cases: 12_000, families, policy, players: { parley: nextMove, ...baselines } })

  for (const [name, families] of Object.entries({ development, validation })) {
    it(`keeps more of the zone than each, beyond doubt, with no fewer deals than equal steps and no rule broken: ${name} families (STRAT-01, STRAT-02)`, () => {
      const [parley, ...others] = standings(families)
      assert.deepStrictEqual(parley?.broken, [])
      for (const one of others) assert.isAbove(one.lead.mean - one.lead.within, 0.02, one.name)
      const linear = others.find((one) => one.name === "linear")
      assert.isAbove((parley?.agreed ?? 0) - (linear?.agreed ?? 1), -0.02)
    })
  }
})

describe("holdTournament", () => {
  const players = { parley: nextMove, ...baselines }

  it("gives the same standings for the same seed (SIM-01)", () => {
    const hold = () => holdTournament({ seed: 4, cases: 500, families: everybody, policy, players })
    assert.deepStrictEqual(hold(), hold())
  })

  it("counts a share of 1 for their least and 0 for our ceiling or no deal, and nothing where there is no zone", () => {
    const one = { limits, profile: plain }
    const paid = (amount: number | null) => ({ ended: "agreed" as const, paid: amount, rounds: 1, broken: [] })
    assert.deepStrictEqual([250, 275, 300, null].map((amount) => shareKept(one, paid(amount))), [1, 0.5, 0, 0])
    assert.isNull(shareKept({ limits, profile: { ...plain, reservation: 300 } }, paid(300)))
  })

  it("catches a player who breaks the rules", () => {
    const greedy: Negotiator = (position) => ({ _tag: "Counter", rate: 1_000 - position.offers.length, package: 1, lever: null, final: false, reason: "", planned: null })
    const { broken } = negotiate(greedy, { limits, profile: { ...plain, reservation: 5_000, opening: 5_000 } }, policy)
    assert.isTrue(broken.some((rule) => rule.includes("over the ceiling")) && broken.some((rule) => rule.includes("after 1000")))
  })

  it("prints the best first, with intervals, and each family", () => {
    const standings = holdTournament({ seed: 4, cases: 300, families: development, policy, players })
    assert.match(describeTournament(standings), /^\| policy .+\n\| --- .+\n(?:\| \w+ \| \d+\.\d ± \d+\.\d .+\n?)+$/u)
    for (const name of development) assert.include(describeFamilies(standings), `| ${name} |`)
  })
})
