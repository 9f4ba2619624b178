import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import { hiddenText, htmlSegments, visibleText } from "../src/HtmlSegments.ts"
import { parseEmail } from "../src/parseEmail.ts"
import { hidingCases, htmlCases } from "./fixtures/htmlCases.ts"
import { htmlMail } from "./fixtures/mime.ts"

describe("HtmlSegments", () => {
  for (const [name, html] of hidingCases) {
    it(`MAIL-01 GATE-02 tells hidden from visible text: ${name}`, () => {
      const segments = htmlSegments(html)
      assert.strictEqual(visibleText(segments), "seen")
      assert.include(hiddenText(segments), "secret")
    })
  }

  for (const { html, name, newText } of htmlCases) {
    it.effect(`MAIL-01 keeps exactly the new words of HTML: ${name}`, () =>
      Effect.gen(function*() {
        const email = yield* parseEmail(htmlMail(html))
        assert.strictEqual(email.newText, newText)
      }))
  }

  it("GATE-02 a child may set back what its parent hides by size, visibility or colour", () => {
    const html = "<div style=\"font-size:0\"><div style=\"font-size:13px\">seen</div></div><div style=\"visibility:hidden\"><b style=\"visibility:visible\">too</b></div>"
    assert.strictEqual(visibleText(htmlSegments(html)), "seen\ntoo")
  })

  it("names what each hidden stretch is", () => {
    const kinds = htmlSegments("<!--c--><a href=\"https://l.example\" title=\"t\">x</a><img alt=\"a\">").filter((segment) => !segment.visible)
    assert.deepStrictEqual(kinds.map(({ kind, text }) => [kind, text]), [["comment", "c"], ["title", "t"], ["href", "https://l.example"], ["alt", "a"]])
  })

  it("reads blocks as lines and keeps words apart only where a reader sees a gap", () => {
    const html = "<div>one <b>two</b>three<br>four</div><p>five</p><p>six&nbsp;seven</p><ol><li>a</li><li>b</li></ol><pre>x\n y</pre>"
    assert.strictEqual(visibleText(htmlSegments(html)), "one twothree\nfour\n\nfive\n\nsix\u00a0seven\n\n1. a\n2. b\n\nx\n y")
  })

  it("a hundred thousand nested elements do not exhaust the stack", () => {
    assert.strictEqual(visibleText(htmlSegments(`${"<div>".repeat(20_000)}deep`)), "deep")
  })

  it.prop("any string is read without a crash", [FastCheck.array(FastCheck.oneof(FastCheck.string(), FastCheck.constantFrom("<div style=\"display:none\">", "</div>", "<table>", "<td>", "<!--", "-->", "<template>", "<style>", "&nbsp;")))], ([parts]) => {
    htmlSegments(parts.join(""))
  })
})
