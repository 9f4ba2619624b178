import type { Sending } from "@parley/api/Reports"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { ReactElement } from "react"
import { ask, client } from "../api/client.ts"
import { overview, system } from "../api/queries.ts"
import { useMay } from "../api/useSession.ts"
import { useAnnounce } from "../shell/Announcer.tsx"
import { PageTitle } from "../shell/PageTitle.tsx"
import { Answer, Failure } from "../shell/States.tsx"
import { Figures } from "../words/Figures.tsx"
import { plain } from "../words/stateWords.ts"
import { when } from "../words/when.ts"

/** Whether Parley can work, what it has in hand, and the switch that stops all mail. */
export const System = (): ReactElement => {
  const health = useQuery(system)
  const counts = useQuery(overview)
  return (
    <div className="page">
      <PageTitle name="System" />
      <Answer asked={health} what="the system's health">
        {({ checks, ready, reasons, startedAt, version }) => (
          <section className="card stack" aria-label="Health">
            <div className="spread"><h2>{ready ? "Ready" : "Not ready"}</h2><span className={ready ? "tag good" : "tag bad"}>{ready ? "work is being done" : "needs attention"}</span></div>
            {reasons.length === 0 ? null : <ul>{reasons.map((reason) => <li className="wrap" key={reason}>{reason}</li>)}</ul>}
            <dl className="facts">{Object.entries(checks).map(([name, state]) => <div key={name}><dt>{name}</dt><dd className="wrap">{state === "ok" ? "ok" : <strong>{state}</strong>}</dd></div>)}</dl>
            <p className="muted small">Version {version}, running since {when(startedAt)}</p>
          </section>
        )}
      </Answer>
      <Answer asked={counts} what="the counts">
        {({ deadLetters, denials, inbox, mail, quarantined, sending, team, unaccountedMessages }) => (
          <>
            <SendingSwitch sending={sending} />
            <section className="card stack" aria-label="Work">
              <h2>Work</h2>
              <Figures of={[["Unaccounted messages", unaccountedMessages], ["Dead letters", deadLetters], ["Set aside", quarantined], ["Refused attempts", denials]]} />
              <div className="fields"><Tally title="Messages in" of={inbox} /><Tally title="Mails out" of={mail} /><Tally title="Team notices" of={team} /></div>
            </section>
          </>
        )}
      </Answer>
    </div>
  )
}

const Tally = ({ of, title }: { readonly title: string; readonly of: Readonly<Record<string, number>> }) => (
  <div className="stack-small">
    <h3>{title}</h3>
    {Object.keys(of).length === 0
      ? <span className="muted">none</span>
      : <dl className="facts">{Object.entries(of).map(([name, count]) => <div key={name}><dt>{plain(name)}</dt><dd>{count}</dd></div>)}</dl>}
  </div>
)

const SendingSwitch = ({ sending }: { readonly sending: Sending }) => {
  const queries = useQueryClient()
  const announce = useAnnounce()
  const may = useMay("negotiator")
  const change = useMutation({
    mutationFn: (stop: boolean) => ask(client.operations.switchSending({ payload: { stop } })),
    onSuccess: ({ stopped }) => announce(stopped ? "Sending is stopped: no mail leaves" : "Sending goes on"),
    onSettled: () => queries.invalidateQueries({ queryKey: ["all", "overview"] })
  })
  return (
    <section className="card stack" aria-label="Sending">
      <div className="spread"><h2>Sending</h2><span className={sending.stopped ? "tag bad" : "tag good"}>{sending.stopped ? "stopped" : "on"}</span></div>
      <p>
        {sending.stopped
          ? `No mail leaves${sending.by === null ? "" : `; stopped by ${sending.by}`}${sending.at === null ? "" : ` on ${when(sending.at)}`}.`
          : "Mail leaves as decided. Stopping holds every mail back until it goes on, across restarts."}
      </p>
      {change.error === null ? null : <Failure error={change.error} />}
      {may ? (
        <div className="row">
          <button type="button" className={sending.stopped ? "primary" : "danger"} disabled={change.isPending} onClick={() => change.mutate(!sending.stopped)}>
            {sending.stopped ? "Let sending go on" : "Stop all sending"}
          </button>
        </div>
      ) : null}
    </section>
  )
}
