import type { Currency } from "../Currency.ts"
import { type Figure, minorOf } from "./Amounts.ts"
import type { Sentence } from "./Sentences.ts"

/** A sentence as it is weighed: its figures said by what they are to our offer, its names by that they are names. */
export interface Worded {
  readonly text: string
  readonly asks: boolean
}

export interface WordingContext {
  /** The normalised text in lower case that the sentences point into. */
  readonly lower: string
  readonly figures: ReadonlyArray<Figure>
  readonly currency: Currency
  /** Minor units; null when we have none out. */
  readonly openOffer: number | null
  /** Lower-case words of the names that may stand anywhere. */
  readonly names: ReadonlyArray<string>
}

/** Says each sentence with `Own` for our open offer, `Up` and `Down` for prices around it, `Oth` for other currencies, `Count`, `Date` and so on for the rest. */
export const worded = (lines: ReadonlyArray<Sentence>, context: WordingContext): ReadonlyArray<Worded> => {
  const names = new Set(context.names.filter((name) => name.length > 2))
  return lines.map((line) => {
    let text = ""
    let at = line.from
    for (const figure of context.figures) {
      if (figure.from < at || figure.to > line.to) continue
      text += `${context.lower.slice(at, figure.from)} ${wordFor(figure, context)} `
      at = figure.to
    }
    text += context.lower.slice(at, line.to)
    return { text: text.replace(/[a-z]+/g, (word) => names.has(word) ? "Name" : word), asks: line.asks }
  })
}

const wordFor = (figure: Figure, { currency, openOffer }: WordingContext): string => {
  if (figure.kind !== "money" && figure.kind !== "number") return figure.kind.charAt(0).toUpperCase() + figure.kind.slice(1)
  if (figure.currency !== null && figure.currency !== currency) return "Oth"
  const minor = minorOf(figure, currency)
  if (minor === null || openOffer === null) return "Amt"
  if (minor === openOffer) return "Own"
  return minor > openOffer ? minor > openOffer * 4 ? "Big" : "Up" : minor * 4 < openOffer ? "Tiny" : "Down"
}

const token = /[A-Z][a-z]+|[a-z]+(?:'[a-z]+)?|[?!]|[😂🙄🤣🙃😒🤡]|\.{2,}/gu

/** What is weighed of a sentence, each once: its words, neighbours by two and three, pairs with one word between, and four letters in a row, which know a mistyped word. */
export const wordingsOf = ({ asks, text }: Worded): ReadonlySet<string> => {
  const words = ["<s>", ...text.match(token) ?? [], "</s>"]
  const found = new Set<string>()
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ""
    const second = words[i + 1]
    const third = words[i + 2]
    found.add(word)
    if (second !== undefined) found.add(`${word} ${second}`)
    const letters = `_${word}_`
    for (let from = 0; from + 4 <= letters.length; from++) found.add(`#${letters.slice(from, from + 4)}`)
    if (second !== undefined && third !== undefined) found.add(`${word} ${second} ${third}`).add(`${word} * ${third}`)
  }
  if (asks) found.add("Q").add(`Q ${words[1] ?? ""}`)
  if (words.length <= 4) found.add("short")
  return found
}
