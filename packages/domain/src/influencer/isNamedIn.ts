import { isCommonWord } from "../drafting/CommonWords.ts"
import type { Influencer } from "./Influencer.ts"

type Named = Pick<Influencer, "name" | "handle">

/**
 * Whether a text speaks of a creator: by name, part of a name or handle, in any case. A part that is a word as well ("Rose") counts with a capital inside a
 * sentence, or where business is done. Words of `own`, other names that may stand there, say nothing. Rather once too often: whoever asks then has a person look (PARTY-02).
 */
export const isNamedIn = (text: string, { handle, name }: Named, own: ReadonlyArray<string>): boolean => {
  const plain = bare(text)
  const ownWords = new Set(own.flatMap(wordsOf))
  const said = ` ${wordsOf(text).join(" ")} `
  const words = wordsOf(name)
  const whole = words.join(" ")
  // a name of one word is looked at below
  if (words.length > 1 && !own.some((one) => wordsOf(one).join(" ") === whole) && said.includes(` ${whole} `)) return true
  const sign = bare(handle).toLowerCase().replace(/^@/u, "")
  if (sign.length >= 3 && !own.some((one) => bare(one).toLowerCase().replace(/^@/u, "") === sign) && handlesIn(plain).some((one) => one === `@${sign}` || (one === sign && !isCommonWord(sign) && !ownWords.has(sign)))) return true
  return words.some((word) => word.length >= 2 && !ownWords.has(word) && isSaid(plain, word))
}

/** Whether a text, as of a sender's name, holds a creator's whole name: "Tom Ray Management". */
export const holdsName = (text: string, { name }: Named): boolean => name !== "" && ` ${wordsOf(text).join(" ")} `.includes(` ${wordsOf(name).join(" ")} `)

/** Whether both are one creator, as the same person in two campaigns: the same name, or the same handle. */
export const isSameCreator = (one: Named, other: Named): boolean =>
  wordsOf(one.name).join(" ") === wordsOf(other.name).join(" ") || (one.handle !== "" && bare(one.handle).toLowerCase().replace(/^@/u, "") === bare(other.handle).toLowerCase().replace(/^@/u, ""))

const bare = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "")

const wordsOf = (text: string): ReadonlyArray<string> => bare(text).toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

const handlesIn = (plain: string): ReadonlyArray<string> => (plain.toLowerCase().match(/@?[\p{L}\p{N}_.]+/gu) ?? []).map((one) => one.replace(/\.+$/u, ""))

/** What stands around a name where business is talked of, which tells "for rose" from "prices rose". */
const dealtWith = /(?<!\p{L})(?:for|as|than|like|pay|paid|gave|offer|offered|booked|signed)\s+$/iu
const deals = /^(?:['’]s)?\s+(?:gets|got|takes|took|charges|charged|accepts|accepted|agrees|agreed|said|says|asks|wants|needs|earns|does|did)(?!\p{L})/iu

const isSaid = (plain: string, word: string): boolean => {
  const isCommon = isCommonWord(word)
  for (const match of plain.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, "giu"))) {
    const isCapital = /^\p{Lu}/u.test(match[0])
    if (!isCommon && (isCapital || word.length >= 3)) return true
    const [before, after] = [plain.slice(0, match.index), plain.slice(match.index + word.length)]
    if (isCommon && isCapital && (/[\p{L}\p{N},;:&)-]\s+$/u.test(before) || /^['’]s(?!\p{L})/u.test(after))) return true
    if (isCommon && (dealtWith.test(before) || deals.test(after))) return true
  }
  return false
}
