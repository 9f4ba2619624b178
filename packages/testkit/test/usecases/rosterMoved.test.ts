import { assert, describe, it } from "@effect/vitest"
import { Actor, CommandId } from "@parley/domain/Ids"
import { drain } from "@parley/domain/usecases/Engine"
import { humanCommand } from "@parley/domain/usecases/HumanCommand"
import * as Effect from "effect/Effect"
import { creators, row, watching } from "./rosterWorld.ts"

const moved = (name: string, email: string, ...end: ReadonlyArray<string>) => row(name, ...end).with(1, email)

describe("a row whose address was corrected", () => {
  it.effect("ROSTER-02 does not begin a second time: the team is told once, and of later changes of the row", () => {
    const { it: here, open, put, read, run } = watching(row("Noor"))
    return run(Effect.gen(function*() {
      const [maya = null] = yield* open()
      yield* drain
      put(moved("Maya", "maya@new.example"), row("Noor"))
      assert.deepStrictEqual([yield* read, yield* read, yield* read, yield* read], [0, 1, 0, 0])
      put(moved("Maya", "maya@new.example", "250000"), row("Noor"))
      assert.deepStrictEqual([yield* read, yield* read, yield* read], [0, 1, 0])
      put(row("Noor"))
      assert.deepStrictEqual([yield* read, yield* read, yield* read], [0, 1, 0])
      yield* drain
      assert.deepStrictEqual(yield* creators, ["Maya", "Noor"])
      assert.lengthOf(yield* here.sent, 2)
      const told = here.team.posted().filter(({ kind }) => kind === "roster_problem")
      assert.deepStrictEqual(told.map(({ negotiation, title }) => [negotiation, title]), [
        [maya, "Maya: the address of a running negotiation changed"], [maya, "Maya: the roster row changed"], [maya, "Maya: no longer on the roster"]
      ])
      assert.deepStrictEqual(told[0]?.facts.slice(0, 2), [["campaign", "Autumn Light"], ["new address", "maya@new.example"]])
    }))
  })

  it.effect("ROSTER-02 does not begin while the former row still stands, nor when the handle was changed before, nor after its negotiation ended", () => {
    const { it: here, open, put, read, run } = watching(row("Noor"), row("Ola"))
    return run(Effect.gen(function*() {
      const [, , ola] = yield* open()
      yield* drain
      if (ola !== undefined) yield* humanCommand(ola, { _tag: "Stop" }, Actor.make("console:ana"), CommandId.make("stop"))
      const noor = row("Noor").with(3, "@noor.official")
      put(row("Maya"), noor, row("Ola"))
      assert.deepStrictEqual([yield* read, yield* read], [0, 1])
      put(row("Maya"), moved("Maya", "m@new.example"), moved("Maya", "m2@new.example"), noor.with(1, "noor@new.example"), moved("Ola", "ola@new.example"))
      assert.deepStrictEqual([yield* read, yield* read, yield* read], [0, 4, 0])
      yield* drain
      assert.deepStrictEqual(yield* creators, ["Maya", "Noor", "Ola"])
      assert.deepStrictEqual(here.team.posted().filter(({ title }) => title.includes("address")).map(({ facts, title }) => [title, facts[1]?.[1]]), [
        ["Maya: the address of a running negotiation changed", "m@new.example"], ["Maya: the address of a running negotiation changed", "m2@new.example"],
        ["Noor: the address of a running negotiation changed", "noor@new.example"], ["Ola: the address of an ended negotiation changed", "ola@new.example"]
      ])
    }))
  })

  it.effect("ROSTER-02 begins where it is another creator: of another handle, of none, or where the one of that handle stands on with an ended negotiation", () => {
    const { open, put, read, run } = watching(row("Noor"))
    return run(Effect.gen(function*() {
      const [maya] = yield* open()
      yield* drain
      if (maya !== undefined) yield* humanCommand(maya, { _tag: "Stop" }, Actor.make("console:ana"), CommandId.make("stop"))
      put(row("Maya"), moved("Maya", "maya@new.example"), row("Ola").with(3, ""), moved("Noor", "noor@new.example").with(3, "@other"))
      assert.deepStrictEqual([yield* read, yield* read, yield* read], [0, 4, 0])
      assert.deepStrictEqual(yield* creators, ["Maya", "Noor", "Maya", "Ola", "Noor"])
    }))
  })
})
