import type { CampaignRow } from "@parley/api/CampaignsApi"
import { pathOf } from "@parley/api/Route"
import { useInfiniteQuery, useQuery } from "@tanstack/react-query"
import type { ReactElement } from "react"
import { campaign, campaigns } from "../api/queries.ts"
import { useMay } from "../api/useSession.ts"
import { BudgetBar } from "../campaign/BudgetBar.tsx"
import { CpmScale } from "../campaign/CpmScale.tsx"
import { Link } from "../shell/Link.tsx"
import { More } from "../shell/More.tsx"
import { PageTitle } from "../shell/PageTitle.tsx"
import { Answer, Empty } from "../shell/States.tsx"
import { Figures } from "../words/Figures.tsx"
import { maybeMoney, money } from "../words/money.ts"

/** Every campaign with its money, its CPM and where it will land. */
export const Campaigns = (): ReactElement => {
  const list = useInfiniteQuery(campaigns)
  const admin = useMay("admin")
  const start = admin ? <Link className="button primary" href={pathOf("newCampaign")}>Start a campaign</Link> : null
  return (
    <div className="page">
      <PageTitle name="Campaigns">{start}</PageTitle>
      <Answer asked={list} what="campaigns">
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items)
          return rows.length === 0
            ? <Empty title="No campaign yet"><p>A campaign says what is bought, for how much at most, and from whom.</p>{start ?? <p>Ask an administrator to start one.</p>}</Empty>
            : <>
              <ul className="cards">{rows.map((row) => <li key={row.id}><Card row={row} /></li>)}</ul>
              <More list={list} shown={rows.length} />
            </>
        }}
      </Answer>
    </div>
  )
}

const Card = ({ row }: { readonly row: CampaignRow }) => {
  const { data } = useQuery(campaign(row.id))
  const landing = data?.forecast.atThisRate ?? null
  return (
    <article className="card stack" aria-label={row.name}>
      <div className="spread">
        <h2 className="wrap"><Link href={pathOf("campaign", row.id)}>{row.name}</Link></h2>
        <span className="tag">{row.deals} of {row.headcount} creators</span>
      </div>
      <BudgetBar {...row} />
      <CpmScale {...row} />
      <Figures of={[
        ["Budget", money(row.budget, row.currency)],
        ["Campaign CPM", maybeMoney(row.campaignCpm, row.currency)],
        ["Saved against target", money(row.saved, row.currency)],
        ["Forecast", landing === null ? "–" : <>{money(landing.spend, row.currency)} <small>{landing.deals} deals at this rate</small></>]
      ]} />
      <Link href={`${pathOf("negotiations")}?campaign=${encodeURIComponent(row.id)}`}>Its negotiations<span className="visually-hidden"> ({row.name})</span></Link>
    </article>
  )
}
