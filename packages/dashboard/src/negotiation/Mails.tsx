import type { ReactElement } from "react"
import { Empty } from "../shell/States.tsx"
import { when } from "../words/when.ts"

/** One mail as both sides have it. Names, subjects and words are others' and shown as they are, as text. */
export interface ShownMail {
  readonly key: string
  readonly at: number
  readonly ours: boolean
  readonly from: string
  readonly to: ReadonlyArray<string>
  readonly subject: string
  readonly text: string
}

export const Mails = ({ mails }: { readonly mails: ReadonlyArray<ShownMail> }): ReactElement => mails.length === 0
  ? <Empty title="No mail yet"><p>The opening leaves as soon as budget and quiet hours allow.</p></Empty>
  : <ol className="mails">
    {mails.map(({ at, from, key, ours, subject, text, to }) => (
      <li key={key}>
        <article className={ours ? "mail ours" : "mail theirs"} aria-label={`${ours ? "Our mail" : "Their mail"}: ${subject}`}>
          <header><span><strong>{from}</strong> to {to.join(", ")}</span><time dateTime={new Date(at).toISOString()}>{when(at)}</time></header>
          <h3 className="wrap">{subject}</h3>
          <p className="words">{text}</p>
        </article>
      </li>
    ))}
  </ol>
