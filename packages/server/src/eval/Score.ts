import { Intent } from "@parley/domain/reading/ReplyReading"
import { Label, type Saying, type Verdict } from "./Lines.ts"

/** One labelled line and what was said of it. */
export interface Scored<A> {
  readonly id: string
  readonly family: string
  readonly expected: A
  readonly predicted: A
}

export interface Share { readonly right: number; readonly of: number }
export interface Retrieval { readonly found: number; readonly predicted: number; readonly expected: number }

export interface ReplyScore {
  readonly lines: number
  readonly intent: Share
  readonly perIntent: Readonly<Record<string, Share>>
  /** Rows are the labels, columns the predictions, both in the order of `intents`. */
  readonly confusion: ReadonlyArray<ReadonlyArray<number>>
  /** Amount and currency as labelled, "none" included; then over the lines that carry a figure only. */
  readonly rate: Share
  readonly figure: Share
  readonly falseAcceptances: ReadonlyArray<string>
  /** A figure was taken for an ask where none is one. */
  readonly trapped: ReadonlyArray<string>
  readonly counterparty: Readonly<Record<string, Retrieval>>
  readonly triggers: Readonly<Record<string, Retrieval>>
}

export const intents: ReadonlyArray<Intent> = Intent.literals

export const scoreReplies = (lines: ReadonlyArray<Scored<Saying>>): ReplyScore => ({
  lines: lines.length,
  intent: share(lines, rightIntent),
  perIntent: Object.fromEntries(intents.map((intent) => [intent, share(lines.filter((l) => l.expected.intent === intent), rightIntent)])),
  confusion: intents.map((label) => intents.map((said) => lines.filter((l) => l.expected.intent === label && l.predicted.intent === said).length)),
  rate: share(lines, rightRate),
  figure: share(lines.filter((l) => l.expected.proposedRateCents !== null), rightRate),
  falseAcceptances: lines.filter(falselyAccepted).map((l) => l.id),
  trapped: lines.filter((l) => l.expected.proposedRateCents === null && l.predicted.proposedRateCents !== null).map((l) => l.id),
  counterparty: Object.fromEntries((["influencer", "talent_manager"] as const).map((who) => [who, retrieval(lines, (s) => s.counterparty === who)])),
  triggers: Object.fromEntries(Label.literals.map((label) => [label, retrieval(lines, (s) => s.triggers.includes(label))]))
})

/** What is wrong with a prediction; nothing when it is right. */
export const failures = ({ expected, predicted }: Scored<Saying>): ReadonlyArray<string> => [
  ...expected.intent === predicted.intent ? [] : [`intent: expected ${expected.intent}, got ${predicted.intent}${predicted.intent === "accept" ? " (FALSE ACCEPTANCE)" : ""}`],
  ...rightRate({ expected, predicted }) ? [] : [`rate: expected ${money(expected)}, got ${money(predicted)}`],
  ...expected.counterparty === predicted.counterparty ? [] : [`counterparty: expected ${expected.counterparty}, got ${predicted.counterparty}`],
  ...Label.literals.flatMap((label) => {
    const wanted = expected.triggers.includes(label)
    return wanted === predicted.triggers.includes(label) ? [] : [`${label}: ${wanted ? "missed" : "fired for nothing"}`]
  })
]

export interface DraftScore {
  readonly lines: number
  readonly right: Share
  /** Should have been blocked and passed; should have passed and was blocked. */
  readonly missed: ReadonlyArray<FamilyHits>
  readonly overBlocked: ReadonlyArray<FamilyHits>
  readonly bad: number
  readonly good: number
}
export interface FamilyHits { readonly family: string; readonly ids: ReadonlyArray<string> }

export const scoreDrafts = (lines: ReadonlyArray<Scored<Verdict>>): DraftScore => ({
  lines: lines.length,
  right: share(lines, (l) => l.expected.decision === l.predicted.decision),
  missed: byFamily(lines.filter((l) => l.expected.decision === "block" && l.predicted.decision === "pass")),
  overBlocked: byFamily(lines.filter((l) => l.expected.decision === "pass" && l.predicted.decision === "block")),
  bad: lines.filter((l) => l.expected.decision === "block").length,
  good: lines.filter((l) => l.expected.decision === "pass").length
})

const rightIntent = ({ expected, predicted }: Scored<Saying>): boolean => expected.intent === predicted.intent
const rightRate = ({ expected, predicted }: Pick<Scored<Saying>, "expected" | "predicted">): boolean =>
  expected.proposedRateCents === predicted.proposedRateCents && expected.currency === predicted.currency
const falselyAccepted = ({ expected, predicted }: Scored<Saying>): boolean => predicted.intent === "accept" && expected.intent !== "accept"

const money = ({ currency, proposedRateCents }: Saying): string => proposedRateCents === null ? "none" : `${proposedRateCents} ${currency ?? "?"}`

const share = <A>(lines: ReadonlyArray<A>, isRight: (line: A) => boolean): Share => ({ right: lines.filter(isRight).length, of: lines.length })

const retrieval = (lines: ReadonlyArray<Scored<Saying>>, has: (saying: Saying) => boolean): Retrieval => ({
  found: lines.filter((l) => has(l.expected) && has(l.predicted)).length,
  predicted: lines.filter((l) => has(l.predicted)).length,
  expected: lines.filter((l) => has(l.expected)).length
})

const byFamily = (lines: ReadonlyArray<Scored<Verdict>>): ReadonlyArray<FamilyHits> =>
  [...new Set(lines.map((l) => l.family))].sort().map((family) => ({ family, ids: lines.filter((l) => l.family === family).map((l) => l.id) }))
