import { assert, describe, it } from "@effect/vitest"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import type { RenderedMail } from "../../src/drafting/Brief.ts"
import { gate } from "../../src/drafting/Gate.ts"
import { escapeHtml, render } from "../../src/drafting/Slots.ts"
import { visibleHtml } from "../../src/drafting/VisibleHtml.ts"
import { writeTemplate } from "../../src/drafting/TemplateWriter.ts"
import { plain, purposes } from "./briefs.ts"
import { disguised, harmless, leads } from "./disguises.ts"

const brief = { ...plain, purpose: "counter" as const }
const mail: RenderedMail = Either.getOrThrow(render(writeTemplate(brief), brief))
const withProse = (prose: string): RenderedMail => ({ subject: mail.subject, text: `${mail.text}\n${prose}\n`, html: `${mail.html}\n<p>${escapeHtml(prose).replace(/\n/g, "<br>")}</p>` })
const isOurs = (major: number): boolean => [brief.rate, brief.previousRate, brief.theirAsk].some((amount) => amount === major * 100)

describe("Gate against disguises", () => {
  it("GATE-01 the sentences around a hidden amount pass by themselves, and with our rate in them", () => {
    for (const [left, right] of leads) {
      assert.deepStrictEqual(gate(withProse(`${left}$2,200${right}`), brief), [], left + right)
    }
  })

  it("GATE-01 an amount hidden by notation, spacing, characters, markup and place is found", () => {
    FastCheck.assert(FastCheck.property(disguised(mail, isOurs), ({ how, mail: hidden }) => {
      assert.isNotEmpty(gate(hidden, brief), how)
    }), { numRuns: 1000, seed: 20_261_123 })
  })

  it("GATE-01 an amount whose signs stand apart, or are told one by one, is found", () => {
    for (const figure of [
      "9 / . / 8 / k dollars", "0/./2/K", "5 . 7   K", "USD ~.2.9.0.0", "USD C C L", "$ C C C", "C L dollars", "USD C\u0336D\u0336L\u0336", "M M D", "1 , 4 5 0", "9 | , | 8 | 0 | 0", "7_ _K dollars",
      "one, then a zero, then a five, then a zero", "nine and then another nine and then zero"
    ]) assert.isNotEmpty(gate(withProse(`We could do ${figure} for the package.`), brief), figure)
    for (const text of ["Rows 1, 2 and then 3 are ready.", "One, then two, then three: you are on.", "Washington D C is lovely.", "The cut is 9 : 16.", "It stands 3 - 5 m tall, in 1 - 2 - 3 steps."]) {
      assert.deepStrictEqual(gate(withProse(text), brief), [], text)
    }
  })

  it("GATE-01 numbers that are no amounts pass", () => {
    FastCheck.assert(FastCheck.property(FastCheck.array(harmless, { minLength: 1, maxLength: 2 }), (sentences) => {
      assert.deepStrictEqual(gate(withProse(sentences.join("\n")), brief), [], sentences.join("\n"))
    }), { numRuns: 500, seed: 20_261_123 })
  })

  it.prop("GATE-02 any text at all is read without a failure", [FastCheck.oneof(FastCheck.string({ unit: "binary", maxLength: 300 }), FastCheck.string({ unit: "grapheme", maxLength: 300 })), FastCheck.constantFrom(...purposes)], ([text, purpose]) => {
    assert.isArray(gate({ subject: text, text, html: text }, { ...plain, purpose }, [text, "@x"]))
    assert.isBoolean(Either.isRight(visibleHtml(text)))
  }, { fastCheck: { numRuns: 300 } })

  it("GATE-02 a mail too long to be one of ours is refused unread, and the longest that is read costs little", () => {
    assert.deepStrictEqual(gate(withProse("a ".repeat(6001)), brief).map((o) => o.code), ["too_long"])
    assert.deepStrictEqual(gate(withProse("a1".repeat(400)), brief).map((o) => o.code), ["too_long"])
    for (const piece of ["1 ", "a1".repeat(290) + " ", "$5,000 ", "no exclusivity, ", "two hundred ", "[", "x.", "reel and ", "\n", "1.2.", "i v "]) {
      const start = performance.now()
      gate(withProse(piece.repeat(Math.floor(11_000 / piece.length))), brief)
      assert.isBelow(performance.now() - start, 3000, piece)
    }
  })
})
