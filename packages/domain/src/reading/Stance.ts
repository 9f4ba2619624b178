import { type Act, acts, type ActShares, softmax } from "./Acts.ts"
import { stanceBias, stanceWeights } from "./learned.ts"
import { Intent } from "./ReplyReading.ts"
import type { Worded } from "./Wording.ts"

/** What the rules see in a reply, each as one word such as "ask=up": it is weighed beside what the sentences do. */
export type Signals = ReadonlyArray<string>

/** How likely each intent is; they add up to 1. */
export type Stance = Readonly<Record<Intent, number>>

/** The position of a whole reply from what its sentences do and what the rules see in it. */
export const stanceOf = (sentences: ReadonlyArray<Worded>, shares: ReadonlyArray<ActShares>, signals: Signals): Stance => {
  const scores = [...stanceBias]
  for (const [name, value] of featuresOf(sentences, shares, signals)) {
    const row = stanceWeights[name]
    if (row !== undefined) for (let i = 0; i < row.length; i++) scores[i] = (scores[i] ?? 0) + (row[i] ?? 0) * value
  }
  const likely = softmax(scores)
  const of = (intent: Intent): number => likely[Intent.literals.indexOf(intent)] ?? 0
  return { accept: of("accept"), counter: of("counter"), reject: of("reject"), question: of("question"), unclear: of("unclear"), out_of_office: of("out_of_office"), handoff: of("handoff") }
}

/** What is weighed of a reply, by name. */
export const featuresOf = (sentences: ReadonlyArray<Worded>, shares: ReadonlyArray<ActShares>, signals: Signals): ReadonlyArray<readonly [string, number]> => {
  const columns = acts.map((_, at) => shares.map((row) => row[at] ?? 0))
  const most = (act: Act): number => Math.max(0, ...columns[acts.indexOf(act)] ?? [])
  const found: Array<readonly [string, number]> = []
  for (let at = 0; at < acts.length; at++) {
    const column = columns[at] ?? []
    const name = names[at]
    if (name === undefined) continue
    let [first, second, told, rest] = [0, 0, 0, 1]
    for (let i = 0; i < column.length; i++) {
      const share = column[i] ?? 0
      if (share > first) { second = first; first = share } else if (share > second) second = share
      if (share > told && sentences[i]?.asks === false) told = share
      rest *= 1 - share * 0.9
    }
    found.push(
      [name.most, first], [name.second, second], [name.likely, first > 0.5 ? 1 : 0], [name.log, Math.log(first + 0.001) / 4],
      [name.any, 1 - rest], [name.first, column[0] ?? 0], [name.last, column.at(-1) ?? 0], [name.told, told]
    )
  }
  const [accept, ask, term] = [most("accept"), most("ask"), most("term")]
  found.push(
    ["accept and term", accept * term], ["accept and ask", accept * ask], ["accept alone", accept * (1 - term) * (1 - ask)],
    ["accept and undecided", accept * most("undecided")], ["accept and question", accept * most("question")], ["accept and reject", accept * most("reject")],
    ["asks", sentences.some(({ asks }) => asks) ? 1 : 0], ["length", Math.min(sentences.length, 15) / 15]
  )
  const yes = columns[acts.indexOf("accept")] ?? []
  const top = yes.indexOf(accept)
  const among = (row: ActShares | undefined, which: ReadonlyArray<Act>): number => which.reduce((sum, act) => sum + (row?.[acts.indexOf(act)] ?? 0), 0)
  found.push(
    ["yes surely", accept > 0.9 ? 1 : 0], ["yes very surely", accept > 0.98 ? 1 : 0], ["yes twice", yes.filter((share) => share > 0.7).length > 1 ? 1 : 0],
    ["wants beside yes", accept * Math.max(0, ...shares.map((row, i) => i === top ? 0 : among(row, ["ask", "term", "reject"])))],
    ["wants in yes", accept > 0.3 ? among(shares[top], ["ask", "term"]) : 0],
    ["calm", shares.length === 0 ? 0 : Math.min(...shares.map((row) => among(row, ["accept", "neutral", "question"])))]
  )
  return [...found, ...signals.map((signal) => [signal, 1] as const)]
}

const names = acts.map((act) => ({
  most: `${act} most`, second: `${act} second`, likely: `${act} likely`, log: `${act} log`, any: `${act} any`, first: `${act} first`, last: `${act} last`, told: `${act} told`
}))
