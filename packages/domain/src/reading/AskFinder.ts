import * as Schema from "effect/Schema"
import { Currency } from "../Currency.ts"
import type { ReadingContext } from "../ports/ReplyReader.ts"
import { type Figure, mayBePrice, minorOf } from "./Amounts.ts"
import type { Normal } from "./Normal.ts"
import { type PricePart, pricePart } from "./PricePart.ts"
import { matchesOf } from "./matchesOf.ts"

/** The figure they would do it for, and what else the text names (READ-02). Offsets are those of the normalised text. */
export interface Found {
  readonly ask: { readonly minor: number; readonly currency: Currency; readonly from: number; readonly to: number } | null
  /** No second reading of the figures is as good. */
  readonly sure: boolean
  /** A price stands in the text that is neither the ask, nor a part of it, nor our open offer. */
  readonly others: boolean
  /** Such a price stands that the text itself does not call past, usual, refused or optional. */
  readonly rival: boolean
  /** Every value that the text itself gives: its figures, and the sums and products it spells out. */
  readonly grounded: ReadonlyArray<{ readonly minor: number; readonly currency: Currency }>
  /** They said it is final. */
  readonly firm: boolean
}

/** Reads the prices of a reply: what each figure is, and which of them they would do it for. */
export const findAsk = (normal: Normal, figures: ReadonlyArray<Figure>, context: ReadingContext): Found => {
  if (figures.length > most) return { ask: null, sure: false, others: true, rival: true, grounded: [], firm: firmWords.test(normal.lower) }
  const candidates = pricesIn(figures, context).map((f) => candidate(normal.lower, f, figures, context))
  const firm = firmWords.test(normal.lower)
  const usable = candidates.filter((c) => c.currency !== null && c.minor !== null)
  const priced = usable.filter((c) => c.role !== "negated" && c.role !== "part" && c.figure.range !== "high")
  const of = (...roles: ReadonlyArray<Role>): ReadonlyArray<Candidate> => priced.filter((c) => roles.includes(c.role))
  const total = of("total")
  const items = of("item")
  const sum = sumOf(items, context)
  const bare = of("ask", "floor").filter((c) => c.minor !== context.openOffer || c.currency !== context.currency)
  const plain = marked(bare)
  const ours = usable.filter((c) => c.minor === context.openOffer && c.currency === context.currency && c.role !== "negated" && c.role !== "old")
  const match = /\b(?:match|meet|beat)\b|\b(?:want|need|expect|get|like|pay me|ask for) the same\b/.test(normal.lower) ? of("old") : []

  const pick = (from: ReadonlyArray<Candidate>): { readonly ask: Ask; readonly sure: boolean } | null => {
    const last = from[from.length - 1]
    if (last === undefined || last.minor === null || last.currency === null) return null
    const same = from.every((c) => c.minor === last.minor && c.currency === last.currency)
    return { ask: { minor: last.minor, currency: last.currency, from: last.figure.from, to: last.figure.to }, sure: same && (from !== plain || bare.every((c) => plain.includes(c))) }
  }
  if (noQuote.test(normal.lower) && !wanted.test(normal.lower)) return { ask: null, sure: false, others: candidates.length > 0, rival: candidates.length > 0, grounded: [], firm }
  const rateCard = items.filter((c) => c.part?.kinds.length === 0).length > 0 && items.length >= 3
  const chosen = pick(total) ??
    (sum !== null && plain.length === 0 ? { ask: sum.ask, sure: true } : null) ??
    pick(plain) ??
    (sum === null ? null : { ask: sum.ask, sure: false }) ??
    (rateCard ? null : alone(items, pick, normal.lower)) ??
    pick(match) ?? pick(ours) ?? (rateCard ? null : pick(of("usual")))
  const explained = chosen !== null && sum !== null && sum.ask.minor === chosen.ask.minor ? sum.parts : []
  const others = candidates.some((c) =>
    !(c.minor !== null && c.currency === chosen?.ask.currency && c.minor === chosen?.ask.minor) &&
    !(c.minor !== null && c.minor === context.openOffer && c.currency === context.currency) &&
    !explained.includes(c))
  const rival = candidates.some((c) =>
    !aside.has(c.role) && !(c.minor !== null && c.minor === context.openOffer && c.currency === context.currency) &&
    !(sum !== null && sum.ask.minor === context.openOffer && sum.ask.currency === context.currency && sum.parts.includes(c)))
  const grounded = [
    ...priced.flatMap((c) => c.minor === null || c.currency === null ? [] : [{ minor: c.minor, currency: c.currency }]),
    ...sum === null ? [] : [{ minor: sum.ask.minor, currency: sum.ask.currency }]
  ]
  return { ask: chosen?.ask ?? null, sure: chosen?.sure ?? false, others, rival, grounded, firm }
}

