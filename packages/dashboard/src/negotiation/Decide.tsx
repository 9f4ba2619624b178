import type { Question } from "@parley/api/Question"
import { type ReactElement, type RefObject, useState } from "react"
import { wrongIn } from "../api/failureOf.ts"
import { useMay } from "../api/useSession.ts"
import { Modal } from "../shell/Modal.tsx"
import { Failure } from "../shell/States.tsx"
import { type Choice, type ChoiceWord, choiceWords } from "./choiceWords.ts"
import { DraftForm } from "./DraftForm.tsx"
import { RateForm } from "./RateForm.tsx"
import { useDecide } from "./useDecide.ts"

/** Everything that the state allows the person to decide. */
export const Decide = ({ focus, onDone, question }: { readonly question: Question; readonly focus?: RefObject<HTMLInputElement | null>; readonly onDone?: () => void }): ReactElement => {
  const may = useMay("negotiator")
  const [confirming, setConfirming] = useState<ChoiceWord | null>(null)
  const [editing, setEditing] = useState(false)
  const deciding = useDecide(() => {
    setConfirming(null)
    setEditing(false)
    onDone?.()
  })
  if (!may) return <p className="muted">Your token lets you look. A negotiator decides.</p>
  const words = choiceWords.filter(({ choice }) => question.allowed.includes(choice))
  const field = wrongIn(deciding.error, "amount") ?? (editing ? wrongIn(deciding.error, "draft") : undefined)
  const failed = deciding.error === null || field !== undefined ? null : <Failure error={deciding.error} />
  const button = (word: ChoiceWord) => (
    <button key={word.choice} type="button" className={word.ends ? "danger" : ""} title={word.does} disabled={deciding.pending}
      onClick={() => {
        deciding.reset()
        if (word.ends) setConfirming(word)
        else deciding.decide({ choice: word.choice, on: question })
      }}>
      {word.label}{word.ends ? " …" : ""}
    </button>
  )
  if (question.allowed.length === 0) return <p className="muted">Nothing can be decided here any more.</p>
  return (
    <div className="stack">
      <RateForm question={question} deciding={deciding} {...focus === undefined ? {} : { focus }} />
      {confirming === null && !editing ? failed : null}
      <div className="row">
        {question.allowed.includes("edit") ? <button type="button" onClick={() => { deciding.reset(); setEditing(true) }}>Edit the mail …</button> : null}
        {words.filter(({ choice }) => !isAddressee(choice)).map(button)}
      </div>
      {words.some(({ choice }) => isAddressee(choice))
        ? <details><summary>Whom mails speak to</summary><div className="row">{words.filter(({ choice }) => isAddressee(choice)).map(button)}</div></details>
        : null}
      {editing ? <DraftForm question={question} deciding={deciding} onClose={() => setEditing(false)} /> : null}
      {confirming === null ? null : (
        <Modal title={`${confirming.label}: ${question.negotiation.creator}?`} onClose={() => setConfirming(null)}>
          <p>{confirming.does}</p>
          {failed}
          <div className="row">
            <button type="button" className="danger" disabled={deciding.pending} onClick={() => deciding.decide({ choice: confirming.choice, on: question })}>{confirming.label}</button>
            <button type="button" onClick={() => setConfirming(null)}>Cancel</button>
          </div>
        </Modal>
      )}
    </div>
  )
}

const isAddressee = (choice: Choice): boolean => choice === "to-creator" || choice === "to-manager"
