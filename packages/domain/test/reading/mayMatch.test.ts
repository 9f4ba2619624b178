import { assert, describe, it } from "@effect/vitest"
import * as FastCheck from "effect/FastCheck"
import { agreementFrames } from "../../src/drafting/AgreementFrames.ts"
import { agreementRules } from "../../src/drafting/AgreementRules.ts"
import { conductRules } from "../../src/drafting/ConductRules.ts"
import { limitFrames } from "../../src/drafting/LimitFrames.ts"
import { limitRules } from "../../src/drafting/LimitRules.ts"
import { otherFrames } from "../../src/drafting/OtherFrames.ts"
import { promiseFrames } from "../../src/drafting/PromiseFrames.ts"
import { promiseRules } from "../../src/drafting/PromiseRules.ts"
import { acceptances } from "./acceptances.ts"
import * as Cues from "../../src/reading/Cues.ts"
import { cluesOf } from "../../src/reading/Clues.ts"
import { mayMatch } from "../../src/reading/mayMatch.ts"
import { plain } from "../drafting/briefs.ts"
import { everyday, leaks } from "../drafting/everydaySentences.ts"
import { fit, unfit } from "../drafting/gateSentences.ts"
import { nearMisses } from "./nearMisses.ts"
import { replies, unseen } from "./replies.ts"

const brief = { ...plain, usage: { paid: "none", whitelisting: "none", organic: "none" } } as const
const patterns = [
  ...[...limitFrames, ...otherFrames, ...promiseFrames(brief), ...agreementFrames(brief)].flatMap(({ key, needs, unless }) => [key, ...needs, ...unless === null ? [] : [unless]]),
  ...[...limitRules(brief), ...promiseRules(brief), ...agreementRules(brief), ...conductRules].map(({ pattern }) => pattern),
  ...Object.values(Cues).filter((cue) => cue instanceof RegExp)
]
const texts = [...fit, ...unfit, ...everyday, ...leaks, ...[...replies, ...unseen].map(({ text }) => text), ...[...Object.values(acceptances), ...Object.values(nearMisses)].flat()].map((text) => text.toLowerCase())

describe("mayMatch", () => {
  it("keeps every match of the gate's and the reader's patterns in every sentence of the collections (GATE-02, READ-01)", () => {
    let matched = 0
    let spared = 0
    for (const pattern of patterns) {
      const once = new RegExp(pattern.source, pattern.flags.replace("g", ""))
      for (const text of texts) {
        const isThere = once.test(text)
        const may = mayMatch(text, pattern)
        if (isThere && !may) assert.fail(`${pattern.source} matches in ${text}`)
        if (isThere) matched++
        if (!may) spared++
      }
    }
    assert.isAbove(matched, 5_000)
    assert.isAbove(spared, patterns.length * texts.length / 2)
  })

  it.prop("keeps every match of any pattern in any text", [anyPattern(), FastCheck.array(anyText(), { minLength: 1, maxLength: 6 })], ([pattern, some]) => {
    for (const text of some) assert.isTrue(mayMatch(text, pattern) || !pattern.test(text), `${String(pattern)} matches in ${JSON.stringify(text)}`)
  }, { fastCheck: { numRuns: 5_000 } })

  it("knows what an alternative begins with and ends in, and reads digits as one another", () => {
    const whole = /(?<![a-z0-9])(?:fees?|rate \d+)(?![a-z0-9])/g
    assert.deepStrictEqual(["our fee", "fees", "a rate 7, say", "rate 12"].map((text) => mayMatch(text, whole)), [true, true, true, true])
    assert.deepStrictEqual(["coffee", "feel", "", "rate x"].map((text) => mayMatch(text, whole)), [false, false, false, false])
  })

  it("tells nothing of a pattern that needs nothing known, or ignores case", () => {
    for (const pattern of [/a?/, /\bif\b|x*/, /[a-z]{9}/, /fee/i, /(?=fee)/]) assert.isNull(cluesOf(pattern), String(pattern))
  })
})

function anyText() {
  return FastCheck.string({ unit: FastCheck.constantFrom("a", "b", "c", "abc", "bca", " ", "1", "2", "-", "A", "_", "é", "😀", "\n"), maxLength: 10 })
}

function anyPattern() {
  const one = FastCheck.constantFrom("a", "b", "abc", "bca", "cab", "ab c", "1", "-", "A", "_", "é", "😀", " ", "[ab]", "[^a]", "[a-c]", "[ -]", "[\\d.]", "[b\\-]", "[é-]", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", ".", "\\u0061", "\\x62", "\\n")
  const edge = FastCheck.constantFrom("", "", "\\b", "\\B", "^", "$", "(?<![a-z0-9])", "(?![a-z0-9])", "(?<!\\w)", "(?![\\w-])", "(?![a-z0-9]|b)")
  const times = FastCheck.constantFrom("", "", "", "?", "*", "+", "??", "+?", "{2}", "{0,1}", "{1,2}", "{2,}", "{0}")
  const { pattern } = FastCheck.letrec<{ pattern: string; part: string; group: string }>((tie) => ({
    pattern: FastCheck.array(FastCheck.array(tie("part"), { minLength: 1, maxLength: 4 }).map((parts) => parts.join("")), { minLength: 1, maxLength: 3 }).map((ways) => ways.join("|")),
    part: FastCheck.tuple(edge, FastCheck.oneof({ maxDepth: 3 }, { weight: 4, arbitrary: FastCheck.tuple(one, times).map((said) => said.join("")) }, { weight: 2, arbitrary: tie("group") }), edge).map((said) => said.join("")),
    group: FastCheck.oneof(
      FastCheck.tuple(tie("pattern"), times).map(([inside, often]) => `(?:${inside})${often}`),
      FastCheck.tuple(FastCheck.constantFrom("(?=", "(?!", "(?<=", "(?<!", "("), tie("pattern")).map(([opening, inside]) => `${opening}${inside})`)
    )
  }))
  return FastCheck.tuple(pattern, FastCheck.constantFrom("", "u", "s", "m", "mu")).map(([source, flags]) => new RegExp(source, flags))
}
