import { assert, describe, it } from "@effect/vitest"
import * as FastCheck from "effect/FastCheck"
import { plotOf } from "../src/negotiation/plot.ts"

const point = (side: "ours" | "theirs", rate: number, at: number) => ({ version: at, at, side, rate, cpm: null })
const limits = { target: 248_000, ceiling: 400_000, agreed: null }

describe("the plot of offers (DASH-01)", () => {
  it("has a row for each moment, oldest first, and both sides in one row where they spoke at once", () => {
    const plot = plotOf({ ...limits, points: [point("theirs", 340_000, 20), point("ours", 248_000, 10), point("ours", 262_000, 20)] })
    assert.deepStrictEqual(plot?.rows, [{ at: 10, ours: 248_000 }, { at: 20, theirs: 340_000, ours: 262_000 }])
  })

  it("is nothing while nobody has named a rate", () => assert.isNull(plotOf({ ...limits, points: [] })))

  it("names round rates", () => {
    const plot = plotOf({ ...limits, points: [point("ours", 248_000, 10), point("theirs", 310_000, 20)] })
    assert.deepStrictEqual(plot?.ticks, [200_000, 250_000, 300_000, 350_000, 400_000, 450_000])
  })

  it("holds every rate and limit inside its axes, with four to twelve ticks, whatever they are", () => {
    const rate = FastCheck.integer({ min: 1, max: 1_000_000_000 })
    FastCheck.assert(FastCheck.property(FastCheck.array(rate, { minLength: 1, maxLength: 9 }), rate, (rates, ceiling) => {
      const points = rates.map((one, index) => point(index % 2 === 0 ? "ours" : "theirs", one, index * 1000))
      const plot = plotOf({ target: null, ceiling, agreed: null, points })
      if (plot === null) return false
      const [low = Infinity, high = -Infinity] = [plot.ticks[0], plot.ticks.at(-1)]
      return [...rates, ceiling].every((one) => one >= low && one <= high) &&
        plot.ticks.length >= 2 && plot.ticks.length <= 12 &&
        points.every(({ at }) => at > plot.time[0] && at < plot.time[1])
    }))
  })
})
