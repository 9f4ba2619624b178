import { pathOf } from "@parley/api/Route"
import { useQuery } from "@tanstack/react-query"
import type { ReactElement } from "react"
import { explain, offers, question, timeline } from "../api/queries.ts"
import { AskedDetails } from "../negotiation/AskedDetails.tsx"
import { Decide } from "../negotiation/Decide.tsx"
import { Mails } from "../negotiation/Mails.tsx"
import { OffersCard } from "../negotiation/OffersCard.tsx"
import { Link } from "../shell/Link.tsx"
import { PageTitle } from "../shell/PageTitle.tsx"
import { Answer } from "../shell/States.tsx"
import { Tabs } from "../shell/Tabs.tsx"
import { setQuery, useLocation } from "../shell/useLocation.ts"
import { Figures } from "../words/Figures.tsx"
import { maybeMoney } from "../words/money.ts"
import { StateTag } from "../words/StateTag.tsx"
import { fromNow, when } from "../words/when.ts"

/** One negotiation: both sides' offers, the thread, what happened and why, and what can be decided now. */
export const Negotiation = ({ id }: { readonly id: string }): ReactElement => {
  const asked = useQuery(question(id))
  const plotted = useQuery(offers(id))
  const { search } = useLocation()
  const of = asked.data?.negotiation
  return (
    <div className="page">
      <PageTitle name={of?.creator ?? "Negotiation"}>
        {of === undefined ? null : <StateTag state={of.state} reason={of.reason} />}
      </PageTitle>
      <Answer asked={asked} what="the negotiation">
        {(now) => (
          <>
            <p className="muted">
              <Link href={pathOf("campaign", now.negotiation.campaign)}>{now.negotiation.campaign}</Link> · {now.negotiation.id}
              {now.negotiation.nextAt === null ? "" : ` · next step ${fromNow(now.negotiation.nextAt, Date.now())} (${when(now.negotiation.nextAt)})`}
            </p>
            {now.negotiation.quarantined === null ? null : (
              <div className="note bad" role="alert">
                <strong>This negotiation is set aside: {now.negotiation.quarantined}</strong>
                <span>Run `parley verify` on the server; it says what is wrong.</span>
              </div>
            )}
            <div className="two">
              <div className="stack">
                <Answer asked={plotted} what="the offers">{(found) => <OffersCard offers={found} />}</Answer>
                <Tabs label="About this negotiation" current={new URLSearchParams(search).get("tab") ?? "mail"} onChoose={(tab) => setQuery({ tab })} tabs={[
                  { name: "mail", title: "Mail", show: () => <Thread id={id} /> },
                  { name: "events", title: "Events", show: () => <Events id={id} /> },
                  { name: "why", title: "Why these numbers", show: () => <Why id={id} /> }
                ]} />
              </div>
              <section className="card stack" aria-labelledby="decide-title">
                <h2 id="decide-title">Decide</h2>
                <AskedDetails question={now} />
                <Decide question={now} />
                <Figures of={[
                  ["Agreed", maybeMoney(now.negotiation.agreed, now.negotiation.currency)],
                  ["Rounds", now.negotiation.rounds],
                  ["Expected views", now.negotiation.views === null ? "–" : now.negotiation.views.toLocaleString("en-US")]
                ]} />
              </section>
            </div>
          </>
        )}
      </Answer>
    </div>
  )
}

const Thread = ({ id }: { readonly id: string }) => {
  const asked = useQuery(timeline(id))
  return <Answer asked={asked} what="the thread">{({ mails }) => <Mails mails={mails.map(({ direction, message, ...mail }) => ({ ...mail, key: message, ours: direction === "out" }))} />}</Answer>
}

const Events = ({ id }: { readonly id: string }) => {
  const asked = useQuery(timeline(id))
  return (
    <Answer asked={asked} what="the events">
      {({ entries }) => (
        <ol className="events card">
          {entries.map(({ at, kind, text, version }, index) => (
            <li key={version ?? `${kind} ${index}`}><time className="muted" dateTime={new Date(at).toISOString()}>{when(at)}</time><span className="wrap">{text}</span></li>
          ))}
        </ol>
      )}
    </Answer>
  )
}

const Why = ({ id }: { readonly id: string }) => {
  const asked = useQuery(explain(id))
  return (
    <Answer asked={asked} what="the reasons">
      {({ decisions }) => decisions.length === 0 ? <p className="muted">No number has been decided yet.</p> : (
        <ol className="stack">
          {decisions.map(({ at, lines, title, version }) => (
            <li className="card stack-small" key={version}>
              <div className="spread"><h3 className="wrap">{title}</h3><time className="muted small" dateTime={new Date(at).toISOString()}>{when(at)}</time></div>
              <ul className="stack-small">{lines.map((line) => <li className="wrap" key={line}>{line}</li>)}</ul>
            </li>
          ))}
        </ol>
      )}
    </Answer>
  )
}
