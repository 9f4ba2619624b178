import type { Influencer } from "../influencer/Influencer.ts"
import type { Brief } from "./Brief.ts"
import { grantedTexts } from "./BriefTexts.ts"
import { isCommonWord } from "./CommonWords.ts"
import type { Objection } from "./Gate.ts"
import type { Passage } from "./Passage.ts"
import { matchesOf } from "../reading/matchesOf.ts"

/** What a creator is called: the name, and the handle with its "@" if there is one. */
export const namesOf = ({ handle, name }: Pick<Influencer, "name" | "handle">): ReadonlyArray<string> => [name, ...handle === "" ? [] : [handle.startsWith("@") ? handle : `@${handle}`]]

/**
 * Names and handles of other creators (GATE-02), a handle beginning with "@". A name counts whole, in any case and also when spelled apart; of
 * its parts those that are no common word ("Hope" counts with the surname only). A handle counts without its sign where it is no plain word.
 * What the team wrote in the brief is granted.
 */
export const checkOthers = (passages: ReadonlyArray<Passage>, brief: Brief, others: ReadonlyArray<string>): ReadonlyArray<Objection> => {
  if (others.length === 0) return []
  const text = wordingOf(passages.map(({ normal }) => normal.text).join("\n"))
  const acting = new Set(passages.flatMap(({ lower }) => [...matchesOf(lower, agreed), ...matchesOf(lower, likened)]).flatMap(([, ...names]) => names.filter((name) => name !== undefined)))
  let granted: Wording | null = null
  const own = (): Wording => granted ??= wordingOf([brief.recipientName, ...grantedTexts(brief)].join("\n"))
  return others.flatMap((other) => {
    const quote = other.startsWith("@") ? handleIn(other, text, own) : nameIn(other, text, own, acting)
    return quote === null ? [] : [{ code: "others", quote }]
  })
}

/** A handle that the brief lacks; a stranger who agreed. */
export const checkNames = ({ granted, part }: Passage): ReadonlyArray<Objection> => {
  const found: Array<Objection> = []
  for (const pattern of [handles, stranger]) {
    for (const match of matchesOf(part, pattern)) {
      if (!granted.covers(match.index, match.index + match[0].length)) found.push({ code: "others", quote: match[0] })
    }
  }
  return found
}

/** A text's words, read once: ten thousand names are looked up in them. */
interface Wording {
  /** As they stand, with one space around each, lines apart. */
  readonly spaced: string
  readonly words: ReadonlySet<string>
  /** Those that begin with a capital. */
  readonly capitals: ReadonlySet<string>
  /** Words with points and low lines inside, as in handles. */
  readonly signed: ReadonlySet<string>
  /** Whether neighbours of one line run together to `whole`, whole words only: "Hi Ana,\n\nI ..." names no "Ana I". */
  readonly holds: (whole: string) => boolean
  /** What single letters in a row run together to, as of "g r e t a". */
  readonly apart: ReadonlySet<string>
}

const wordingOf = (text: string): Wording => {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "")
  const lines = plain.split("\n").map((line) => line.match(wholeWords) ?? [])
  const words = new Set<string>()
  const capitals = new Set<string>()
  const apart = new Set<string>()
  // by the first two letters of what they begin
  const starts = new Map<string, Array<Start>>()
  for (const line of lines) {
    const tokens = line.map((word) => word.toLowerCase())
    for (let from = 0; from < tokens.length; from++) {
      const word = tokens[from] ?? ""
      words.add(word)
      if (capital.test(line[from] ?? "")) capitals.add(word)
      const head = word.length > 1 ? word.slice(0, 2) : `${word}${(tokens[from + 1] ?? "").charAt(0)}`
      const alike = starts.get(head)
      if (alike === undefined) starts.set(head, [{ tokens, from }])
      else alike.push({ tokens, from })
      let run = ""
      for (let to = from; tokens[to]?.length === 1 && to - from < longestName; to++) apart.add(run += tokens[to])
    }
  }
  return {
    spaced: lines.map((line) => ` ${line.join(" ")} `).join("\n"),
    words, capitals, apart,
    signed: new Set((plain.toLowerCase().match(signedWords) ?? []).map((word) => word.startsWith(".") || word.endsWith(".") ? word.replace(/^\.+|\.+$/g, "") : word)),
    holds: (whole) => whole.length < 2 ? words.has(whole) : whole.length <= longestName && (starts.get(whole.slice(0, 2)) ?? []).some((start) => runsTo(start, whole))
  }
}
const wholeWords = /[\p{L}\p{N}]+/gu
const signedWords = /[\p{L}\p{N}_.]+/gu
const capital = /^\p{Lu}/u

