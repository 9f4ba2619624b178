import { describeUsage } from "../deliverables/UsageRights.ts"
import { type Figure, findAmounts } from "../reading/Amounts.ts"
import { normalise } from "../reading/Normal.ts"
import type { Brief } from "./Brief.ts"

/** A duration as its number and unit: "30e-0 day". */
export const termOf = (figure: Figure, after: string): string => `${figure.coefficient}e-${figure.scale} ${/^ ?-?(?:(?:business|working|calendar) )?([a-z]{0,3})/.exec(after)?.[1] ?? ""}`

/** The durations of the brief's payment terms, schedule and usage, which prose may repeat. "net 30" is 30 days. */
export const ownTerms = (brief: Brief): ReadonlyArray<string> =>
  [brief.paymentTerms, brief.schedule, brief.about, brief.product ?? "", brief.syndication ?? "", describeUsage(brief.usage)].flatMap((text) => {
    const { lower } = normalise(text)
    return findAmounts(text).flatMap((figure) => [termOf(figure, lower.slice(figure.to)), ...(/\bnet ?-?$/.test(lower.slice(0, figure.from)) ? [`${figure.coefficient}e-${figure.scale} day`] : [])])
  })
