import { assert, describe, it } from "@effect/vitest"
import * as fc from "effect/FastCheck"
import { type Limits, type Move, nextMove, type Position } from "../../src/strategy/NextMove.ts"

const many = { fastCheck: { numRuns: 20_000 } }

const money = fc.integer({ min: 1, max: 1_000 })
const limits: fc.Arbitrary<Limits> = fc.record({ target: money, ceiling: fc.integer({ min: 0, max: 1_000 }), floor: fc.oneof(fc.constant(0), money) })
const rounds = fc.integer({ min: 1, max: 20 })
const tier = fc.constantFrom(1 as const, 2 as const, 3 as const)
/** Any history, also one that this strategy would not have made: a person may have set the prices. */
const position: fc.Arbitrary<Position> = fc.record({
  offers: fc.array(money, { maxLength: 8 }),
  asks: fc.array(fc.integer({ min: 1, max: 1_300 }), { maxLength: 8 }),
  firm: fc.boolean(),
  package: tier
})

const plain: Limits = { target: 200, ceiling: 300, floor: 0 }
const at = (offers: ReadonlyArray<number>, asks: ReadonlyArray<number>, firm = false): Position => ({ offers, asks, firm, package: 1 })
const told = (move: Move) => "rate" in move ? [move._tag, move.rate, move.reason] : [move._tag, move.reason]

