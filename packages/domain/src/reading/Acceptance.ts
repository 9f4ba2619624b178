import type { Deliverable } from "../deliverables/Deliverable.ts"
import type { Figure } from "./Amounts.ts"
import { commits, praises } from "./Commitment.ts"
import * as Cues from "./Cues.ts"
import { isFiller, isPlainYes, isSignature } from "./PlainWords.ts"
import { kindsNamed } from "./PricePart.ts"
import * as Risk from "./Risk.ts"
import type { Sentence } from "./Sentences.ts"
import { matchesOf } from "./matchesOf.ts"

/** What the sentences of a reply are read against. */
export interface AcceptanceContext {
  /** The normalised text in lower case that the sentences point into. */
  readonly lower: string
  readonly figures: ReadonlyArray<Figure>
  readonly isOffer: (figure: Figure) => boolean
  readonly deliverables: ReadonlyArray<Deliverable>
  /** The words of the names that may stand anywhere. */
  readonly names: ReadonlyArray<string>
}

/** What a mail does with our offer: accepts it as it stands, says a yes beside something else, or says none. */
export type Acceptance = "plain" | "barred" | "none"

/**
 * Whether the mail is a plain acceptance of our open offer (READ-03). A clause must commit to it as it stands, in the grammar
 * of `Commitment` or in the closed vocabulary of `PlainWords`; every figure must be ours; and every other clause must be free
 * of `Risk` and, once they have committed, ordinary. A clause that speaks of accepting or of our figure otherwise is a bar.
 */
export const findAcceptance = (lines: ReadonlyArray<Sentence>, context: AcceptanceContext): Acceptance => {
  if (lines.length > 60) return "barred"
  const read = lines.map((line) => readLine(line, context))
  const first = read.findIndex((line) => line.clauses.some((c) => c.commits))
  if (first < 0) return "none"
  if (namesOtherNumber(context) || !countsMatch(lines, context)) return "barred"
  const weak = read.every((line) => line.clauses.every((c) => !c.commits || participle.test(c.text)))
  let seen = false
  for (const [i, { clauses, line }] of read.entries()) {
    const isLine = i > first && startsLine(line, context.lower) && isSignature(line.text) ||
      Cues.harmless.test(line.text) && !conditional.test(line.text) && !(line.asks && /\b(?:fees?|costs?|charges?)\b/.test(line.text)) || address.test(line.text) && !Risk.hardRisk(line.text)
    if (weak && i >= first && /\bto (?:hear|see) /.test(line.text)) return "barred"
    for (const clause of clauses) {
      if (clause.commits) seen = true
      else if (!isLine && !isFree(clause.text, {
        seen,
        inYes: i >= first,
        aside: !weak && !line.asks && !clauses.some((c) => c.commits),
        asks: line.asks && clause === clauses[clauses.length - 1],
        weak,
        ordinary: weak ? nextStep.test(line.text) : Risk.isOrdinary(clauses.some((c) => c.commits) ? clause.text : line.text)
      }, context)) return "barred"
    }
  }
  return "plain"
}

/** Whether a bare number or amount stands in the text that is not our open offer, in whatever size: "agreed, 2.2". */
const namesOtherNumber = ({ figures, isOffer, lower }: AcceptanceContext): boolean =>
  figures.some((figure) =>
    !(figure.kind === "number" && lower.slice(figure.from, figure.to) === "one") && !isOffer(figure) &&
    ["money", "number", "percentage", "cpm"].includes(figure.kind))

const pieceNoun = /\b(?:reels?|stor(?:y|ies)|posts?|videos?|tik ?toks?|shorts?|integrations?)\b/g
const deliverableNoun = /\b(?:reels?|stor(?:y|ies)|tik ?toks?|shorts?|integrations?|carousels?|static|photos?|live ?streams?|youtube|podcasts?|blog|posts?|videos?)\b/g

