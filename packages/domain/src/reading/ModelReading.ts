import * as Data from "effect/Data"
import * as Either from "effect/Either"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import { Currency } from "../Currency.ts"
import { cents } from "../Money.ts"
import { normalise } from "./Normal.ts"
import { ConcernKind, Counterparty, Intent, type ReplyReading, type Span } from "./ReplyReading.ts"

const quote = Schema.String.annotations({ description: "Words copied from new_text, character for character, as few as show the fact" })

/** What a model may fire; whatever needs our own books (unknown sender, CPM) is never asked of it. */
const FiredKind = Schema.Literal("hostile_tone", "legal_language", "unusual_deliverables", "prompt_injection", "other_currency", "payment_change")

/**
 * What a model answers about a reply (READ-01). It names no positions, for models cannot count: every fact carries a
 * quote, and `readingOf` looks where it stands. Facts come before the intent, so that the intent is drawn from them.
 */
export const ModelAnswer = Schema.Struct({
  counterparty: Counterparty,
  agency: Schema.NullOr(quote.annotations({ description: "The agency or management company the email names as theirs, copied from new_text" })),
  triggers: Schema.Array(Schema.Struct({ kind: FiredKind, quote })),
  concerns: Schema.Array(Schema.Struct({ kind: ConcernKind, quote })),
  ask: Schema.NullOr(Schema.Struct({
    quote,
    minor: Schema.Number.pipe(Schema.int(), Schema.between(1, Number.MAX_SAFE_INTEGER)).annotations({ description: "The total, in minor units of the currency" }),
    currency: Currency,
    firm: Schema.Boolean
  })),
  intent: Intent,
  confidence: Schema.Number.pipe(Schema.int(), Schema.between(0, 100)).annotations({ description: "0 to 100" })
})
export type ModelAnswer = typeof ModelAnswer.Type

/** An answer cannot be used: `field` is the path of what is wrong with it, `expected` what should stand there. Neither holds a word of the answer. */
export class InvalidReading extends Data.TaggedError("InvalidReading")<{ readonly field: string; readonly expected: string }> {}

/**
 * A model's answer as a reading of `newText`. Each quote is found in the text, exactly, else whatever its case, spaces and
 * quotation marks are; the first place counts. What is quoted but does not stand there is dropped: a concern is gone, a
 * trigger keeps firing on an empty span, and a position that rests on such an ask is `unclear`, confidence 0. Each kind of
 * trigger or concern counts once. `otherPrices` is true until the text itself was searched (see `ground`).
 */
export const readingOf = (answer: unknown, newText: string): Either.Either<ReplyReading, InvalidReading> =>
  Either.map(decoded(answer), (it) => {
    const find = finder(newText)
    const carries = it.intent === "counter" || it.intent === "accept"
    const askAt = carries && it.ask !== null ? find(it.ask.quote) : null
    const agency = it.agency === null ? null : find(it.agency)
    const isUnfounded = carries && it.ask !== null && askAt === null
    return {
      intent: isUnfounded ? "unclear" : it.intent,
      ask: it.ask === null || askAt === null ? null : { money: { minor: cents(it.ask.minor), currency: it.ask.currency }, evidence: askAt, firm: it.ask.firm },
      otherPrices: true,
      confidence: isUnfounded ? 0 : it.confidence,
      triggers: eachKindOnce(it.triggers.map((t) => ({ kind: t.kind, evidence: find(t.quote) })))
        .map(({ evidence, kind }) => ({ kind, evidence: evidence ?? { start: 0, end: 0 } })),
      counterparty: it.counterparty,
      concerns: eachKindOnce(it.concerns.map((c) => ({ kind: c.kind, evidence: find(c.quote) })))
        .flatMap(({ evidence, kind }) => evidence === null ? [] : [{ kind, evidence }]),
      ...agency === null ? {} : { agency }
    }
  })

const decode = Schema.decodeUnknownEither(ModelAnswer)

const decoded = (answer: unknown): Either.Either<ModelAnswer, InvalidReading> =>
  Either.mapLeft(decode(answer), (error) => {
    const path = ParseResult.ArrayFormatter.formatErrorSync(error)[0]?.path ?? []
    const names = path.filter((key) => typeof key === "string")
    return new InvalidReading({ field: path.map(String).join(".") || "answer", expected: expectations[names.join(".")] ?? "what the schema says" })
  })

const expectations: Readonly<Record<string, string>> = {
  "": "one JSON object with every field of the schema",
  "counterparty": `one of ${Counterparty.literals.join(", ")}`,
  "agency": "a text, or null",
  "triggers": "a list of objects with kind and quote",
  "triggers.kind": `one of ${FiredKind.literals.join(", ")}`,
  "triggers.quote": "a text",
  "concerns": "a list of objects with kind and quote",
  "concerns.kind": `one of ${ConcernKind.literals.join(", ")}`,
  "concerns.quote": "a text",
  "ask": "an object with quote, minor, currency and firm, or null",
  "ask.quote": "a text",
  "ask.minor": "a whole number of minor units, 1 or more",
  "ask.currency": `one of ${Currency.literals.join(", ")}; otherwise the ask is null`,
  "ask.firm": "true or false",
  "intent": `one of ${Intent.literals.join(", ")}`,
  "confidence": "a whole number from 0 to 100"
}

/** One of each kind, with a place in the text if any of them has one. */
const eachKindOnce = <K extends string>(facts: ReadonlyArray<{ readonly kind: K; readonly evidence: Span | null }>): ReadonlyArray<{ readonly kind: K; readonly evidence: Span | null }> => {
  const found = new Map<K, Span | null>()
  for (const { evidence, kind } of facts) found.set(kind, found.get(kind) ?? evidence)
  return [...found].map(([kind, evidence]) => ({ kind, evidence }))
}

const finder = (text: string): (quoted: string) => Span | null => {
  let loose: Loose | null = null
  return (quoted) => {
    const words = quoted.trim()
    if (words === "") return null
    const at = text.indexOf(words)
    if (at >= 0) return { start: at, end: at + words.length }
    loose ??= loosen(text)
    const needle = loosen(words).text.trim()
    const from = needle === "" ? -1 : loose.text.indexOf(needle)
    if (from < 0) return null
    return { start: loose.starts[from] ?? 0, end: loose.ends[from + needle.length - 1] ?? 0 }
  }
}

interface Loose {
  readonly text: string
  readonly starts: ReadonlyArray<number>
  readonly ends: ReadonlyArray<number>
}

/** In lower case, without quotation marks, every run of spaces and line breaks as one space. */
const loosen = (original: string): Loose => {
  const normal = normalise(original)
  const units: Array<string> = []
  const starts: Array<number> = []
  const ends: Array<number> = []
  for (const [i, unit] of normal.lower.split("").entries()) {
    const isSpace = /\s/.test(unit)
    if (/['"`]/.test(unit) || isSpace && units.at(-1) === " ") continue
    units.push(isSpace ? " " : unit)
    starts.push(normal.starts[i] ?? 0)
    ends.push(normal.ends[i] ?? 0)
  }
  return { text: units.join(""), starts, ends }
}
