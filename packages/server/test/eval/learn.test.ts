import { assert, describe, it } from "@effect/vitest"
import { acts, shareOf, weigh, zero } from "@parley/domain/reading/Acts"
import { drawFrom } from "../../src/eval/learn/Draw.ts"
import { sentencesOf } from "../../src/eval/learn/Phrasebook.ts"
import { learn } from "../../src/eval/learn/regression.ts"
import { teach, written } from "../../src/eval/learn/teach.ts"

const told = sentencesOf([
  "accept\tcount me in for $2,000", "accept\tcount me in", "accept\tplease count me in", "ask\tI'd need $2,600 for it", "ask\tI'd need $3,000", "ask\twe'd need $2,400",
  "reject\tI'll have to pass", "reject\twe have to pass", "reject\tI have to pass on it", "nonsense\tnobody knows", "no tab at all"
].join("\n"))

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
    assert.strictEqual(written(taken, 50), written(teach(told, [], 0, () => {}), 50))
  })

  it("writes one letter a weight, and no more wordings than asked for", () => {
    const text = written(teach(told, [], 0, () => {}), 10)
    const vocabulary: unknown = JSON.parse(/actVocabulary = (".*")/.exec(text)?.[1] ?? "null")
    const letters: unknown = JSON.parse(/actWeights = (".*")/.exec(text)?.[1] ?? "null")
    assert.lengthOf(String(vocabulary).split("\n"), 10)
    assert.lengthOf(String(letters), 10 * acts.length)
    for (const letter of String(letters)) assert.isAtMost(Math.abs(letter.charCodeAt(0) - zero), 63)
    assert.closeTo(shareOf(1), 1 / Math.sqrt(6), 1e-12)
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
