import { attributionEndingAt, headerBlockEnd, isInlineAttribution, isRuler, isSeparator, mentionsMoney } from "./QuoteHeaders.ts"
import { isDeviceLine, signatureStart } from "./Signature.ts"

/** One line of a mail's text, with what its HTML structure already tells about it. */
export interface Line {
  readonly text: string
  readonly quoted: boolean
  readonly signature: boolean
}

/** Offsets of UTF-16 code units into the text that was split, `end` exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface ReplyText {
  /** What the sender newly wrote: the stretches between quoted lines, joined by an empty line. */
  readonly text: string
  readonly quoted: string
  readonly signature: string
  /** Where the stretches of `text` stand in the split text (its lines joined by "\n"). */
  readonly spans: ReadonlyArray<Span>
  /** The mail does not tell new words from history: none were found, no mark separates them, or the sender says the answers stand inside the history. */
  readonly ambiguous: boolean
}

/** Splits a plain text body. Line ends are read as "\n", so spans are offsets into that form of it. */
export const newText = (plain: string): ReplyText => split(plainLines(plain))

export const plainLines = (plain: string): ReadonlyArray<Line> =>
  plain.replace(/\r\n?/gu, "\n").split("\n").map((text) => ({ text, quoted: false, signature: false }))

/**
 * Losing a counterparty's own words is worse than keeping a signature or some history, so every rule keeps in doubt:
 * unmarked text below an attribution counts as history only if new words stand above it.
 */
export const split = (lines: ReadonlyArray<Line>): ReplyText => {
  const texts = lines.map((line) => line.text)
  const quoted = lines.map((line) => line.quoted || /^\s{0,3}>/u.test(line.text))
  let ambiguous = false
  let wordsAbove = false
  for (let index = 0; index < lines.length; index++) {
    const text = texts[index] ?? ""
    if (quoted[index] === true || text.trim() === "") continue
    const header = historyHeader(texts, quoted, index)
    if (header === undefined) {
      wordsAbove ||= lines[index]?.signature !== true && !isDeviceLine(text)
      continue
    }
    quoted.fill(true, header.start, header.end + 1)
    if (isRuler(texts[header.start - 1] ?? "")) quoted[header.start - 1] = true
    const next = nextWritten(texts, header.end + 1)
    if (next !== undefined && quoted[next] !== true) {
      if (wordsAbove || header.block) {
        quoted.fill(true, header.end + 1)
        break
      }
      ambiguous = true
    }
    index = header.end
  }
  return assemble(lines, quoted, ambiguous)
}

interface HistoryHeader {
  readonly start: number
  readonly end: number
  /** A block of header fields or a separator, which nobody writes below. */
  readonly block: boolean
}

const historyHeader = (texts: ReadonlyArray<string>, quoted: ReadonlyArray<boolean>, index: number): HistoryHeader | undefined => {
  const text = texts[index] ?? ""
  if (isSeparator(text)) return { start: index, end: index, block: true }
  const blockEnd = headerBlockEnd(texts, index)
  if (blockEnd !== undefined) return { start: index, end: blockEnd, block: true }
  if (isInlineAttribution(text)) return { start: index, end: index, block: true }
  for (let end = index; end < texts.length && end < index + 4 && quoted[end] !== true; end++) {
    const attribution = attributionEndingAt(texts, end)
    if (attribution === undefined || attribution.start !== index) continue
    const next = nextWritten(texts, end + 1)
    const aboveQuote = next !== undefined && quoted[next] === true
    if (attribution.strong || aboveQuote) return { start: index, end, block: false }
  }
  return undefined
}

const nextWritten = (texts: ReadonlyArray<string>, from: number): number | undefined => {
  for (let index = from; index < texts.length; index++) {
    if ((texts[index] ?? "").trim() !== "") return index
  }
  return undefined
}

type Role = "new" | "quoted" | "signature"

const assemble = (lines: ReadonlyArray<Line>, quoted: ReadonlyArray<boolean>, unsure: boolean): ReplyText => {
  const roles: Array<Role> = quoted.map((value) => (value ? "quoted" : "new"))
  for (const [start, end] of stretches(roles)) {
    markSignature(lines.slice(start, end)).forEach((isSignature, offset) => {
      if (isSignature) roles[start + offset] = "signature"
    })
  }
  if (!lines.some((line, index) => roles[index] === "new" && line.text.trim() !== "")) {
    roles.forEach((role, index) => {
      const text = lines[index]?.text ?? ""
      if (role === "signature" && !isDeviceLine(text) && lines[index]?.signature !== true) roles[index] = "new"
    })
  }
  const offsets: Array<number> = []
  let offset = 0
  for (const line of lines) {
    offsets.push(offset)
    offset += line.text.length + 1
  }
  const whole = lines.map((line) => line.text).join("\n")
  const spans = stretches(roles).flatMap(([start, end]) => {
    const from = offsets[start] ?? 0
    const to = (offsets[end - 1] ?? 0) + (lines[end - 1]?.text.length ?? 0)
    const raw = whole.slice(from, to)
    const text = raw.trim()
    if (text === "") return []
    const begin = from + raw.indexOf(text)
    return [{ start: begin, end: begin + text.length }]
  })
  const text = spans.map((span) => whole.slice(span.start, span.end)).join("\n\n")
  const pick = (wanted: Role): string => lines.filter((_, index) => roles[index] === wanted).map((line) => line.text).join("\n").trim()
  const history = pick("quoted")
  return {
    text,
    quoted: history,
    signature: pick("signature"),
    spans,
    ambiguous: unsure || (text === "" && whole.trim() !== "") || (history !== "" && answersInside.test(text))
  }
}

/** Runs of new lines as [start, end). */
const stretches = (roles: ReadonlyArray<Role>): ReadonlyArray<readonly [number, number]> => {
  const found: Array<readonly [number, number]> = []
  let start = -1
  for (let index = 0; index <= roles.length; index++) {
    if (roles[index] === "new") {
      if (start < 0) start = index
    } else if (start >= 0) {
      found.push([start, index])
      start = -1
    }
  }
  return found
}

const markSignature = (lines: ReadonlyArray<Line>): ReadonlyArray<boolean> => {
  const marked = lines.filter((line) => line.signature)
  const trusted = !marked.some((line) => mentionsMoney(line.text) || line.text.includes("?"))
  const device = lines.map((line) => isDeviceLine(line.text) || (trusted && line.signature))
  const kept = lines.flatMap((line, index) => (device[index] === true ? [] : [{ text: line.text, index }]))
  const cut = signatureStart(kept.map((line) => line.text))
  const dropped = new Set(kept.slice(cut).map((line) => line.index))
  return lines.map((_, index) => device[index] === true || dropped.has(index))
}

const answersInside =
  /\b(?:in ?line|see below|below in|in (?:red|blue|green|bold)|between (?:the|your) lines)\b|\b(?:comments|answers|replies) below\b/iu
