import { assert, describe, it } from "@effect/vitest"
import type { AuditRequest } from "@parley/api/Audit"
import { instant } from "@parley/domain/Instant"
import { eventTags } from "@parley/domain/negotiation/eventTags"
import * as Either from "effect/Either"
import { readQuestion } from "../../src/audit/question.ts"

const now = instant(Date.parse("2026-11-23T12:00:00Z"))
const read = (fields: Partial<AuditRequest>) => readQuestion({ after: 0, limit: 1, count: false, ...fields }, now)
const fine = (fields: Partial<AuditRequest>) => Either.getOrThrow(read(fields))
const wrong = (fields: Partial<AuditRequest>) => Either.match(read(fields), { onLeft: ({ problems }) => problems, onRight: () => [] })

describe("readQuestion", () => {
  it("AUDIT-01 takes a kind of event in any case, with spaces, dashes or underscores", () => {
    for (const text of ["OfferSent", "offer sent", "OFFER_SENT", "offer-sent", " offersent "]) assert.strictEqual(fine({ type: text }).type, "OfferSent")
  })

  it("AUDIT-01 names every kind there is when one is unknown", () => {
    const [problem] = wrong({ type: "offer" })
    assert.deepStrictEqual([problem?.field, problem?.got], ["type", "\"offer\""])
    for (const tag of eventTags) assert.include(problem?.expected, tag)
  })

  it("AUDIT-01 takes a date as to and as-of to its end, and as from at its beginning", () => {
    assert.deepStrictEqual(fine({ from: "2026-11-23", to: "2026-11-23" }), {
      type: null, asOf: null, from: instant(Date.parse("2026-11-23T00:00:00Z")), to: instant(Date.parse("2026-11-23T23:59:59.999Z"))
    })
    assert.strictEqual(fine({ asOf: "2026-11-22" }).asOf, instant(Date.parse("2026-11-22T23:59:59.999Z")))
  })

  it("AUDIT-01 counts last back from now", () => {
    assert.strictEqual(fine({ last: "24h" }).from, instant(Date.parse("2026-11-22T12:00:00Z")))
    assert.strictEqual(fine({ last: "24h", to: "2026-11-23" }).to, instant(Date.parse("2026-11-23T23:59:59.999Z")))
  })

  it("AUDIT-01 refuses last beside from, and a from after the to, naming both", () => {
    assert.deepStrictEqual(wrong({ last: "7d", from: "2026-11-01" }).map(({ field }) => field), ["last", "from"])
    const turned = wrong({ from: "2026-11-24", to: "2026-11-23" })
    assert.deepStrictEqual(turned.map(({ field }) => field), ["from", "to"])
    assert.include(turned[0]?.expected, "2026-11-23T23:59:59.999Z")
    assert.deepStrictEqual(wrong({ last: "1d", to: "2026-11-21" }).map(({ field }) => field), ["last", "to"])
  })

  it("AUDIT-01 refuses as-of beside what chooses events", () => {
    assert.deepStrictEqual(wrong({ asOf: "2026-11-23", type: "Agreed", to: "2026-11-23" }).map(({ field }) => field), ["type", "to"])
  })

  it("AUDIT-01 says everything that is wrong at once, with field, expectation and what was got", () => {
    const problems = wrong({ influencer: " ", from: "soon", to: "2026-02-30", last: "ever", asOf: "then" })
    for (const field of ["influencer", "from", "to", "last", "as-of"]) assert.include(problems.map((one) => one.field), field)
    assert.isTrue(problems.every(({ expected, got }) => expected !== "" && got !== ""))
  })
})
