import { assert, describe, it } from "@effect/vitest"
import { messageProblems } from "@parley/local-slack/BlockRules"
import { rendered } from "@parley/local-slack/Rendered"
import { choiceNames, forgottenNotice, type Notice, noticeKinds } from "@parley/domain/ports/TeamChannel"
import * as fc from "effect/FastCheck"
import * as Option from "effect/Option"
import * as Button from "../src/internal/Button.ts"
import { isUrgent } from "../src/internal/labels.ts"
import { noticeBlocks } from "../src/internal/NoticeBlocks.ts"
import { clean } from "../src/internal/visible.ts"
import { escalation, settled } from "./notices.ts"

const snippets = [
  "<!channel>", "<!subteam^S0DECIDE>", "<@U0CLEO>", "<#C0RANDOM|x>", "<https://evil.example|ok>", "https://evil.example/a_b", "@here @channel", "mailto:a@b.example", "&lt;!here&gt;",
  "<!date^1^{date}^https://evil.example|x>", "*", "`", "```", "\n> ", ">>>", "\u202e", "\ud800", "\u0000", "\u200b", "\u3164", "\n\n\n\n", " ", "", "😀", "👩‍👩‍👧‍👧", "&".repeat(3_000), "x".repeat(40_000), "a\n".repeat(5_000)
]
const text = fc.array(fc.oneof(fc.constantFrom(...snippets), fc.string({ unit: "binary" })), { maxLength: 4 }).map((parts) => parts.join(""))
const long = <A>(one: fc.Arbitrary<A>) => fc.oneof(fc.array(one, { maxLength: 12 }), fc.array(one, { maxLength: 2 }).map((few) => Array.from({ length: 2_000 }, () => few).flat()))

const notices: fc.Arbitrary<Notice> = fc.record({
  id: text, kind: fc.constantFrom(...noticeKinds), negotiation: fc.option(text), title: text, facts: long(fc.tuple(text, text)), quotes: long(text),
  draft: fc.option(fc.record({ to: text, subject: text, text })), why: long(text), link: fc.option(fc.oneof(text, text.map((rest) => `https://mail.example/${rest}`))),
  ask: fc.option(fc.record({
    seen: fc.nat(), mark: fc.constantFrom("a1b2", ""), choices: fc.array(fc.record({ choice: fc.constantFrom(...choiceNames), detail: fc.option(text) }), { maxLength: 12 })
  })),
  outcome: fc.option(fc.record({ text, by: fc.oneof(text, fc.constant("slack:U0BEN")), at: fc.oneof(fc.double(), fc.integer({ min: 0, max: 2_000_000_000_000 })) })),
  at: fc.integer()
})

const people = ["U0ANA", "S0DECIDE", "<!channel>", "ana"]
/** Every piece of text that Slack shows. */
const textsIn = (value: unknown): ReadonlyArray<string> =>
  typeof value !== "object" || value === null ? [] : "text" in value && typeof value.text === "string" ? [value.text] : Object.values(value).flatMap(textsIn)
const buttonsIn = (value: unknown): ReadonlyArray<string> =>
  typeof value !== "object" || value === null ? [] : "value" in value && typeof value.value === "string" ? [value.value] : Object.values(value).flatMap(buttonsIn)

