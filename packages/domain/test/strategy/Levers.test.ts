import { assert, describe, it } from "@effect/vitest"
import * as fc from "effect/FastCheck"
import * as Schema from "effect/Schema"
import { Lever } from "../../src/strategy/Lever.ts"
import { defaultTerms, type Gap, leverBeforeLeaving, type LeverChoice, leverInStep, type LeverOptions, LeverTerms } from "../../src/strategy/Levers.ts"
import { type Limits, nextMove } from "../../src/strategy/NextMove.ts"

const many = { fastCheck: { numRuns: 10_000 } }
const others = ["usage_rights", "product", "syndication", "cpm_transparency"] as const
const limits: Limits = { target: 2_000, ceiling: 3_000, floor: 0 }
const gapOf = (fields: Partial<Gap> = {}): Gap => ({ ask: 3_600, last: 2_400, next: 2_800, unit: 1, package: 1, limits, used: [], ...fields })
const all: LeverOptions = { packages: [], others }
/** The roster allows 3,000; two thirds of the views would cost 2,000 at the CPM ceiling, and the ask scaled 2,400. */
const small: LeverOptions["packages"] = [{ tier: 2, limits: { target: 1_333, ceiling: 3_000, floor: 0 } }]

const amount = fc.integer({ min: 1, max: 5_000 })
const anyLimits: fc.Arbitrary<Limits> = fc.record({ target: amount, ceiling: amount, floor: fc.oneof(fc.constant(0), amount) })
const used = fc.subarray([...Lever.literals])
const options: fc.Arbitrary<LeverOptions> = fc.record({
  packages: fc.array(fc.record({ tier: fc.constantFrom(2 as const, 3 as const), limits: anyLimits }), { maxLength: 2 }),
  others: fc.subarray([...others]),
  approvalAbove: fc.oneof(fc.constant(null), amount)
})
const gap: fc.Arbitrary<Gap> = fc.record({
  ask: amount, last: amount, next: amount, unit: fc.constantFrom(1, 10), package: fc.constantFrom(1 as const, 2 as const, 3 as const), limits: anyLimits, used
}).filter(({ ask, last, limits, next }) => last <= next && next < ask && next <= limits.ceiling)

const isFair = (choice: LeverChoice, g: Gap, o: LeverOptions): void => {
  assert.notInclude(g.used, choice.lever)
  assert.isTrue(choice.buys > 0 && choice.buys > choice.cost)
  if (choice.lever === "package") {
    assert.isTrue(choice.package > g.package)
    assert.isTrue(o.packages.some((one) => one.tier === choice.package && choice.rate <= one.limits.ceiling && choice.rate >= one.limits.floor))
    assert.isAtMost(choice.rate, Math.min(g.ask, g.limits.ceiling))
  } else {
    assert.include(o.others, choice.lever)
    assert.strictEqual(choice.package, g.package)
    assert.isTrue(choice.rate >= g.last && choice.rate <= g.next)
  }
}

describe("a lever in the place of money", () => {
  it.prop("buys more than it costs, at no more than the step it is part of and no less than half of it, once (LEVER-01)", [gap, options], ([g, o]) => {
    const choice = leverInStep(g, o)
    if (choice === null) return
    isFair(choice, g, o)
    assert.notStrictEqual(choice.lever, "package")
    assert.isAtLeast(choice.rate, g.last + (g.next - g.last) / 2)
    assert.strictEqual(choice.buys, g.next - choice.rate)
  }, many)

  it("takes the one that buys most beyond its cost, then the next (LEVER-01)", () => {
    const taken: Array<string> = []
    for (let round = 0; round < 4; round++) taken.push(leverInStep(gapOf({ used: Lever.literals.filter((one) => taken.includes(one)) }), all)?.lever ?? "none")
    assert.deepStrictEqual(taken, ["product", "syndication", "cpm_transparency", "usage_rights"])
  })

  it("leaves it at money where no lever buys more than it costs", () => {
    assert.isNull(leverInStep(gapOf({ next: 2_420 }), { packages: [], others: ["product", "usage_rights"] }))
    assert.strictEqual(leverInStep(gapOf({ next: 2_420 }), all)?.lever, "cpm_transparency")
    assert.isNull(leverInStep(gapOf({ next: 2_400 }), all), "no step, nothing to take the place of")
  })
})

describe("a lever before leaving", () => {
  it.prop("is worth what is missing, or a smaller package, and stays within every limit (LEVER-01)", [gap, options], ([g, o]) => {
    const choice = leverBeforeLeaving(g, o)
    if (choice === null) return
    isFair(choice, g, o)
    if (choice.lever !== "package") {
      assert.strictEqual(choice.rate, g.next)
      assert.isAtMost((g.ask - choice.rate) * 10_000, choice.rate * defaultTerms[choice.lever].worth)
    }
    if (o.approvalAbove !== null) assert.isAtMost(choice.rate, o.approvalAbove ?? 0)
  }, many)

  it("steps down where the smaller package comes nearer to what may be paid, not where the CPM is the limit", () => {
    assert.deepInclude(leverBeforeLeaving(gapOf(), { packages: small, others: [] }), { lever: "package", package: 2, buys: 600 })
    assert.isNull(leverBeforeLeaving(gapOf(), { packages: [{ tier: 2, limits: { target: 1_000, ceiling: 1_500, floor: 0 } }], others: [] }))
    assert.isNull(leverBeforeLeaving(gapOf({ package: 2 }), { packages: small, others: [] }), "no step to the package on the table")
  })

  it("does not promise what is too little for them", () => {
    assert.deepInclude(leverBeforeLeaving(gapOf({ ask: 3_350, next: 2_960 }), all), { lever: "usage_rights", rate: 2_960 })
    assert.isNull(leverBeforeLeaving(gapOf({ ask: 3_600, next: 2_960 }), all))
    assert.isNull(leverBeforeLeaving(gapOf({ ask: 3_350, next: 2_960 }), { ...all, approvalAbove: 2_900 }))
  })
})

