import type { DeadLetterReport } from "@parley/api/Reports"
import { pathOf } from "@parley/api/Route"
import { useInfiniteQuery } from "@tanstack/react-query"
import type { ReactElement } from "react"
import { ask, client } from "../api/client.ts"
import { deadLetters, unaccounted } from "../api/queries.ts"
import { useCommand } from "../api/useCommand.ts"
import { useMay } from "../api/useSession.ts"
import { useAnnounce } from "../shell/Announcer.tsx"
import { Link } from "../shell/Link.tsx"
import { More } from "../shell/More.tsx"
import { PageTitle } from "../shell/PageTitle.tsx"
import { Answer, Empty, Failure } from "../shell/States.tsx"
import { when } from "../words/when.ts"

/** Work that failed for good and waits for a person, and messages that nobody has dealt with yet. */
export const DeadLetters = (): ReactElement => {
  const letters = useInfiniteQuery(deadLetters)
  const messages = useInfiniteQuery(unaccounted)
  const found = letters.data?.pages.flatMap(({ items }) => items) ?? []
  const open = messages.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <div className="page">
      <PageTitle name="Dead letters" />
      <Answer asked={letters} what="dead letters">
        {() => found.length === 0
          ? <Empty title="Nothing is stuck"><p>What fails for good is parked here until a person retries or dismisses it.</p></Empty>
          : <><ul className="stack">{found.map((letter) => <li key={letter.letter}><Letter letter={letter} /></li>)}</ul><More list={letters} shown={found.length} /></>}
      </Answer>
      <h2>Unaccounted messages</h2>
      <Answer asked={messages} what="unaccounted messages">
        {() => open.length === 0
          ? <Empty title="Every message is accounted for" />
          : <>
            <div className="table-scroll" tabIndex={0} role="region" aria-label="Unaccounted messages">
              <table>
                <thead><tr><th scope="col">Message</th><th scope="col">Received</th><th scope="col">Tried</th><th scope="col">Next try</th><th scope="col">Problem</th></tr></thead>
                <tbody>{open.map((one) => (
                  <tr key={`${one.mailbox} ${one.message}`}>
                    <th scope="row" className="wrap">{one.message}</th><td>{when(one.receivedAt)}</td><td>{one.attempts} times</td>
                    <td>{when(one.nextAt)}</td><td className="wrap">{one.error ?? "not read yet"}</td>
                  </tr>
                ))}</tbody>
              </table>
            </div>
            <More list={messages} shown={open.length} />
          </>}
      </Answer>
    </div>
  )
}

const Letter = ({ letter }: { readonly letter: DeadLetterReport }) => {
  const announce = useAnnounce()
  const may = useMay("negotiator")
  const settle = useCommand(
    (choice: "retry" | "dismiss", command) => ask(client.operations.settleLetter({ payload: { letter: letter.letter, choice, command } })),
    (_, choice) => announce(choice === "retry" ? `Tried again: ${letter.what}` : `Dismissed: ${letter.what}`)
  )
  return (
    <article className="card stack-small" aria-label={letter.what}>
      <div className="spread"><h2 className="wrap">{letter.what}</h2><span className="tag bad">{letter.status}</span></div>
      <p className="wrap">{letter.problem}</p>
      <p className="muted small wrap">
        {letter.negotiation === null ? letter.letter : <Link href={pathOf("negotiation", letter.negotiation)}>{letter.creator ?? letter.negotiation}</Link>}
        {" "}· tried {letter.attempts} times · since {when(letter.since)}{letter.file === null ? "" : ` · ${letter.file}`}
      </p>
      {settle.error === null ? null : <Failure error={settle.error} />}
      {may ? (
        <div className="row">
          <button type="button" className="primary" disabled={settle.isPending} onClick={() => settle.mutate("retry")}>Retry<span className="visually-hidden"> {letter.what}</span></button>
          <button type="button" disabled={settle.isPending} onClick={() => settle.mutate("dismiss")}>Dismiss<span className="visually-hidden"> {letter.what}</span></button>
        </div>
      ) : null}
    </article>
  )
}
