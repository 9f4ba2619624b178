import { type ReactElement, type ReactNode, useId } from "react"

/** What an input needs to be tied to its label, hint and problem. */
export interface Tied {
  readonly id: string
  readonly "aria-describedby": string | undefined
  readonly "aria-invalid": boolean | undefined
}

/** An input with its label; what is wrong with it stands below and is read with it. */
export const Field = ({ children, hint, label, wrong }: {
  readonly label: string
  readonly hint?: string | undefined
  readonly wrong?: string | undefined
  readonly children: (tied: Tied) => ReactNode
}): ReactElement => {
  const id = useId()
  const described = [hint === undefined ? "" : `${id}-hint`, wrong === undefined ? "" : `${id}-wrong`].filter((one) => one !== "").join(" ")
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, "aria-describedby": described === "" ? undefined : described, "aria-invalid": wrong === undefined ? undefined : true })}
      {hint === undefined ? null : <span className="hint" id={`${id}-hint`}>{hint}</span>}
      {wrong === undefined ? null : <span className="wrong wrap" id={`${id}-wrong`}>{wrong}</span>}
    </div>
  )
}
