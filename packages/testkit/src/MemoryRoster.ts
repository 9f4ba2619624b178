import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { readRoster } from "@parley/domain/influencer/RosterTable"
import { Roster, RosterUnavailable } from "@parley/domain/ports/Roster"

export type Table = ReadonlyArray<ReadonlyArray<string>>

/** Rosters in memory, by source; a source that was not put there is unavailable. */
export interface MemoryRoster {
  readonly layer: Layer.Layer<Roster>
  readonly put: (source: string, table: Table) => void
  readonly remove: (source: string) => void
}

export const make = (tables: Readonly<Record<string, Table>> = {}): MemoryRoster => {
  const known = new Map(Object.entries(tables))
  return {
    layer: Layer.succeed(Roster, {
      read: (source, currency) =>
        Effect.suspend(() => {
          const table = known.get(source)
          return table === undefined
            ? Effect.fail(new RosterUnavailable({ source, reason: `${source} does not exist`, expected: "a roster that was put there" }))
            : Effect.succeed(readRoster(table, currency))
        })
    }),
    put: (source, table) => void known.set(source, table),
    remove: (source) => void known.delete(source)
  }
}
