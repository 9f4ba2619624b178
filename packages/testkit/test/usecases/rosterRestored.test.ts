import { assert, describe, it } from "@effect/vitest"
import { instant } from "@parley/domain/Instant"
import { Store } from "@parley/domain/ports/Store"
import { drain } from "@parley/domain/usecases/Engine"
import { sync } from "@parley/domain/usecases/ReceiveMail"
import * as Effect from "effect/Effect"
import { creators, header, row, watching } from "./rosterWorld.ts"

const caughtUp = Effect.zipRight(sync, drain)

describe("a watched roster after a restore", () => {
  it.effect("ROSTER-02 STATE-05 is left alone while the books are behind; then rows they do not know are told once and never started, later ones start", () => {
    const { it: here, open, put, read, run } = watching()
    return run(Effect.gen(function*() {
      const store = yield* Store
      yield* open()
      yield* drain
      // Noor was read once before the backup, Ola was started after it, Pia's row has a bad cell now
      put(row("Maya"), row("Noor"))
      yield* read
      put(row("Maya"), row("Noor"), row("Ola"), row("Pia", "many"))
      yield* store.fallBehind("memory", instant(here.clock.now()))
      for (const _ of [1, 2, 3]) assert.strictEqual(yield* read, 0)
      yield* caughtUp
      assert.strictEqual(yield* store.behindSince("memory"), null)
      assert.strictEqual(yield* read, 1)
      put(row("Maya"), row("Noor"), row("Ola"), row("Pia"), row("Quinn"))
      for (const _ of [1, 2, 3]) yield* read
      yield* drain
      assert.deepStrictEqual(yield* creators, ["Maya", "Quinn"])
      const told = here.team.posted().filter(({ title }) => title.includes("not started"))
      assert.deepStrictEqual(told.map(({ facts }) => facts.slice(0, -1)), [[
        ["Noor", "noor@example.com"], ["Ola", "ola@example.com"], ["a row that cannot be used", "pia@example.com"]
      ]])
    }))
  })

  it.effect("ROSTER-02 STATE-05 starts nobody until a read in which every address can be read, nor when a read fails between", () => {
    const { open, put, read, rosters, run } = watching()
    return run(Effect.gen(function*() {
      const store = yield* Store
      yield* open()
      yield* drain
      yield* store.fallBehind("memory", instant(0))
      yield* caughtUp
      rosters.remove("creators")
      for (const _ of [1, 2, 3]) yield* Effect.flip(read)
      rosters.put("creators", [header.slice(1), row("Noor").slice(1)])
      for (const _ of [1, 2, 3]) yield* read
      put(row("Maya"), row("Noor"), row("Ola").with(1, "ola@"))
      for (const _ of [1, 2, 3]) yield* read
      put(row("Maya"), row("Noor"), row("Ola"))
      for (const _ of [1, 2, 3]) yield* read
      assert.deepStrictEqual(yield* creators, ["Maya"])
      put(row("Maya"), row("Noor"), row("Ola"), row("Pia"))
      for (const _ of [1, 2, 3]) yield* read
      assert.deepStrictEqual(yield* creators, ["Maya", "Pia"])
    }))
  })
})
