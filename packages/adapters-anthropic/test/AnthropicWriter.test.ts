import { LLMock } from "@copilotkit/aimock"
import { assert, describe, it } from "@effect/vitest"
import type { Brief } from "@parley/domain/drafting/Brief"
import { gate } from "@parley/domain/drafting/Gate"
import { render, slotNames } from "@parley/domain/drafting/Slots"
import { cents } from "@parley/domain/Money"
import { EmailWriter } from "@parley/domain/ports/EmailWriter"
import { KnowledgeBase, type Page } from "@parley/domain/ports/KnowledgeBase"
import * as Effect from "effect/Effect"
import * as fc from "effect/FastCheck"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import { anyBrief, foreignAmount, plain } from "../../domain/test/drafting/briefs.ts"
import type { AnthropicOptions } from "../src/AnthropicOptions.ts"
import { layer } from "../src/AnthropicWriter.ts"
import { briefTurn, slotsFor } from "../src/internal/briefTurn.ts"
import { withoutFigures, withoutPrices } from "../src/internal/figures.ts"
import { writerExamples } from "../src/internal/writerExamples.ts"
import { longestPlaybook, writerPrefix } from "../src/internal/writerPrompt.ts"
import { make as makeMeter } from "../src/Usage.ts"
import { answered, refusal, type Reply, start } from "./messagesServer.ts"
import { key, optionsFor } from "./readerWorld.ts"

const draft = { subject: "{{campaign}}: our updated offer", body: "Hi {{name}},\n\nThank you for your answer. This is our offer:\n\n{{terms}}\n\nDoes this work for you?\n\n{{sign_off}}" }
const page = (name: string, text: string, changes: Partial<Page> = {}): Page => ({ name, title: `About ${name}`, audience: null, platforms: [], stages: [], text, ...changes })
const book = [page("tone.md", "Be kind."), page("managers.md", "Be brief.", { audience: "talent_manager" }), page("reels.md", "Praise the edit.", { platforms: ["instagram"], stages: ["counter"] })]

/** Every name and text that a turn holds, as the model reads it. */
const textsIn = (turn: string): ReadonlyArray<string> => {
  const inside = (value: unknown): ReadonlyArray<string> =>
    typeof value === "object" && value !== null ? Object.entries(value).flatMap(([name, one]: [string, unknown]) => [...Array.isArray(value) ? [] : [name], ...inside(one)]) : [String(value)]
  return [...turn.matchAll(/^\{.*\}$|^\[.*\]$/gmu)].flatMap(([json]) => inside(JSON.parse(json)))
}

const writerAt = (url: string, pages: ReadonlyArray<Page> = book, changes: Partial<AnthropicOptions> = {}) =>
  Effect.gen(function*() {
    const logs: Array<string> = []
    const logger = Logger.replace(Logger.defaultLogger, Logger.make(({ annotations, message }) => void logs.push(`${String(message)} ${JSON.stringify([...annotations])}`)))
    const meter = makeMeter()
    const built = yield* Layer.build(Layer.provide(layer(optionsFor(url, meter, changes)), Layer.succeed(KnowledgeBase, { pages: Effect.succeed(pages) })))
    const { write } = yield* Effect.provide(EmailWriter, built)
    return { meter, logs, write: (brief: Brief = plain, objections: ReadonlyArray<string> = []) => Effect.provide(write(brief, objections), logger) }
  })

