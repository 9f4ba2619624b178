import { type Act, acts } from "@parley/domain/reading/Acts"
import { findAmountsIn } from "@parley/domain/reading/Amounts"
import { normalise } from "@parley/domain/reading/Normal"
import { sentences } from "@parley/domain/reading/Sentences"
import { type Worded, worded } from "@parley/domain/reading/Wording"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { Draw } from "./Draw.ts"

/** A sentence and what it does. */
export interface Taught {
  readonly sentence: Worded
  readonly act: Act
  /** All that is known is that it does not do `act`. */
  readonly not?: true
}

/**
 * The sentences that a folder of phrases stands for: one file an act, one pattern a line, in which "(happy|glad)" is one of these
 * words, "(please)?" one or none, and "Own", "Up" or "Date" a figure of that kind. Of every line so many are drawn, opened and
 * closed as mails are, and worded as a reply's are.
 */
export const phrases = (folder: string, perLine: number, draw: Draw): ReadonlyArray<Taught> =>
  acts.flatMap((act) => {
    const lines = readFileSync(join(folder, `${act}.txt`), "utf8").split("\n").filter((line) => line.trim() !== "")
    return lines.flatMap((line) => {
      const drawn = new Set(Array.from({ length: perLine }, () => spoken(line, draw)))
      return [...drawn].flatMap((phrase) => {
        const asks = act === "question" && asking.test(phrase) || (act === "ask" || act === "term") && requesting.test(phrase)
        const text = act === "machine" ? phrase : `${draw.one(openers)}${phrase}${asks ? "?" : draw.one(closers)}`
        return wordedAs(text.replace(/\b[A-Z][a-z]+\b/g, (word) => figures[word] === undefined ? word : draw.one(figures[word] ?? []))).map((sentence): Taught => ({ sentence, act }))
      })
    })
  })

/** Sentences that people wrote, one a line behind its act and a tab, in answer to an offer of $2,000. */
export const sentencesOf = (text: string): ReadonlyArray<Taught> =>
  text.split("\n").flatMap((line) => {
    const [name, said] = line.split("\t")
    const act = acts.find((one) => one === name)
    return act === undefined || said === undefined ? [] : wordedAs(said).map((sentence): Taught => ({ sentence, act }))
  })

/** What the words for figures stand for, beside an offer of $2,000. */
const figures: Readonly<Record<string, ReadonlyArray<string>>> = {
  Own: ["$2,000", "$2000", "2,000", "2k", "$2k", "2000 usd", "two thousand"],
  Up: ["$2,600", "$3000", "2.5k", "3k", "$2,400", "3,200", "2800", "twenty-five hundred", "$3,500"],
  Down: ["$1,500", "1200", "$900"], Amt: ["$900", "$1,200", "700", "$1,500", "$600"], Oth: ["€2,400", "£2,000", "2500 eur", "CAD 3,000"],
  Date: ["14 march", "the 5th of june", "may 12", "friday 3 july", "2026-04-10"], Duration: ["30 days", "two weeks", "6 months", "90 days", "a week", "48 hours"],
  Percentage: ["20%", "50%", "15 percent"], Count: ["120k", "85,000", "200k"], Quantity: ["one", "two", "3", "2x", "1"], Phone: ["+44 7700 900123"], Identifier: ["48213", "INC-20391"],
  Name: ["maya", "lena", "tom", "dana reed", "zuri"]
}
const people = ["maya", "lena", "tom", "dana", "reed", "zuri"]

const wordedAs = (text: string): ReadonlyArray<Worded> => {
  const normal = normalise(text)
  return worded(sentences(normal.lower), { lower: normal.lower, figures: findAmountsIn(normal, true), currency: "USD", openOffer: 200_000, names: people })
}

const spoken = (line: string, draw: Draw): string =>
  line.replace(/\(([^()]*)\)\?/g, (_, words: string) => draw.number() < 0.6 ? draw.one(words.split("|")) : "")
    .replace(/\(([^()]*)\)/g, (_, words: string) => draw.one(words.split("|"))).replace(/\s+/g, " ").trim()

const asking = /^(?:what|which|who|where|when|how|why|is|are|any|do|does|did|would|will|can|could|should|have|has|was|may|hypothetically|in theory|theoretically|just hypothetically|suppose|let's say|say|r u)\b/
const requesting = /^(?:could|can|would|how about|what about|is there|any chance|got any|do you have any)\b/
const openers = ["", "", "", "", "", "ok ", "so ", "hi Name ", "and ", "yes ", "thanks ", "well ", "honestly ", "great ", "hey ", "but ", "also "]
const closers = ["", "", "", "", "", "!", " :)", " thanks", " please", " Name", " then", " for this", " and thank you"]
