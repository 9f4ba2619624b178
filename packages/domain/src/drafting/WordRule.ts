import type { Objection } from "./Gate.ts"

/** Words that may not leave, looked for in a normalised lower-case text. */
export interface WordRule {
  readonly code: Objection["code"]
  readonly pattern: RegExp
  /** Finds something in every text that `pattern` finds something in, and sooner. */
  readonly hint?: RegExp
  /** Saying no to it passes. */
  readonly deniable: boolean
}

/** A rule of several wordings; none of them may begin or end inside a word. */
export const rule = (code: Objection["code"], deniable: boolean, ...wordings: ReadonlyArray<string>): WordRule => ({
  code,
  deniable,
  pattern: new RegExp(`(?<![a-z0-9])(?:${wordings.join("|")})(?![a-z0-9])`, "g")
})
