import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"
import type { Tokens } from "../Usage.ts"

const tokens = Metric.counter("parley_model_tokens", { description: "Tokens of answers, by role, model and kind", incremental: true })
const answers = Metric.counter("parley_model_answers", { description: "Answers that came, by role and model", incremental: true })

/** No tag for the negotiation: a metric with one for each would grow for ever. */
export const countTokens = (role: string, model: string, { cacheCreation, cacheRead, input, output }: Tokens): Effect.Effect<void> => {
  const of = <T, I, O>(metric: Metric.Metric<T, I, O>) => metric.pipe(Metric.tagged("role", role), Metric.tagged("model", model))
  const kinds = [["input", input], ["output", output], ["cache_read", cacheRead], ["cache_creation", cacheCreation]] as const
  return Effect.zipRight(
    Metric.increment(of(answers)),
    Effect.forEach(kinds, ([kind, n]) => Metric.incrementBy(of(tokens).pipe(Metric.tagged("kind", kind)), n), { discard: true })
  )
}
