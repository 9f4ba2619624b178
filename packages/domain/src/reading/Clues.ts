/**
 * What every text holds that a pattern matches in, as trigrams: a text without them need not be searched. Letters count as they are, digits as one
 * another, and all else as a space; a space stands at both ends. Each trigram is followed by where to read on when it stands in the text, and when not.
 */
export type Clues = Int32Array

/** Null when a match may hold nothing that is known beforehand, or by what rules it matches is not told here. */
export const cluesOf = ({ flags, source }: RegExp): Clues | null => {
  if (/[^dgmsu]/.test(flags)) return null
  const needed = anyOf(waysOf(source, flags.includes("u")).map(asNeeds))
  return needed === null ? null : Int32Array.from(programOf(needed))
}

/** The trigrams of a text, each a bit. */
export const markGrams = (text: string, marks: Int32Array): void => {
  marks.fill(0)
  let last = 0
  for (let at = 0; at <= text.length; at++) {
    const gram = last * symbols + symbolAt(text, at)
    marks[gram >> 5] = (marks[gram >> 5] ?? 0) | 1 << (gram & 31)
    last = gram % (symbols * symbols)
  }
}

/** False only for a text that the pattern of the clues does not match in. */
export const standIn = (clues: Clues, marks: Int32Array): boolean => {
  let at = 0
  while (at >= 0) {
    const gram = clues[at] ?? 0
    at = clues[((marks[gram >> 5] ?? 0) >> (gram & 31) & 1) === 0 ? at + 2 : at + 1] ?? no
  }
  return at === yes
}

const yes = -1
const no = -2

/** Letters, digits as one, and all else. */
const symbols = 28
/** Of the bits of all trigrams. */
export const marksLength = Math.ceil(symbols ** 3 / 32)

const symbolOf = Uint8Array.from({ length: 128 }, (_, unit) => unit >= 97 && unit <= 122 ? unit - 96 : unit >= 48 && unit <= 57 ? 27 : 0)
const symbolAt = (text: string, at: number): number => {
  const unit = at < text.length ? text.charCodeAt(at) : 0
  return unit < 128 ? symbolOf[unit] ?? 0 : 0
}

/** Rare ones tell more, so they are looked for first. */
const rarity = (gram: number): number => rank(gram % symbols) + rank(Math.floor(gram / symbols) % symbols) + rank(Math.floor(gram / symbols ** 2))
const rank = (symbol: number): number => rankOf[symbol] ?? 0
const rankOf = Array.from(" abcdefghijklmnopqrstuvwxyz0", (symbol) => " etaoinsrhdlucmfywgp0bvkxqjz".indexOf(symbol))

/** A trigram, or what stands together, or of which one is enough. */
type Needed = number | { readonly all: ReadonlyArray<Needed> } | { readonly any: ReadonlyArray<Needed> }

/** One way to match: what is known of its text, and what else is needed. */
interface Way {
  /** Units as a text counts them: a letter, "0" for any digit, a space for all else. "~" is not known; "<" and ">" stand where no word goes on to that side, "|" at a word's edge. */
  readonly text: string
  readonly needs: ReadonlyArray<Needed>
}

const asNeeds = ({ needs, text }: Way): ReadonlyArray<Needed> => {
  const found = new Set<number>()
  for (const stretch of withEdges(text).split("~")) {
    for (let at = 0; at + 3 <= stretch.length; at++) found.add((symbolAt(stretch, at) * symbols + symbolAt(stretch, at + 1)) * symbols + symbolAt(stretch, at + 2))
  }
  return [...Array.from(found).sort((a, b) => rarity(b) - rarity(a)).slice(0, enough), ...needs]
}

/** So many trigrams of one stretch tell what all of them would. */
const enough = 5

/** Marks of a word's edge as the space that must stand there, where the unit on that side is not known anyway. */
const withEdges = (text: string): string =>
  text.replace(/[<>|]+/g, (marks, at: number) => {
    const [left = "~", right = "~"] = [text[at - 1], text[at + marks.length]]
    const isLeft = left === "~" && (marks.includes("<") || marks.includes("|") && /[a-z0]/.test(right))
    const isRight = right === "~" && (marks.includes(">") || marks.includes("|") && /[a-z0]/.test(left))
    return isLeft || isRight ? " " : ""
  })

/** Null when nothing is needed. What several begin with is asked for once. */
const anyOf = (ways: ReadonlyArray<ReadonlyArray<Needed>>): Needed | null => {
  const after = new Map<Needed, Array<ReadonlyArray<Needed>>>()
  for (const [first, ...rest] of ways) {
    if (first === undefined) return null
    const alike = after.get(first)
    if (alike === undefined) after.set(first, [rest])
    else alike.push(rest)
  }
  return { any: Array.from(after, ([first, rests]) => {
    const [only, ...others] = rests
    if (only !== undefined && others.length === 0) return { all: [first, ...only] }
    const rest = anyOf(rests)
    return rest === null ? first : { all: [first, rest] }
  }) }
}

/** Written from its end, so that it is known where to read on. */
const programOf = (needed: Needed): ReadonlyArray<number> => {
  const steps: Array<readonly [gram: number, found: number, missing: number]> = []
  const write = (one: Needed, found: number, missing: number): number => {
    if (typeof one === "number") return steps.push([one, found, missing]) - 1
    return "all" in one
      ? one.all.reduceRight((next: number, part) => write(part, next, missing), found)
      : one.any.reduceRight((next: number, part) => write(part, found, next), missing)
  }
  write(needed, yes, no)
  const placed = (step: number): number => step < 0 ? step : 3 * (steps.length - 1 - step)
  return steps.toReversed().flatMap(([gram, found, missing]) => [gram, placed(found), placed(missing)])
}

