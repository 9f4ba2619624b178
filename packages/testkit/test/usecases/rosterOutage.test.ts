import { assert, describe, it } from "@effect/vitest"
import { Roster, RosterUnavailable } from "@parley/domain/ports/Roster"
import { drain } from "@parley/domain/usecases/Engine"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { creators, header, row, watching } from "./rosterWorld.ts"
import { hour } from "./world.ts"

describe("a watched roster that cannot be read", () => {
  it.effect("ROSTER-02 stops no other, fails the pass, and is told once an outage", () => {
    const { it: here, open, put, read, rosters, run } = watching()
    return run(Effect.gen(function*() {
      rosters.put("winter", [header, row("Ola").with(1, "ola@example.com")])
      yield* open("winter", "winter")
      yield* open()
      rosters.remove("winter")
      put(row("Maya"), row("Noor"))
      for (const _ of [1, 2, 3, 4]) assert.strictEqual((yield* Effect.flip(read))._tag, "RosterUnavailable")
      assert.deepStrictEqual(yield* creators, ["Ola", "Maya", "Noor"])
      rosters.put("winter", [header, row("Ola").with(1, "ola@example.com")])
      yield* read
      rosters.remove("winter")
      yield* Effect.flip(read)
      rosters.put("winter", [header, row("Ola").with(1, "ola@example.com")])
      yield* read
      yield* drain
      const told = () => here.team.posted().filter(({ title }) => title.includes("cannot be read")).length
      assert.strictEqual(told(), 1)
      rosters.remove("winter")
      for (const _ of [1, 2, 3]) yield* Effect.flip(read)
      yield* drain
      assert.strictEqual(told(), 2)
    }))
  })

  it.effect("ROSTER-02 one whose service asks to be left alone for an hour is left alone that long and shown meanwhile; the others are read by their pace", () => {
    const { open, put, read, rosters, run } = watching()
    let asked = 0
    const limited = Layer.effect(Roster, Effect.map(Roster, (real) => ({
      read: (...[source, currency]: Parameters<typeof real.read>) => Effect.suspend(() => {
        if (source !== "winter") return real.read(source, currency)
        asked += 1
        return Effect.fail(new RosterUnavailable({ source, reason: "quota", expected: "fewer reads", retryAfter: hour }))
      })
    }))).pipe(Layer.provide(rosters.layer))
    return run(Effect.gen(function*() {
      rosters.put("winter", [header, row("Ola")])
      yield* open("winter", "winter")
      yield* open()
      put(row("Maya"), row("Noor"))
      const pass = Effect.flip(Effect.provide(read, limited))
      for (const _ of [1, 2]) {
        const problem = yield* pass
        assert.deepStrictEqual(problem instanceof RosterUnavailable ? [problem.reason, problem.retryAfter] : [], ["quota", undefined])
      }
      assert.deepStrictEqual([yield* creators, asked], [["Ola", "Maya", "Noor"], 1])
      for (let minutes = 3; minutes <= 60; minutes++) yield* pass
      assert.strictEqual(asked, 1)
      yield* pass
      assert.strictEqual(asked, 2)
    }))
  })
})
