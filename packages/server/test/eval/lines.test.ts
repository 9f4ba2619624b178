import { assert, describe, it } from "@effect/vitest"
import { Cents } from "@parley/domain/Money"
import * as RuleReader from "@parley/domain/reading/RuleReader"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { judgeLine } from "../../src/eval/draftLine.ts"
import { DraftLine, parseLines, ReplyLine } from "../../src/eval/Lines.ts"
import { readLine } from "../../src/eval/replyLine.ts"

const context = { deliverables: [{ type: "instagram_reel", quantity: 1 }], lastOfferCents: 90_000, averageViews: 10_000 }
const reply = { id: "r1", from: "Ana <ana@ana.example>", subject: "Re: offer", format: "text", body: "$1,200 works for me.", context }
const allowed = { currency: "USD", rateCents: 90_000, deliverables: context.deliverables, averageViews: 10_000 }
const draft = { id: "d1", format: "text", body: "Hi,\n\nour offer is $900 for one Instagram reel.", allowed }

const parsed = (...rows: ReadonlyArray<unknown>) => parseLines("in.jsonl", rows.map((row) => typeof row === "string" ? row : JSON.stringify(row)).join("\n"), ReplyLine)
const replies = (...rows: ReadonlyArray<unknown>) => Either.getOrThrow(parsed(...rows))
const problems = (...rows: ReadonlyArray<unknown>) =>
  Either.match(parsed(...rows), { onLeft: (bad) => bad.problems.map(({ field }) => field), onRight: () => [] })

describe("reading lines", () => {
  it("needs neither family nor label, and skips blank lines", () => {
    assert.strictEqual(replies(reply, "", { ...reply, id: "r2", family: "f" }).length, 2)
  })

  it("names every bad line and field at once", () => {
    assert.deepStrictEqual(
      problems("{", { ...reply, context: { ...context, lastOfferCents: -1 }, format: "rtf" }, reply, { ...reply, from: "Ana" }, reply),
      ["line 1", "line 2, format", "line 2, context.lastOfferCents", "line 4, from", "line 5, id"]
    )
  })
})

describe("what is said of a line", () => {
  it.effect("rests on the new text alone, in HTML too", () =>
    Effect.gen(function*() {
      const body = "<p>I'd need $1,200 for it.</p><p style=\"display:none\">$5</p><blockquote>On Monday Ann wrote: we can pay $900</blockquote>"
      const said = yield* Effect.forEach(replies({ ...reply, format: "html", body }), readLine)
      assert.deepStrictEqual(said.map(({ currency, intent, proposedRateCents }) => ({ currency, intent, proposedRateCents })), [
        { currency: "USD", intent: "counter", proposedRateCents: Cents.make(120_000) }
      ])
    }).pipe(Effect.provide(RuleReader.layer)))

  it.effect("takes our currency from the quoted offer", () =>
    Effect.gen(function*() {
      const body = "£900 works for me, I accept.\n\nOn Mon, 2 Mar 2026 at 10:00, Ann <ann@brand.example> wrote:\n> Our offer is £900 for one reel."
      const said = yield* Effect.forEach(replies({ ...reply, body }), readLine)
      assert.deepStrictEqual(said.map(({ currency, intent }) => ({ currency, intent })), [{ currency: "GBP", intent: "accept" }])
    }).pipe(Effect.provide(RuleReader.layer)))

  it("lets a draft leave with our rate and stops another", () => {
    const drafts = Either.getOrThrow(parseLines("d.jsonl", [draft, { ...draft, id: "d2", body: "Our offer is $950 for one Instagram reel." }].map((row) => JSON.stringify(row)).join("\n"), DraftLine))
    assert.deepStrictEqual(drafts.map((line) => judgeLine(line).decision), ["pass", "block"])
  })
})
