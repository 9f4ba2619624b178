import type { EmailAddress, Influencer } from "./Influencer.ts"

/** A roster row that can be used: an influencer who has no id yet. Units as in `Influencer` (ROSTER-01). */
export type RosterRow = Omit<Influencer, "id">

/**
 * A cell, a column or a row that cannot be used. `row` is counted as a person does who looks at the sheet: its first row is 1,
 * a cell with line breaks is one row. `column` is the column's name. `got` is what stands there, cut if long; "" is an empty cell (ROSTER-01).
 */
export interface RosterProblem {
  readonly row: number
  readonly column: string
  readonly expected: string
  readonly got: string
}

/** What a roster holds: the good rows in their order, and every problem in reading order. A row with a problem is not among `rows`. */
export interface RosterReading {
  readonly rows: ReadonlyArray<RosterRow>
  readonly problems: ReadonlyArray<RosterProblem>
  /** The addresses of the rows that are left out, but for those that say a creator twice; null when one of them cannot be read, so that nobody can be called missing. */
  readonly leftOut: ReadonlyArray<EmailAddress> | null
}
