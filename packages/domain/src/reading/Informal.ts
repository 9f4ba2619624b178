import { matchesOf } from "./matchesOf.ts"
/**
 * Spells out, in place, words as people type them on a phone: "im" becomes "i'm", "pls" becomes "please". Every unit of the new
 * word stands where the old word stood. Words that mean something else too ("id", "ill", "its") change only before what follows the pronoun.
 */
export const spellOut = (chars: Array<string>, starts: Array<number>, ends: Array<number>): void => {
  const text = chars.join("").toLowerCase()
  // a letter whose lower case is longer would shift what follows
  if (text.length !== chars.length) return
  const found = matchesOf(text, informal).flatMap((match) => {
    const plain = words[match[0]]
    return plain === undefined ? [] : [{ at: match.index, length: match[0].length, plain }]
  })
  if (found.length === 0) return
  const [oldChars, oldStarts, oldEnds] = [chars.splice(0), starts.splice(0), ends.splice(0)]
  const copy = (from: number, to: number): void => {
    for (let i = from; i < to; i++) {
      chars.push(oldChars[i] ?? "")
      starts.push(oldStarts[i] ?? 0)
      ends.push(oldEnds[i] ?? 0)
    }
  }
  let done = 0
  for (const { at, length, plain } of found) {
    copy(done, at)
    const capital = /[A-Z]/.test(oldChars[at] ?? "")
    for (const [i, unit] of Array.from(plain).entries()) {
      chars.push(i === 0 && capital ? unit.toUpperCase() : unit)
      starts.push(oldStarts[at] ?? 0)
      ends.push(oldEnds[at + length - 1] ?? 0)
    }
    done = at + length
  }
  copy(done, oldChars.length)
}

const words: Readonly<Record<string, string>> = {
  im: "i'm", ive: "i've", id: "i'd", ill: "i'll", its: "it's", dont: "don't", doesnt: "doesn't", didnt: "didn't", cant: "can't", wont: "won't", isnt: "isn't", arent: "aren't",
  wasnt: "wasn't", werent: "weren't", wouldnt: "wouldn't", couldnt: "couldn't", shouldnt: "shouldn't", havent: "haven't", hasnt: "hasn't", thats: "that's", whats: "what's",
  lets: "let's", theres: "there's", youre: "you're", youve: "you've", youll: "you'll", youd: "you'd", theyre: "they're", theyll: "they'll", weve: "we've", hes: "he's", shes: "she's",
  u: "you", ur: "your", pls: "please", plz: "please", thx: "thanks", thnx: "thanks", bc: "because", cuz: "because", lmk: "let me know", lyk: "let you know", idk: "i don't know",
  kinda: "kind of", wanna: "want to", gotta: "have to", lemme: "let me", yea: "yeah", yess: "yes", tmrw: "tomorrow", abt: "about", rlly: "really"
}
const follows = "(?= (?:be|do|go|ask|say|take|need|want|love|like|have|rather|prefer|accept|agree|charge|make|film|post|shoot|send|get|give|see|think|let|wait|pass|work|sign|only|really|also|just|still|even|probably|definitely|happily|gladly|never|not|keep|add|throw|sleep|check)\\b)"
const informal = new RegExp(
  `(?<![a-z0-9'@#._/+-])(?:(?:id|ill)${follows}|its(?= (?:a|an|the|not|too|way|just|so|kind|kinda|ok|okay|fine|good|great|perfect|low|really|been|very|still|yes|no|done|all|only)\\b)|lets(?! (?:you|me|us|him|her|them|people)\\b)|${
    Object.keys(words).filter((word) => !["id", "ill", "its", "lets"].includes(word)).join("|")
  })(?![a-z0-9'@_/+-]|\\.[a-z])`,
  "g"
)