/** The figures that may name a price. A bare number far below our offer counts something else, and so does one far above it. */
export const pricesIn = (figures: ReadonlyArray<Figure>, context: ReadingContext): ReadonlyArray<Figure> =>
  figures.filter((figure) => {
    if (!mayBePrice(figure)) return false
    const minor = figure.kind === "number" || figure.currency === null ? minorOf(figure, context.currency) : null
    return minor === null || context.openOffer === null || (figure.kind !== "number" || minor * 10 >= context.openOffer) && minor <= 20 * context.openOffer
  })

/** Figures of a mail that are told apart at all: each is held against all others, and nobody asks among so many. */
const most = 200

type Role = "ask" | "floor" | "total" | "item" | "negated" | "old" | "usual" | "addon" | "part" | "converted"
type Ask = NonNullable<Found["ask"]>
/** Figures that nobody asks for. */
const aside: ReadonlySet<Role> = new Set(["negated", "old", "usual", "addon", "part", "converted"])
interface Candidate {
  readonly figure: Figure
  readonly role: Role
  readonly part: PricePart | null
  readonly minor: number | null
  readonly currency: Currency | null
}

const isCurrency = Schema.is(Currency)

const candidate = (lower: string, figure: Figure, figures: ReadonlyArray<Figure>, context: ReadingContext): Candidate => {
  const named = figure.currency ?? figures.find((f) => f.kind === "money" && f.currency !== null)?.currency ?? context.currency
  const currency = isCurrency(named) ? named : null
  const minor = currency === null ? null : minorOf(figure, currency)
  const others = figures.filter((f) => f !== figure && mayBePrice(f))
  const previous = Math.max(0, ...others.filter((f) => f.to <= figure.from).map((f) => f.to))
  const next = Math.min(lower.length, ...others.filter((f) => f.from >= figure.to).map((f) => f.from))
  const left = clipLeft(lower.slice(Math.max(previous, figure.from - 90), figure.from))
  const right = clipRight(lower.slice(figure.to, Math.min(next, figure.to + 70)))
  const near = clipLeft(left.slice(-60), /[,;:]| but | and /g) + "#" + right.split(/[,;]| but | and /)[0]
  const part = pricePart(lower.slice(Math.max(previous, figure.from - 60), figure.from).replace(/^[^]*\n/, ""), right, context.deliverables)
  const isConverted = figure.currency !== null && converted.test(left) && others.some((f) => f.currency !== null && f.currency !== figure.currency)
  const role: Role = isConverted ? "converted"
    : floorBefore.test(left) ? "floor"
    : negatedBefore.test(left) || unworkable.test(left) || unworkable.test(left) || negatedAfter.test(right) || /\b(?:below|under|less than|lower than) $/.test(left) ? "negated"
    : paymentPart.test(near) && !share.test(near) ? "part"
    : totalWords.test(near) && !addonBefore.test(left) ? "total"
    : old.test(left + "#" + right) && !/\bnow\b/.test(left) ? "old"
    : /^ ?(?:each |per [a-z]+ )?on top\b/.test(right) || addonBefore.test(left) && part === null || addonWords.test(near) && addonVerb.test(left + "#" + right) && !includes.test(left) && !underTerm(left, right, minor, context.openOffer) ? "addon"
    : onlyIfWanted.test(left) || /^[^.!?\n]{0,30}\boptional\b/.test(right) ? "addon"
    : usual.test(left) ? part !== null && part.kinds.length > 0 ? "item" : "usual"
    : part !== null ? "item"
    : "ask"
  return { figure, role, part, minor, currency }
}

/** Figures with a currency mark say a price better than bare ones. */
const marked = (from: ReadonlyArray<Candidate>): ReadonlyArray<Candidate> => from.some((c) => c.figure.currency !== null) ? from.filter((c) => c.figure.currency !== null) : from

/** "I can do $2,200 if usage is limited": the price of the package under a term, not of the term. */
const underTerm = (left: string, right: string, minor: number | null, offer: number | null): boolean =>
  !/\b(?:extra|additional|another|plus|add|more)\b/.test(left) && (/^ ?(?:if|as long as|provided|with|without|including)\b/.test(right) && /\b(?:do|accept|take|for|at|with|need|want|(?:rate|fee|price)(?: is| would be|:)) $/.test(left) ||
    /^ ?for\b/.test(right) && minor !== null && offer !== null && minor >= offer)

