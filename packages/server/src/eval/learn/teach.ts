import { type Act, acts, type ActShares, shareOf, weigh, zero } from "@parley/domain/reading/Acts"
import type { Observation } from "@parley/domain/reading/Observation"
import { Intent } from "@parley/domain/reading/ReplyReading"
import { featuresOf } from "@parley/domain/reading/Stance"
import { type Worded, wordingsOf } from "@parley/domain/reading/Wording"
import { type Draw, drawFrom } from "./Draw.ts"
import type { Taught } from "./Phrasebook.ts"
import { type Example, learn, type Learned } from "./regression.ts"

/** A labelled reply as the rules see it. */
export interface Lesson {
  readonly seen: Observation
  readonly intent: Intent
  /** All that is known is that it is not `intent`. */
  readonly not?: true
}

/** What is to be learnt: what sentences do, and what replies that hold them are. */
export interface Taken {
  readonly acts: Learned
  readonly stance: Learned
}

/** Sentences of the phrase book and of the replies teach the acts, in so many passes over the replies; the replies teach the stance. */
export const teach = (book: ReadonlyArray<Taught>, lessons: ReadonlyArray<Lesson>, passes: number, report: (line: string) => void): Taken => {
  const draw = drawFrom(7)
  const known = lessons.filter(({ not }) => not === undefined)
  // of a reply of one sentence it is that sentence which does not accept
  const denied = lessons.flatMap(({ not, seen }): ReadonlyArray<Taught> => not === true && seen.words.length === 1 ? seen.words.map((sentence) => ({ sentence, act: "accept", not })) : [])
  let learnt = learnActs([...book, ...denied], draw)
  for (let pass = 0; pass < passes; pass++) {
    const found = known.flatMap((lesson) => sentencesIn(lesson, learnt))
    report(`pass ${pass + 1}: ${book.length} sentences of the phrase book, ${found.length} of replies`)
    learnt = learnActs([...book, ...denied, ...denied, ...found, ...found, ...found], draw)
  }
  const examples = lessons.map(({ intent, not, seen }): Example => ({
    features: featuresOf(seen.words, seen.words.map((sentence) => sharesBy(learnt, sentence)), seen.signals),
    label: Intent.literals.indexOf(intent),
    ...not === true ? { not, weight: unlikely } : { weight: 1 }
  }))
  return { acts: learnt, stance: learn(examples, { classes: Intent.literals.length, rounds: 60, rate: 0.05, decay: 0.002, least: 3 }, draw) }
}

/** There are more near misses written down than there are in any mailbox. */
const unlikely = 0.25

const learnActs = (sentences: ReadonlyArray<Taught>, draw: Draw): Learned => {
  const counts = new Map<Act, number>()
  for (const { act } of sentences) counts.set(act, (counts.get(act) ?? 0) + 1)
  return learn(sentences.map(({ act, not, sentence }) => ({
    features: featuresIn(sentence),
    label: acts.indexOf(act),
    ...not === true ? { not } : {},
    weight: Math.sqrt(sentences.length / acts.length / (counts.get(act) ?? 1))
  })), { classes: acts.length, rounds: 12, rate: 0.25, decay: 0.00002, least: 3 }, draw)
}

const featuresIn = (sentence: Worded): ReadonlyArray<readonly [string, number]> => {
  const found = wordingsOf(sentence)
  const share = shareOf(found.length)
  return found.map((wording) => [wording, share])
}

const sharesBy = (learnt: Learned, sentence: Worded): ActShares => weigh(sentence, learnt.bias, 1, (wording) => learnt.weights.get(wording))

/** The acts that make an intent, and those that a reply of that intent cannot hold. */
const telling: Readonly<Record<Intent, { readonly makes: ReadonlyArray<Act>; readonly excludes: ReadonlyArray<Act> }>> = {
  accept: { makes: ["accept"], excludes: ["ask", "term", "reject", "undecided", "handoff", "machine"] },
  counter: { makes: ["ask", "term"], excludes: ["reject", "handoff", "machine"] },
  reject: { makes: ["reject"], excludes: ["accept", "ask", "term", "handoff", "machine"] },
  question: { makes: ["question"], excludes: ["accept", "ask", "term", "reject", "handoff", "machine"] },
  unclear: { makes: ["undecided"], excludes: ["ask", "term", "reject", "machine"] },
  handoff: { makes: ["handoff"], excludes: ["accept", "ask", "term", "reject", "machine"] },
  out_of_office: { makes: ["machine"], excludes: [] }
}

/** What the sentences of a labelled reply must do: the likeliest one makes the intent, and none does what the intent excludes. */
const sentencesIn = ({ intent, seen }: Lesson, learnt: Learned): ReadonlyArray<Taught> => {
  const { excludes, makes } = telling[intent]
  const rows = seen.words.map((sentence) => ({ sentence, shares: sharesBy(learnt, sentence) }))
  const share = (shares: ActShares, act: Act): number => shares[acts.indexOf(act)] ?? 0
  const made = rows.map(({ shares }) => Math.max(...makes.map((act) => share(shares, act))))
  const top = made.indexOf(Math.max(...made))
  return rows.flatMap(({ sentence, shares }, i): ReadonlyArray<Taught> => {
    const likely = acts[shares.indexOf(Math.max(...shares))] ?? "neutral"
    const best = makes.toSorted((a, b) => share(shares, b) - share(shares, a))[0] ?? "neutral"
    if (i === top) return (made[i] ?? 0) > 0.08 || rows.length === 1 ? [{ sentence, act: best }] : []
    if (makes.includes(likely) && share(shares, likely) > 0.5) return [{ sentence, act: likely }]
    if (excludes.includes(likely)) return [{ sentence, act: sentence.asks && (intent === "accept" || intent === "question") ? "question" : "neutral" }]
    return likely === "neutral" && share(shares, likely) > 0.5 ? [{ sentence, act: likely }] : []
  })
}

/** What was learnt as the module that readers load: weights in 128 steps, one letter each, of the wordings that matter most. */
export const written = ({ acts: learnt, stance }: Taken, most: number): string => {
  const strength = (row: Float64Array): number => Math.max(...row) - Math.min(...row)
  const kept = [...learnt.weights].filter(([wording]) => !/[\n\r]/.test(wording)).toSorted(([a, one], [b, two]) => strength(two) - strength(one) || (a < b ? -1 : 1)).slice(0, most)
  const largest = Math.max(...kept.map(([, row]) => Math.max(...row.map(Math.abs))))
  const scale = largest / 63
  const letters = kept.map(([, row]) => Array.from(row, (weight) => String.fromCharCode(zero + Math.round(weight / scale))).join("")).join("")
  const numbers = (row: ArrayLike<number>): string => `[${Array.from(row, (value) => Number(value.toFixed(3))).join(", ")}]`
  return [
    "// Learnt by `npm run eval -- learn` from samples/evaluation; not written by hand.",
    `export const actScale = ${scale}`,
    `export const actBias: ReadonlyArray<number> = ${numbers(learnt.bias)}`,
    `export const actVocabulary = ${JSON.stringify(kept.map(([wording]) => wording).join("\n"))}`,
    `export const actWeights = ${JSON.stringify(letters)}`,
    `export const stanceBias: ReadonlyArray<number> = ${numbers(stance.bias)}`,
    "export const stanceWeights: Readonly<Record<string, ReadonlyArray<number>>> = {",
    [...stance.weights].toSorted(([a], [b]) => a < b ? -1 : 1).map(([name, row]) => `  ${JSON.stringify(name)}: ${numbers(row)}`).join(",\n"),
    "}",
    ""
  ].join("\n")
}
