import { assert, describe, it } from "@effect/vitest"
import type { AuditEvent, AuditPage, AuditRequest, AuditState } from "@parley/api/Audit"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import { type AuditFormat, csvFormat, jsonFormat, tableFormat } from "../../src/cli/auditFormats.ts"
import { tellAudit } from "../../src/cli/tellAudit.ts"

const event = (position: number, fields: Partial<AuditEvent> = {}): AuditEvent => ({
  position, negotiation: "n-1", campaign: "spring", creator: "Maya Lopez", version: position, at: Date.parse("2026-11-23T10:00:00.250Z"), type: "OfferSent",
  text: "offer of $2,480 sent", actor: "parley", amount: 248_000, currency: "USD", command: "c-1", hash: "f0", event: { _tag: "OfferSent" }, ...fields
})

const state: AuditState = {
  position: 1, negotiation: "n-1", campaign: "spring", creator: "Maya Lopez", version: 4, state: "AwaitingReply", reason: null, rounds: 1, offer: 248_000,
  ask: 390_000, agreed: null, reserved: 248_000, currency: "USD"
}

/** A server with these rows, and what it was asked. */
const serving = (rows: ReadonlyArray<AuditEvent>) => {
  const asked: Array<AuditRequest> = []
  const ask = (request: AuditRequest) => Effect.sync((): AuditPage => {
    asked.push(request)
    const page = rows.filter(({ position }) => position > request.after).slice(0, request.limit)
    return { _tag: "Events", from: Date.parse("2026-11-16T10:00:00.001Z"), to: null, rows: page, total: request.count ? rows.length : null }
  })
  return { ask, asked }
}

const request: AuditRequest = { after: 0, limit: 1, count: false, last: "7d" }

const told = (rows: ReadonlyArray<AuditEvent>, limit: number | null, format: AuditFormat = csvFormat()) => {
  let out = ""
  const server = serving(rows)
  return Effect.map(
    tellAudit({ ask: server.ask, request, limit, format, write: (text) => Effect.sync(() => ((out += text), true)) }),
    (cut) => ({ out, cut, asked: server.asked })
  )
}

const many = (count: number) => Array.from({ length: count }, (_, index) => event(index + 1))

describe("tellAudit", () => {
  it("AUDIT-01 tells every row once in order whatever their number and the limit, and says exactly what a limit left out", () => {
    FastCheck.assert(FastCheck.property(
      FastCheck.oneof(FastCheck.nat(5), FastCheck.constantFrom(999, 1000, 1001, 2000, 2345)),
      FastCheck.option(FastCheck.oneof(FastCheck.integer({ min: 1, max: 6 }), FastCheck.constantFrom(999, 1000, 1001, 2000, 5000))),
      (count, limit) => {
        const { cut, out } = Effect.runSync(told(many(count), limit))
        const shown = Math.min(count, limit ?? count)
        assert.deepStrictEqual(out.split("\r\n").slice(1, -1).map((line) => Number(line.split(",")[0])), many(shown).map(({ position }) => position))
        assert.deepStrictEqual(cut, shown === count ? null : { told: shown, total: count })
      }
    ), { numRuns: 60 })
  })

  it.effect("AUDIT-01 asks later pages for the same window, though time passes", () =>
    Effect.gen(function*() {
      const { asked } = yield* told(many(1500), null)
      assert.deepStrictEqual(asked.map(({ after, from, last, limit }) => ({ after, from, last, limit })), [
        { after: 0, from: undefined, last: "7d", limit: 1000 },
        { after: 1000, from: "2026-11-16T10:00:00.001Z", last: undefined, limit: 1000 }
      ])
    }))

  it.effect("AUDIT-01 stops asking when nobody reads any more", () =>
    Effect.gen(function*() {
      const server = serving(many(5000))
      assert.isNull(yield* tellAudit({ ask: server.ask, request, limit: null, format: csvFormat(), write: () => Effect.succeed(false) }))
      assert.lengthOf(server.asked, 1)
    }))
})

