import type { Offers } from "@parley/api/NegotiationReports"
import { lazy, type ReactElement, Suspense } from "react"
import { Loading } from "../shell/States.tsx"
import { maybeMoney, money } from "../words/money.ts"
import { when } from "../words/when.ts"

/** The chart library is asked for when a negotiation is opened. */
const OffersPlot = lazy(() => import("./OffersPlot.tsx"))

/** The offers as a picture, and the same as a table. */
export const OffersCard = ({ offers }: { readonly offers: Offers }): ReactElement => {
  const { agreed, ceiling, currency, points, target } = offers
  return (
    <figure className="card stack" aria-labelledby="offers-title">
      <figcaption className="spread">
        <h2 id="offers-title">Offers</h2>
        <ul className="legend">
          <li><svg aria-hidden="true" viewBox="0 0 20 12"><path d="M0 6h20" stroke="var(--ours)" strokeWidth="2.5" /><circle cx="10" cy="6" r="4" fill="var(--ours)" /></svg>ours</li>
          <li><svg aria-hidden="true" viewBox="0 0 20 12"><path d="M0 6h20" stroke="var(--theirs)" strokeWidth="2.5" strokeDasharray="5 3" /><rect x="6" y="2" width="8" height="8" fill="var(--theirs)" /></svg>theirs</li>
        </ul>
      </figcaption>
      <Suspense fallback={<Loading what="the chart" />}><OffersPlot offers={offers} /></Suspense>
      <details>
        <summary>The same as a table</summary>
        <div className="table-scroll" tabIndex={0} role="group" aria-label="Offers as a table">
          <table>
            <caption className="visually-hidden">Rates named over time; target {maybeMoney(target, currency)}, ceiling {maybeMoney(ceiling, currency)}, agreed {maybeMoney(agreed, currency)}</caption>
            <thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col" className="number">Rate</th><th scope="col" className="number">CPM</th></tr></thead>
            <tbody>
              {points.map(({ at, cpm, rate, side, version }) => (
                <tr key={`${version} ${side}`}>
                  <th scope="row">{when(at)}</th><td>{side === "ours" ? "our offer" : "their ask"}</td>
                  <td className="number">{money(rate, currency)}</td><td className="number">{maybeMoney(cpm, currency)}</td>
                </tr>
              ))}
              <tr><th scope="row" colSpan={2}>Target</th><td className="number">{maybeMoney(target, currency)}</td><td /></tr>
              <tr><th scope="row" colSpan={2}>Ceiling</th><td className="number">{maybeMoney(ceiling, currency)}</td><td /></tr>
              {agreed === null ? null : <tr><th scope="row" colSpan={2}>Agreed</th><td className="number">{money(agreed, currency)}</td><td /></tr>}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  )
}
