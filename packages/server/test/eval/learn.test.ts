import { assert, describe, it } from "@effect/vitest"
import { acts, shareOf, steps, weigh, zero } from "@parley/domain/reading/Acts"
import { cents } from "@parley/domain/Money"
import { observe } from "@parley/domain/reading/Observation"
import { drawFrom } from "../../src/eval/learn/Draw.ts"
import { sentencesOf } from "../../src/eval/learn/Phrasebook.ts"
import { learn } from "../../src/eval/learn/regression.ts"
import { teach, written } from "../../src/eval/learn/teach.ts"

const once = [
  "accept\tcount me in for $2,000", "accept\tcount me in", "accept\tplease count me in", "ask\tI'd need $2,600 for it", "ask\tI'd need $3,000", "ask\twe'd need $2,400",
  "reject\tI'll have to pass", "reject\twe have to pass", "reject\tI have to pass on it", "nonsense\tnobody knows", "no tab at all"
]
const told = Array.from({ length: 5 }, () => sentencesOf(once.join("\n"))).flat()

const offer = { influencerName: "Maya Lopez", currency: "USD", openOffer: cents(200_000), deliverables: [], averageViews: 85_000 } as const

describe("learning what sentences do", () => {
  it("takes sentences by their act, with figures said by what they are to an offer of $2,000", () => {
    assert.deepStrictEqual([...new Set(told.map(({ act }) => act))], ["accept", "ask", "reject"])
    assert.match(told[0]?.sentence.text ?? "", /for\s+Own/)
    assert.match(told[3]?.sentence.text ?? "", /need\s+Up\s+for/)
  })

  it("tells the acts of its sentences apart, and comes out the same every time", () => {
    const taken = teach(told, [], 0, () => {})
    for (const { act, sentence } of told) {
      const shares = weigh(sentence, taken.acts.bias, 1, (wording) => taken.acts.weights.get(wording))
      assert.strictEqual(acts[shares.indexOf(Math.max(...shares))], act, sentence.text)
    }
    assert.strictEqual(written(taken), written(teach(told, [], 0, () => {})))
  })

  it("writes one letter a weight, in the order of the wordings", () => {
    const text = written(teach(told, [], 0, () => {}))
    const vocabulary: unknown = JSON.parse(/actVocabulary = (".*")/.exec(text)?.[1] ?? "null")
    const letters: unknown = JSON.parse(/actWeights = (".*")/.exec(text)?.[1] ?? "null")
    const wordings = String(vocabulary).split("\n")
    assert.deepStrictEqual(wordings, wordings.toSorted())
    assert.includeMembers(wordings, ["count me in", "#_pas"])
    assert.lengthOf(String(letters), wordings.length * acts.length)
    for (const letter of String(letters)) assert.isAtMost(Math.abs(letter.charCodeAt(0) - zero), steps)
    assert.closeTo(shareOf(1), 1 / Math.sqrt(6), 1e-12)
  })

  it("weighs a reply by what was learnt without its family, so that no reply is surer than the next one will be", () => {
    const lessons = (familyOf: (i: number) => string) => Array.from({ length: 24 }, (_, i) => ({
      seen: observe({ subject: "Re: x", newText: i % 2 === 0 ? "volontiers, merci" : "dommage, adieu", hiddenText: "", fromName: "", fromAddress: "" }, offer),
      intent: i % 2 === 0 ? "accept" as const : "reject" as const,
      family: familyOf(i)
    }))
    const trust = (familyOf: (i: number) => string): number => teach(told, lessons(familyOf), 2, () => {}).stance.weights.get("accept most")?.[0] ?? 0
    assert.isAbove(trust((i) => `each its own ${i}`), trust((i) => i % 2 === 0 ? "willing" : "not willing") * 1.5)
  })

  it("learns that something is not of a class without being told of which it is", () => {
    const example = (name: string, label: number, not?: true) => ({ features: [[name, 1] as const], label, weight: 1, ...not === true ? { not } : {} })
    const examples = [...Array.from({ length: 20 }, () => example("yes", 0)), ...Array.from({ length: 20 }, () => example("almost", 0, true)), ...Array.from({ length: 20 }, () => example("no", 1))]
    const { bias, weights } = learn(examples, { classes: 3, rounds: 30, rate: 0.2, decay: 0, least: 1 }, drawFrom(1))
    const score = (name: string, c: number): number => (weights.get(name)?.[c] ?? 0) + (bias[c] ?? 0)
    assert.isAbove(score("yes", 0), score("yes", 1))
    assert.isBelow(score("almost", 0), score("almost", 1))
  })
})
