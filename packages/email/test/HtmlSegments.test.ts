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
      const { segments } = htmlSegments(html)
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
    assert.strictEqual(visibleText(htmlSegments(html).segments), "seen\ntoo")
  })

  it("names what each hidden stretch is", () => {
    const kinds = htmlSegments("<!--c--><a href=\"https://l.example\" title=\"t\">x</a><img alt=\"a\">").segments.filter((segment) => !segment.visible)
    assert.deepStrictEqual(kinds.map(({ kind, text }) => [kind, text]), [["comment", "c"], ["title", "t"], ["href", "https://l.example"], ["alt", "a"]])
  })

  it("READ-02 marks what is crossed out, whatever crosses it out, and once", () => {
    for (const crossed of ["<s>$1,000</s>", "<strike> $1,000 </strike>", "<del><s>$1,000</s></del>", "<span style=\"text-decoration:line-through\">$1,000</span>", "<b style=\"text-decoration-line: underline line-through\">$1,000</b>"]) {
      const seen = visibleText(htmlSegments(`<p>now ${crossed} $850</p>`).segments)
      assert.strictEqual(seen, "now ~~$1,000~~ $850", crossed)
    }
    const hidden = htmlSegments("<p>seen<s style=\"display:none\">secret</s></p>").segments
    assert.strictEqual(visibleText(hidden), "seen")
  })

  it("reads blocks as lines and keeps words apart only where a reader sees a gap", () => {
    const html = "<div>one <b>two</b>three<br>four</div><p>five</p><p>six&nbsp;seven</p><ol><li>a</li><li>b</li></ol><pre>x\n y</pre>"
    assert.strictEqual(visibleText(htmlSegments(html).segments), "one twothree\nfour\n\nfive\n\nsix\u00a0seven\n\n1. a\n2. b\n\nx\n y")
  })

  const limits: ReadonlyArray<readonly [string, string]> = [
    ["nested elements", `seen${"<div>".repeat(20_000)}deep`],
    ["elements", `seen${"<b></b>".repeat(30_000)}deep`],
    ["open elements that each paragraph makes anew", `seen<p>${Array.from({ length: 900 }, (_, index) => `<b id=a${index}>`).join("")}${"<p>x".repeat(5_000)}deep`],
    ["source", `seen<i title="${"x".repeat(500_000)}">deep</i>`]
  ]
  for (const [name, html] of limits) {
    it(`MAIL-01 tells that it reads no more than so many ${name}`, () => {
      const { cut, segments } = htmlSegments(html)
      assert.isTrue(cut)
      assert.match(visibleText(segments), /^seen/u)
      assert.notInclude(visibleText(segments), "deep")
    })
  }

  it("a long newsletter is read whole", () => {
    const { cut, segments } = htmlSegments(`${"<table><tr><td style=\"padding:1px\">x</td></tr></table>".repeat(4_000)}end`)
    assert.isFalse(cut)
    assert.match(visibleText(segments), /end$/u)
  })

  it.prop("any string is read without a crash", [FastCheck.array(FastCheck.oneof(FastCheck.string(), FastCheck.constantFrom("<div style=\"display:none\">", "</div>", "<table>", "<td>", "<!--", "-->", "<template>", "<style>", "&nbsp;")))], ([parts]) => {
    htmlSegments(parts.join(""))
  })
})
