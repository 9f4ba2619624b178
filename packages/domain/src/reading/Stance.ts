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
    if (row !== undefined) for (const [i, weight] of row.entries()) scores[i] = (scores[i] ?? 0) + weight * value
  }
  const likely = softmax(scores)
  const of = (intent: Intent): number => likely[Intent.literals.indexOf(intent)] ?? 0
  return { accept: of("accept"), counter: of("counter"), reject: of("reject"), question: of("question"), unclear: of("unclear"), out_of_office: of("out_of_office"), handoff: of("handoff") }
}

/** What is weighed of a reply, by name. */
export const featuresOf = (sentences: ReadonlyArray<Worded>, shares: ReadonlyArray<ActShares>, signals: Signals): ReadonlyArray<readonly [string, number]> => {
  const column = (act: Act, which: (sentence: Worded | undefined) => boolean = () => true): ReadonlyArray<number> =>
    shares.flatMap((row, i) => which(sentences[i]) ? row[acts.indexOf(act)] ?? 0 : [])
  const most = (act: Act): number => Math.max(0, ...column(act))
  const found: Array<readonly [string, number]> = []
  for (const act of acts) {
    const sorted = column(act).toSorted((a, b) => b - a)
    const [first = 0, second = 0] = sorted
    found.push(
      [`${act} most`, first], [`${act} second`, second], [`${act} likely`, first > 0.5 ? 1 : 0], [`${act} log`, Math.log(first + 0.001) / 4],
      [`${act} any`, 1 - column(act).reduce((rest, share) => rest * (1 - share * 0.9), 1)],
      [`${act} first`, shares[0]?.[acts.indexOf(act)] ?? 0], [`${act} last`, shares.at(-1)?.[acts.indexOf(act)] ?? 0],
      [`${act} told`, Math.max(0, ...column(act, (sentence) => sentence?.asks === false))]
    )
  }
  const [accept, ask, term] = [most("accept"), most("ask"), most("term")]
  found.push(
    ["accept and term", accept * term], ["accept and ask", accept * ask], ["accept alone", accept * (1 - term) * (1 - ask)],
    ["accept and undecided", accept * most("undecided")], ["accept and question", accept * most("question")], ["accept and reject", accept * most("reject")],
    ["asks", sentences.some(({ asks }) => asks) ? 1 : 0], ["length", Math.min(sentences.length, 15) / 15]
  )
  const yes = column("accept")
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
