import type { DeliverableKind } from "../deliverables/Deliverable.ts"
import { type Figure, minorOf } from "../reading/Amounts.ts"
import type { Passage } from "./Passage.ts"
import type { Piece } from "./Pieces.ts"

/** The figures that price single deliverables, when together they come to exactly the rate and leave none out; else none. */
export const splitOfRate = (passage: Passage, money: ReadonlyArray<Figure>, pieces: ReadonlyArray<Piece>): ReadonlySet<Figure> => {
  const { brief, lower } = passage
  const { deliverables, rate } = brief
  if (rate === null) return new Set()
  const parts: Array<Part> = []
  let last: ReadonlyArray<DeliverableKind> = []
  let end = 0
  money.forEach((figure, i) => {
    const minor = minorOf(figure, brief.currency)
    const lineStart = lower.lastIndexOf("\n", figure.from - 1) + 1
    const left = lower.slice(Math.max(end, lineStart, figure.from - 100), figure.from)
    const right = (lower.slice(figure.to, Math.min(money[i + 1]?.from ?? lower.length, figure.to + 100)).split("\n")[0] ?? "")
    const ahead = /^ ?(?:for|per|each|on|apiece|an?|\/|is for|covers|goes)\b|^ ?\//.test(right) ? nearest(pieces, figure.to, figure.to + right.length, "first") : null
    const behind = nearest(pieces, figure.from - left.length, figure.from, "last") ?? nearest(pieces, Math.max(end, figure.from - 60), figure.from, "last")
    end = figure.to
    if (minor === null || minor === rate) { last = behind?.kinds ?? last; return }
    const kinds = ahead?.kinds ?? behind?.kinds ?? (/^(?:[\s=:x×*\d,()-]|each|apiece|so|makes|comes to|is)*$/.test(lower.slice(money[i - 1]?.to ?? 0, figure.from)) ? last : /\beach\b/.test(right.slice(0, 20)) ? deliverables.map((d) => d.kind) : [])
    last = kinds
    const isEach = /^ ?(?:each|apiece|a piece|a pop|per|for each|for every|for one|\/)/.test(right) || /(?:\d+|two|three|four|five|six) ?[x×*] ?$|\beach(?: \w+)? $/.test(left) || /^ an? (?:reel|story|post|video|tik|short)/.test(right)
    parts.push({ figure, minor, kinds, isEach })
  })
  const tied = parts.filter((part) => part.kinds.length > 0)
  let sum = 0
  for (const { kind, quantity } of deliverables) {
    const own = tied.filter((part) => part.kinds.includes(kind) && (part.kinds.length === 1 || part.kinds.length === deliverables.length && part.isEach))
    const each = own.filter((part) => part.isEach).map((part) => part.minor)
    const whole = own.filter((part) => !part.isEach).map((part) => part.minor)
    const cost = whole[0] ?? (each[0] === undefined ? null : each[0] * quantity)
    if (cost === null || whole.some((minor) => minor !== cost) || each.some((minor) => minor * quantity !== cost)) return new Set()
    sum += cost
  }
  return sum === rate ? new Set(tied.map((part) => part.figure)) : new Set()
}

interface Part {
  readonly figure: Figure
  readonly minor: number
  readonly kinds: ReadonlyArray<DeliverableKind>
  readonly isEach: boolean
}

const nearest = (pieces: ReadonlyArray<Piece>, from: number, to: number, which: "first" | "last"): Piece | null => {
  const inside = pieces.filter((piece) => piece.from >= from && piece.to <= to && piece.kinds.length > 0)
  return (which === "first" ? inside[0] : inside.at(-1)) ?? null
}