describe("nextMove with levers", () => {
  const at = (offers: ReadonlyArray<number>, asks: ReadonlyArray<number>, levers: ReadonlyArray<Lever> = []) =>
    nextMove({ offers, asks, firm: false, package: 1, levers }, { ...limits, levers: { packages: small, others } }, { rounds: 5 })

  it("pulls each lever once and goes on moving, if less than with money alone (LEVER-01)", () => {
    const [offers, alone] = [[2_000, 2_240], [2_000, 2_240]]
    const asks = [3_600, 3_500]
    const pulled: Array<Lever> = []
    while (offers.length < 5) {
      const move = at(offers, asks, pulled)
      const money = nextMove({ offers: alone, asks, firm: false, package: 1 }, limits, { rounds: 5 })
      if (move._tag !== "Counter" || money._tag !== "Counter") return assert.fail(move.reason)
      if (move.lever !== null) pulled.push(move.lever)
      assert.isTrue(move.rate > (offers.at(-1) ?? 0) && move.rate < money.rate)
      offers.push(move.rate)
      alone.push(money.rate)
      asks.push((asks.at(-1) ?? 0) - 60)
    }
    assert.deepStrictEqual(pulled, ["syndication", "product", "cpm_transparency"])
  })

  it("stays as it is where no lever is offered", () => {
    const position = { offers: [2_000, 2_240], asks: [3_600, 3_500], firm: false, package: 1 } as const
    assert.deepStrictEqual(nextMove({ ...position, levers: [] }, limits, { rounds: 5 }), nextMove(position, limits, { rounds: 5 }))
    assert.strictEqual(nextMove(position, { ...limits, levers: { packages: [], others: [] } }, { rounds: 5 }).reason, "concession")
  })

  it("does not pull one in the last round, nor at the opening, nor for a figure that is not named", () => {
    assert.deepInclude(at([2_000, 2_200, 2_400, 2_600, 2_800], [3_600, 3_500]), { lever: null, final: true })
    assert.deepInclude(at([], [3_600]), { lever: null })
    assert.deepInclude(at([2_000], []), { lever: null })
  })

  it("calls levers that make no sense invalid", () => {
    const position = { offers: [2_000, 2_240], asks: [3_600, 3_500], firm: false, package: 1 } as const
    const reasonWith = (levers: LeverOptions) => nextMove(position, { ...limits, levers }, { rounds: 5 }).reason
    const [gift, inherited, step]: ReadonlyArray<ReadonlyArray<never>> = JSON.parse('[["gift"], ["toString"], ["package"]]')
    if (gift === undefined || inherited === undefined || step === undefined) return assert.fail("three lists")
    for (const bad of [
      { packages: [{ tier: 2 as const, limits: { ...limits, target: -1 } }], others: [] }, { packages: [], others: gift }, { packages: [], others: inherited }, { packages: [], others: step },
      { packages: [], others, terms: JSON.parse('{"product":{"cost":1,"worth":2}}') }, { packages: [], others, terms: { ...defaultTerms, product: { cost: -1, worth: 0 } } }
    ]) assert.match(reasonWith(bad), /^invalid limits\.levers/)
  })

  it("offers something instead of leaving, once and while a round is left after it (LEVER-01, STRAT-04)", () => {
    const held = [3_600, 3_600, 3_600, 3_600]
    assert.deepInclude(at([2_000, 2_240, 2_960], held, [...others]), { _tag: "Counter", lever: "package", package: 2, reason: "smaller_package" })
    assert.deepInclude(at([2_000, 2_240, 2_960], held, [...others, "package"]), { _tag: "Walk" })
    assert.deepInclude(at([2_000, 2_240, 2_400, 2_600, 2_960], held, [...others]), { _tag: "Walk" })
    const firm = (ask: number, packages: LeverOptions["packages"]) =>
      nextMove({ offers: [2_000], asks: [ask], firm: true, package: 1 }, { ...limits, levers: { packages, others } }, { rounds: 5 })
    assert.deepInclude(firm(3_600, small), { _tag: "Counter", lever: "package" })
    assert.deepInclude(firm(3_350, []), { _tag: "Counter", lever: "usage_rights", rate: 2_960, final: true })
    assert.deepInclude(firm(9_000, []), { _tag: "Walk" })
  })
})

describe("what levers cost", () => {
  it("is data that can be written over and checked", () => {
    assert.deepStrictEqual(Schema.decodeUnknownSync(LeverTerms)(defaultTerms), defaultTerms)
    assert.throws(() => Schema.decodeUnknownSync(LeverTerms)({ ...defaultTerms, product: { cost: -1, worth: 600 } }))
    const dear = { ...defaultTerms, product: { cost: 10_000, worth: 10_000 } }
    assert.notStrictEqual(leverInStep(gapOf(), { ...all, terms: dear })?.lever, "product")
  })
})
