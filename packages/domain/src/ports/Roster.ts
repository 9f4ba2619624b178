import * as Context from "effect/Context"
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type { Currency } from "../Currency.ts"
import type { RosterReading } from "../influencer/RosterRow.ts"

/** The roster cannot be read at all. `retryAfter`: milliseconds its service asked us to wait. */
export class RosterUnavailable extends Data.TaggedError("RosterUnavailable")<{
  readonly source: string
  readonly reason: string
  readonly expected: string
  readonly retryAfter?: number
}> {}

/** The creators of a campaign. Bad cells are reported by row and column; good rows go on (ROSTER-01). */
export class Roster extends Context.Tag("@parley/domain/ports/Roster")<Roster, {
  /** `source` is what the campaign names: a CSV file's path, or a spreadsheet and tab. */
  readonly read: (source: string, currency: Currency) => Effect.Effect<RosterReading, RosterUnavailable>
}>() {}
