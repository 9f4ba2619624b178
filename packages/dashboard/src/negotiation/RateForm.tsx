import type { Question } from "@parley/api/Question"
import { type ReactElement, type RefObject, useEffect, useState } from "react"
import { wrongIn } from "../api/failureOf.ts"
import { Field } from "../shell/Field.tsx"
import { money, typedAmount } from "../words/money.ts"
import { isSameAmount } from "./choiceWords.ts"
import type { useDecide } from "./useDecide.ts"

/** A yes with its number: as asked it approves, with another one it counters. Where nothing waits, a number counters or records a deal. */
export const RateForm = ({ deciding, focus, question }: {
  readonly question: Question
  readonly deciding: ReturnType<typeof useDecide>
  readonly focus?: RefObject<HTMLInputElement | null>
}): ReactElement | null => {
  const { allowed, negotiation: { currency, id }, rates } = question
  const asked = rates.waiting === null ? "" : typedAmount(rates.waiting, currency)
  const [amount, setAmount] = useState(asked)
  useEffect(() => setAmount(asked), [asked, id])
  const may = (choice: Question["allowed"][number]) => allowed.includes(choice)
  if (!may("approve") && !may("counter") && !may("agree")) return null
  const approves = may("approve") && rates.waiting !== null && isSameAmount(amount, asked)
  const counters = !approves && may("counter")
  const main = approves ? "approve" as const : counters ? "counter" as const : may("approve") ? "approve" as const : null
  return (
    <form className="stack-small" onSubmit={(event) => {
      event.preventDefault()
      if (main === "approve") deciding.decide({ choice: main, on: question })
      else if (main === "counter") deciding.decide({ choice: main, amount, on: question })
    }}>
      {may("counter") || may("agree") || rates.waiting !== null
        ? <Field label={`Rate in ${currency}`} hint={may("approve") && may("counter") ? "Change it to counter with your own number." : undefined} wrong={wrongIn(deciding.error, "amount")}>
          {(tied) => <input {...tied} ref={focus} inputMode="decimal" autoComplete="off" value={amount} onChange={(event) => setAmount(event.target.value)} readOnly={!may("counter") && !may("agree")} />}
        </Field>
        : null}
      <div className="row">
        {main === null ? null : (
          <button type="submit" className="primary" disabled={deciding.pending || (main === "counter" && amount.trim() === "")}>
            {main === "counter" ? `Counter${amount.trim() === "" ? "" : ` with ${amount.trim()}`}` : rates.waiting === null ? "Approve" : `Approve ${money(rates.waiting, currency)}`}
          </button>
        )}
        {may("agree") ? (
          <button type="button" disabled={deciding.pending || amount.trim() === ""} onClick={() => deciding.decide({ choice: "agree", amount, on: question })}>
            Record a deal at this rate
          </button>
        ) : null}
      </div>
      {may("agree") ? <p className="small muted">A recorded deal was closed by a person elsewhere; no mail is written.</p> : null}
    </form>
  )
}
