import type { Decision } from "@parley/api/Decision"
import { BadInput } from "@parley/api/Problems"
import type { Currency } from "@parley/domain/Currency"
import type { Choice } from "@parley/domain/usecases/HumanCommand"
import * as Effect from "effect/Effect"
import { parseAmount } from "../amount.ts"

/** What a person decided, with its amount and its words read. */
export const choiceOf = (decision: Pick<Decision, "choice" | "amount" | "draft">, currency: Currency): Effect.Effect<Choice, BadInput> =>
  Effect.gen(function*() {
    switch (decision.choice) {
      case "approve": return { _tag: "Approve" as const }
      case "decline": return { _tag: "Decline" as const }
      case "claim": return { _tag: "Claim" as const }
      case "resume": return { _tag: "Resume" as const }
      case "pause": return { _tag: "Pause" as const }
      case "stop": return { _tag: "Stop" as const }
      case "to-creator": return { _tag: "CorrectCounterparty" as const, counterparty: "influencer" as const }
      case "to-manager": return { _tag: "CorrectCounterparty" as const, counterparty: "talent_manager" as const }
      case "edit":
        return decision.draft === null
          ? yield* new BadInput({ message: "edit needs the mail's words", problems: [{ field: "draft", expected: "a subject and a body", got: "nothing" }] })
          : { _tag: "EditDraft" as const, draft: decision.draft }
      case "counter":
      case "agree": {
        const amount = decision.amount === null ? null : parseAmount(decision.amount, currency)
        if (amount === null) {
          return yield* new BadInput({
            message: `${decision.choice} needs an amount`,
            problems: [{ field: "amount", expected: `an amount in ${currency}, e.g. 2450 or 2,450.50`, got: decision.amount ?? "nothing" }]
          })
        }
        return { _tag: decision.choice === "counter" ? "CounterWith" as const : "AgreeAt" as const, amount }
      }
    }
  })
