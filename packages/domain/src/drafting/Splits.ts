import type { Deliverable, DeliverableKind } from "../deliverables/Deliverable.ts"
import { type Figure, minorOf } from "../reading/Amounts.ts"
import type { Brief } from "./Brief.ts"
import type { Passage } from "./Passage.ts"
import type { Piece } from "./Pieces.ts"

/**
 * The figures that price single deliverables, when there is a reading of all of them, each as the price of one piece or of
 * all pieces of its kind, by which they come to exactly the rate and leave none out; else none.
 */
export const splitOfRate = (passage: Passage, all: ReadonlyArray<Figure>, pieces: ReadonlyArray<Piece>): ReadonlySet<Figure> => {
  const { brief } = passage
  const { deliverables, rate } = brief
  if (rate === null) return new Set()
  const parts = partsOf(passage, all, pieces)
  const readable = parts.filter((part) => part.readings.length > 0)
  // What is no price for sure, or may be said for itself, need not be part of it.
  for (const chosen of [readable, readable.filter((part) => part.isMarked), readable.filter((part) => !part.isAllowed), readable.filter((part) => part.isMarked && !part.isAllowed)]) {
    if (chosen.length > 0 && chosen.length <= 8 && addsUp(chosen, deliverables, rate, deliverables.map(() => null))) return new Set(chosen.map((part) => part.figure))
  }
  return new Set()
}

/** One way to take a figure: it is what one piece (`each`) or all pieces of the deliverables at `of` cost. */
interface Reading {
  readonly of: ReadonlyArray<number>
  readonly each: boolean
}

interface Part {
  readonly figure: Figure
  readonly minor: number
  /** It bears a mark of money. */
  readonly isMarked: boolean
  /** It may be mentioned for itself. */
  readonly isAllowed: boolean
  readonly readings: ReadonlyArray<Reading>
}

/** Tries the readings of `parts` one after the other; `costs` is what is known of each deliverable's price so far. */
const addsUp = (parts: ReadonlyArray<Part>, deliverables: ReadonlyArray<Deliverable>, rate: number, costs: ReadonlyArray<number | null>): boolean => {
  const [part, ...rest] = parts
  if (part === undefined) return costs.every((cost) => cost !== null) && costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0) === rate
  return part.readings.some(({ each, of }) => {
    const next = costs.map((cost, i) => of.includes(i) ? each ? part.minor * (deliverables[i]?.quantity ?? 1) : part.minor : cost)
    return next.every((cost, i) => costs[i] === null || costs[i] === cost) && addsUp(rest, deliverables, rate, next)
  })
}

const partsOf = (passage: Passage, all: ReadonlyArray<Figure>, pieces: ReadonlyArray<Piece>): ReadonlyArray<Part> => {
  const { brief, lower } = passage
  const { deliverables } = brief
  const figures = all.filter((figure) => isPrice(figure, brief, lower))
  let last: ReadonlyArray<DeliverableKind> = []
  let end = 0
  return figures.flatMap((figure, i): ReadonlyArray<Part> => {
    const minor = minorOf(figure, brief.currency)
    const lineStart = lower.lastIndexOf("\n", figure.from - 1) + 1
    const left = lower.slice(Math.max(end, lineStart, figure.from - 100), figure.from)
    const right = lower.slice(figure.to, Math.min(figures[i + 1]?.from ?? lower.length, figure.to + 100)).split("\n")[0] ?? ""
    const ahead = !/^ ?(?:each|apiece|a piece)\b(?! (?:of|for|reel|stor|post|video|tik|short|piece|integration))/.test(right) && /^ ?(?:for|per|each|on|apiece|an?|to|\/|is for|covers?|goes?|\))\b|^ ?\/|^ ?\(/.test(right) ? nearest(pieces, figure.to, figure.to + right.length, "first") : null
    const behind = nearest(pieces, figure.from - left.length, figure.from, "last") ?? nearest(pieces, Math.max(end, figure.from - 60), figure.from, "last")
    const previous = end
    end = figure.to
    if (minor === null || minor === brief.rate) { last = behind?.kinds ?? last; return [] }
    const eachRight = /^ ?(?:each|apiece|a piece|a pop|per|for each|for every|for one|\/)/.test(right) || /^ an? (?:\w+ )?(?:reel|story|post|video|tik|short)/.test(right) || /^ ?\)? ?each\b/.test(right)
    const isEach = eachRight || /(?:\d+|two|three|four|five|six) ?(?:[x×*]|times|@|at) ?$|[x×*@] ?$|\beach(?: \w+){0,2} $/.test(left)
    const piece = ahead ?? behind
    const isMarked = figure.currency !== null || figure.kind === "money"
    const follows = /^(?:[\s=:x×*\d,|()-]|each|apiece|so|makes|comes to|is)*$/.test(lower.slice(previous, figure.from))
    const kinds = piece?.kinds ?? (follows && last.length > 0 ? last : /\beach\b|\ba ?piece\b/.test(right.slice(0, 20)) || isEach ? deliverables.map((d) => d.kind) : [])
    last = kinds
    if (!isMarked && !isEach && ahead === null && piece === null) return []
    const of = deliverables.flatMap((d, at) => kinds.includes(d.kind) ? [at] : [])
    const apiece = isEach && ahead === null ? [{ of: deliverables.map((_, at) => at), each: true }] : []
    const isAllowed = minor === brief.theirAsk || (brief.mentions ?? []).some((amount) => amount === minor)
    const isPlural = piece === null || lower.slice(piece.from, piece.to).endsWith("s")
    return [{ figure, minor, isMarked, isAllowed, readings: [...readingsOf(of, deliverables, isEach, piece?.quantity ?? (isPlural ? null : 1)), ...apiece] }]
  })
}

const readingsOf = (of: ReadonlyArray<number>, deliverables: ReadonlyArray<Deliverable>, isEach: boolean, said: number | null): ReadonlyArray<Reading> => {
  if (of.length > 1 && isEach) return [{ of, each: true }, ...of.map((at) => ({ of: [at], each: true }))]
  return of.flatMap((at): ReadonlyArray<Reading> => {
    const quantity = deliverables[at]?.quantity ?? 1
    if (isEach || said === 1 && quantity > 1) return [{ of: [at], each: true }]
    return said === null || said === quantity ? [{ of: [at], each: false }] : []
  })
}

/** Money in our currency, or a bare figure that may be money; no cost per thousand, none that may be mentioned for itself. */
const isPrice = (figure: Figure, brief: Brief, lower: string): boolean => {
  if (figure.kind === "cpm" || figure.range !== null || /^ ?(?:cpm|per (?:thousand|mille|1,?000))/.test(lower.slice(figure.to, figure.to + 14))) return false
  const minor = minorOf(figure, brief.currency)
  return figure.currency !== null || figure.kind === "money" || figure.kind === "number" && (minor === brief.rate || figure.coefficient / 10 ** figure.scale >= 20)
}

const nearest = (pieces: ReadonlyArray<Piece>, from: number, to: number, which: "first" | "last"): Piece | null => {
  const inside = pieces.filter((piece) => piece.from >= from && piece.to <= to && piece.kinds.length > 0)
  return (which === "first" ? inside[0] : inside.at(-1)) ?? null
}
