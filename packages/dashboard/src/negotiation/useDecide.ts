import type { DraftWords } from "@parley/api/Decision"
import type { Question } from "@parley/api/Question"
import { ask, client } from "../api/client.ts"
import { useCommand } from "../api/useCommand.ts"
import { useAnnounce } from "../shell/Announcer.tsx"
import { money } from "../words/money.ts"
import { type Choice, done } from "./choiceWords.ts"

/** One decision as it leaves the page: `amount` as typed. It carries the version that was shown, so a click on what has changed since is refused. */
interface Given {
  readonly choice: Choice
  readonly amount?: string
  readonly draft?: DraftWords
  /** What the person saw when they decided. */
  readonly on: Question
}

/** Gives decisions about one negotiation and says what came of them. */
export const useDecide = (then: () => void = () => {}) => {
  const announce = useAnnounce()
  const give = useCommand(
    ({ amount, choice, draft, on: { mark, negotiation: { id }, seen } }: Given, command) =>
      ask(client.negotiations.decide({ path: { negotiation: id }, payload: { choice, amount: amount ?? null, draft: draft ?? null, seen, mark, command } })),
    ({ amount, creator, repeated }, { choice, on }) => {
      announce(`${done(choice)}${amount === null ? "" : ` at ${money(amount, on.negotiation.currency)}`}: ${creator}${repeated ? " (had been done already)" : ""}`)
      then()
    }
  )
  return { error: give.error, pending: give.isPending, reset: give.reset, decide: (given: Given) => give.mutate(given) }
}
