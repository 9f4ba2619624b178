import type { Json } from "../Message.ts"

/** Thrown inside a call to end it as Slack ends it: `{ ok: false, error }`, with status 200. */
export class Refusal extends Error {
  readonly error: string
  readonly more: Json

  constructor(error: string, more: Json = {}) {
    super(error)
    this.error = error
    this.more = more
  }
}

/** With what was wrong and where, as Slack tells it beside the error. */
export const refusalWith = (error: string, problems: ReadonlyArray<{ readonly pointer: string; readonly message: string }>): Refusal => {
  const lines = problems.map(({ message, pointer }) => `${message} [json-pointer:${pointer}]`)
  return new Refusal(error, { errors: lines, response_metadata: { messages: lines.map((line) => `[ERROR] ${line}`) } })
}
