import type { Forecast, Landing } from "@parley/api/Reports"
import type { ReactElement } from "react"
import { maybeMoney, money } from "../words/money.ts"

/** Where the campaign will land: what is agreed, what is out, and two ways it may end. */
export const ForecastFigures = ({ currency, forecast }: { readonly forecast: Forecast; readonly currency: string }): ReactElement => (
  <div className="table-scroll" tabIndex={0} role="group" aria-label="Forecast">
    <table>
      <thead><tr><th scope="col">Forecast</th><th scope="col" className="number">Deals</th><th scope="col" className="number">Cost</th><th scope="col" className="number">CPM</th></tr></thead>
      <tbody>
        <Line name="Agreed now" landing={forecast.agreed} currency={currency} />
        <Line name="At this rate" landing={forecast.atThisRate} currency={currency} />
        <Line name="If all open offers are accepted" landing={forecast.ifAllAccept} currency={currency} />
      </tbody>
    </table>
    <p className="small muted forecast-foot">{forecast.open.offers} offers are out, holding {money(forecast.open.reserved, currency)}; {forecast.ended} negotiations have ended; {forecast.headcountLeft} creators are still wanted.</p>
  </div>
)

const Line = ({ currency, landing, name }: { readonly name: string; readonly landing: Landing | null; readonly currency: string }) => (
  <tr>
    <th scope="row">{name}</th>
    {landing === null
      ? <td colSpan={3} className="number muted">not before a negotiation has ended</td>
      : <><td className="number">{landing.deals}</td><td className="number">{money(landing.spend, currency)}</td><td className="number">{maybeMoney(landing.cpm, currency)}</td></>}
  </tr>
)
