import { assert, describe, it } from "@effect/vitest"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { Roster } from "@parley/domain/ports/Roster"

/** What the suite needs of the world around a roster. */
export interface RosterHarness {
  readonly roster: Context.Tag.Service<Roster>
  /** Puts a table where the roster reads it, replacing what stood there, and says its source. */
  readonly place: (table: ReadonlyArray<ReadonlyArray<string>>) => Effect.Effect<string>
  /** A source that does not exist. */
  readonly absent: string
}

/** Every roster passes this (ROSTER-01). `make` is run once per test. */
export const suite = (name: string, make: Effect.Effect<RosterHarness, never, Scope.Scope>): void => {
  describe(`${name} is a Roster (ROSTER-01)`, () => {
    it.scoped("MUST read the good rows into their units", () =>
      Effect.gen(function*() {
        const { place, roster } = yield* make
        const reading = yield* roster.read(yield* place([header, row("maya@example.com")]), "EUR")
        assert.deepStrictEqual(reading.problems, [])
        const values = reading.rows.map((one) => [one.name, one.platform, one.averageViews, one.minRate, one.maxRate, one.engagementBps, one.timeZone])
        assert.strictEqual(JSON.stringify(values), JSON.stringify([["Maya Chen", "instagram", 120_000, 120_000, 240_050, 420, "Europe/Berlin"]]))
      }))

    it.scoped("MUST report bad cells by row and column, and let the good rows go on", () =>
      Effect.gen(function*() {
        const { place, roster } = yield* make
        const bad = row("noor@example.com").with(4, "many").with(2, "myspace")
        const reading = yield* roster.read(yield* place([header, row("maya@example.com"), bad, row("ola@example.com")]), "EUR")
        assert.deepStrictEqual(reading.rows.map(({ email }) => String(email)), ["maya@example.com", "ola@example.com"])
        assert.deepStrictEqual(reading.problems.map(({ column, got, row: at }) => [at, column, got]), [[3, "Platform", "myspace"], [3, "Average Views", "many"]])
      }))

    it.scoped("MUST count rows as a person sees them, past blank rows and cells with line breaks", () =>
      Effect.gen(function*() {
        const { place, roster } = yield* make
        const long = row("maya@example.com").with(0, "Maya\nChen")
        const reading = yield* roster.read(yield* place([header, long, blank, row("nobody")]), "EUR")
        assert.strictEqual(reading.rows[0]?.name, "Maya Chen")
        assert.deepStrictEqual(reading.problems.map(({ column, row: at }) => [at, column]), [[4, "Email"]])
      }))

    it.scoped("MUST keep separators, quotes and letters of any script in a cell", () =>
      Effect.gen(function*() {
        const { place, roster } = yield* make
        const names = ["Chen, Maya \"Mo\"; Jr", "Ångström Łukasz", "山田 花子", "O'Neil\tA"]
        const reading = yield* roster.read(yield* place([header, ...names.map((cell, index) => row(`creator${index}@example.com`).with(0, cell))]), "EUR")
        assert.deepStrictEqual(reading.problems, [])
        assert.deepStrictEqual(reading.rows.map((one) => one.name), ["Chen, Maya \"Mo\"; Jr", "Ångström Łukasz", "山田 花子", "O'Neil A"])
      }))

    it.scoped("MUST read rates in the campaign's currency only", () =>
      Effect.gen(function*() {
        const { place, roster } = yield* make
        const source = yield* place([header, row("maya@example.com").with(5, "€1,200")])
        assert.strictEqual((yield* roster.read(source, "EUR")).rows.length, 1)
        assert.deepStrictEqual((yield* roster.read(source, "USD")).problems.map(({ column }) => column), ["Min Rate"])
      }))

    it.scoped("MUST report missing columns at the first row", () =>
      Effect.gen(function*() {
        const { place, roster } = yield* make
        const reading = yield* roster.read(yield* place([header.slice(0, 6), row("maya@example.com").slice(0, 6)]), "EUR")
        assert.deepStrictEqual(reading.rows, [])
        assert.deepStrictEqual(reading.problems.map(({ column, row: at }) => [at, column]), [[1, "Max Rate"], [1, "Engagement Rate"]])
      }))

    it.scoped("MUST see what changed since the last read", () =>
      Effect.gen(function*() {
        const { place, roster } = yield* make
        assert.strictEqual((yield* roster.read(yield* place([header, row("maya@example.com")]), "EUR")).rows.length, 1)
        const source = yield* place([header, row("maya@example.com"), row("noor@example.com")])
        assert.strictEqual((yield* roster.read(source, "EUR")).rows.length, 2)
      }))

    it.scoped("MUST fail with the source, the reason and what was expected when there is no roster", () =>
      Effect.gen(function*() {
        const { absent, roster } = yield* make
        const error = yield* Effect.flip(roster.read(absent, "EUR"))
        assert.strictEqual(error._tag, "RosterUnavailable")
        assert.strictEqual(error.source, absent)
        assert.isTrue(error.reason !== "" && error.expected !== "")
      }))
  })
}

const header: ReadonlyArray<string> = ["Name", "Email", "Platform", "Handle", "Average Views", "Min Rate", "Max Rate", "Engagement Rate", "Time Zone"]

const blank: ReadonlyArray<string> = header.map(() => "")

const row = (email: string): ReadonlyArray<string> =>
  ["Maya Chen", email, "instagram", "@maya", "120,000", "1,200", "2400.50", "4.2%", "Europe/Berlin"]
