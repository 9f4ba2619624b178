import { type Answer, failure } from "../Exchange.ts"

/** Thrown inside a call to end it with an error answer. */
export class Refusal extends Error {
  readonly answer: Answer

  constructor(answer: Answer) {
    super(`refused with ${answer.status}`)
    this.answer = answer
  }
}

export const notFound = (): Refusal => new Refusal(failure(404, "notFound", "Requested entity was not found."))

export const invalid = (message: string): Refusal => new Refusal(failure(400, "invalidArgument", message))