/** Whether every count of deliverables in the text is that of our package; "one reel" of two is another package, and so is "the reel" of a reel and stories. */
export const countsMatch = (lines: ReadonlyArray<Sentence>, { deliverables, figures, lower }: AcceptanceContext): boolean => {
  const committed = lines.filter((line) => Cues.acceptance.test(line.text) && !Cues.harmless.test(line.text)).map((line) => line.text).join("\n")
  const named = matchesOf(committed, pieceNoun).map((m) => kindsNamed(m[0], deliverables))
  if (named.some((kinds) => kinds.length === 0) || named.length > 0 && deliverables.some((d) => !named.some((kinds) => kinds.includes(d.kind)))) return false
  return figures.every((figure) => {
    if (figure.kind !== "quantity") return true
    const noun = /^ ?(?:x )?(?:(?:instagram|ig|tiktok|youtube|yt) )?(reels?|stor(?:y|ies)|posts?|videos?|tiktoks?|shorts?|integrations?|deliverables?|pieces?)\b/.exec(lower.slice(figure.to, figure.to + 40))?.[1]
    if (noun === undefined) return true
    const kinds = kindsNamed(noun, deliverables)
    const meant = deliverables.filter((d) => kinds.includes(d.kind))
    const count = figure.coefficient / 10 ** figure.scale
    return /\b(?:extra|bonus|free)\b/.test(lower.slice(figure.from, figure.to + 30)) ||
      meant.some((d) => d.quantity === count) || meant.reduce((n, d) => n + d.quantity, 0) === count
  })
}

interface Clause { readonly text: string; readonly commits: boolean }
interface Line { readonly line: Sentence; readonly clauses: ReadonlyArray<Clause> }

