import { assert, describe, it } from "@effect/vitest"
import * as fc from "effect/FastCheck"
import { type Limits, type Move, nextMove, type Position } from "../../src/strategy/NextMove.ts"
import { PaceName, paces } from "../../src/strategy/Pace.ts"

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

  it.prop("goes to its last word over the rounds when they stay out of reach, keeps a little back and says that it is final (STRAT-02)", [
    money, fc.integer({ min: 50, max: 100_000 }), rounds
  ], ([target, room, r]) => {
    const l: Limits = { target, ceiling: target + room, floor: 0 }
    const offers = [target]
    const path = Math.min(r, paces.balanced.lastWordAfter)
    for (let round = 1; round <= path; round++) {
      const move = nextMove(at([...offers], [l.ceiling * 3 + r - round]), l, { rounds: r })
      if (move._tag !== "Counter") return assert.fail(`${move._tag} in round ${round} of ${r}`)
      assert.isAbove(move.rate, offers.at(-1) ?? 0)
      assert.strictEqual(move.final, round === path)
      offers.push(move.rate)
    }
    const last = offers.at(-1) ?? 0
    assert.isTrue(last <= l.ceiling && last >= l.ceiling - room * 0.05 - 1, `${last} of ${l.ceiling}`)
  })

  it.prop("never offers more for a lower ask: who comes down is not paid for it (STRAT-02)", [position, limits, rounds, fc.integer({ min: 1, max: 1_300 })], ([p, l, r, other]) => {
    const ask = p.asks.at(-1)
    if (ask === undefined) return
    const [high, low] = [Math.max(ask, other), Math.min(ask, other)].map((one) => nextMove({ ...p, asks: [...p.asks.slice(0, -1), one] }, l, { rounds: r }))
    if (high?._tag === "Counter" && low?._tag === "Counter") assert.isAtMost(low.rate, high.rate)
  }, many)

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

  it("plays on to its last word against one who does not come down to the limits (STRAT-02, STRAT-03)", () => {
    const offers: Array<number> = [200]
    const moves = [500, 480, 460, 440, 420, 400].map((_, index, all) => {
      const move = nextMove(at([...offers], all.slice(0, index + 1)), plain, { rounds: 5 })
      if (move._tag === "Counter") offers.push(move.rate)
      return told(move)
    })
    assert.deepStrictEqual(moves, [
      ["Counter", 224, "concession"], ["Counter", 244, "concession"], ["Counter", 262, "concession"], ["Counter", 279, "concession"],
      ["Counter", 296, "concession"], ["Walk", "ask_over_limits"]
    ])
  })

  it("gives small steps to one who is coming down within the limits, and takes their price in the last round (STRAT-02)", () => {
    const offers: Array<number> = [200]
    const moves = [290, 270, 255, 247, 244].map((_, index, all) => {
      const move = nextMove(at([...offers], all.slice(0, index + 1)), plain, { rounds: 5 })
      if (move._tag === "Counter") offers.push(move.rate)
      return told(move)
    })
    assert.deepStrictEqual(moves, [
      ["Counter", 218, "concession"], ["Counter", 226, "concession"], ["Counter", 231, "concession"], ["Counter", 238, "concession"],
      ["Accept", 244, "ask_at_or_under_our_next_offer"]
    ])
  })

  it("says its last word early to one who holds beyond the limits, and takes what they then ask within them (STRAT-03)", () => {
    assert.deepStrictEqual(told(nextMove(at([200, 220], [400, 400, 400]), plain, { rounds: 5 })), ["Counter", 296, "last_word"])
    assert.deepStrictEqual(told(nextMove(at([200, 220, 296], [400, 400, 400, 299]), plain, { rounds: 5 })), ["Accept", 299, "last_round"])
    assert.deepStrictEqual(told(nextMove(at([200, 220, 296], [400, 400, 400, 400]), plain, { rounds: 5 })), ["Walk", "ask_over_limits"])
  })

  it("leaves early when the ask is far over the limits and does not move, or is firm (STRAT-03)", () => {
    assert.deepStrictEqual(told(nextMove(at([200, 220], [700, 700, 700]), plain, { rounds: 5 })), ["Walk", "ask_over_limits_not_moving"])
    assert.deepStrictEqual(told(nextMove(at([200], [400], true), plain, { rounds: 5 })), ["Walk", "firm_ask_over_limits"])
  })

  it("offers round figures: no finer than a thousandth of the zone, and no coarser than a hundredth", () => {
    const wide: Limits = { target: 200_000, ceiling: 300_000, floor: 0 }
    assert.deepStrictEqual(told(nextMove(at([200_000], [400_000]), wide, { rounds: 5 })), ["Counter", 224_000, "concession"])
    assert.deepStrictEqual(told(nextMove(at([200_000, 224_000], [290_000, 270_000]), wide, { rounds: 5 })), ["Counter", 229_000, "concession"])
  })

  it("tells what it saw and what it did not do (STRAT-06)", () => {
    const move = nextMove(at([200, 217], [290, 270]), plain, { rounds: 5 })
    assert.deepStrictEqual([move.inputs, move.rejected], [
      { settlement: 235, theirMove: 20, round: 2, rounds: 5 },
      [{ move: "accept", rate: 270, why: "over_our_next_offer" }, { move: "hold", rate: 217, why: "standing_still_loses_them" }]
    ])
    assert.deepStrictEqual(nextMove(at([200], [290], true), plain, { rounds: 5 }).rejected, [{ move: "counter", rate: 218, why: "haggling_loses_a_final_ask" }])
    assert.deepStrictEqual(nextMove(at([200], [400], true), plain, { rounds: 5 }).rejected, [{ move: "accept", rate: 400, why: "over_limits" }])
  })

  it.prop("keeps a move small enough to store with every event", [position, limits, rounds], ([p, l, r]) => {
    assert.isAtMost(JSON.stringify(nextMove(p, l, { rounds: r })).length, 600)
  })

  it("concedes faster or slower by the policy's pace, and opens under the target where told to (STRAT-05)", () => {
    const first = (pace: PaceName) => told(nextMove(at([200], [400]), plain, { rounds: 5, pace }))[1]
    assert.deepStrictEqual(PaceName.literals.map(first), [231, 224, 215])
    assert.deepStrictEqual(nextMove(at([200], [290]), plain, { rounds: 5, pace: paces.balanced }), nextMove(at([200], [290]), plain, { rounds: 5 }))
    assert.deepStrictEqual(told(nextMove(at([], []), plain, { rounds: 5, opening: 9_000 })), ["Counter", 180, "opening"])
    assert.deepStrictEqual(told(nextMove(at([], []), { ...plain, floor: 190 }, { rounds: 5, opening: 9_000 })), ["Counter", 190, "opening"])
  })

  it("calls a pace or an opening that makes no sense invalid, naming the field", () => {
    const { balanced } = paces
    const reasons = [
      { rounds: 5, opening: 4_999 }, { rounds: 5, opening: 10_001 }, { rounds: 5, pace: { ...balanced, reserve: -1 } }, { rounds: 5, pace: { ...balanced, curve: 0.5 } }
    ].map((policy) => nextMove(at([200], [290]), plain, policy).reason.split(":")[0])
    assert.deepStrictEqual(reasons, ["invalid policy.opening", "invalid policy.opening", "invalid policy.pace.reserve", "invalid policy.pace.curve"])
    assert.match(nextMove(at([], []), plain, JSON.parse(`{ "rounds": 5, "pace": "toString" }`)).reason, /^invalid policy\.pace: expected gentle, balanced, firm/)
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
