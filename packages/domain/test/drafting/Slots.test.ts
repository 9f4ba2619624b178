import { assert, describe, it } from "@effect/vitest"
import * as Either from "effect/Either"
import { cpmCents } from "../../src/Cpm.ts"
import { cents } from "../../src/Money.ts"
import type { Brief, RenderedMail } from "../../src/drafting/Brief.ts"
import { render, slotNames } from "../../src/drafting/Slots.ts"
import { visibleHtml } from "../../src/drafting/VisibleHtml.ts"
import { anyBrief, plain } from "./briefs.ts"
import { writeTemplate } from "../../src/drafting/TemplateWriter.ts"

const mail = (body: string, brief: Brief = plain, subject = "Hi"): RenderedMail =>
  Either.getOrThrowWith(render({ subject, body }, brief), (e) => new Error(`${e._tag} ${e.slot}`))

const everything: Brief = { ...plain, product: "a full-size serum", syndication: "we share your reel on our own channels", cpm: cpmCents(2_000) }

describe("Slots", () => {
  it("LEVER-01 the terms block says what comes on top and how content is shared, and nothing of it where nothing was offered", () => {
    const { text } = mail("{{terms}}", everything)
    assert.include(text, "days\nWe add: a full-size serum\nSharing: we share your reel on our own channels\nRate: $2,200 (previously $2,000)\nPayment:")
    assert.notMatch(mail("{{terms}}").text, /We add|Sharing/)
    assert.strictEqual(mail("That is {{cpm}}.", everything).text, "That is $20.\n")
  })
  it("GATE-01 fills every slot", () => {
    for (const slot of [...slotNames.line, ...slotNames.block]) assert.notInclude(mail(`{{${slot}}}`, everything).text, "{{", slot)
    assert.strictEqual(mail("{{name}}, {{client}}: {{rate}} was {{previous_rate}}, you said {{their_ask}}").text, "Maya, Glow Skincare: $2,200 was $2,000, you said $2,500\n")
  })
  it("GATE-04 the terms block says deliverables, usage, rate with the previous one struck through, payment and schedule", () => {
    const { html, text } = mail("{{terms}}")
    assert.strictEqual(text, [
      "Deliverables: 2 Instagram reels and 3 Instagram stories",
      "Usage rights: organic use on the brand's own channels: 90 days",
      "Rate: $2,200 (previously $2,000)",
      "Payment: within 30 days of publication, by bank transfer",
      "Schedule: drafts by 12 October 2026, live by 20 October 2026",
      ""
    ].join("\n"))
    assert.include(html, "<th scope=\"row\">Rate</th><td>$2,200 (previously <s>$2,000</s>)</td>")
  })
  it("GATE-04 a previous rate that equals the rate is not shown", () => {
    assert.notInclude(mail("{{terms}}", { ...plain, previousRate: cents(220000) }).text, "previously")
  })
  it("GATE-04 next steps are numbered", () => {
    const { html, text } = mail("{{next_steps}}")
    assert.strictEqual(text, "1. We send the agreement.\n2. You send the draft by 12 October 2026.\n")
    assert.strictEqual(html, "<ol><li>We send the agreement.</li><li>You send the draft by 12 October 2026.</li></ol>")
  })
  it("GATE-01 an unknown slot, a slot without a value and a block inside a sentence are refused", () => {
    const tag = (body: string, brief = plain): string => Either.match(render({ subject: "Hi", body }, brief), { onLeft: (e) => `${e._tag} ${e.slot}`, onRight: () => "rendered" })
    assert.strictEqual(tag("{{budget}}"), "UnknownSlot budget")
    assert.strictEqual(tag("for {{rate}}", { ...plain, rate: null }), "MissingSlot rate")
    assert.strictEqual(tag("see {{terms}}"), "MissingSlot terms")
    assert.strictEqual(Either.isLeft(render({ subject: "{{terms}}", body: "" }, plain)), true)
  })
  it("GATE-01 a filled name is escaped, kept on one line, stripped of invisible characters and never read for slots", () => {
    const brief = { ...plain, clientName: "<b>\u200B{{rate}}\r\nBcc: x</b> & Co" }
    const { html, subject, text } = mail("For {{client}}.", brief, "With {{client}}")
    assert.strictEqual(text, "For <b>{{rate}} Bcc: x</b> & Co.\n")
    assert.strictEqual(html, "<p>For &lt;b&gt;{{rate}} Bcc: x&lt;/b&gt; &amp; Co.</p>")
    assert.strictEqual(subject, "With <b>{{rate}} Bcc: x</b> & Co")
  })
  it.prop("GATE-04 text and HTML say the same, and the subject is one line", [anyBrief], ([brief]) => {
    const { html, subject, text } = Either.getOrThrow(render(writeTemplate(brief), brief))
    assert.strictEqual(Either.getOrThrow(visibleHtml(html)).replace(/\s+/g, ""), text.replace(/\s+/g, ""))
    assert.notMatch(subject, /[\r\n]/)
  }, { fastCheck: { numRuns: 300 } })
})
