import { type Act, acts, type ActShares, shareOf, steps, weigh, zero } from "@parley/domain/reading/Acts"
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
  /** Replies of one family are much alike. */
  readonly family: string
  /** All that is known is that it is not `intent`. */
  readonly not?: true
}

/** What is to be learnt: what sentences do, and what replies that hold them are. */
export interface Taken {
  readonly acts: Learned
  readonly stance: Learned
}

/**
 * Sentences of the phrase book and of the replies teach the acts, in so many passes over the replies; the replies teach the stance, each
 * weighed by acts that were learnt without its family, for what was learnt from a reply is surer of it than of any other.
 */
export const teach = (book: ReadonlyArray<Taught>, lessons: ReadonlyArray<Lesson>, passes: number, report: (line: string) => void): Taken => {
  const draw = drawFrom(7)
  const known = lessons.filter(({ not }) => not === undefined)
  let learnt = learnActs([...book, ...deniedIn(lessons)], draw)
  let found = new Map<Lesson, ReadonlyArray<Taught>>()
  const learnFrom = (some: ReadonlyArray<Lesson>): Learned => {
    const denied = deniedIn(some)
    const told = some.flatMap((lesson) => found.get(lesson) ?? [])
    return learnActs([...book, ...denied, ...denied, ...told, ...told, ...told], draw)
  }
  for (let pass = 0; pass < passes; pass++) {
    found = new Map(known.map((lesson) => [lesson, sentencesIn(lesson, learnt)]))
    learnt = learnFrom(lessons)
    report(`pass ${pass + 1}: ${book.length} sentences of the phrase book, ${[...found.values()].flat().length} of replies`)
  }
  const families = [...new Set(lessons.map(({ family }) => family))]
  const examples = Array.from({ length: parts }, (_, part) => {
    const blind = new Set(families.filter((_, i) => i % parts === part))
    const others = learnFrom(lessons.filter(({ family }) => !blind.has(family)))
    report(`part ${part + 1} of ${parts} weighed by the rest`)
    return lessons.filter(({ family }) => blind.has(family)).map(({ intent, not, seen }): Example => ({
      features: featuresOf(seen.words, seen.words.map((sentence) => sharesBy(others, sentence)), seen.signals),
      label: Intent.literals.indexOf(intent),
      ...not === true ? { not, weight: unlikely } : { weight: 1 }
    }))
  }).flat()
  return { acts: learnt, stance: learn(examples, { classes: Intent.literals.length, rounds: 60, rate: 0.05, decay: 0.002, least: 3 }, draw) }
}

const parts = 3

/** Of a reply of one sentence it is that sentence which does not accept. */
const deniedIn = (lessons: ReadonlyArray<Lesson>): ReadonlyArray<Taught> =>
  lessons.flatMap(({ not, seen }): ReadonlyArray<Taught> => not === true && seen.words.length === 1 ? seen.words.map((sentence) => ({ sentence, act: "accept", not })) : [])

/** There are more near misses written down than there are in any mailbox. */
const unlikely = 0.1

const learnActs = (sentences: ReadonlyArray<Taught>, draw: Draw): Learned => {
  const counts = new Map<Act, number>()
  for (const { act } of sentences) counts.set(act, (counts.get(act) ?? 0) + 1)
  const found = sentences.map(({ sentence }) => [...wordingsOf(sentence)])
  const seen = new Map<string, number>()
  for (const wordings of found) for (const wording of wordings) seen.set(wording, (seen.get(wording) ?? 0) + 1)
  return learn(sentences.map(({ act, not }, i) => ({
    features: featuresIn((found[i] ?? []).filter((wording) => (seen.get(wording) ?? 0) >= least)),
    label: acts.indexOf(act),
    ...not === true ? { not } : {},
    weight: Math.sqrt(sentences.length / acts.length / (counts.get(act) ?? 1))
  })), { classes: acts.length, rounds: 12, rate: 0.25, decay: 0.0001, least }, draw)
}

/** Wordings of fewer sentences say too little. */
const least = 10

const featuresIn = (found: ReadonlyArray<string>): ReadonlyArray<readonly [string, number]> => {
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

/** What was learnt as the module that readers load: the weights of a wording in steps, one letter each. */
export const written = ({ acts: learnt, stance }: Taken): string => {
  const kept = [...learnt.weights].filter(([wording]) => !/[\n\r]/.test(wording)).toSorted(([a], [b]) => a < b ? -1 : 1)
  // one in a thousand is so strong that it may as well be a little weaker
  const sizes = kept.flatMap(([, row]) => Array.from(row, Math.abs)).toSorted((a, b) => a - b)
  const scale = Math.max(1e-6, sizes[Math.floor(sizes.length * 0.999)] ?? 0) / steps
  const letter = (weight: number): string => String.fromCharCode(zero + Math.max(-steps, Math.min(steps, Math.round(weight / scale))))
  const letters = kept.map(([, row]) => Array.from(row, letter).join("")).join("")
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
