import { assert, describe, it } from "@effect/vitest"
import * as FastCheck from "effect/FastCheck"
import { newText } from "../src/ReplyText.ts"
import { replyCases } from "./fixtures/replyCases.ts"

describe("ReplyText", () => {
  for (const { name, newText: expected, plain } of replyCases) {
    it(`MAIL-01 keeps exactly the new words: ${name}`, () => {
      assert.strictEqual(newText(plain).text, expected)
    })
  }

  it.prop("MAIL-01 spans point at the new words", [FastCheck.constantFrom(...replyCases), FastCheck.constantFrom(...replyCases)], ([one, other]) => {
    const whole = `${one.plain}\n${other.plain}`.replace(/\r\n/gu, "\n")
    const reply = newText(whole)
    assert.strictEqual(reply.spans.map((span) => whole.slice(span.start, span.end)).join("\n\n"), reply.text)
  })

  it.prop("MAIL-01 a price above any client's history is never lost", [FastCheck.constantFrom(...replyCases), FastCheck.integer({ min: 1, max: 99_999 })], ([{ plain }, amount]) => {
    assert.include(newText(`My rate is $${amount}.\n\n${plain}`).text, `$${amount}`)
  })

  it.prop("MAIL-01 a price below marked history is never lost", [FastCheck.integer({ min: 1, max: 99_999 }), FastCheck.constantFrom("", "Thanks,", "-- ", "Best,\nMia")], ([amount, before]) => {
    const plain = `On Sun, May 3, 2026 at 10:12 AM Sam <sam@brand.example> wrote:\n> We pay $400\n\n${before}\n$${amount}`
    assert.include(newText(plain).text, `$${amount}`)
  })

  it.prop("MAIL-01 any text is split without a crash, and the parts hold every line", [FastCheck.array(FastCheck.oneof(FastCheck.string(), FastCheck.constantFrom("> q", "-- ", "On 3 May 2026 at 10:12 a@b.c wrote:", "From: a@b.c", "Sent: 2026", "To: x", "")))], ([lines]) => {
    const whole = lines.join("\n")
    const reply = newText(whole)
    const parts = [reply.text, reply.quoted, reply.signature].join("\n")
    for (const line of whole.split(/\r\n|\r|\n/u)) assert.include(parts, line.trim())
  })

  it("MAIL-01 says so when new words and history cannot be told apart", () => {
    const attribution = "On Sun, May 3, 2026 at 10:12 AM Sam <sam@brand.example> wrote:"
    assert.isTrue(newText(`${attribution}\n\nI need 600.`).ambiguous)
    assert.isTrue(newText(`${attribution}\n> only history`).ambiguous)
    assert.isTrue(newText(`See my answers in red.\n\n${attribution}\n\nHi, we pay 400. 500 please.`).ambiguous)
    assert.isFalse(newText(`I need 600.\n\n${attribution}\n> history`).ambiguous)
  })

  it("reads a megabyte of hostile lines in reasonable time", () => {
    for (const line of ["On 2026 ", "> ", "a@", "From: a@b.c\n", "Best,\n", "Best,\nMia\n", "-- \n", "\n", "(mailto:"]) {
      const started = performance.now()
      newText(line.repeat(Math.ceil(1_000_000 / line.length)))
      assert.isBelow(performance.now() - started, 5000, line)
    }
  })
})
