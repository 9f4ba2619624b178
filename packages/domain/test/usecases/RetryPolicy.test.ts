import { assert, describe, it } from "@effect/vitest"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as fc from "effect/FastCheck"
import * as Random from "effect/Random"
import { MailboxUnavailable } from "../../src/ports/Mailbox.ts"
import { pauseAfter, retryPolicies } from "../../src/usecases/RetryPolicy.ts"

const pause = (failures: number, seed: number, retryAfter?: number) =>
  Effect.runSync(Effect.withRandom(
    pauseAfter(retryPolicies.mailbox, failures, Cause.fail(new MailboxUnavailable({ reason: "down", ...(retryAfter === undefined ? {} : { retryAfter }) }))),
    Random.make(seed)
  ))

describe("pauseAfter", () => {
  const failures = fc.integer({ min: 1, max: 2_000 })
  it.prop("OPS-03 doubles from the first pause to the longest, spread over the upper half", [failures, fc.integer()], ([count, seed]) => {
    const whole = Math.min(2_000 * 2 ** (count - 1), 600_000)
    const got = pause(count, seed)
    assert.isTrue(got >= whole / 2 && got <= whole, `${got} of ${whole}`)
  })

  it("OPS-03 spreads what failed together", () => {
    assert.isAbove(new Set(Array.from({ length: 50 }, (_, seed) => pause(5, seed))).size, 30)
  })

  it.prop("OPS-03 never asks sooner than the service said, and never later than a day because of it", [failures, fc.integer({ min: 1, max: 2 ** 50 })], ([count, retryAfter]) => {
    assert.isAtLeast(pause(count, 1, retryAfter), Math.min(retryAfter, 86_400_000))
    assert.isAtMost(pause(count, 1, retryAfter), 86_400_000)
  })
})
