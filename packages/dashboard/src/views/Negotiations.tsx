import type { NegotiationReport } from "@parley/api/NegotiationReports"
import { pathOf } from "@parley/api/Route"
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query"
import { type ReactElement, useEffect, useMemo, useRef, useState } from "react"
import { campaigns, negotiations } from "../api/queries.ts"
import { Link } from "../shell/Link.tsx"
import { More } from "../shell/More.tsx"
import { PageTitle } from "../shell/PageTitle.tsx"
import { Answer, Empty } from "../shell/States.tsx"
import { setQuery, useLocation } from "../shell/useLocation.ts"
import { useShortcuts } from "../shell/useShortcuts.ts"
import { type Column, DataTable } from "../table/DataTable.tsx"
import { readFilters } from "../words/filters.ts"
import { maybeMoney } from "../words/money.ts"
import { StateTag } from "../words/StateTag.tsx"
import { states, stateWord } from "../words/stateWords.ts"
import { shortWhen } from "../words/when.ts"

const amount = (id: "offer" | "ask" | "waiting" | "agreed", title: string): Column<NegotiationReport> => ({
  id, title, numeric: true, value: (row) => row[id], show: (row) => maybeMoney(row[id], row.currency)
})

const columns: ReadonlyArray<Column<NegotiationReport>> = [
  {
    id: "creator", title: "Creator", value: (row) => row.creator,
    show: (row) => <><Link className="wrap" href={pathOf("negotiation", row.id)}>{row.creator}</Link><div className="muted below">{row.campaign}</div></>
  },
  { id: "state", title: "State", value: (row) => stateWord(row.state).word, show: (row) => <StateTag state={row.state} reason={row.state === "Escalated" ? row.reason : null} /> },
  { id: "rounds", title: "Rounds", numeric: true, value: (row) => row.rounds },
  amount("offer", "Our offer"),
  amount("ask", "Their ask"),
  amount("waiting", "To approve"),
  amount("agreed", "Agreed"),
  { id: "changed", title: "Changed", numeric: true, value: (row) => row.updatedAt, show: (row) => shortWhen(row.updatedAt) }
]

const orders = [["updated desc", "Latest change first"], ["updated asc", "Oldest change first"], ["created desc", "Newest first"], ["created asc", "Oldest first"]] as const

/** Every negotiation that fits the filters in the address. */
export const Negotiations = (): ReactElement => {
  const { search } = useLocation()
  const filters = useMemo(() => readFilters(search), [search])
  const list = useInfiniteQuery({ ...negotiations(filters), placeholderData: keepPreviousData })
  const all = useInfiniteQuery(campaigns)
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data])
  const named = all.data?.pages.flatMap(({ items }) => items) ?? []
  const order = new URLSearchParams(search).get("rows") ?? ""
  return (
    <div className="page">
      <PageTitle name="Negotiations" />
      <form className="row-end" role="search" onSubmit={(event) => event.preventDefault()}>
        <Search value={filters.search ?? ""} />
        <Choice label="Campaign" name="campaign" value={filters.campaign ?? ""} options={[["", "All campaigns"], ...named.map(({ id, name }) => [id, name] as const)]} />
        <Choice label="State" name="state" value={filters.state ?? ""} options={[["", "Every state"], ...states.map((state) => [state, stateWord(state).word] as const)]} />
        <div className="field">
          <label htmlFor="list-order">Order</label>
          <select id="list-order" value={`${filters.sort} ${filters.order}`} onChange={(event) => {
            const [by = "", way = ""] = event.target.value.split(" ")
            setQuery({ by: by === "updated" ? "" : by, order: way === "desc" ? "" : way })
          }}>
            {orders.map(([value, label]) => <option key={value} value={value}>{label}</option>)}
          </select>
        </div>
      </form>
      <Answer asked={list} what="negotiations">
        {() => rows.length === 0
          ? <Empty title="No negotiation fits"><p>Widen the filters, or start a campaign.</p>
            <button type="button" onClick={() => setQuery({ campaign: "", state: "", search: "" })}>Clear the filters</button></Empty>
          : <>
            <DataTable caption="Negotiations" columns={columns} rows={rows} rowKey={(row) => row.id} order={order} onOrder={(rowsBy) => setQuery({ rows: rowsBy })} />
            <More list={list} shown={rows.length} />
            {order !== "" && list.hasNextPage ? <p className="small muted">The headings sort the rows that are loaded; load more to sort over all.</p> : null}
          </>}
      </Answer>
    </div>
  )
}

const Choice = ({ label, name, options, value }: { readonly label: string; readonly name: string; readonly value: string; readonly options: ReadonlyArray<readonly [string, string]> }) => (
  <div className="field">
    <label htmlFor={`filter-${name}`}>{label}</label>
    <select id={`filter-${name}`} value={value} onChange={(event) => setQuery({ [name]: event.target.value })}>
      {options.some(([one]) => one === value) ? null : <option value={value}>{value}</option>}
      {options.map(([one, text]) => <option key={one} value={one}>{text}</option>)}
    </select>
  </div>
)

/** Asks when the person has stopped typing, so that a word is one question. */
const Search = ({ value }: { readonly value: string }) => {
  const [text, setText] = useState(value)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (text.trim() === value) return
    const timer = window.setTimeout(() => setQuery({ search: text.trim() }), 200)
    return () => window.clearTimeout(timer)
  }, [text, value])
  useShortcuts({ "/": () => input.current?.focus() })
  return (
    <div className="field">
      <label htmlFor="filter-search">Creator or handle</label>
      <input id="filter-search" type="search" ref={input} value={text} placeholder="Search" onChange={(event) => setText(event.target.value)} />
    </div>
  )
}
