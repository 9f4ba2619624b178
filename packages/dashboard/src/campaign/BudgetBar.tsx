import { type ReactElement, useId } from "react"
import { money } from "../words/money.ts"
import { budgetParts } from "./budgetParts.ts"

interface Budget {
  readonly budget: number
  readonly agreed: number
  readonly reserved: number
  readonly currency: string
}

/** The budget as a bar that needs no colour: agreed is solid, reserved hatched, free empty, and each is written below. */
export const BudgetBar = ({ agreed, budget, currency, reserved }: Budget): ReactElement => {
  const hatch = useId()
  const parts = budgetParts({ agreed, budget, reserved })
  const percent = (share: number) => `${(share * 100).toFixed(2)}%`
  return (
    <div className="stack-small">
      <svg className="bar" aria-hidden="true" focusable="false">
        <Hatch id={hatch} />
        <rect className="agreed" width={percent(parts.agreed)} height="100%" rx="3" />
        <rect x={percent(parts.agreed)} width={percent(parts.reserved)} height="100%" fill={`url(#${hatch})`} />
        <rect className="frame-line" width="100%" height="100%" rx="3" />
      </svg>
      <ul className="legend">
        <li><svg className="bar" aria-hidden="true"><rect className="agreed" width="100%" height="100%" rx="2" /></svg>{money(agreed, currency)} agreed</li>
        <li><svg className="bar" aria-hidden="true"><rect width="100%" height="100%" fill={`url(#${hatch})`} /><rect className="frame-line" width="100%" height="100%" /></svg>{money(reserved, currency)} reserved</li>
        <li><svg className="bar" aria-hidden="true"><rect className="frame-line" width="100%" height="100%" /></svg>{money(Math.max(0, budget - agreed - reserved), currency)} free</li>
        {parts.over > 0 ? <li><strong>{money(parts.over, currency)} over the budget</strong></li> : null}
      </ul>
    </div>
  )
}

const Hatch = ({ id }: { readonly id: string }) => (
  <defs>
    <pattern id={id} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line className="hatch" x1="1" y1="0" x2="1" y2="7" />
    </pattern>
  </defs>
)