describe("a notice in Slack", () => {
  it.prop("is taken by Slack whatever it says, in blocks and as a whole (HUMAN-06)", [notices], ([notice]) => {
    const { blocks, metadata, text: fallback } = noticeBlocks(notice, people)
    assert.deepStrictEqual(messageProblems(blocks), [])
    assert.isBelow(textsIn(blocks).join("").length, 12_000)
    assert.isTrue(textsIn(blocks).every((shown) => clean(shown) !== "" && shown.isWellFormed()))
    assert.isBelow(fallback.length, 400)
    assert.isBelow(JSON.stringify(metadata).length, 4_000)
    assert.isFalse(/[\p{Cs}\u202a-\u202e\u2066-\u2069\u200e\u200f]/u.test([...textsIn(blocks), fallback].join("")))
  }, { fastCheck: { numRuns: 300 } })

  it.prop("mentions whom we name and links where we say, whatever it says itself (HUMAN-06)", [notices], ([notice]) => {
    const { blocks, text: fallback } = noticeBlocks(notice, people)
    const { links, ...rest } = rendered({ blocks: JSON.parse(JSON.stringify(blocks)), text: fallback, parse: "none" })
    const isAsked = notice.outcome === null && isUrgent(notice.kind)
    assert.deepStrictEqual(rest, {
      broadcasts: isAsked ? ["subteam:S0DECIDE"] : [], users: isAsked ? ["U0ANA"] : notice.outcome?.by === "slack:U0BEN" ? ["U0BEN"] : [], channels: [], autoLinks: [], autoBroadcasts: []
    })
    const place = URL.parse(notice.link ?? "")
    assert.isTrue(links.every(({ label, url }) => label === "Open the thread" && new URL(url).host === place?.host))
    assert.isAtMost(links.length, 1)
  }, { fastCheck: { numRuns: 300 } })

  it.prop("carries in its buttons what was asked, each once, and none when it is settled (HUMAN-03)", [notices], ([notice]) => {
    const { negotiation } = notice
    const { blocks } = noticeBlocks(notice, people)
    const fits = negotiation !== null && JSON.stringify(negotiation).length < 1_900
    const asked = notice.outcome === null && notice.ask !== null && fits ? [...new Set(notice.ask.choices.map(({ choice }) => choice))] : []
    if (negotiation !== null && !fits) return
    assert.deepStrictEqual(
      buttonsIn(blocks).map((value) => Option.getOrNull(Button.decode(value))),
      asked.map((choice) => ({ negotiation: negotiation ?? "", choice, seen: notice.ask?.seen ?? 0, mark: notice.ask?.mark ?? "" }))
    )
  }, { fastCheck: { numRuns: 300 } })

  it("says what an answer comes to on its button, or beside it where it is too long (HUMAN-03)", () => {
    const far = `agree at $2,400 ${"and more ".repeat(20)}`
    const { blocks } = noticeBlocks(escalation("n-1", { ask: { seen: 4, mark: "hash", choices: [{ choice: "approve", detail: "agree at $2,400" }, { choice: "decline", detail: far }] } }), [])
    const texts = textsIn(blocks)
    assert.include(texts, "Approve: agree at $2,400")
    assert.include(texts, "Decline")
    assert.isTrue(texts.some((shown) => shown.startsWith("*Decline*: agree at $2,400 and more")))
  })

  it("asks again before it ends a negotiation, and leads with the yes (HUMAN-03)", () => {
    const { blocks } = noticeBlocks(escalation("n-1", { ask: { seen: 4, mark: "hash", choices: choiceNames.map((choice) => ({ choice, detail: null })) } }), [])
    const actions = blocks.find((block) => block.type === "actions")
    assert.deepStrictEqual(
      actions?.elements.map((one) => one.type === "button" ? [one.text.text, one.style ?? "", one.confirm !== undefined] : []),
      [["Approve", "primary", false], ["Counter", "", false], ["Edit draft", "", false], ["Take over", "", false], ["Decline", "danger", true], ["Record a deal", "", false], ["Hand back", "", false]]
    )
  })

  it("quotes every line of theirs and of the draft, so that none looks like ours (HUMAN-06)", () => {
    const { blocks } = noticeBlocks(escalation("n-1", { quotes: ["one\n*Approved*\r\n\r\n\r\n\r\nthree"], draft: { to: "maya@example.com", subject: "Re: rates", text: "Hi Maya,\nyes" } }), [])
    const texts = textsIn(blocks)
    assert.include(texts, "> one\n> *Approved*\n> \n> three")
    assert.include(texts, "*Draft to maya@example.com:* Re: rates")
    assert.include(texts, "> Hi Maya,\n> yes")
  })

  it("says how much of it is not shown", () => {
    const facts = Array.from({ length: 40 }, (_, index) => [`fact ${index}`, "1"] as const)
    const texts = textsIn(noticeBlocks(escalation("n-1", { facts, draft: { to: "maya@example.com", subject: "s", text: "y".repeat(10_000) } }), []).blocks)
    assert.include(texts, "and 10 more")
    assert.isTrue(texts.some((shown) => /^\d+ more characters of the draft are not shown$/u.test(shown)))
  })

  it("tells when it was settled in the reader's own time (HUMAN-03)", () => {
    const texts = textsIn(noticeBlocks(settled("n-1"), ["U0ANA"]).blocks)
    assert.include(texts, "✅ countered with $2,345 by <@U0BEN> · <!date^1790000060^{date_short_pretty} {time}|2026-09-21T14:14:20.000Z>")
  })

  it("keeps of a forgotten notice its id, its kind and its negotiation (STATE-06)", () => {
    const { blocks, metadata } = noticeBlocks(forgottenNotice(escalation("n-1")), [])
    assert.deepStrictEqual(metadata.event_payload, { id: "n-1", kind: "escalation", negotiation: "n-7k2", forgotten: true })
    assert.deepStrictEqual(textsIn(blocks), ["🙋 forgotten", "Needs a person · n-7k2"])
  })

  it("knows an id by its hash where Slack might give it back otherwise", () => {
    const id = (given: string) => noticeBlocks(escalation(given), []).metadata.event_payload.id
    assert.strictEqual(id("unreadable two#2"), "unreadable two#2")
    const odd = ["a&b", "a&amp;b", "<x>", "\ud800", "\ud801", "é", ""].map(id)
    assert.isTrue(odd.every((one) => /^sha256:[0-9a-f]{64}$/u.test(one)))
    assert.strictEqual(new Set(odd).size, odd.length)
    assert.strictEqual(id(odd[0] ?? ""), odd[0])
  })
})