/** A word of a line. */
interface Start {
  readonly tokens: ReadonlyArray<string>
  readonly from: number
}

const runsTo = ({ from, tokens }: Start, whole: string): boolean => {
  let at = 0
  for (let i = from; at < whole.length; i++) {
    const token = tokens[i]
    if (token === undefined || !whole.startsWith(token, at)) return false
    at += token.length
  }
  return true
}

/** Letters of a name without its spaces; of a longer one its parts count. */
const longestName = 60

/** `own` is asked for a name that is found alone: few mails hold one. */
const nameIn = (name: string, text: Wording, own: () => Wording, acting: ReadonlySet<string>): string | null => {
  const as = wordsOf(name)
  const words = as.map((word) => word.toLowerCase())
  const whole = words.join("")
  const isWhole = words.length > 1
    ? text.holds(whole) && (whole.length >= 6 && !words.every(isCommonWord) || text.spaced.includes(` ${as.join(" ")} `))
    : isFused(whole, text)
  const isPart = (word: string): boolean => word.length >= 4 && (text.capitals.has(word) || acting.has(word)) && !isCommonWord(word)
  if (!isWhole && !words.some(isPart) || own().holds(whole)) return null
  return isWhole ? name : words.find((word) => isPart(word) && !own().words.has(word)) ?? null
}

const handleIn = (handle: string, text: Wording, own: () => Wording): string | null => {
  const plain = handle.slice(1).toLowerCase()
  const isMarked = (): boolean => plain.length >= 4 && /[\d._]/.test(plain) && /\p{L}/u.test(plain)
  return (text.signed.has(plain) && isMarked() || isFused(plain, text)) && !own().signed.has(plain) && !own().words.has(plain) ? handle : null
}

/** One long word that no language has, as far as we know. */
const isFused = (word: string, text: Wording): boolean =>
  (word.length >= 8 && text.words.has(word) && !isCommonWord(word)) || (word.length >= 6 && text.apart.has(word))

const wordsOf = (name: string): ReadonlyArray<string> =>
  isSimple.test(name) ? name.split(" ") : (isAscii.test(name) ? name : name.normalize("NFKD").replace(/\p{M}/gu, "")).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "")

const isSimple = /^[A-Za-z]+(?: [A-Za-z]+)*$/
// oxlint-disable-next-line no-control-regex -- what needs no normal form
const isAscii = /^[\x00-\x7f]*$/
const handles = /(?<![\w.+-])@[A-Za-z_][\w.]+\w/g
/** "dario and selim both said yes": a given name written small counts where somebody does business. */
const agreed =
  /(?<![\p{L}\p{N}])(\p{L}{4,})(?:(?:,| and| &|, and| or) (\p{L}{4,}))?(?:'s|'ve)?(?: (?:both|also|already|just|all|has|have|had|is|are|was|were|even|only|recently|gladly|happily|too)){0,3} (?:said yes|says yes|say yes|accepted|agreed|signed|took|takes|gets?|got|paid|charge[sd]?|settled|earns?|earned|came (?:aboard|on board)|joined|did (?:it|this|the same)|does (?:it|this)|went for|on board|in for|doing (?:it|this)|happy with|fine with)(?!\p{L})/gu
const likened =
  /(?<!\p{L})(?:(?:we|i|they)(?:'ve|'d| have| had)? (?:(?:also|already|just) )?(?:pay|paid|gave|give|offer|offered|booked|signed|hired|have|got|asked)|(?:same|less|more|similar|equal|identical|better|higher|lower)(?: \p{L}+){0,2} (?:as|than|to|like))(?: (?:to|both|also|with|for))? (\p{L}{4,})(?:(?: and| &|,|, and| or) (\p{L}{4,}))?(?!\p{L})/gu
/** "Greta Pohl, who weaves too, came aboard for a similar sum". */
const stranger =
  /(?<!\p{L})(?!\p{Lu}\p{Ll}*ly )\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?(?:,? who [^.!?\n,]{0,40},?)? (?:(?:also|already|just|recently|only|happily|has|is|was) ){0,2}(?:came aboard|came on board|signed|accepted|agreed|said yes|joined|took|gets?|got|getting|(?:was|is|being) paid|paid|charges?|charged|settled|earns?|did (?:it|the same|hers|his|this|one)|went with)\b[^.!?\n]{0,40}(?:[$€£]|\d{3}|\b(?:for|at|sum|rate|fee|less|more|half|(?:same|similar) (?:sum|fee|rate|price|amount|money|deal)|thousand|hundred|price|money)\b)/gu