const clipLeft = (text: string, at = /[.!?;\n](?=\s)|\n| but | however | though /g): string => {
  let from = 0
  for (const match of matchesOf(text, at)) from = match.index + match[0].length
  return text.slice(from)
}
const clipRight = (text: string): string => text.split(/[.!?;](?:\s|$)|\n| but | however | \((?![^)]{0,30}(?:total|each|per|usd|eur|gbp))/)[0] ?? ""

/** The figures are shown, not asked for. */
const noQuote = /\b(?:isn't|is not|not) (?:a |an |my |our |meant as an? )(?:quote|quotation|offer|price|proposal)\b|\b(?:don't|do not|please don't) (?:take|read|treat|see) (?:that|this|it|these|them) as (?:my|a|an|our) (?:price|quote|rate|offer|fee)\b|\b(?:just |only |purely )?for (?:your )?(?:files|reference|information|context) (?:only|purely|alone)\b|\b(?:purely|only|just) for (?:your )?(?:files|reference|information|context)\b/
const wanted = /\b(?:(?:i|we|she|he)(?:'d| would|'ll| will) (?:need|want|do (?:it|this|yours) for|ask|take|be at)|(?:my|our|her|his) (?:fee|rate|price|quote|ask) (?:here|for (?:this|you|yours|your)|is|would be))\b/
const firmWords =
  /\bfirm\b|\bfinal (?:rate|offer|price|number|answer|fee)|take it or leave it|\bmy (?:absolute )?(?:lowest|floor is final)|lowest i(?:'ll| can| will| would)? ?(?:go|do|accept)?|non-?negotiable|not negotiable|or nothing\b|nothing less|best i can do|can(?:'t|not) go (?:any )?lower|won't go (?:any )?lower|no lower than that/
const not = "(?:can't|cannot|can not|couldn't|could not|won't|will not|wouldn't|would not|don't|do not|doesn't|does not|not able to|unable to|not going to|never|not|isn't|no way i)"
const floorBefore = new RegExp(`\\b(?:${not}|nothing|no|not|any)\\b[^.!?,]{0,40}\\b(?:less than|lower than|below|under|cheaper than|for under)(?: the)? ?$|\\b(?:minimum|min|at least|floor)\\b[^.!?]{0,24}$|\\b(?:start(?:s|ing)?(?: at| from)?) ?$`)
const negatedBefore = new RegExp(`\\b${not} (?:really |quite |possibly |just |even |be able to )?(?:(?:do|accept|take|work|go|agree|justify|move forward|make|proceed|commit|consider|be)\\b[^.!?,]{0,24})?(?:for |at |to |with )?(?:just |only |a mere )?$`)
/** "That doesn't work for us at #" */
const unworkable = /\b(?:doesn't|does not|won't|wouldn't|can't|cannot|couldn't) (?:quite |really )?(?:work|fly|happen|do (?:it|this|that)|make (?:it|this|that)(?: work)?)(?: out)?(?: for (?:me|us|her|him|them|[a-z]+))? (?:at|for|on|with) (?:just |only )?$/
const negatedAfter = /^ ?(?:(?:is|was|feels|seems|would be|sounds|'s) (?:just |a bit |a little |way |far |much |really |honestly |simply |quite |kind of |sort of |pretty |rather |so |super |very |still |unfortunately |on the )*(?:too|low|below|under|not|insufficient|short|less|insulting|laughable)|(?:just |simply |really |honestly )*(?:doesn't|does not|don't|do not|won't|isn't|wouldn't|can't|cannot|will not|is not|not enough))/
const paymentPart = /\b(?:up ?front|deposit|in advance|advance payment|on signing|kill fee|late fee|on delivery|first half|second half|travel|shipping)\b/
/** A share of the price, not the figure itself, is what is due then. */
const share = /(?:%|\bpercent|\bhalf)(?: as)?(?: an?)? (?:deposit|up ?front|in advance|on (?:signing|delivery))/
const totalWords = /\b(?:total|totals|all[- ]in|altogether|all together|in all|for everything|for (?:the|this|your|that) (?:whole |full |entire )?(?:package|bundle|lot|set|whole thing|scope)|for (?:both|all of (?:it|them)|all (?:three|four|two))|bundled?|combined|flat(?: fee| rate)?|package (?:price|rate|deal|fee))\b/
const old = /\b(?:(?:my|his|her|their|our) last (?!offer|price|word|number|rate|figure|fee)|last [a-z]+ (?:vid\w*|reels?|posts?|tik ?toks?|integrations?|campaigns?|stor(?:y|ies)|one|brand|job)\b|i (?:charged|used to|once)|(?:back )?in (?:19|20)\d\d\b(?=,? (?:i|we|it|she|he|which|for)\b|[^#]{0,24}#)|would(?:'ve| have) been|last (?:time|year|month|campaign|deal|spring|summer|fall|winter)|previous(?:ly)?|used to|back then|originally|(?:was|were|been|got) (?:paid|offered)|paid me|paid us|(?:other|another|different) (?:brand|client|compan|creator)|brands? (?:usually |normally |typically )?(?:pay|offer)|(?:she|he|they|friend|colleague|someone|neighbou?r)(?: \w+)? (?:gets?|got|offered|paid|pay)|(?:they|friend|colleague|someone|neighbou?r)(?: \w+)? charges?|before that|worth(?! (?:my|it|the time|while|our|her|his))|retail|sells for|costs? (?:about|around)?)\b/
const onlyIfWanted = /\boptional(?:ly)?\b[^#]{0,60}$|\b(?:if you(?:'d| would)? (?:also |ever |just )*(?:like|want|need|fancy)|should you (?:ever |also )?want|only in case you(?: ever)? want)\b(?! (?:to (?:go|do it|do this|work|move)|me|it|this|that|us)\b)[^#]{0,70}$/
const usual = /\b(?:usual|usually|normal|normally|standard|typical|typically|regular|regularly|generally|list price)\b/
const addonBefore = /(?:\b(?:plus|extra|additional|another|add|adding|throw in|(?:bump|raise|increase|up|go up|come up)(?: (?:it|that|this|the (?:rate|fee|offer|price|budget)))?(?: a little)? by|on top of that|with an?)|\+) ?(?:of |an? |about |for )?$/
/** The term is part of what the price pays for. */
const includes = /\b(?:my|our|his|her|their|the) (?:rate|fee|price|total)(?: (?:for|with|then) [^#]{0,40})? (?:is|would be|becomes|comes to|goes to) (?:about |around )?$|\b(?:including|includes?|incl\.?|inclusive of|covering)\b(?!.*\b(?:extra|additional|another|plus)\b)/
const addonWords = /\b(?:whitelist\w*|usage|raw (?:footage|files)|exclusiv\w*|boost\w*|spark|licen[sc]\w*|rush|paid (?:ads?|usage|media)|ads?|link in bio|optional|add-?on|raw)\b/
const addonVerb = /\b(?:extra|additional|another|plus|add|optional|if you|on top|is|would be|for|add-on)\b|[:+]/
const converted = /(?:approx\.?|approximately|about|around|roughly|~|=|≈|which is|equals|equivalent to|that's|\() ?(?:about |around |roughly |~ ?|approx\.? )?$/

interface Sum { readonly ask: Ask; readonly parts: ReadonlyArray<Candidate> }

/** The parts add up to a price for the package only if they price every kind of it, once each, in one currency. */
const sumOf = (items: ReadonlyArray<Candidate>, context: ReadingContext): Sum | null => {
  const first = items[0]
  const last = items[items.length - 1]
  if (first === undefined || last === undefined || first.currency === null) return null
  if (items.some((c) => c.part?.kinds.length === 0 || c.currency !== first.currency)) return null
  const left = new Set(context.deliverables.map((d) => d.kind))
  let minor = 0
  for (const { minor: price, part } of items) {
    if (price === null || part === null) return null
    const covered = context.deliverables.filter((d) => part.kinds.includes(d.kind) && left.has(d.kind))
    if (covered.length === 0) return null
    for (const d of covered) left.delete(d.kind)
    const pieces = part.quantity ?? covered.reduce((n, d) => n + d.quantity, 0)
    minor += part.each ? price * pieces : price
  }
  if (left.size > 0 || !Number.isSafeInteger(minor)) return null
  return { ask: { minor, currency: first.currency, from: first.figure.from, to: last.figure.to }, parts: items }
}

/** One price for a part of the package: a changed package if they say so, otherwise nothing certain. */
const alone = (
  items: ReadonlyArray<Candidate>,
  pick: (from: ReadonlyArray<Candidate>) => { readonly ask: Ask; readonly sure: boolean } | null,
  lower: string
): { readonly ask: Ask; readonly sure: boolean } | null => {
  const found = items.length === 1 ? pick(items) : null
  return found === null ? null : { ask: found.ask, sure: /\b(?:just|only|without|instead|drop)\b/.test(lower) || items[0]?.part?.each === false }
}
