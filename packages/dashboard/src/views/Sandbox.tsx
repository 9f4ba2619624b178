import { pathOf } from "@parley/api/Route"
import { longestReply } from "@parley/api/SandboxApi"
import { useQuery } from "@tanstack/react-query"
import { type ReactElement, useEffect, useRef, useState } from "react"
import { ask, client } from "../api/client.ts"
import { question, sandboxCreators, sandboxThread, timeline } from "../api/queries.ts"
import { useCommand } from "../api/useCommand.ts"
import { Mails } from "../negotiation/Mails.tsx"
import { wrongIn } from "../api/failureOf.ts"
import { Field } from "../shell/Field.tsx"
import { Link } from "../shell/Link.tsx"
import { PageTitle } from "../shell/PageTitle.tsx"
import { Answer, Empty, Failure } from "../shell/States.tsx"
import { StateTag } from "../words/StateTag.tsx"
import { shortWhen } from "../words/when.ts"

/** The visitor plays a creator: reads what Parley wrote, answers, and watches it read, decide and reply. */
export const Sandbox = ({ id }: { readonly id: string | null }): ReactElement => {
  const asked = useQuery(sandboxCreators)
  return (
    <div className="page">
      <PageTitle name="Sandbox" />
      <p>Pick a creator and answer the mail as they would: haggle, say yes, ask something, try a trick. Nothing leaves this machine.</p>
      <Answer asked={asked} what="the creators">
        {({ creators }) => creators.length === 0
          ? <Empty title="Nobody to play"><p>Start a campaign first; its creators appear here when their opening has been sent.</p></Empty>
          : (
            <div className="sandbox">
              <nav className="card people" aria-label="Creators">
                {creators.map(({ campaignName, last, name, negotiation }) => (
                  <Link key={negotiation} href={pathOf("sandboxThread", negotiation)} aria-current={negotiation === id ? "page" : undefined}>
                    <strong className="wrap">{name}</strong>
                    <span className="muted small">{last === null ? `${campaignName}: no mail yet` : `${last.fromCreator ? "you wrote" : "Parley wrote"}, ${shortWhen(last.at)}`}</span>
                  </Link>
                ))}
              </nav>
              {id === null ? <Empty title="Pick a creator" /> : <Played key={id} id={id} />}
            </div>
          )}
      </Answer>
    </div>
  )
}

const Played = ({ id }: { readonly id: string }) => {
  const asked = useQuery(sandboxThread(id))
  return (
    <>
      <Answer asked={asked} what="the thread">
        {({ creator, mails }) => (
          <section className="stack" aria-label={`The thread of ${creator.name}`}>
            <h2 className="wrap">{creator.name} <span className="muted small">{creator.handle}, {creator.address}</span></h2>
            <Mails mails={mails.map(({ at, from, fromCreator, messageId, subject, text, to }) => ({
              key: messageId, at, ours: !fromCreator, from: from.name === "" ? from.address : from.name, to: to.map(({ address }) => address), subject, text
            }))} />
            <Reply id={id} name={creator.name} waits={mails.at(-1)?.fromCreator === true} count={mails.length} />
          </section>
        )}
      </Answer>
      <Behind id={id} />
    </>
  )
}

const Reply = ({ count, id, name, waits }: { readonly id: string; readonly name: string; readonly waits: boolean; readonly count: number }) => {
  const { data } = useQuery(question(id))
  const [text, setText] = useState("")
  /** How many mails the thread had when ours was delivered: it stands there once it was read. */
  const [deliveredAt, setDeliveredAt] = useState<number | null>(null)
  const send = useCommand((words: string, command) => ask(client.sandbox.reply({ path: { negotiation: id }, payload: { text: words, command } })), () => {
    setText("")
    setDeliveredAt(count)
  })
  const place = useRef<HTMLFormElement>(null)
  const seen = useRef(count)
  useEffect(() => {
    if (count > seen.current) place.current?.scrollIntoView({ block: "nearest" })
    seen.current = count
  }, [count])
  const wrong = wrongIn(send.error, "text")
  return (
    <form ref={place} className="card stack" onSubmit={(event) => {
      event.preventDefault()
      send.mutate(text)
    }}>
      <p role="status" className="muted">{turn({ count, waits: waits || deliveredAt === count, state: data?.negotiation.state ?? "" })}</p>
      {send.error === null || wrong !== undefined ? null : <Failure error={send.error} />}
      <Field label={`Answer as ${name}`} wrong={wrong}>
        {(tied) => <textarea {...tied} value={text} maxLength={longestReply} placeholder="e.g. Thanks! My rate for this is $3,200." onChange={(event) => setText(event.target.value)} />}
      </Field>
      <div className="row"><button type="submit" className="primary" disabled={send.isPending || text.trim() === "" || count === 0}>Send as {name}</button></div>
    </form>
  )
}

/** Whose turn it is, in words. */
const turn = ({ count, state, waits }: { readonly waits: boolean; readonly count: number; readonly state: string }): string => {
  if (count === 0) return "Parley has not written yet."
  if (!waits) return "Parley wrote last: it is your turn."
  return withPerson.includes(state) ? "Parley has read it and asks a person of its team, under Approvals." : "Parley reads, decides and writes …"
}

const withPerson: ReadonlyArray<string> = ["AwaitingApproval", "Escalated", "HumanManaged", "Paused"]

/** What Parley made of it, which no creator sees. */
const Behind = ({ id }: { readonly id: string }) => {
  const asked = useQuery(question(id))
  const events = useQuery(timeline(id))
  return (
    <aside className="card stack" aria-label="What Parley does">
      <h2>What Parley does</h2>
      {asked.data === undefined ? null : <div className="row"><StateTag state={asked.data.negotiation.state} reason={asked.data.negotiation.reason} /></div>}
      <Answer asked={events} what="what happened">
        {({ entries }) => (
          <ol className="stack-small" aria-live="polite">
            {entries.slice(-12).map(({ at, kind, text, version }, index) => (
              <li className="wrap small" key={version ?? `${kind} ${index}`}><span className="muted">{shortWhen(at)}</span> {text}</li>
            ))}
          </ol>
        )}
      </Answer>
      <Link href={pathOf("negotiation", id)}>Open the negotiation</Link>
    </aside>
  )
}
