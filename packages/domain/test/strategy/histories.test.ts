import { assert, describe, it } from "@effect/vitest"
import { type Limits, nextMove, type Position } from "../../src/strategy/NextMove.ts"
import { Lever } from "../../src/strategy/Lever.ts"
import type { LeverOptions } from "../../src/strategy/Levers.ts"
import { PaceName } from "../../src/strategy/Pace.ts"

/** Whole numbers that repeat under a seed. */
const drawer = (seed: number) => {
  let state = seed
  return (from: number, to: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return from + Math.floor((state >>> 0) / 0x1_0000_0000 * (to - from + 1))
  }
}

const histories = 100_000
const others = ["usage_rights", "product", "syndication", "cpm_transparency"] as const

describe("nextMove over a hundred thousand histories", () => {
  it("breaks none of its rules (STRAT-01, STRAT-02, STRAT-03, STRAT-04)", () => {
    const seed = 20_260_101
    const int = drawer(seed)
    const problems: Array<string> = []
    for (let index = 0; index < histories && problems.length === 0; index++) {
      const scale = 10 ** int(1, 6)
      const target = int(1, scale)
      const bare: Limits = { target, ceiling: int(0, 9) === 0 ? int(0, scale) : target + int(0, scale), floor: int(0, 4) === 0 ? int(0, scale) : 0 }
      const offers = Array.from({ length: int(0, 7) }, () => int(1, scale * 2))
      if (int(0, 2) > 0) offers.sort((a, b) => a - b)
      const asks = Array.from({ length: int(0, 7) }, () => int(1, scale * 3))
      if (int(0, 2) > 0) asks.sort((a, b) => b - a)
      const position: Position = { offers, asks, firm: int(0, 5) === 0, package: 1, levers: Lever.literals.filter(() => int(0, 3) === 0) }
      const levers: LeverOptions = {
        packages: int(0, 1) === 0 ? [] : [{ tier: 2, limits: { target: int(1, target), ceiling: int(0, scale), floor: int(0, 4) === 0 ? int(0, scale) : 0 } }],
        others: others.filter(() => int(0, 1) === 0), approvalAbove: int(0, 2) === 0 ? int(1, scale) : null
      }
      const limits: Limits = int(0, 1) === 0 ? bare : { ...bare, levers }
      const policy = { rounds: int(1, 8), pace: PaceName.literals[int(0, 2)], opening: int(0, 3) === 0 ? int(5_000, 10_000) : undefined }
      const move = nextMove(position, limits, policy)
      const ask = asks.at(-1) ?? Infinity
      const last = offers.at(-1) ?? 0
      const broken = (rule: string, holds: boolean): void => {
        if (!holds) problems.push(`${rule}: seed ${seed}, history ${index}: ${JSON.stringify({ position, limits, policy, move })}`)
      }
      broken("makes sense of it", !move.reason.startsWith("invalid"))
      if (move._tag === "Counter") {
        broken("offers whole minor units", Number.isSafeInteger(move.rate) && move.rate > 0)
        broken("never above the ask", move.rate < ask)
        broken("never above the ceiling", move.rate <= limits.ceiling)
        if (move.lever !== null) broken("pulls a lever once, and one that there is", !position.levers?.includes(move.lever) && limits.levers !== undefined)
        if (move.lever === "package") {
          const { ceiling, floor } = levers.packages[0]?.limits ?? { ceiling: 0, floor: 0 }
          broken("keeps another package within its own limits", move.package === 2 && move.rate <= ceiling && move.rate >= floor)
          continue
        }
        broken("keeps the package", move.package === 1)
        broken("never under an own offer", move.rate >= last)
        broken("never under the floor", move.rate >= limits.floor)
        broken("no offer after the rounds are used up", offers.length <= policy.rounds || move.reason === "hold_for_their_figure")
        broken("a firm ask is not haggled with", ask === Infinity || !position.firm || move.lever !== null && ask > limits.ceiling)
        const answer = nextMove({ ...position, asks: [...asks.slice(0, -1), move.rate] }, limits, policy)
        if (move.lever === null) broken("takes what it would have offered", asks.length === 0 || answer._tag === "Accept" && answer.rate === move.rate)
      }
      if (move._tag === "Accept") {
        broken("accepts the standing ask", move.rate === ask)
        broken("accepts within the ceiling", move.rate <= limits.ceiling)
      } else if (ask <= limits.ceiling) {
        broken("a firm ask within the limits is taken", !position.firm)
        broken("the last round takes what the limits allow", offers.length < policy.rounds)
      }
    }
    assert.deepStrictEqual(problems, [])
  })
})