const readLine = (line: Sentence, context: AcceptanceContext): Line => {
  const masked = mask(line, context).replace(cheerAmid, ", ")
  const bound = line.asks ? /[,;:()]| - / : /[,;:()?]| - |\.{2,}/
  const plainYes = (text: string): boolean => isPlainYes(text, context.names) && !Cues.reservation.test(text) && !Risk.hardRisk(text)
  const yes = (text: string): boolean => commits(text) || !/[#%]/.test(text) && plainYes(text)
  if (!line.asks && (yes(tidy(masked)) || plainYes(line.text))) return { line, clauses: [{ text: tidy(masked), commits: true }] }
  const chunks = masked.split(bound).map(tidy).filter((text) => text !== "")
  const clauses = chunks.flatMap((chunk, i) => {
    if (line.asks && i === chunks.length - 1) return [{ text: chunk, commits: false }]
    if (!bareYes.test(chunk) && yes(chunk)) return [{ text: chunk, commits: true }]
    return chunk.split(/ (?:and|because|&|so(?= (?:i|i'm|i'll|we|it|it's|let|let's|yes|she|he|my|consider|count|this|please|you)\b)) /).map(tidy).filter((text) => text !== "").map((text) => ({ text, commits: !bareYes.test(text) && yes(text) }))
  })
  return { line, clauses }
}

const address = /\b(?:address|ship (?:it |the product |everything )?to|based (?:in|at)|studio is)\b.*\d/

/** "Yes, I saw it": a bare yes at the head of a sentence says nothing by itself. */
const bareYes = /^(?:[a-z]+ ){0,2}(?:yes|yep|yeah|yup|absolutely|sure)$/

const tidy = (text: string): string => text.replace(/^[\s"'*_.!>-]+|[\s"'*_.!-]+$/g, "").replace(cheer, "")

/** Emoji that only cheer, at either end; others may take back what they follow. */
const cheer = /^(?:[🎉🥳✅✔👍👌🙌🙏😊😀😁😃😄😍🥰🤩💕💖💗💛💚💙💜🧡❤🤍✨🔥💪🤝📦🌸🌺🌼🌟⭐☀☕🎬🎥📸☺]|\s)+|(?:[🎉🥳✅✔👍👌🙌🙏😊😀😁😃😄😍🥰🤩💕💖💗💛💚💙💜🧡❤🤍✨🔥💪🤝📦🌸🌺🌼🌟⭐☀☕🎬🎥📸☺]|[\s!.])+$/gu

/** The sentence with our figure as `#`, our whole package as `%` and the names as `@`; a letter drawn out is written once. */
const mask = (line: Sentence, { deliverables, figures, isOffer, lower, names }: AcceptanceContext): string => {
  let text = ""
  let at = line.from
  for (const figure of figures) {
    if (figure.from < at || figure.to > line.to || !isOffer(figure) || figure.kind !== "money" && figure.kind !== "number" && figure.kind !== "year") continue
    text += bare(lower.slice(at, figure.from)) + "#"
    at = figure.to
  }
  text += bare(lower.slice(at, line.to))
  const plain = text.replace(/([a-z])\1{2,}/g, "$1").replace(packageList, (list) => isPackage(list, deliverables) ? "%" : list)
  // most sentences name nobody
  const named = names.some((name) => name.length > 2 && plain.includes(name)) ? plain.replace(/[a-z]+/g, (word) => names.includes(word) && word.length > 2 ? "@" : word) : plain
  return named.replace(/@ @/g, "@")
}

const cheerAmid = /\s*[🎉🥳✅✔👍👌🙌🙏😊😀😁😃😄😍🥰🤩💕💖💗💛💚💙💜🧡❤🤍✨🔥💪🤝📦🌸🌺🌼🌟⭐☀☕🎬🎥📸☺]+\s+(?=\S)/gu

/** A hashtag's mark is none of ours. */
const bare = (text: string): string => text.replace(/#(?=[a-z])/g, "")

const item = "(?:(?:the|my|a|an|one|two|three|four|five|six|seven|eight|nine|ten|both|all|\\d{1,2}) ?){0,3}(?:x )?(?:(?:instagram|ig|insta|tiktok|youtube|yt|dedicated) )?(?:reels?|stor(?:y|ies)|tik ?toks?|shorts?|integrations?|videos?|posts?)"
const packageList = new RegExp(`\\b${item}(?:(?:,? (?:and|with|plus|&) |, | ?\\+ ?|/)${item}){0,5}\\b`, "g")

const isPackage = (list: string, deliverables: ReadonlyArray<Deliverable>): boolean => {
  const named = matchesOf(list, deliverableNoun).map((m) => kindsNamed(m[0], deliverables))
  return named.every((kinds) => kinds.length > 0) && deliverables.every((d) => named.some((kinds) => kinds.includes(d.kind)))
}

const startsLine = (line: Sentence, lower: string): boolean => line.from === 0 || /\n *$/.test(lower.slice(Math.max(0, line.from - 8), line.from))

const conditional = /\b(?:if|unless|provided|as long as|when you|once)\b(?! (?:it's|it is|that's) (?:useful|helpful|of use))/

/** Words that only a commitment may use once it is not one: "I accept most of it", "we agree you are amazing". */
const aboutYes = /[#%]|\b(?:accept\w*|agree(?:d|s|ing)?|deal|rate|offer|price|fee|budget)\b/

/** One word that may also answer something else than our offer: then nothing but the next step may follow. */
const participle = /^(?:(?:ok|okay|great|perfect|all) )?(?:done|agreed|confirmed|approved|yes|yep|yeah|yup)$/
const nextStep = /^(?:and |so )?(?:please|let me know|send|looking forward|(?:i )?can't wait|talk soon|excited|i(?:'m| am) (?:so |very )?excited|when|where|who|how|should|do you|can you|could you|i'll|i will|i can|we'll|my|here)\b/

interface Place {
  /** They have committed before it, or in its sentence or before. */
  readonly seen: boolean
  readonly inYes: boolean
  readonly asks: boolean
  /** Every commitment of the mail is one that may answer something else too. */
  readonly weak: boolean
  readonly ordinary: boolean
  /** It stands in a sentence of its own beside a commitment that can mean nothing but our offer. */
  readonly aside: boolean
}

/** Words by which a remark about something else could still bind us or leave the matter open. */
const binding = /\b(?:you|yours|terms?|polic(?:y|ies)|appl(?:y|ies)|standard|deci\w+|understood|understand\w*|includ\w+|assum\w+|separate\w*|mine|charg\w+|cost\w*|rules?|limit\w*|max\w*|min\w*|more|less|later|first|all|same|usual|normal\w*|always|never)\b/

const isFree = (clause: string, at: Place, { deliverables, names }: AcceptanceContext): boolean => {
  if (Cues.harmless.test(clause) && !conditional.test(clause) && !(at.asks && /\b(?:fees?|costs?|charges?)\b/.test(clause)) || praises(clause) || bareYes.test(clause)) return true
  if (Risk.turns(clause) && !at.seen) return !Risk.hardRisk(clause)
  if (!at.weak && Risk.wantsFacts(clause, at.asks)) return true
  if (!at.asks && isFiller(clause, names) && !Cues.reservation.test(clause)) return true
  if (Risk.hardRisk(clause) || Cues.change.test(clause)) return false
  if (Risk.softRisk(clause) && (at.inYes || Risk.namesTerm(clause))) return false
  if (Cues.acceptance.test(clause) || aboutYes.test(clause) && (at.inYes || /[#%]|\b(?:accept\w*|agree(?:d|s|ing)?|deal)\b/.test(clause))) return false
  if (matchesOf(clause, deliverableNoun).some((m) => !/^(?:posts?|shorts?)$/.test(m[0]) && kindsNamed(m[0], deliverables).length === 0)) return false
  if (at.asks) return Cues.logistics.test(clause) || at.ordinary
  return !at.seen || at.ordinary || at.aside && !Risk.namesTerm(clause) && !binding.test(clause)
}
