import type { Offers } from "@parley/api/NegotiationReports"
import { type ReactElement, useMemo } from "react"
import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts"
import { money } from "../words/money.ts"
import { shortWhen, when } from "../words/when.ts"
import { plotOf } from "./plot.ts"

/** Both sides' rates over time against target and ceiling. Ours are discs on a solid line, theirs squares on a dashed one, so that no colour is needed. */
const OffersPlot = ({ offers }: { readonly offers: Offers }): ReactElement => {
  const plot = useMemo(() => plotOf(offers), [offers])
  const { agreed, ceiling, currency, target } = offers
  if (plot === null) return <p className="muted">Nobody has named a rate yet.</p>
  const say = (minor: number) => money(minor, currency)
  return (
    <div className="plot">
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={[...plot.rows]} margin={{ top: 16, right: 24, bottom: 4, left: 8 }} title="Rates over time" desc="The same figures stand in the table below.">
          <CartesianGrid vertical={false} />
          <XAxis dataKey="at" type="number" scale="time" domain={[...plot.time]} tickFormatter={shortWhen} tickCount={5} minTickGap={32} stroke="var(--line-strong)" />
          <YAxis type="number" domain={[plot.ticks[0] ?? 0, plot.ticks.at(-1) ?? 0]} ticks={[...plot.ticks]} interval={0} tickFormatter={say} width={72} stroke="var(--line-strong)" />
          {target === null ? null : <Limit at={target} label="target" />}
          {ceiling === null ? null : <Limit at={ceiling} label="ceiling" />}
          {agreed === null ? null : <ReferenceLine y={agreed} stroke="var(--good)" strokeWidth={2} label={{ value: "agreed", position: "insideBottomLeft" }} />}
          <Tooltip isAnimationActive={false} content={({ active, label, payload }) => active && typeof label === "number"
            ? <div className="plot-tip"><strong>{when(label)}</strong>{payload.map(({ name, value }) => typeof value === "number" ? <div key={String(name)}>{name}: {say(value)}</div> : null)}</div>
            : null} />
          <Line name="Our offer" dataKey="ours" className="ours-line" connectNulls isAnimationActive={false} strokeWidth={2.5} type="stepAfter" stroke="var(--ours)"
            dot={({ cx, cy, value, index }: Dot) => value === undefined || value === null ? <g key={index} /> : <circle key={index} cx={cx} cy={cy} r={5} fill="var(--ours)" />} />
          <Line name="Their ask" dataKey="theirs" className="theirs-line" connectNulls isAnimationActive={false} strokeWidth={2.5} type="stepAfter" stroke="var(--theirs)" strokeDasharray="7 4"
            dot={({ cx, cy, value, index }: Dot) => value === undefined || value === null ? <g key={index} /> : <rect key={index} x={(cx ?? 0) - 5} y={(cy ?? 0) - 5} width={10} height={10} fill="var(--theirs)" />} />
        </LineChart>
      </ResponsiveContainer>
    </div>
  )
}

export default OffersPlot

interface Dot {
  readonly cx?: number
  readonly cy?: number
  readonly value?: unknown
  readonly index?: number
}

const Limit = ({ at, label }: { readonly at: number; readonly label: string }) => (
  <ReferenceLine y={at} stroke="var(--line-strong)" strokeDasharray="2 4" strokeWidth={1.5} label={{ value: label, position: "insideTopRight" }} />
)
