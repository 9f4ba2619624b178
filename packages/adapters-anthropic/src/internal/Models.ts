import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { AnthropicOptions } from "../AnthropicOptions.ts"
import type { ModelState } from "../Usage.ts"
import * as Breaker from "./Breaker.ts"
import { type Ask, make as makeClient, type Prompt } from "./Client.ts"
import { Failure } from "./Failure.ts"

interface Model {
  readonly name: string
  breaker: Breaker.Breaker
  /** Why it was last not available. */
  problem: string
}

/**
 * Asks the first model that is worth asking (OPS-03): one whose breaker is open is passed over, and one that is not there any more gives way to
 * the next in the same call. When none is left, the failure says when the first may be asked again.
 */
export const make = (role: string, options: AnthropicOptions, client: Ask = makeClient(role, options)) => {
  const models = options.models.map((name): Model => ({ name, breaker: Breaker.closed, problem: "not asked yet" }))
  options.meter.watch(() => models.map(stateOf))

  const one = Effect.fnUntraced(function*(model: Model, prompt: Prompt) {
    const answer = yield* client(model.name, prompt).pipe(
      Effect.onInterrupt(() => Effect.map(Clock.currentTimeMillis, (now) => void (model.breaker = Breaker.released(model.breaker, now)))),
      Effect.tapError((failure) => Effect.map(Clock.currentTimeMillis, (now) => {
        model.problem = failure.reason
        model.breaker = isOutage(failure) ? Breaker.failed(model.breaker, now) : failure.kind === "missing" ? Breaker.shut(now) : Breaker.closed
      }))
    )
    model.breaker = Breaker.closed
    options.meter.succeeded()
    return answer
  })

  return {
    ask: Effect.fnUntraced(function*(prompt: Prompt) {
      let soonest = Infinity
      for (const model of models) {
        const now = yield* Clock.currentTimeMillis
        const tried = Breaker.attempt(model.breaker, now)
        if ("until" in tried) {
          soonest = Math.min(soonest, tried.until)
          continue
        }
        model.breaker = tried.next
        const answer = yield* Effect.either(one(model, prompt))
        if (answer._tag === "Right") return answer.right
        yield* Effect.logWarning("a model gave no answer").pipe(Effect.annotateLogs({ role, model: model.name, kind: answer.left.kind, reason: answer.left.reason }))
        if (answer.left.kind !== "missing") return yield* answer.left
        soonest = Math.min(soonest, now + (answer.left.retryAfter ?? 0))
      }
      return yield* new Failure({
        kind: "unavailable",
        reason: `no model can be asked now: ${models.map(({ name, problem }) => `${name}: ${problem}`).join("; ")}`,
        retryAfter: Math.max(0, soonest - (yield* Clock.currentTimeMillis))
      })
    })
  }
}

const isOutage = ({ kind }: Failure): boolean => kind === "overloaded" || kind === "unavailable"

const stateOf = ({ breaker, name }: Model): ModelState => {
  switch (breaker._tag) {
    case "Closed": return { model: name, breaker: "closed", until: null }
    case "Open": return { model: name, breaker: "open", until: breaker.until }
    case "Probing": return { model: name, breaker: "probing", until: breaker.until }
  }
}
