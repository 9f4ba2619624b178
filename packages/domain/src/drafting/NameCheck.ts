import type { Objection } from "./Gate.ts"
import type { Passage } from "./Passage.ts"
import { matchesOf } from "../reading/matchesOf.ts"

/** Names and handles of other creators, whole or by one part, also when spelled apart (GATE-02); a handle that the brief lacks; a stranger who agreed. */
export const checkNames = (passage: Passage, others: ReadonlyArray<string>): ReadonlyArray<Objection> => {
  const { granted, lower, part } = passage
  const found: Array<Objection> = []
  const squeezed = lower.replace(/[^a-z0-9]/g, "")
  const own = squeeze([passage.brief.recipientName, passage.brief.influencerName, passage.brief.senderName, passage.brief.clientName, passage.brief.campaignName].join(" "))
  for (const name of others) {
    const whole = squeeze(name)
    if (whole.length >= 6 && squeezed.includes(whole) && !own.includes(whole)) { found.push({ code: "others", quote: name }); continue }
    for (const word of name.split(/[^\p{L}]+/u)) {
      const at = word.length >= 4 && /^\p{Lu}/u.test(word) && !own.includes(squeeze(word)) ? part.search(new RegExp(`(?<![\\p{L}])${word}(?![\\p{L}])`, "u")) : -1
      if (at >= 0) found.push({ code: "others", quote: word })
    }
    const handle = name.startsWith("@") ? name.slice(1).toLowerCase() : ""
    if (handle.length >= 3 && lower.includes(handle)) found.push({ code: "others", quote: name })
  }
  for (const pattern of [handles, stranger]) {
    for (const match of matchesOf(part, pattern)) {
      if (!granted.covers(match.index, match.index + match[0].length)) found.push({ code: "others", quote: match[0] })
    }
  }
  return found
}

const squeeze = (text: string): string => text.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]/g, "")
const handles = /(?<![\w.+-])@[A-Za-z_][\w.]+\w/g
/** "Greta Pohl, who weaves too, came aboard for a similar sum". */
const stranger =
  /(?<!\p{L})\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?(?:,? who [^.!?\n,]{0,40},?)? (?:(?:also|already|just|recently|only|happily|has|is|was) ){0,2}(?:came aboard|came on board|signed|accepted|agreed|said yes|joined|took|gets?|got|getting|(?:was|is|being) paid|paid|charges?|charged|settled|earns?|did (?:it|the same|hers|his|this|one)|went with)\b[^.!?\n]{0,40}(?:[$€£]|\d{3}|\b(?:for|at|sum|rate|fee|less|more|half|(?:same|similar) (?:sum|fee|rate|price|amount|money|deal)|thousand|hundred|price|money)\b)/gu
