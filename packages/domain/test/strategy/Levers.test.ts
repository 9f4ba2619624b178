import { assert, describe, it } from "@effect/vitest"
import * as fc from "effect/FastCheck"
import * as Schema from "effect/Schema"
import { Lever } from "../../src/strategy/Lever.ts"
import { chooseLever, defaultTerms, type Gap, type LeverOptions, LeverTerms } from "../../src/strategy/Levers.ts"
import { type Limits, nextMove } from "../../src/strategy/NextMove.ts"

const many = { fastCheck: { numRuns: 10_000 } }
const others = ["usage_rights", "product", "syndication", "cpm_transparency"] as const
const limits: Limits = { target: 2_000, ceiling: 3_000, floor: 0 }
const gapOf = (fields: Partial<Gap> = {}): Gap => ({ ask: 3_600, last: 2_800, next: 2_900, package: 1, limits, used: [], ...fields })
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
  ask: amount, last: amount, next: amount, package: fc.constantFrom(1 as const, 2 as const, 3 as const), limits: anyLimits, used
}).filter(({ ask, last }) => ask > last)

describe("chooseLever", () => {
  it.prop("never raises a limit, never takes one twice or one that is not there, and buys more than it costs (LEVER-01)", [gap, options], ([g, o]) => {
    const choice = chooseLever(g, o)
    if (choice === null) return
    assert.notInclude(g.used, choice.lever)
    assert.isTrue(choice.buys > 0 && choice.buys > choice.cost)
    if (choice.lever === "package") {
      const there = o.packages.filter(({ tier }) => tier === choice.package)
      assert.isTrue(choice.package > g.package)
      assert.isTrue(there.some((one) => choice.rate <= one.limits.ceiling && choice.rate >= one.limits.floor))
      assert.isAtMost(choice.rate, g.ask)
    } else {
      assert.include(o.others, choice.lever)
      assert.deepStrictEqual([choice.rate, choice.package], [g.last, g.package])
      assert.isTrue(choice.rate <= g.limits.ceiling && choice.rate >= g.limits.floor)
    }
    if (o.approvalAbove !== null) assert.isAtMost(choice.rate, o.approvalAbove ?? 0)
  }, many)

  it.prop("is used up after as many choices as there are levers (LEVER-01)", [gap, options], ([g, o]) => {
    let left = g
    for (let count = 0; count <= Lever.literals.length; count++) {
      const choice = chooseLever(left, o)
      if (choice === null) return
      left = { ...left, used: [...left.used, choice.lever] }
    }
    assert.fail("a lever was chosen twice")
  }, many)

  it("takes the one that buys most beyond its cost, then the next (LEVER-01)", () => {
    const taken: Array<string> = []
    for (let round = 0; round < 4; round++) taken.push(chooseLever(gapOf({ used: Lever.literals.filter((one) => taken.includes(one)) }), all)?.lever ?? "none")
    assert.deepStrictEqual(taken, ["usage_rights", "product", "syndication", "cpm_transparency"])
    assert.isNull(chooseLever(gapOf({ used: [...Lever.literals] }), all))
  })

  it("skips what buys nothing for the gap at hand: a smaller package where the CPM is the limit", () => {
    const atCpm: LeverOptions = { packages: [{ tier: 2, limits: { target: 1_000, ceiling: 1_500, floor: 0 } }], others: [] }
    assert.isNull(chooseLever(gapOf(), atCpm))
    assert.deepInclude(chooseLever(gapOf(), { packages: small, others: [] }), { lever: "package", package: 2, buys: 600 })
  })

  it("concedes money where that is cheaper, and the lever where the next step costs more", () => {
    assert.isNull(chooseLever(gapOf({ ask: 2_950, next: 2_805 }), { packages: [], others: ["product"] }))
    assert.strictEqual(chooseLever(gapOf({ ask: 2_950, next: 2_900 }), { packages: [], others: ["product"] })?.lever, "product")
  })

  it("asks the floor and the approval limit first", () => {
    assert.isNull(chooseLever(gapOf({ limits: { ...limits, floor: 2_801 } }), all))
    assert.isNull(chooseLever(gapOf(), { ...all, approvalAbove: 2_799 }))
  })

  it("has terms that a file can write over", () => {
    assert.deepStrictEqual(Schema.decodeUnknownSync(LeverTerms)(JSON.parse(JSON.stringify(defaultTerms))), defaultTerms)
    assert.throws(() => Schema.decodeUnknownSync(LeverTerms)({ ...defaultTerms, product: { cost: -1, worth: 0 } }))
  })
})

describe("nextMove with levers", () => {
  const at = (offers: ReadonlyArray<number>, asks: ReadonlyArray<number>, levers: ReadonlyArray<Lever> = []) =>
    nextMove({ offers, asks, firm: false, package: 1, levers }, { ...limits, levers: { packages: small, others } }, { rounds: 5 })

  it("pulls each lever once against an ask beyond the ceiling, at the rate that stands, and only then goes on with money (LEVER-01)", () => {
    const offers = [2_000, 2_240]
    const asks = [3_600, 3_500]
    const pulled: Array<Lever> = []
    const told: Array<unknown> = []
    for (let round = 0; round < 3; round++) {
      const move = at(offers, asks, pulled)
      if (move._tag !== "Counter") break
      told.push([move.lever, move.package, move.rate])
      if (move.lever !== null) pulled.push(move.lever)
      if (move.package === 1) offers.push(move.rate)
      asks.push((asks.at(-1) ?? 0) - 60)
    }
    assert.deepStrictEqual(told, [["usage_rights", 1, 2_240], ["product", 1, 2_240], ["syndication", 1, 2_240]])
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
    const bad = { packages: [{ tier: 2 as const, limits: { ...limits, target: -1 } }], others: [] }
    assert.match(nextMove({ offers: [2_000, 2_240], asks: [3_600, 3_500], firm: false, package: 1 }, { ...limits, levers: bad }, { rounds: 5 }).reason, /^invalid limits\.levers/)
  })

  it("offers a smaller package instead of leaving, once and while a round is left (LEVER-01)", () => {
    const held = [3_600, 3_600, 3_600, 3_600]
    assert.deepInclude(at([2_000, 2_240, 2_960], held, [...others]), { _tag: "Counter", lever: "package", package: 2, reason: "smaller_package" })
    assert.deepInclude(at([2_000, 2_240, 2_960], held, [...others, "package"]), { _tag: "Walk" })
    assert.deepInclude(at([2_000, 2_240, 2_400, 2_600, 2_800, 2_960], held, [...others]), { _tag: "Walk" })
    const firm = nextMove({ offers: [2_000], asks: [3_600], firm: true, package: 1 }, { ...limits, levers: { packages: small, others } }, { rounds: 5 })
    assert.deepInclude(firm, { _tag: "Counter", lever: "package" })
  })
})
