import type { Question } from "@parley/api/Question"
import type { ReactElement } from "react"
import { Figures } from "../words/Figures.tsx"
import { maybeMoney } from "../words/money.ts"
import { plain } from "../words/stateWords.ts"

/** What is asked of a person: both rates, the facts, their words, and the mail that waits. */
export const AskedDetails = ({ question }: { readonly question: Question }): ReactElement => {
  const { asked, negotiation: { currency }, rates, reason } = question
  // they come in the order of a disciplined negotiator's liking
  const suggested = asked?.suggestions[0]
  return (
    <div className="stack">
      {asked === null ? null : <p><strong className="wrap">{asked.title}</strong>{reason === null ? "" : ` (${plain(reason)})`}</p>}
      <Figures of={[
        ["Our offer", maybeMoney(rates.offer, currency)],
        ["Their ask", maybeMoney(rates.ask, currency)],
        ...rates.waiting === null ? [] : [["Waits for a yes", maybeMoney(rates.waiting, currency)] as const]
      ]} />
      {asked === null ? null : <>
        {suggested === undefined ? null : <p>Suggested: {suggested.detail ?? plain(suggested.choice)}</p>}
        {asked.quotes.length === 0 ? null : <div className="stack-small"><h3>Their words</h3>{asked.quotes.map((quote) => <blockquote className="words quote" key={quote}>{quote}</blockquote>)}</div>}
        {asked.facts.length === 0 && asked.why.length === 0 ? null : (
          <details>
            <summary>Why this number</summary>
            <dl className="facts">{asked.facts.map(({ name, value }) => <div key={name}><dt>{name}</dt><dd className="wrap">{value}</dd></div>)}</dl>
            <ul className="stack-small">{asked.why.map((line) => <li className="wrap" key={line}>{line}</li>)}</ul>
          </details>
        )}
        {asked.draft === null ? null : (
          <details>
            <summary>The mail that waits</summary>
            <div className="mail ours"><header><span>to <strong>{asked.draft.to}</strong></span></header><h3 className="wrap">{asked.draft.subject}</h3><p className="words">{asked.draft.text}</p></div>
          </details>
        )}
      </>}
    </div>
  )
}
