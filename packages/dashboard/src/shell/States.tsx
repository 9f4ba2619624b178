import type { ReactElement, ReactNode } from "react"
import { failureOf } from "../api/failureOf.ts"

export const Loading = ({ what }: { readonly what: string }): ReactElement => <div className="loading" role="status">Loading {what} …</div>

export const Empty = ({ children, title }: { readonly title: string; readonly children?: ReactNode }): ReactElement => (
  <div className="empty"><h2>{title}</h2>{children}</div>
)

/** What went wrong, and what a person can do about it. */
export const Failure = ({ error, retry }: { readonly error: unknown; readonly retry?: () => unknown }): ReactElement => {
  const { advice, problems, title } = failureOf(error)
  return (
    <div className="note bad" role="alert">
      <strong className="wrap">{title}</strong>
      {problems.length === 0 ? null : <ul>{problems.map(({ expected, field, got }) => <li className="wrap" key={`${field} ${expected}`}><b>{field}</b>: expected {expected}; got {got}</li>)}</ul>}
      <span>{advice}</span>
      {retry === undefined ? null : <button type="button" onClick={() => void retry()}>Try again</button>}
    </div>
  )
}

/** What a question to the server has come to: its answer, or how it stands. */
interface Asked<A> {
  readonly data: A | undefined
  readonly error: unknown
  readonly refetch: () => unknown
}

/** Shows the answer; the last one stays while a newer one cannot be had. */
export const Answer = <A,>({ asked, children, what }: { readonly asked: Asked<A>; readonly what: string; readonly children: (answer: A) => ReactNode }): ReactElement => (
  <>
    {asked.error === null ? null : <Failure error={asked.error} retry={asked.refetch} />}
    {asked.data === undefined ? asked.error === null ? <Loading what={what} /> : null : children(asked.data)}
  </>
)
