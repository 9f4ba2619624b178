import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { TeamChannel } from "@parley/domain/ports/TeamChannel"
import * as MemoryTeam from "../src/MemoryTeam.ts"
import * as TeamChannelContract from "../src/TeamChannelContract.ts"

TeamChannelContract.suite("MemoryTeam", Effect.sync(() => {
  const memory = MemoryTeam.make()
  return {
    start: Effect.map(Layer.build(memory.layer), Context.get(TeamChannel)),
    shown: Effect.sync(() => JSON.stringify(memory.posted())),
    posted: Effect.sync(() => memory.posted().map(({ id }) => id))
  }
}))
