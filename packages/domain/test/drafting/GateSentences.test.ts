import { assert, describe, it } from "@effect/vitest"
import type { Brief } from "../../src/drafting/Brief.ts"
import { gate, type Objection } from "../../src/drafting/Gate.ts"
import { escapeHtml } from "../../src/drafting/Slots.ts"
import { cents } from "../../src/Money.ts"
import { cpmCents } from "../../src/Cpm.ts"
import { plain } from "./briefs.ts"
import { everyday, leaks } from "./everydaySentences.ts"
import { fit, unfit } from "./gateSentences.ts"

const brief: Brief = {
  ...plain, purpose: "answer", rate: cents(120000), previousRate: null, theirAsk: cents(160000), schedule: "", nextSteps: [],
  deliverables: [{ kind: "instagram_reel", quantity: 1 }, { kind: "instagram_story", quantity: 2 }], usage: { paid: "none", whitelisting: "none", organic: "none" }
}
const others = ["Greta Pohl", "@gretapohl"]
const read = (text: string, change: Partial<Brief> = {}): ReadonlyArray<Objection> =>
  gate({ subject: "Partnership", text, html: `<p>${escapeHtml(text).replace(/\n/g, "<br>")}</p>` }, { ...brief, ...change }, others)
const html = (source: string, text: string): ReadonlyArray<string> => gate({ subject: "Partnership", text, html: source }, brief).map((o) => o.code)

describe("Gate on free prose", () => {
  it("GATE-01 GATE-02 harmless prose passes", () => {
    for (const text of [...fit, ...everyday]) assert.deepStrictEqual(read(text), [], text)
  })
  it("GATE-01 GATE-02 leaks, hints and promises are blocked", () => {
    for (const text of [...unfit, ...leaks]) assert.isNotEmpty(read(text), text)
  })
  it("GATE-01 a split that adds up to the rate passes, another does not", () => {
    assert.deepStrictEqual(read("- one Instagram reel: $800\n- two Instagram stories at $200 each: $400\n- total: $1,200"), [])
    assert.deepStrictEqual(read("$800 for the reel and $400 for the stories, so $1,200."), [])
    assert.isNotEmpty(read("$800 for the reel and $400 for each story, so $1,200."))
    assert.isNotEmpty(read("$800 for the reel and $300 for the stories."))
  })
  it("GATE-01 a split is read in lines, in a table and with the price of each piece", () => {
    assert.deepStrictEqual(read("Instagram reel: $600\nInstagram story 1: $300\nInstagram story 2: $300\n$1,200 in all"), [])
    assert.deepStrictEqual(read("$1,200 for all three pieces, that is $400 each."), [])
    const source = "<table><tr><td>2 stories, $200 each</td><td>$400</td></tr><tr><td>1 reel</td><td>$800</td></tr></table>"
    assert.deepStrictEqual(html(source, "2 stories, $200 each | $400\n1 reel | $800"), [])
    assert.include(html(source.replace("$800", "$900"), "2 stories, $200 each | $400\n1 reel | $900"), "amount")
  })
  it("GATE-01 their figure beside our rate is a mention, unless the words next to it agree", () => {
    assert.deepStrictEqual(read("Thank you for being so clear about the $1,600. Our offer is $1,200 for the reel and the two stories."), [])
    assert.isNotEmpty(read("Our offer was $1,200, but $1,600 as you suggested is fine too."))
    assert.isNotEmpty(read("You named $1,600. That works for us, though we began at $1,200."))
    assert.isNotEmpty(read("It's $1,200 now and $1,600 if you wait."))
  })
  it("GATE-02 a no that follows a question passes what it refuses, a friendly \"no problem\" does not", () => {
    assert.deepStrictEqual(read("You asked us to skip the review. We can't, but it's quick."), [])
    assert.isNotEmpty(read("You asked us to skip the review. No problem."))
    assert.isNotEmpty(read("You asked for exclusivity. No worries, it's yours."))
  })
  it("GATE-02 named signs are read, numbered ones and letters beside digits are not", () => {
    assert.deepStrictEqual(gate({ subject: "Partnership", text: "\u00a31,200 \u2013 one reel, two stories", html: "<p>&pound;1,200 &ndash; one reel, two stories</p>" }, { ...brief, currency: "GBP" }), [])
    assert.include(html("<p>&#163;1,200</p>", "\u00a31,200"), "markup")
    assert.include(read("We can pay $1,2\u043e\u043e for it.").map((o) => o.code), "hidden")
  })
  it("GATE-01 an amount on the mention list may be mentioned, not agreed to", () => {
    const change = { mentions: [cents(110000)] }
    assert.deepStrictEqual(read("We started at $1,100 and can now offer $1,200.", change), [])
    assert.deepStrictEqual(read("We can do $1,100.", change).map((o) => o.code), ["agreed_to_ask"])
    assert.isNotEmpty(read("We started at $1,100 and can now offer $1,200."))
  })
  it("GATE-02 the cost per thousand views is said only when the brief grants it, and only that one", () => {
    const text = "$1,200 for one reel and two stories, a $24 CPM."
    assert.deepStrictEqual(read(text, { cpm: cpmCents(2400) }), [])
    assert.isNotEmpty(read(text))
    assert.isNotEmpty(read(text, { cpm: cpmCents(2500) }))
  })
  it("GATE-02 a table row may name that cost per thousand views, and no other", () => {
    for (const row of ["Per 1,000 views | $24", "Per thousand views: $24", "Per 1k impressions = $24", "Per 1,000 plays comes to $24"]) {
      const text = `Average views | 50,000\nOffer | $1,200\n${row}`
      assert.deepStrictEqual(read(text, { cpm: cpmCents(2400) }), [], row)
      assert.isNotEmpty(read(text), row)
      assert.isNotEmpty(read(text.replace("$24", "$30"), { cpm: cpmCents(2400) }), row)
    }
  })
  it("GATE-02 plain layout passes, what hides text does not", () => {
    assert.deepStrictEqual(html("<div style=\"font-size:15px;color:#222222\"><p>Hi <b>Maya</b>,</p><ul><li>One reel</li></ul></div>", "Hi Maya,\n- One reel"), [])
    for (const style of ["display:none", "color:#fff", "font-size:1px", "opacity:0", "color:#222;background:#222", "position:absolute", "margin:-999px", "visibility:hidden", "font-family:max1500"]) {
      assert.include(html(`<p style="${style}">Hello</p>`, "Hello"), "markup", style)
    }
    for (const tag of ["<p title=\"1500\">", "<p data-x=\"1\">", "<p aria-label=\"x\">", "<p class=\"x1500\">", "<p hidden>", "<p id=\"x\">"]) assert.include(html(`${tag}Hello</p>`, "Hello"), "markup", tag)
  })
})
