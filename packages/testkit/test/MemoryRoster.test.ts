import * as Effect from "effect/Effect"
import { Roster } from "@parley/domain/ports/Roster"
import * as MemoryRoster from "../src/MemoryRoster.ts"
import * as RosterContract from "../src/RosterContract.ts"

RosterContract.suite("MemoryRoster", Effect.gen(function*() {
  const memory = MemoryRoster.make()
  return {
    roster: yield* Effect.provide(Roster, memory.layer),
    place: (table) => Effect.sync(() => {
      memory.put("spring", table)
      return "spring"
    }),
    absent: "autumn"
  }
}))
