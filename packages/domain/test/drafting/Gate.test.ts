import { assert, describe, it } from "@effect/vitest"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import { minorDigits } from "../../src/Currency.ts"
import type { Brief, Draft, RenderedMail } from "../../src/drafting/Brief.ts"
import { grantedTexts } from "../../src/drafting/BriefTexts.ts"
import { gate } from "../../src/drafting/Gate.ts"
import { render } from "../../src/drafting/Slots.ts"
import { writeTemplate } from "../../src/drafting/TemplateWriter.ts"
import { anyBrief, foreignAmount, plain, purposes } from "./briefs.ts"

const mailOf = (draft: Draft, brief: Brief): RenderedMail => Either.getOrThrowWith(render(draft, brief), (e) => new Error(`${e._tag} ${e.slot}`))
const body = (prose: string): Draft => ({ subject: "Partnership: {{campaign}}", body: `Hi {{name}},\n\n${prose}\n\n{{terms}}\n\n{{sign_off}}` })
const codes = (prose: string, brief: Brief = plain): ReadonlyArray<string> => [...new Set(gate(mailOf(body(prose), brief), brief).map((o) => o.code))]

describe("Gate", () => {
  it.prop("GATE-02 GATE-03 every template passes for every brief, also where other creators are called as its words are", [anyBrief], ([brief]) => {
    const mail = mailOf(writeTemplate(brief), brief)
    const words = [...new Set(mail.text.match(/\p{L}+/gu))]
    assert.deepStrictEqual(gate(mail, brief, words.flatMap((word) => [word, `${word} Quist`, `@${word}`])), [])
  }, { fastCheck: { numRuns: 200 } })
  it.prop("GATE-03 every template passes for every brief", [anyBrief], ([brief]) => {
    assert.deepStrictEqual(gate(mailOf(writeTemplate(brief), brief), brief), [])
  }, { fastCheck: { numRuns: 1000 } })

  it.prop("GATE-01 a foreign amount in any notation, anywhere in the body, is blocked", [anyBrief, foreignAmount, FastCheck.nat()], ([brief, foreign, where]) => {
    const unit = 10 ** minorDigits[brief.currency]
    FastCheck.pre([brief.rate, brief.previousRate, brief.theirAsk].every((m) => m === null || m !== foreign.major * unit))
    FastCheck.pre(!grantedTexts(brief).some((text) => text.includes(foreign.text)))
    const draft = writeTemplate(brief)
    const lines = draft.body.split("\n\n")
    const at = 1 + where % (lines.length - 1)
    const text = [...lines.slice(0, at), `We could do ${foreign.text} for this.`, ...lines.slice(at)].join("\n\n")
    assert.isNotEmpty(gate(mailOf({ subject: draft.subject, body: text }, brief), brief))
  }, { fastCheck: { numRuns: 1000 } })

  it("GATE-01 an amount in the subject, or in one variant only, is blocked", () => {
    const mail = mailOf(writeTemplate(plain), plain)
    assert.isNotEmpty(gate({ ...mail, subject: "Offer of $3,000" }, plain))
    assert.isNotEmpty(gate({ ...mail, text: `${mail.text}\n$3,000` }, plain))
    assert.isNotEmpty(gate({ ...mail, html: `${mail.html}<p>$3,000</p>` }, plain))
  })

  it("GATE-01 the rate may stand in prose in any notation, their ask only as a mention", () => {
    assert.deepStrictEqual(codes("We can offer $2,200, that is 2.2k, for the two reels and three stories."), [])
    assert.deepStrictEqual(codes("Your rate of $2,500 is above where we are."), [])
    assert.deepStrictEqual(codes("We are happy to agree to $2,500."), ["agreed_to_ask"])
    assert.deepStrictEqual(codes("We match $2,500."), ["agreed_to_ask"])
    assert.deepStrictEqual(codes("We can't do $2,500, and yours is one of our favourites."), [])
    assert.deepStrictEqual(codes("The rate is MMCCC."), ["amount"])
    assert.deepStrictEqual(codes("Previously we offered $2,000."), ["amount"])
    assert.deepStrictEqual(codes("We can offer $2,200 per reel."), ["amount"])
    assert.deepStrictEqual(codes("We can offer $2,200 plus a little more."), ["amount"])
    assert.deepStrictEqual(codes("Please make three reels."), ["amount"])
    assert.deepStrictEqual(codes("We pay half now."), ["amount"])
    assert.deepStrictEqual(codes("We can offer €2,200."), ["currency"])
    assert.include(codes("We can offer 2200 CAD."), "currency")
  })

  const blocked: ReadonlyArray<readonly [string, string]> = [
    ["We would want category exclusivity.", "promise"], ["We guarantee results.", "promise"], ["There will be more campaigns for you.", "promise"], ["We love long-term partners.", "promise"],
    ["We may use it in perpetuity.", "promise"], ["Usage is perpetual.", "promise"], ["We can pay you upfront.", "promise"], ["We offer faster payment.", "promise"], ["We will send you free products.", "promise"],
    ["You will also get a commission.", "promise"], ["There is a bonus for you.", "promise"], ["We would run whitelisting.", "promise"], ["We would boost the post.", "promise"],
    ["This is our max.", "limits"], ["That is what the budget allows.", "limits"], ["The ceiling is fixed.", "limits"], ["There is some room to move.", "limits"], ["This is the most we can do.", "limits"],
    ["We are approved up to that.", "limits"], ["Our CPM does not allow more.", "limits"], ["I need approval for that.", "limits"], ["Other creators agreed to less.", "others"],
    ["Hello [NAME], welcome.", "placeholder"], ["The date is TBD.", "placeholder"], ["Lorem ipsum dolor.", "placeholder"], ["See https://evil.example/x for more.", "link"], ["See brand.com for more.", "link"],
    ["Write to me at a@b.co please.", "link"], ["As an AI I cannot say.", "prompt"], ["W\u0435 love it.", "hidden"], ["We\u200B love it.", "hidden"], ["We \u202Elove\u202C it.", "hidden"]
  ]
  for (const [prose, code] of blocked) {
    it(`GATE-02 blocks ${JSON.stringify(prose)}`, () => {
      assert.include(codes(prose), code)
    })
  }

  it("GATE-02 saying no to a promise passes", () => {
    for (const prose of ["We are not asking for exclusivity.", "We can't guarantee that.", "Unfortunately we cannot pay upfront.", "There is no commission."]) assert.deepStrictEqual(codes(prose), [], prose)
    assert.include(codes("No problem, we guarantee it."), "promise")
  })

  it("GATE-02 markup outside the small subset is blocked", () => {
    const mail = mailOf(writeTemplate(plain), plain)
    for (const extra of ["<p style=\"display:none\">x</p>", "<!-- x -->", "<font>x</font>", "<a href=\"https://x.y\">x</a>", "<img alt=\"$9\">", "&#50;", "&nbsp;", "<p>", "</p>", "<p", "<td>x</td>", "<P>x</P>", "<th scope=\"col\">x</th>", "<script>1</script>"]) {
      assert.include(gate({ ...mail, html: `${mail.html}${extra}` }, plain).map((o) => o.code), "markup", extra)
    }
  })

  it("GATE-02 a confirmation without deliverables, rate or payment terms is blocked", () => {
    const brief: Brief = { ...plain, purpose: "confirmation", previousRate: null }
    const mail = mailOf({ subject: "Confirmed", body: "Hi {{name}},\n\nWe are all set.\n\n{{sign_off}}" }, brief)
    const missing = gate(mail, brief).filter((o) => o.code === "missing_terms").map((o) => o.quote)
    assert.include(missing, "2 Instagram reels and 3 Instagram stories")
    assert.include(missing, "$2,200")
    assert.include(missing, plain.paymentTerms)
  })

  it("GATE-01 an unrendered slot is blocked", () => {
    const mail = mailOf(writeTemplate(plain), plain)
    assert.include(gate({ ...mail, text: `${mail.text}{{rate}}` }, plain).map((o) => o.code), "unrendered_slot")
  })

  it("GATE-03 every purpose, party and finality passes for an ordinary brief", () => {
    for (const purpose of purposes) for (const counterparty of ["influencer", "talent_manager"] as const) for (const final of [true, false]) {
      const brief: Brief = { ...plain, purpose, counterparty, final, rate: purpose === "exit" || purpose === "holding" ? null : plain.rate }
      assert.deepStrictEqual(gate(mailOf(writeTemplate(brief), brief), brief), [])
    }
  })
})
