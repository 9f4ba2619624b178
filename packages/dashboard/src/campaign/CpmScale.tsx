import type { ReactElement } from "react"
import { money } from "../words/money.ts"
import { cpmPlaces } from "./budgetParts.ts"

/** The campaign's CPM between 0 and a bit over the ceiling: a zone from target to ceiling, and a dot for what the deals come to. */
export const CpmScale = (cpm: { readonly targetCpm: number; readonly ceilingCpm: number; readonly campaignCpm: number | null; readonly currency: string }): ReactElement => {
  const { ceiling, now, target } = cpmPlaces(cpm)
  const at = (share: number) => `${(share * 100).toFixed(2)}%`
  const say = (minor: number) => money(minor, cpm.currency)
  const words = cpm.campaignCpm === null
    ? `No deal yet; CPM target ${say(cpm.targetCpm)}, ceiling ${say(cpm.ceilingCpm)}`
    : `Campaign CPM ${say(cpm.campaignCpm)}, ${where(cpm.campaignCpm, cpm)}; target ${say(cpm.targetCpm)}, ceiling ${say(cpm.ceilingCpm)}`
  return (
    <svg className="scale" role="img" aria-label={words}>
      <rect className="track" y="20" width="100%" height="10" rx="5" />
      <rect className="zone" x={at(target)} y="20" width={at(ceiling - target)} height="10" />
      <line className="mark" x1={at(target)} x2={at(target)} y1="16" y2="34" />
      <line className="mark" x1={at(ceiling)} x2={at(ceiling)} y1="16" y2="34" />
      <text x={at(target)} y="48" textAnchor="middle">target {say(cpm.targetCpm)}</text>
      <text x={at(ceiling)} y="12" textAnchor="middle">ceiling {say(cpm.ceilingCpm)}</text>
      {now === null ? null : <circle className="now" cx={at(now)} cy="25" r="8" />}
    </svg>
  )
}

const where = (reached: number, { ceilingCpm, targetCpm }: { readonly targetCpm: number; readonly ceilingCpm: number }): string =>
  reached <= targetCpm ? "at or under the target" : reached <= ceilingCpm ? "between target and ceiling" : "over the ceiling"