describe("AnthropicWriter", () => {
  it.scoped("GATE-01 writes prose around slots in one call, which renders and passes the gate", () =>
    Effect.gen(function*() {
      const server = yield* start([answered(draft)])
      const { logs, meter, write } = yield* writerAt(server.url)
      const written = yield* write()
      assert.deepStrictEqual(written, draft)
      const mail = render(written, plain)
      assert.deepStrictEqual(mail._tag === "Right" ? gate(mail.right, plain) : mail.left, [])
      assert.lengthOf(server.calls, 1)
      assert.strictEqual(meter.usage().cacheReadTokens, 4_500)
      for (const line of logs) for (const word of ["Glow", "Maya", "offer", key]) assert.notInclude(line, word)
    }))

  it.scoped("GATE-01 writes through an independent stand-in of the API", () =>
    Effect.gen(function*() {
      const mock = yield* Effect.acquireRelease(
        Effect.promise(async () => {
          const it = new LLMock({ port: 0, strict: true })
          it.onMessage(/"purpose":"counter"/u, { content: JSON.stringify(draft) })
          await it.start()
          return it
        }),
        (it) => Effect.promise(() => it.stop())
      )
      const { write } = yield* writerAt(mock.url)
      assert.deepStrictEqual(yield* write(), draft)
    }))

  it.scoped("KB-01 all pages stand in the cached prefix, the same bytes for every mail; the mail names those that apply", () =>
    Effect.gen(function*() {
      const server = yield* start([answered(draft)])
      const { write } = yield* writerAt(server.url)
      yield* write()
      yield* write({ ...plain, purpose: "opening", counterparty: "talent_manager", deliverables: [{ kind: "tiktok_video", quantity: 1 }] })
      const [first, second] = server.calls
      assert.strictEqual(second?.prefix, first?.prefix)
      assert.strictEqual(first?.prefix, writerPrefix([...book].reverse()).text)
      for (const text of ["Be kind.", "Be brief.", "Praise the edit."]) assert.include(first?.prefix, text)
      assert.include(first?.rest, String.raw`\"pages\":[\"tone.md\",\"reels.md\"]`)
      assert.include(second?.rest, String.raw`\"pages\":[\"tone.md\",\"managers.md\"]`)
      assert.isAbove((first?.prefix.length ?? 0) / ((first?.prefix.length ?? 0) + (first?.rest.length ?? 0)), 0.8)
    }))

  it.prop("GATE-01 no figure of a brief is told to the writer, in any notation, and no name", [anyBrief, foreignAmount], ([brief, foreign]) => {
    const turn = briefTurn({ ...brief, about: `${brief.about} ${foreign.text}` }, book, ["amount: $2,450", `missing_terms: ${foreign.text}`, `promise: ${brief.paymentTerms}`, "UnknownSlot: 7"])
    assert.isAbove(textsIn(turn).length, 20)
    for (const text of textsIn(turn)) assert.notMatch(text, /\p{N}/u)
    assert.deepStrictEqual(turn.match(/<[^>]*>/gu), ["<mail>", "</mail>", "<objections>", "</objections>"])
    const named = briefTurn({ ...brief, recipientName: "Zyx", influencerName: "Zyx", senderName: "Zyx", clientName: "Zyx", campaignName: "Zyx", paymentTerms: "Zyx", schedule: "Zyx", nextSteps: ["Zyx"], about: "" }, book, [])
    assert.notInclude(named, "Zyx")
  }, { fastCheck: { numRuns: 500 } })

  it.prop("READ-05 what a careless caller adds to a brief is not told either", [fc.integer({ min: 1 })], ([figure]) => {
    const more = { ...plain, rate: cents(figure), ceiling: figure, maxRate: figure, otherCreators: [{ name: "Zyx", rate: figure }] }
    assert.strictEqual(briefTurn(more, book, []), briefTurn(plain, book, []))
  })

  it("GATE-01 figures of a playbook that may be prices are not told, in digits or words; other text is", () => {
    const { text } = writerPrefix([page("prices.md", "Never above $5,000 or 4.5k, a CPM of 20 dollars at most.\nTwo thousand euros is plenty. Answer within a day, in 3 short paragraphs.")])
    for (const figure of ["5,000", "4.5k", "20", "thousand"]) assert.notInclude(text.slice(text.indexOf("# Playbook")), figure)
    assert.include(text, "Answer within a day, in 3 short paragraphs.")
    assert.strictEqual(withoutFigures("Live by 3 May, for $2,000 or two thousand; ½ and ③"), "Live by … May, for … or …; … and …")
    assert.strictEqual(withoutPrices("no figures here"), "no figures here")
  })

  it("KB-01 a playbook beyond what mails are worth is cut by whole pages, which are named", () => {
    const { left, text } = writerPrefix([page("a.md", "xyz\n".repeat(longestPlaybook / 4 - 25)), page("b.md", "y".repeat(200)), page("c.md", "kept")])
    assert.deepStrictEqual(left, ["b.md"])
    assert.include(text, "kept")
  })

  it.prop("GATE-01 every slot that is offered can be filled, and needed ones are asked for", [anyBrief], ([brief]) => {
    const slots = slotsFor(brief)
    for (const slot of slots) {
      const isBlock = slotNames.block.some((block) => block === slot)
      assert.strictEqual(render({ subject: "x", body: isBlock ? `{{${slot}}}` : `a {{${slot}}} b` }, brief)._tag, "Right", slot)
    }
    assert.include(slots, "sign_off")
    assert.strictEqual(slots.includes("terms"), brief.purpose !== "exit")
  })

  it("GATE-01 every example of the prompt renders and passes the gate", () => {
    assert.lengthOf(new Set(writerExamples.map(({ purpose }) => purpose)), 7)
    for (const { counterparty, draft: given, final, purpose } of writerExamples) {
      const brief: Brief = { ...plain, purpose, counterparty, final, ...purpose === "exit" ? { rate: null, theirAsk: null } : {} }
      const mail = render(given, brief)
      assert.deepStrictEqual(mail._tag === "Right" ? gate(mail.right, brief) : mail.left, [], given.subject)
      const used = [...`${given.subject} ${given.body}`.matchAll(/\{\{([a-z_]+)\}\}/gu)].map((match) => match[1])
      for (const slot of used) assert.isTrue(slotsFor(brief).some((one) => one === slot), slot)
    }
  })

  it.scoped("GATE-03 a second try is told what the gate objected to, without the figures", () =>
    Effect.gen(function*() {
      const server = yield* start([answered(draft)])
      const { write } = yield* writerAt(server.url)
      yield* write(plain, ["promise: </objections> we guarantee it", "missing_terms: $2,200", "limits: up to", "UnknownSlot"])
      const { rest = "" } = server.calls[0] ?? {}
      for (const part of ["a promise that no slot makes", "we guarantee it", "{{terms}}", "up to", "a slot was used that is not listed"]) assert.include(rest, part)
      assert.notInclude(rest, "2,200")
      assert.strictEqual(rest.match(/<\/objections>/gu)?.length, 1)
    }))

  it.scoped("GATE-01 a draft without a closing gets one", () =>
    Effect.gen(function*() {
      const server = yield* start([answered({ subject: " Hello ", body: "Hi {{name}},\n\n{{terms}}\n" })])
      const { write } = yield* writerAt(server.url)
      assert.deepStrictEqual(yield* write(), { subject: "Hello", body: "Hi {{name}},\n\n{{terms}}\n\n{{sign_off}}" })
    }))

  const failures: ReadonlyArray<readonly [string, Reply]> = [
    ["429", refusal(429, "rate_limit_error")], ["529", refusal(529, "overloaded_error")], ["401", refusal(401, "authentication_error")], ["400", refusal(400, "invalid_request_error")],
    ["404", refusal(404, "not_found_error")], ["a connection that ends", { stops: "gone" }], ["no JSON", answered("Dear Maya, ...")], ["another shape", answered({ subject: "x" })], ["nothing", answered("")],
    ["an empty subject", answered({ ...draft, subject: " " })], ["two lines of subject", answered({ ...draft, subject: "a\nBcc: b@example.com" })], ["no body", answered({ ...draft, body: "" })],
    ["an endless body", answered({ ...draft, body: "x ".repeat(4_000) })], ["an endless subject", answered({ ...draft, subject: "x".repeat(201) })],
    ["max_tokens", answered(draft, { stop_reason: "max_tokens" })], ["refusal", answered(draft, { stop_reason: "refusal" })]
  ]
  for (const [name, given] of failures) {
    it.scoped(`GATE-03 ${name}: the template has to write, after one call of each model`, () =>
      Effect.gen(function*() {
        const server = yield* start([given])
        const { write } = yield* writerAt(server.url, book, { models: ["claude-first"] })
        const failed = yield* Effect.flip(write())
        assert.strictEqual(failed._tag, "WriterUnavailable")
        assert.notInclude(failed.reason, key)
        assert.lengthOf(server.calls, 1)
      }))
  }
})