describe("jsonFormat", () => {
  it.effect("AUDIT-01 is one object over all pages, and says whether more was there", () =>
    Effect.gen(function*() {
      const whole = yield* told(many(1200), null, jsonFormat())
      assert.deepStrictEqual(JSON.parse(whole.out), { from: Date.parse("2026-11-16T10:00:00.001Z"), to: null, events: many(1200), more: false })
      const part = yield* told(many(5), 2, jsonFormat())
      assert.deepStrictEqual(JSON.parse(part.out), { from: Date.parse("2026-11-16T10:00:00.001Z"), to: null, events: many(2), more: true })
      assert.deepStrictEqual(JSON.parse((yield* told([], null, jsonFormat())).out).events, [])
    }))

  it.effect("AUDIT-01 SEC-02 escapes what could steer a terminal, changing no value", () =>
    Effect.gen(function*() {
      const odd = [event(1, { creator: "a\u009b2J\u202eb\u{e0001}\u001bü" })]
      const { out } = yield* told(odd, null, jsonFormat())
      assert.notMatch(out, /[^\P{C}\n]/u)
      assert.deepStrictEqual(JSON.parse(out).events, odd)
    }))
})

describe("csvFormat", () => {
  it.effect("AUDIT-01 has a header, full times, minor units with their currency, and guards names that look like formulas", () =>
    Effect.gen(function*() {
      const { out } = yield* told([event(1, { creator: "=cmd, \"x\"" }), event(2, { actor: null, amount: null, event: null })], null)
      assert.deepStrictEqual(out.split("\r\n"), [
        "position,time,negotiation,creator,campaign,version,type,event,actor,amount_minor,currency,command,hash",
        "1,2026-11-23T10:00:00.250Z,n-1,\"'=cmd, \"\"x\"\"\",spring,1,OfferSent,\"offer of $2,480 sent\",parley,248000,USD,c-1,f0",
        "2,2026-11-23T10:00:00.250Z,n-1,Maya Lopez,spring,2,OfferSent,\"offer of $2,480 sent\",,,USD,c-1,f0",
        ""
      ])
    }))
})

describe("tableFormat", () => {
  it.effect("AUDIT-01 SEC-02 has a line for each event, whatever its names hold", () =>
    Effect.gen(function*() {
      const { out } = yield* told([event(1), event(2, { creator: "Two\nlines\u001b[2J", actor: "console:ana" })], null, tableFormat())
      assert.deepStrictEqual(out.split("\n").map((line) => line.trim().split(/ {2,}/)), [
        ["time (UTC)", "creator", "campaign", "event", "actor", "version"],
        ["-------------------", "-------------", "--------", "--------------------", "-----------", "-------"],
        ["2026-11-23 10:00:00", "Maya Lopez", "spring", "offer of $2,480 sent", "parley", "1"],
        ["2026-11-23 10:00:00", "Two lines[2J", "spring", "offer of $2,480 sent", "console:ana", "2"],
        [""]
      ])
      assert.strictEqual((yield* told([], null, tableFormat())).out, "No event fits.\n")
    }))

  it("AUDIT-01 shows states with their moment and money, in each format", () => {
    const page: AuditPage = { _tag: "States", asOf: Date.parse("2026-11-23T23:59:59.999Z"), rows: [state], total: null }
    const print = (format: AuditFormat) => format.begin(page) + format.rows(page) + format.end(false)
    const [title, , , , row] = print(tableFormat()).split("\n")
    assert.strictEqual(title, "As of 2026-11-23 23:59:59 UTC")
    assert.deepStrictEqual(row?.split(/ {2,}/), ["n-1", "Maya Lopez", "spring", "AwaitingReply", "1", "$2,480", "$3,900", "-", "$2,480", "4"])
    assert.strictEqual(print(csvFormat()).split("\r\n")[1], "2026-11-23T23:59:59.999Z,n-1,Maya Lopez,spring,4,AwaitingReply,,1,248000,390000,,248000,USD")
    assert.deepStrictEqual(JSON.parse(print(jsonFormat())), { asOf: page.asOf, negotiations: [state], more: false })
  })
})
