import type { Question } from "@parley/api/Question"
import { useQuery } from "@tanstack/react-query"
import { type ReactElement, useState } from "react"
import { wrongIn } from "../api/failureOf.ts"
import { draft } from "../api/queries.ts"
import { Field } from "../shell/Field.tsx"
import { Modal } from "../shell/Modal.tsx"
import { Answer } from "../shell/States.tsx"
import type { useDecide } from "./useDecide.ts"

/** The waiting mail's words in a dialog; sending them on is a yes to the mail with these words. */
export const DraftForm = ({ deciding, onClose, question }: { readonly question: Question; readonly deciding: ReturnType<typeof useDecide>; readonly onClose: () => void }): ReactElement => {
  const asked = useQuery({ ...draft(question.negotiation.id), staleTime: Infinity })
  return (
    <Modal title={`The mail to ${question.negotiation.creator}`} onClose={onClose}>
      <Answer asked={asked} what="the draft">{(waiting) => <Words deciding={deciding} onClose={onClose} question={question} waiting={waiting} />}</Answer>
    </Modal>
  )
}

const Words = ({ deciding, onClose, question, waiting }: {
  readonly question: Question
  readonly deciding: ReturnType<typeof useDecide>
  readonly onClose: () => void
  readonly waiting: { readonly subject: string; readonly body: string }
}) => {
  const [subject, setSubject] = useState(waiting.subject)
  const [body, setBody] = useState(waiting.body)
  return (
    <form className="stack" onSubmit={(event) => {
      event.preventDefault()
      deciding.decide({ choice: "edit", draft: { subject, body }, on: question })
    }}>
      <Field label="Subject">{(tied) => <input {...tied} value={subject} onChange={(event) => setSubject(event.target.value)} />}</Field>
      <Field label="Text" hint="Figures stay as slots such as {{rate}}; Parley fills them in. Change the rate with a counter." wrong={wrongIn(deciding.error, "draft")}>
        {(tied) => <textarea {...tied} rows={14} value={body} onChange={(event) => setBody(event.target.value)} />}
      </Field>
      <div className="row">
        <button type="submit" className="primary" disabled={deciding.pending || body.trim() === ""}>Approve with these words</button>
        <button type="button" onClick={onClose}>Cancel</button>
      </div>
    </form>
  )
}
