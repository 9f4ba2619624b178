import type { LedgerEntry } from "@parley/api/CampaignsApi"
import { pathOf } from "@parley/api/Route"
import { useInfiniteQuery, useQuery } from "@tanstack/react-query"
import { type ReactElement, useMemo } from "react"
import { campaign, ledger, rosterProblems } from "../api/queries.ts"
import { BudgetBar } from "../campaign/BudgetBar.tsx"
import { CpmScale } from "../campaign/CpmScale.tsx"
import { ForecastFigures } from "../campaign/ForecastFigures.tsx"
import { RosterProblems } from "../campaign/RosterProblems.tsx"
import { Link } from "../shell/Link.tsx"
import { More } from "../shell/More.tsx"
import { PageTitle } from "../shell/PageTitle.tsx"
import { Answer, Empty } from "../shell/States.tsx"
import { setQuery, useLocation } from "../shell/useLocation.ts"
import { type Column, DataTable } from "../table/DataTable.tsx"
import { Figures } from "../words/Figures.tsx"
import { maybeMoney, money } from "../words/money.ts"
import { StateTag } from "../words/StateTag.tsx"
import { stateWord } from "../words/stateWords.ts"
import { shortWhen } from "../words/when.ts"

/** One campaign: its money, its forecast, what each negotiation holds of the budget, and what is wrong with its roster. */
export const Campaign = ({ id }: { readonly id: string }): ReactElement => {
  const asked = useQuery(campaign(id))
  const problems = useInfiniteQuery(rosterProblems(id))
  const wrong = problems.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <div className="page">
      <PageTitle name={asked.data?.name ?? "Campaign"}><Link className="button" href={`${pathOf("negotiations")}?campaign=${encodeURIComponent(id)}`}>Its negotiations</Link></PageTitle>
      <Answer asked={asked} what="the campaign">
        {(found) => (
          <>
            <div className="two">
              <section className="card stack" aria-label="Money">
                <h2>Budget</h2>
                <BudgetBar {...found} />
                <Figures of={[
                  ["Budget", money(found.budget, found.currency)],
                  ["Deals", `${found.deals} of ${found.headcount}`],
                  ["Saved against target", money(found.saved, found.currency)],
                  ["Started", shortWhen(found.startedAt)]
                ]} />
              </section>
              <section className="card stack" aria-label="CPM">
                <h2>Campaign CPM: {maybeMoney(found.campaignCpm, found.currency)}</h2>
                <CpmScale {...found} />
                <ul className="row">{Object.entries(found.states).map(([state, count]) => (
                  <li key={state}><Link href={`${pathOf("negotiations")}?campaign=${encodeURIComponent(id)}&state=${state}`}>{count} {stateWord(state).word}</Link></li>
                ))}</ul>
              </section>
            </div>
            <ForecastFigures forecast={found.forecast} currency={found.currency} />
            <Ledger id={id} currency={found.currency} />
          </>
        )}
      </Answer>
      {problems.error === null && wrong.length > 0 ? <><h2>Roster cells that cannot be used</h2><RosterProblems problems={wrong} /><More list={problems} shown={wrong.length} /></> : null}
    </div>
  )
}

const columnsIn = (currency: string): ReadonlyArray<Column<LedgerEntry>> => [
  { id: "creator", title: "Creator", value: (row) => row.creator, show: (row) => <Link className="wrap" href={pathOf("negotiation", row.negotiation)}>{row.creator}</Link> },
  { id: "state", title: "State", value: (row) => stateWord(row.state).word, show: (row) => <StateTag state={row.state} /> },
  { id: "reserved", title: "Reserved", numeric: true, value: (row) => row.reserved, show: (row) => money(row.reserved, currency) },
  { id: "agreed", title: "Agreed", numeric: true, value: (row) => row.agreed, show: (row) => maybeMoney(row.agreed, currency) },
  { id: "cpm", title: "CPM", numeric: true, value: (row) => row.cpm, show: (row) => maybeMoney(row.cpm, currency) },
  { id: "saved", title: "Saved", numeric: true, value: (row) => row.saved, show: (row) => row.agreed === null ? "–" : money(row.saved, currency) },
  { id: "views", title: "Views", numeric: true, value: (row) => row.views, show: (row) => row.views?.toLocaleString("en-US") ?? "–" }
]

const Ledger = ({ currency, id }: { readonly id: string; readonly currency: string }) => {
  const list = useInfiniteQuery(ledger(id))
  const columns = useMemo(() => columnsIn(currency), [currency])
  const { search } = useLocation()
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <>
      <h2>Ledger</h2>
      <Answer asked={list} what="the ledger">
        {() => rows.length === 0
          ? <Empty title="Nobody is in the ledger yet" />
          : <>
            <DataTable caption="What each negotiation holds of the budget" columns={columns} rows={rows} rowKey={(row) => row.negotiation}
              order={new URLSearchParams(search).get("rows") ?? ""} onOrder={(order) => setQuery({ rows: order })} />
            <More list={list} shown={rows.length} />
          </>}
      </Answer>
    </>
  )
}
