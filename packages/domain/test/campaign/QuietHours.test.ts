import { assert, describe, it } from "@effect/vitest"
import * as fc from "effect/FastCheck"
import { quietUntil } from "../../src/campaign/QuietHours.ts"
import { instant } from "../../src/Instant.ts"

const night = { from: 21 * 60, to: 7 * 60 }
const at = (iso: string) => instant(Date.parse(iso))
const until = (zone: string | number, iso: string) => {
  const end = quietUntil(night, zone, at(iso))
  return end === null ? null : new Date(end).toISOString()
}

describe("quietUntil", () => {
  it("MAIL-10 tells when the night ends where the counterparty lives", () => {
    assert.strictEqual(until("Europe/Berlin", "2026-11-23T19:59:00Z"), null)
    assert.strictEqual(until("Europe/Berlin", "2026-11-23T20:00:00Z"), "2026-11-24T06:00:00.000Z")
    assert.strictEqual(until("Europe/Berlin", "2026-11-24T05:59:59Z"), "2026-11-24T06:00:00.000Z")
    assert.strictEqual(until("Europe/Berlin", "2026-11-24T06:00:00Z"), null)
    assert.strictEqual(until("America/Los_Angeles", "2026-11-24T06:00:00Z"), "2026-11-24T15:00:00.000Z")
    assert.strictEqual(until(-480, "2026-11-24T06:00:00Z"), "2026-11-24T15:00:00.000Z")
  })

  it("MAIL-10 follows the clocks that are put forward and back in the night", () => {
    assert.strictEqual(until("Europe/Berlin", "2026-03-28T22:00:00Z"), "2026-03-29T05:00:00.000Z")
    assert.strictEqual(until("Europe/Berlin", "2026-10-24T22:00:00Z"), "2026-10-25T06:00:00.000Z")
  })

  const zones = fc.oneof(fc.constantFrom("Europe/Berlin", "America/Sao_Paulo", "Asia/Kolkata", "Pacific/Apia", "UTC", "nowhere"), fc.integer({ min: -720, max: 840 }))
  const minute = fc.integer({ min: 0, max: 1439 })
  it.prop("MAIL-10 ends in the future, within a day and an hour, and is over then", [fc.integer({ min: 1.6e12, max: 1.9e12 }), zones, minute, minute], ([now, zone, from, to]) => {
    if (from === to) return
    const end = quietUntil({ from, to }, zone, instant(now))
    if (end === null) return
    assert.isAbove(end, now)
    assert.isAtMost(end - now, 25 * 3_600_000)
    // a clock put back over the end may show a quiet minute once more
    const later = quietUntil({ from, to }, zone, end)
    assert.isTrue(later === null || later - end <= 2 * 3_600_000)
  })
})
