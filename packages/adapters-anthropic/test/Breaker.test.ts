import { assert, describe, it } from "@effect/vitest"
import * as fc from "effect/FastCheck"
import * as Breaker from "../src/internal/Breaker.ts"

const fail = (breaker: Breaker.Breaker, times: number, now: number): Breaker.Breaker => times === 0 ? breaker : fail(Breaker.failed(breaker, now), times - 1, now)

describe("the breaker of a model", () => {
  it("OPS-03 opens at the third failure in a row, and asks once after the pause", () => {
    assert.property(Breaker.attempt(fail(Breaker.closed, 2, 0), 0), "next")
    const open = fail(Breaker.closed, 3, 1_000)
    assert.deepStrictEqual(Breaker.attempt(open, 60_999), { until: 61_000 })
    const probing = Breaker.attempt(open, 61_000)
    if (!("next" in probing)) return assert.fail("no probe")
    assert.deepStrictEqual(Breaker.attempt(probing.next, 61_000), { until: 121_000 })
    assert.property(Breaker.attempt(probing.next, 121_000), "next")
    assert.deepStrictEqual(Breaker.attempt(Breaker.released(probing.next, 61_500), 61_500), probing.next._tag === "Probing" ? { next: { ...probing.next, until: 121_500 } } : null)
  })

  it("OPS-03 waits twice as long after every failed probe, ten minutes at most", () => {
    let breaker = fail(Breaker.closed, 3, 0)
    const pauses: Array<number> = []
    for (let i = 0; i < 6; i++) {
      if (breaker._tag !== "Open") return assert.fail(breaker._tag)
      pauses.push(breaker.pause)
      const probe = Breaker.attempt(breaker, breaker.until)
      if (!("next" in probe)) return assert.fail("no probe")
      breaker = Breaker.failed(probe.next, breaker.until)
    }
    assert.deepStrictEqual(pauses, [60_000, 120_000, 240_000, 480_000, 600_000, 600_000])
  })

  const steps = fc.array(fc.oneof(
    fc.record({ _tag: fc.constant("ask" as const), after: fc.nat(200_000) }), fc.record({ _tag: fc.constantFrom("failed" as const, "succeeded" as const, "released" as const, "shut" as const), after: fc.nat(200_000) })
  ), { maxLength: 60 })
  it.prop("OPS-03 whatever happens, it never waits beyond ten minutes, asks at most once a minute until it is closed, and a success closes it", [steps], ([all]) => {
    let breaker = Breaker.closed
    let now = 0
    let probed = -Infinity
    for (const { _tag, after } of all) {
      now += after
      if (_tag === "failed") breaker = Breaker.failed(breaker, now)
      if (_tag === "shut") breaker = Breaker.shut(now)
      if (_tag === "succeeded") breaker = Breaker.closed
      if (_tag === "released") {
        breaker = Breaker.released(breaker, now)
        probed = -Infinity
      }
      if (_tag === "ask") {
        const tried = Breaker.attempt(breaker, now)
        if ("until" in tried) assert.isTrue(tried.until > now && tried.until <= now + Breaker.longestPause)
        else {
          if (breaker._tag !== "Closed") {
            assert.isAtLeast(now - probed, 60_000)
            probed = now
          }
          breaker = tried.next
        }
      }
      if (breaker._tag === "Closed") {
        assert.isBelow(breaker.failures, Breaker.threshold)
        probed = -Infinity
      } else assert.isTrue(breaker.until <= now + Breaker.longestPause)
    }
  })
})
