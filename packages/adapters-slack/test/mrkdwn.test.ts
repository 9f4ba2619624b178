import { assert, describe, it } from "@effect/vitest"
import * as fc from "effect/FastCheck"
import { escape, escapeTo } from "../src/internal/mrkdwn.ts"

const text = fc.array(fc.oneof(fc.constantFrom("<", ">", "&", "&amp;", "<!channel>", "😀"), fc.string({ unit: "binary" }))).map((parts) => parts.join(""))

describe("text for Slack", () => {
  it.prop("holds nothing that begins or ends a mention or a link, and reads as it was (HUMAN-06)", [text], ([given]) => {
    const escaped = escape(given)
    assert.notMatch(escaped, /[<>]|&(?!(?:amp|lt|gt);)/u)
    assert.strictEqual(escaped.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"), given)
  })

  it.prop("is cut between characters and escapes, never inside one, and shows the cut (HUMAN-06)", [text, fc.integer({ min: 1, max: 60 })], ([given, longest]) => {
    const cut = escapeTo(given, longest)
    assert.isAtMost(cut.length, longest)
    if (escape(given).length <= longest) return assert.strictEqual(cut, escape(given))
    assert.isTrue(cut.endsWith("…"))
    assert.include(Array.from(given).map((_, index, all) => escape(all.slice(0, index).join(""))), cut.slice(0, -1))
  })
})
