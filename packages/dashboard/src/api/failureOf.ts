import { BadInput, type FieldProblem, NotAllowed, NotFound, Refused, TooLarge, TooMany, Unauthenticated, Unavailable } from "@parley/api/Problems"

/** A failure in words: what happened, what to do about it, and which fields it is about. */
export interface Failure {
  readonly title: string
  readonly advice: string
  readonly problems: ReadonlyArray<FieldProblem>
}

export const failureOf = (error: unknown): Failure => {
  if (error instanceof BadInput) return said(error.message, "Mend what is marked or listed and send it again. Nothing was changed.", error.problems)
  if (error instanceof Refused) return said(error.message, "Nothing was changed. The page shows how it stands now.")
  if (error instanceof NotFound) return said(error.message, error.candidates.length === 0 ? "Go back to the list and choose another." : `Perhaps you mean: ${error.candidates.join(", ")}`)
  if (error instanceof NotAllowed) return said(error.message, "Ask an administrator for a token with the role this needs.")
  if (error instanceof Unauthenticated) return said(error.message, "Sign in again.")
  if (error instanceof TooMany) return said(error.message, `Wait ${error.retryAfter} s, then try again.`)
  if (error instanceof TooLarge) return said(error.message, "Send less at once.")
  if (error instanceof Unavailable) return said(error.message, "Try again in a moment. If it stays, look at System.")
  const tag = typeof error === "object" && error !== null && "_tag" in error ? error._tag : null
  return tag === "RequestError"
    ? said("The server did not answer.", "Check that Parley is running and that you can reach it, then try again.")
    : said("The server answered something that this page does not understand.", "Reload the page. If it stays, look at the server's log.")
}

/** What is wrong with one field, in one line; undefined when nothing is. */
export const wrongIn = (error: unknown, field: string): string | undefined => {
  if (error instanceof Refused) return error.field === field ? error.message : undefined
  const found = error instanceof BadInput ? error.problems.filter((one) => one.field === field) : []
  return found.length === 0 ? undefined : found.map(({ expected, got }) => `Expected ${expected}; got ${got}`).join(". ")
}

const said = (title: string, advice: string, problems: ReadonlyArray<FieldProblem> = []): Failure => ({ title, advice, problems })
