import { assert, describe, it } from "@effect/vitest"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { Notice, TeamChannel, TeamUnavailable } from "@parley/domain/ports/TeamChannel"

/** What the suite needs of the world around a team channel. */
export interface TeamChannelHarness {
  /** Starts a process on this channel; starting again is a restart. */
  readonly start: Effect.Effect<Context.Tag.Service<TeamChannel>, TeamUnavailable, Scope.Scope>
  /** The ids of the notices that people see, in order. */
  readonly posted: Effect.Effect<ReadonlyArray<string>>
  /** Everything it keeps of them, as text. */
  readonly shown: Effect.Effect<string>
}

/** Every team channel passes this (HUMAN-02). `make` is run once per test. */
export const suite = (name: string, make: Effect.Effect<TeamChannelHarness, never, Scope.Scope>): void => {
  describe(`${name} is a TeamChannel (HUMAN-02)`, () => {
    it.scoped("MUST show every notice, in the order of posting", () =>
      Effect.gen(function*() {
        const { posted, start } = yield* make
        const team = yield* start
        for (const id of ["n-1", "n-2", "n-3"]) yield* team.post(notice(id), null)
        assert.deepStrictEqual(yield* posted, ["n-1", "n-2", "n-3"])
      }))

    it.scoped("MUST show a notice once, however often it is posted", () =>
      Effect.gen(function*() {
        const { posted, start } = yield* make
        const team = yield* start
        yield* team.post(notice("n-1"), null)
        yield* team.post({ ...notice("n-1"), title: "another title" }, null)
        assert.deepStrictEqual(yield* posted, ["n-1"])
      }))

    it.scoped("MUST show a notice once, also when it is posted again after a restart (STATE-01)", () =>
      Effect.gen(function*() {
        const { posted, start } = yield* make
        yield* (yield* start).post(notice("n-1"), null)
        const team = yield* start
        yield* team.post(notice("n-1"), null)
        yield* team.post(notice("n-2"), null)
        assert.deepStrictEqual(yield* posted, ["n-1", "n-2"])
      }))

    it.scoped("MUST show a notice once, also when it is posted twice at the same time", () =>
      Effect.gen(function*() {
        const { posted, start } = yield* make
        const team = yield* start
        yield* Effect.all(["n-1", "n-1", "n-2", "n-1", "n-2"].map((id) => team.post(notice(id), null)), { concurrency: "unbounded" })
        assert.deepStrictEqual([...yield* posted].sort(), ["n-1", "n-2"])
      }))

    it.scoped("MUST answer the same name for a notice however often it is posted, and show by it what became of the notice, also after a restart (HUMAN-03)", () =>
      Effect.gen(function*() {
        const { posted, shown, start } = yield* make
        const team = yield* start
        const post = yield* team.post(notice("n-1"), null)
        const below = yield* team.post(notice("n-2"), post)
        assert.strictEqual(yield* team.post(notice("n-1"), null), post)
        const again = yield* start
        assert.strictEqual(yield* again.post(notice("n-2"), post), below)
        const settled = { ...notice("n-2"), ask: null, outcome: { text: "countered with $2,345", by: "console:ana", at: 1_790_000_060_000 } }
        yield* again.update(below, settled)
        yield* again.update(below, settled)
        assert.deepStrictEqual(yield* posted, ["n-1", "n-2"])
        const text = yield* shown
        assert.include(text, "countered with $2,345")
        assert.strictEqual(text.split("countered with $2,345").length, 2)
        assert.include(text, "ana")
      }))

    it.scoped("MUST keep a negotiation's later notices in order below its first", () =>
      Effect.gen(function*() {
        const { posted, start } = yield* make
        const team = yield* start
        const thread = yield* team.post(notice("n-1"), null)
        for (const id of ["n-2", "n-3", "n-4"]) yield* team.post(notice(id), thread)
        assert.deepStrictEqual(yield* posted, ["n-1", "n-2", "n-3", "n-4"])
      }))

    it.scoped("MUST take hostile text, long text and no text at all", () =>
      Effect.gen(function*() {
        const { posted, start } = yield* make
        const team = yield* start
        yield* team.post({ ...notice("n-1"), quotes: ["\u001b]0;owned\u0007\u001b[2J\u0000\ud800 <!channel> `*_~", "x".repeat(1_000_000), ""] }, null)
        yield* team.post({ ...notice("n-2"), negotiation: null, title: "", facts: [], quotes: [], ask: null }, null)
        assert.deepStrictEqual(yield* posted, ["n-1", "n-2"])
      }))

    it.scoped("MUST take the words out of what concerns somebody who is forgotten, keep the others', and not post it again (STATE-06)", () =>
      Effect.gen(function*() {
        const { posted, shown, start } = yield* make
        const team = yield* start
        const others = { ...notice("n-2"), negotiation: "n-8", title: "Ben", facts: [], quotes: ["somebody else's words"] }
        const loose = { ...notice("unknown letter#1"), negotiation: null, facts: [["from", "maya@example.com"]] as const, title: "Maya wrote", quotes: ["loose words"] }
        const file = { ...notice("unreadable two#2"), negotiation: null, facts: [["file", "two#2"]] as const, title: "A message cannot be read", quotes: [] }
        for (const one of [notice("n-1"), others, loose, file]) yield* team.post(one, null)
        const maya = { address: "maya@example.com", negotiations: new Set(["n-7k2"]), mails: new Set(["two#2"]) }
        assert.strictEqual(yield* team.forget(maya), 3)
        assert.strictEqual(yield* team.forget(maya), 0)
        const again = yield* start
        yield* again.post(notice("n-1"), null)
        yield* again.post(others, null)
        assert.deepStrictEqual(yield* posted, ["n-1", "n-2"])
        const text = yield* shown
        for (const gone of ["Maya", "2,500", "loose", "letter", "two#2"]) assert.notInclude(text, gone)
        assert.include(text, "somebody else's words")
        yield* again.post(notice("n-9"), null)
        assert.deepStrictEqual(yield* posted, ["n-1", "n-2", "n-9"])
      }))

    it.scoped("MUST say that it is usable", () =>
      Effect.gen(function*() {
        const { start } = yield* make
        yield* (yield* start).check
      }))
  })
}

const notice = (id: string): Notice => ({
  id,
  kind: "escalation",
  negotiation: "n-7k2",
  title: "Maya Chen asks for more than the ceiling",
  facts: [["Ask", "$2,500"], ["Ceiling", "$2,400"]],
  quotes: ["I would need $2,500 for that."],
  draft: null, why: [], link: null, ask: { seen: 4, mark: "hash", choices: [{ choice: "approve", detail: null }] }, outcome: null,
  at: 1_790_000_000_000
})