describe("nextMove", () => {
  it.prop("never counters above the ask or the ceiling, nor below the floor or the last offer (STRAT-01, PRICE-03)", [position, limits, rounds], ([p, l, r]) => {
    const move = nextMove(p, l, { rounds: r })
    if (move._tag !== "Counter") return
    assert.isAtMost(move.rate, l.ceiling)
    assert.isAtMost(move.rate, p.asks.at(-1) ?? Infinity)
    assert.isAtLeast(move.rate, l.floor)
    assert.isAtLeast(move.rate, p.offers.at(-1) ?? 0)
    assert.isTrue(Number.isSafeInteger(move.rate) && move.rate > 0)
    assert.strictEqual(move.package, p.package)
  }, many)

  it.prop("accepts only the standing ask, and only within the ceiling (STRAT-01)", [position, limits, rounds], ([p, l, r]) => {
    const move = nextMove(p, l, { rounds: r })
    if (move._tag !== "Accept") return
    assert.strictEqual(move.rate, p.asks.at(-1))
    assert.isAtMost(move.rate, l.ceiling)
  }, many)

  it.prop("accepts a firm ask inside the limits, and never offers more to one outside (STRAT-03)", [position, limits, rounds], ([p, l, r]) => {
    const move = nextMove({ ...p, firm: true }, l, { rounds: r })
    const ask = p.asks.at(-1)
    if (ask === undefined) return
    if (ask <= l.ceiling) assert.strictEqual(move._tag, "Accept")
    else assert.notInclude(["Accept", "Counter"], move._tag)
  }, many)

  it.prop("accepts in the last round whatever the limits allow (STRAT-02)", [position, limits, rounds], ([p, l, r]) => {
    const ask = p.asks.at(-1)
    if (ask === undefined || ask > l.ceiling || p.offers.length < r) return
    assert.strictEqual(nextMove(p, l, { rounds: r })._tag, "Accept")
  }, many)

  it.prop("accepts any ask at or under what it would offer next (STRAT-02)", [position, limits, rounds], ([p, l, r]) => {
    const move = nextMove({ ...p, asks: [...p.asks, l.ceiling + 1] }, l, { rounds: r })
    if (move._tag !== "Counter") return
    const answer = nextMove({ ...p, asks: [...p.asks, move.rate] }, l, { rounds: r })
    assert.deepStrictEqual([answer._tag, "rate" in answer ? answer.rate : null], ["Accept", move.rate])
  }, many)

  it.prop("makes the same move for the same input, and changes none of it", [position, limits, rounds], ([p, l, r]) => {
    const before = structuredClone({ p, l })
    assert.deepStrictEqual(nextMove(p, l, { rounds: r }), nextMove(structuredClone(p), { ...l }, { rounds: r }))
    assert.deepStrictEqual({ p, l }, before)
  }, many)

  it.prop("opens at the target, lifted to the floor and held by the ceiling (PRICE-02)", [limits, rounds], ([l, r]) => {
    const move = nextMove(at([], []), l, { rounds: r })
    if (l.floor > l.ceiling || l.ceiling === 0) return assert.strictEqual(move._tag, "Escalate")
    assert.deepStrictEqual(told(move), ["Counter", Math.min(Math.max(l.target, l.floor), l.ceiling), "opening"])
  })

  it.prop("concedes in equal steps that reach the ceiling in the last round, said to be final (STRAT-02)", [
    money, fc.integer({ min: 1, max: 1_000 }), rounds
  ], ([target, room, r]) => {
    const l: Limits = { target, ceiling: target + room, floor: 0 }
    const offers = [target]
    for (let round = 1; round <= r; round++) {
      const ask = l.ceiling * 2 + r - round
      const move = nextMove(at([...offers], [ask]), l, { rounds: r })
      if (move._tag !== "Counter") return assert.isTrue(offers.at(-1) === l.ceiling, `${move._tag} in round ${round} of ${r}`)
      assert.isAtMost(Math.abs(move.rate - (target + room * round / r)), 0.5)
      assert.strictEqual(move.final, move.rate === l.ceiling)
      offers.push(move.rate)
    }
    assert.strictEqual(offers.at(-1), l.ceiling)
  })

  it.prop("ends a whole game within the rounds and two moves, whatever is asked (STRAT-04)", [
    fc.array(fc.option(fc.integer({ min: 1, max: 2_000 }), { nil: null }), { minLength: 30, maxLength: 30 }), limits, rounds
  ], ([asked, l, r]) => {
    const offers: Array<number> = []
    const asks: Array<number> = []
    for (let moves = 1; moves <= asked.length; moves++) {
      const move = nextMove(at(offers, asks), l, { rounds: r })
      if (move._tag !== "Counter") return assert.isAtMost(moves, r + 3)
      assert.isAtLeast(move.rate, offers.at(-1) ?? 0)
      offers.push(move.rate)
      const ask = asked[moves - 1]
      if (ask !== null && ask !== undefined) asks.push(ask)
    }
    assert.fail("still countering")
  }, { fastCheck: { numRuns: 3_000 } })

  it.prop("makes a move of nonsense, and hands it to a human as invalid, naming the field", [
    fc.constantFrom("offers", "asks", "target", "ceiling", "floor", "rounds"),
    fc.constantFrom(-1, 0.5, Number.NaN, Infinity, -Infinity, 1e15)
  ], ([field, bad]) => {
    const p = at(field === "offers" ? [200, bad] : [200], field === "asks" ? [250, bad] : [250])
    const l = { ...plain, ...(field in plain ? { [field]: bad } : {}) }
    const move = nextMove(p, l, { rounds: field === "rounds" ? bad : 5 })
    assert.strictEqual(move._tag, "Escalate")
    assert.match(move.reason, new RegExp(`^invalid \\w+\\.${field}: expected `))
  })

  it("calls a target, an ask or a number of rounds of 0 invalid too (PRICE-02)", () => {
    assert.match(nextMove(at([], []), { ...plain, target: 0 }, { rounds: 5 }).reason, /^invalid limits\.target/)
    assert.match(nextMove(at([], [0]), plain, { rounds: 5 }).reason, /^invalid position\.asks/)
    assert.match(nextMove(at([], []), plain, { rounds: 0 }).reason, /^invalid policy\.rounds/)
  })

  it("plays the whole schedule against one who does not come down to the limits (STRAT-02, STRAT-03)", () => {
    const offers: Array<number> = [200]
    const moves = [500, 480, 460, 440, 420, 400].map((_, index, all) => {
      const move = nextMove(at([...offers], all.slice(0, index + 1)), plain, { rounds: 5 })
      if (move._tag === "Counter") offers.push(move.rate)
      return told(move)
    })
    assert.deepStrictEqual(moves, [
      ["Counter", 220, "concession"], ["Counter", 240, "concession"], ["Counter", 260, "concession"], ["Counter", 280, "concession"],
      ["Counter", 300, "concession"], ["Walk", "ask_over_limits"]
    ])
  })

  it("leaves early when the ask over the limits does not move, or is firm (STRAT-03)", () => {
    assert.deepStrictEqual(told(nextMove(at([200, 220], [400, 400, 400]), plain, { rounds: 5 })), ["Walk", "ask_over_limits_not_moving"])
    assert.deepStrictEqual(told(nextMove(at([200], [400], true), plain, { rounds: 5 })), ["Walk", "firm_ask_over_limits"])
  })

  it("lets a human stretch when the last word is out and a tenth is missing at most (STRAT-04)", () => {
    assert.deepStrictEqual(told(nextMove(at([300], [330]), plain, { rounds: 5 })), ["Escalate", "ask_just_over_limits"])
    assert.deepStrictEqual(told(nextMove(at([300], [331]), plain, { rounds: 5 })), ["Walk", "ask_over_limits"])
  })

  it("holds once for a figure instead of bidding against itself, then asks a human (STRAT-02)", () => {
    assert.deepStrictEqual(told(nextMove(at([200], []), plain, { rounds: 5 })), ["Counter", 200, "hold_for_their_figure"])
    assert.deepStrictEqual(told(nextMove(at([200, 200], []), plain, { rounds: 5 })), ["Escalate", "no_figure_named"])
  })

  it("takes a low ask although a minimum forbids to offer it (PRICE-03, PRICE-04)", () => {
    assert.deepStrictEqual(told(nextMove(at([250], [90]), { ...plain, floor: 250 }, { rounds: 5 })), ["Accept", 90, "ask_at_or_under_our_offer"])
    assert.deepStrictEqual(told(nextMove(at([], [90]), { ...plain, floor: 400 }, { rounds: 5 })), ["Accept", 90, "ask_within_limits"])
  })

  it("asks a human when the limits fell under an offer of ours (LEDGER-01)", () => {
    assert.deepStrictEqual(told(nextMove(at([200, 250], [280]), { ...plain, ceiling: 240 }, { rounds: 5 })), ["Escalate", "our_offer_over_ceiling"])
    assert.deepStrictEqual(told(nextMove(at([200, 250], [230]), { ...plain, ceiling: 240 }, { rounds: 5 })), ["Accept", 230, "ask_at_or_under_our_offer"])
  })

  it("offers nothing when nothing is left, and asks a human (PRICE-02, LEDGER-01)", () => {
    assert.deepStrictEqual(told(nextMove(at([], [250]), { ...plain, ceiling: 0 }, { rounds: 5 })), ["Escalate", "nothing_left_to_offer"])
    assert.deepStrictEqual(told(nextMove(at([], []), { ...plain, ceiling: 0 }, { rounds: 5 })), ["Escalate", "nothing_left_to_offer"])
  })

  it("holds at the floor where an earlier offer was under it (PRICE-03)", () => {
    assert.deepStrictEqual(told(nextMove(at([150], []), { ...plain, floor: 180 }, { rounds: 5 })), ["Counter", 180, "hold_for_their_figure"])
  })
})
