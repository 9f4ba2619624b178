import { table } from "../cli/table.ts"
import { type DraftScore, type FamilyHits, intents, type ReplyScore, type Retrieval, type Share } from "./Score.ts"

export const renderReplies = (score: ReplyScore): string =>
  [
    `Replies: ${score.lines}`,
    `  intent              ${percent(score.intent)}`,
    `  rate, all lines     ${percent(score.rate)}`,
    `  rate, where asked   ${percent(score.figure)}`,
    `  FALSE ACCEPTANCES   ${listed(score.falseAcceptances)}`,
    `  figures from traps  ${listed(score.trapped)}`,
    "",
    "Label (row) against prediction (column)",
    table(
      ["", ...intents, "right"],
      intents.map((label, row) => [label, ...(score.confusion[row] ?? []).map((n) => n === 0 ? "." : String(n)), percent(score.perIntent[label] ?? { right: 0, of: 0 })]),
      intents.map((_, i) => i + 1)
    ),
    "",
    table(
      ["label", "precision", "recall"],
      [...Object.entries(score.counterparty), ...Object.entries(score.triggers)].map(([label, one]) => [label, precision(one), recall(one)])
    )
  ].join("\n")

export const renderDrafts = (score: DraftScore): string =>
  [
    `Drafts: ${score.lines}, judged rightly ${percent(score.right)}`,
    `  misses, of ${score.bad} that must not leave: ${count(score.missed)}`,
    ...score.missed.map(hits),
    `  over-blocks, of ${score.good} that may leave: ${count(score.overBlocked)}`,
    ...score.overBlocked.map(hits)
  ].join("\n")

const percent = ({ of, right }: Share): string => of === 0 ? "-" : `${(100 * right / of).toFixed(1)} % (${right}/${of})`
const precision = ({ found, predicted }: Retrieval): string => percent({ right: found, of: predicted })
const recall = ({ expected, found }: Retrieval): string => percent({ right: found, of: expected })
const listed = (ids: ReadonlyArray<string>): string => `${ids.length}${ids.length === 0 ? "" : `: ${ids.join(", ")}`}`
const count = (families: ReadonlyArray<FamilyHits>): number => families.reduce((n, { ids }) => n + ids.length, 0)
const hits = ({ family, ids }: FamilyHits): string => `    ${family}: ${ids.join(", ")}`
