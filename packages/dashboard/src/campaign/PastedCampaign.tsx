import { BadInput, type FieldProblem } from "@parley/api/Problems"
import { type ReactElement, useRef } from "react"
import { Field } from "../shell/Field.tsx"
import type { Pasted } from "./readPasted.ts"

/** The text of a campaign's file; what is wrong is listed with its line, and a button goes there. */
export const PastedCampaign = ({ error, onChange, pasted, text }: {
  readonly text: string
  readonly onChange: (text: string) => void
  readonly pasted: Pasted | null
  readonly error: unknown
}): ReactElement => {
  const area = useRef<HTMLTextAreaElement>(null)
  const problems: ReadonlyArray<FieldProblem> = pasted?._tag === "Unreadable" ? [pasted.problem] : error instanceof BadInput ? error.problems : []
  const lineOf = (field: string) => pasted === null ? null : pasted._tag === "Unreadable" ? pasted.line : pasted.lineOf(field)
  const goTo = (line: number) => {
    const start = text.split("\n").slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0)
    area.current?.focus()
    area.current?.setSelectionRange(start, start + (text.split("\n")[line - 1]?.length ?? 0))
  }
  return (
    <div className="stack">
      {problems.length === 0 && !(error instanceof BadInput) ? null : (
        <div className="note bad" role="alert">
          <strong>{error instanceof BadInput ? error.message : "The text cannot be read"}</strong>
          <ul className="stack-small">
            {problems.map(({ expected, field, got }) => {
              const line = lineOf(field)
              return (
                <li key={`${field} ${expected}`} className="wrap">
                  {line === null ? null : <><button type="button" className="small" onClick={() => goTo(line)}>Line {line}</button> </>}
                  <b>{field}</b>: expected {expected}; got {got}
                </li>
              )
            })}
          </ul>
          <span>Mend it and check again. Nothing was started.</span>
        </div>
      )}
      <Field label="Campaign" hint="The text of a campaign file, as samples/campaign.yaml shows one">
        {(tied) => (
          <textarea {...tied} ref={area} className="code" value={text} spellCheck={false} aria-invalid={problems.length > 0 ? true : undefined}
            onChange={(event) => onChange(event.target.value)} />
        )}
      </Field>
    </div>
  )
}