/** So many ways are told apart where one choice follows another; of more, each choice is only needed. */
const most = 16

const joined = (left: ReadonlyArray<Way>, right: ReadonlyArray<Way>): ReadonlyArray<Way> => {
  const size = left.length * right.length
  if (size > 1 && !isPlain(left) && !isPlain(right) && (size > most || [...left, ...right].some(({ needs }) => needs.length > 0))) {
    return [{ text: "~", needs: [left, right].map((ways) => anyOf(ways.map(asNeeds))).filter((one) => one !== null) }]
  }
  return left.flatMap((one) => right.map((other) => ({
    text: one.text.endsWith("~") && other.text.startsWith("~") ? one.text + other.text.slice(1) : one.text + other.text,
    needs: one.needs.length === 0 ? other.needs : [...one.needs, ...other.needs]
  })))
}

const isPlain = ([first, ...others]: ReadonlyArray<Way>): boolean => first !== undefined && first.needs.length === 0 && others.length === 0

/** Every way that the source of a pattern may match. */
const waysOf = (source: string, unicode: boolean): ReadonlyArray<Way> => {
  let at = 0

  const alternatives = (): ReadonlyArray<Way> => {
    const ways = [...sequence()]
    while (source[at] === "|") {
      at++
      ways.push(...sequence())
    }
    return ways
  }

  const sequence = (): ReadonlyArray<Way> => {
    let ways = known("")
    while (at < source.length && source[at] !== "|" && source[at] !== ")") ways = joined(ways, repeated(one()))
    return ways
  }

  const repeated = (ways: ReadonlyArray<Way>): ReadonlyArray<Way> => {
    const [whole, from, , to] = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/.exec(source.slice(at, at + 20)) ?? []
    if (whole === undefined) return ways
    at += whole.length
    if (whole.startsWith("*") || from !== undefined && Number(from) === 0 && to !== "1") return known("~")
    return whole.startsWith("?") || from !== undefined && Number(from) === 0 ? [...known(""), ...ways] : joined(ways, known("~"))
  }

  const one = (): ReadonlyArray<Way> => {
    const unit = unicode ? String.fromCodePoint(source.codePointAt(at) ?? 0) : source.charAt(at)
    if (unit === "(") return group()
    if (unit === "[") return oneOf()
    if (unit === "\\") return known(escaped())
    literal.lastIndex = at
    const run = literal.exec(source)?.[0]
    if (run !== undefined) {
      at += run.length
      return known(run)
    }
    at += unit.length
    return known(unit === "." ? "~" : unit === "^" ? "<" : unit === "$" ? ">" : written(unit))
  }

  const group = (): ReadonlyArray<Way> => {
    const [opening = "("] = /^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(source.slice(at, at + 40)) ?? []
    const from = at += opening.length
    const ways = alternatives()
    const inside = source.slice(from, at++)
    if (!/[=!]$/.test(opening)) return ways
    return known(opening.endsWith("!") && (unicode ? noLetter : noWord).test(inside) ? opening === "(?!" ? ">" : "<" : "")
  }

  const oneOf = (): ReadonlyArray<Way> => {
    const [whole = "", not, inside = ""] = /^\[(\^?)((?:\\[^]|[^\]\\])*)\]/.exec(source.slice(at)) ?? []
    at += whole.length
    if (not !== "" || /\\[^dsnrt$.()|[\]{}^*+?\\/-]|[\uD800-\uDFFF]/.test(inside)) return known("~")
    const units = inside.replace(/\\d/g, "0").replace(/\\[snrt]/g, " ").replace(/\\(.)/g, "$1")
    if (/.-./s.test(units)) return known(units === "0-9" ? "0" : "~")
    return Array.from(new Set(Array.from(units, written)), (text) => ({ text, needs: [] }))
  }

  const escaped = (): string => {
    const [whole = ""] = /^\\(?:u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[pP]\{[^}]*\}|k<\w+>|c[A-Za-z]|\d+|[^])/.exec(source.slice(at, at + 60)) ?? []
    at += whole.length
    const letter = whole.charAt(1)
    if (letter === "b") return "|"
    if (letter === "B") return ""
    if (letter === "d") return "0"
    if (/[snrtvf]/.test(letter)) return " "
    return /[A-Za-z0-9]/.test(letter) ? "~" : written(letter)
  }

  return alternatives()
}

const known = (text: string): ReadonlyArray<Way> => [{ text, needs: [] }]

const written = (unit: string): string => {
  const symbol = symbolAt(unit, 0)
  return symbol === 0 ? " ".repeat(unit.length) : symbol === 27 ? "0" : unit
}

/** Several in a row; what repeats is the last one alone. */
const literal = /[a-z ]{2,}(?![*+?{])/y

/** A set of units without which no word goes on; with the flag "u" there are names for such sets. */
const noWord = /^\[(?!\^)(?:[^\]\\]|\\[^])*?(?:a-z0-9|\\w)(?:[^\]\\]|\\[^])*\](?:\||$)|^\\w$/
const noLetter = /^\[(?!\^)(?:[^\]\\]|\\[^])*?(?:a-z0-9|\\w|\\p\{L\}\\(?:p\{N\}|d))(?:[^\]\\]|\\[^])*\](?:\||$)|^\\w$/
