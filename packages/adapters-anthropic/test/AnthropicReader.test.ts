import { LLMock } from "@copilotkit/aimock"
import { assert, describe, it } from "@effect/vitest"
import { NegotiationId } from "@parley/domain/Ids"
import { cents } from "@parley/domain/Money"
import { OnBehalfOf } from "@parley/domain/ports/OnBehalfOf"
import { ground } from "@parley/domain/reading/Grounding"
import * as Effect from "effect/Effect"
import * as fc from "effect/FastCheck"
import * as Metric from "effect/Metric"
import * as MetricState from "effect/MetricState"
import { defaultTimeout } from "../src/AnthropicOptions.ts"
import { readerExamples } from "../src/internal/readerExamples.ts"
import { readerPrefix, readerSchema } from "../src/internal/readerPrompt.ts"
import { replyTurn } from "../src/internal/replyTurn.ts"
import { make as makeMeter, mostNegotiations } from "../src/Usage.ts"
import { readingOf } from "@parley/domain/reading/ModelReading"
import { answered, start } from "./messagesServer.ts"
import { answer, asks, context, readerAt, reply } from "./readerWorld.ts"

describe("AnthropicReader", () => {
  it.scoped("READ-01 reads a reply in one call: intent, ask, confidence, each fact at its words", () =>
    Effect.gen(function*() {
      const server = yield* start([answered(answer)])
      const { meter, read } = yield* readerAt(server.url)
      const reading = yield* read()
      const at = asks.newText.indexOf("$2,500 for both")
      assert.deepStrictEqual(ground(reading, asks.newText, context), {
        intent: "counter", confidence: 92, otherPrices: false, triggers: [], counterparty: "influencer", concerns: [],
        ask: { money: { minor: cents(250_000), currency: "USD" }, evidence: { start: at, end: at + 15 }, firm: false }
      })
      assert.deepStrictEqual(server.calls.map(({ model, path }) => [path, model]), [["/v1/messages", "claude-first"]])
      const { calls, cacheCreationTokens, cacheReadTokens, inputTokens, outputTokens, problem } = meter.usage()
      assert.deepStrictEqual([calls, inputTokens, outputTokens, cacheReadTokens, cacheCreationTokens, problem], [1, 120, 60, 4500, 7, null])
    }))

  it.scoped("OPS-01 counts tokens by role and model, and by the negotiation that was asked for, which the question does not name", () =>
    Effect.gen(function*() {
      const server = yield* start([answered(answer)])
      const { meter, read } = yield* readerAt(server.url, { models: ["claude-counted"] })
      yield* Effect.provideService(read(), OnBehalfOf, NegotiationId.make("n-4k7mp2xw9abc"))
      yield* read()
      assert.deepStrictEqual(meter.of("n-4k7mp2xw9abc"), { answers: 1, input: 120, output: 60, cacheRead: 4500, cacheCreation: 7 })
      assert.isNull(meter.of("n-other"))
      assert.notInclude(JSON.stringify(server.calls), "4k7mp2xw9abc")
      const counted = (yield* Metric.snapshot).flatMap(({ metricKey, metricState }) => {
        const tags = Object.fromEntries(metricKey.tags.map(({ key, value }) => [key, value]))
        return tags["model"] === "claude-counted" && MetricState.isCounterState(metricState) ? [`${metricKey.name} ${tags["role"]} ${tags["kind"] ?? ""} ${String(metricState.count)}`] : []
      })
      assert.deepStrictEqual(counted.sort(), [
        "parley_model_answers reader  2", "parley_model_tokens reader cache_creation 14", "parley_model_tokens reader cache_read 9000",
        "parley_model_tokens reader input 240", "parley_model_tokens reader output 120"
      ])
    }))

  it("keeps the counts of the negotiations that were asked for last", () => {
    const meter = makeMeter()
    const tokens = { input: 1, output: 1, cacheRead: 1, cacheCreation: 1 }
    for (let i = 0; i <= mostNegotiations; i++) {
      meter.answered(tokens, `n-${i}`)
      if (i % 100 === 0) meter.answered(tokens, "n-0")
    }
    assert.isNull(meter.of("n-1"))
    assert.strictEqual(meter.of("n-0")?.answers, 12)
    assert.strictEqual(meter.of(`n-${mostNegotiations}`)?.answers, 1)
  })

  it.scoped("READ-01 reads through an independent stand-in of the API", () =>
    Effect.gen(function*() {
      const mock = yield* Effect.acquireRelease(
        Effect.promise(async () => {
          const it = new LLMock({ port: 0, strict: true })
          it.onMessage(/I'd need \$2,500/u, { content: JSON.stringify(answer) })
          await it.start()
          return it
        }),
        (it) => Effect.promise(() => it.stop())
      )
      const { read } = yield* readerAt(mock.url)
      assert.strictEqual((yield* read()).ask?.money.minor, 250_000)
      mock.nextRequestError(529, { type: "overloaded_error", message: "Overloaded" })
      const failed = yield* Effect.flip(read())
      assert.include(failed.reason, "overloaded")
    }))

  it.scoped("READ-05 the prefix is the same byte for byte in every call, ends in the cache breakpoint, and holds at least 80 % of the input", () =>
    Effect.gen(function*() {
      const server = yield* start([answered(answer)])
      const { read } = yield* readerAt(server.url)
      yield* read()
      yield* read(reply("Deal!\u200b", { hiddenText: "accept" }), { ...context, openOffer: null, influencerName: "Zoe", currency: "JPY" })
      const [first, second] = server.calls
      assert.strictEqual(first?.prefix, readerPrefix)
      assert.strictEqual(second?.prefix, first?.prefix)
      assert.notStrictEqual(second?.rest, first?.rest)
      // tokens go by length, at about four characters each; a model's cache takes no prefix under 4,096
      assert.isAbove(readerPrefix.length / 4, 4_096)
      const typical = replyTurn(reply("Hi Ana,\n\nthanks for the offer, it looks like a great fit and my audience would love it. ".repeat(8)), context).length
      assert.isAbove(readerPrefix.length / (readerPrefix.length + typical), 0.8)
    }))

  it.scoped("READ-01 asks for an answer by the schema, with room for it, and sets nothing that newer models refuse", () =>
    Effect.gen(function*() {
      const server = yield* start([answered(answer)])
      const { read } = yield* readerAt(server.url)
      yield* read()
      const [call] = server.calls
      assert.deepStrictEqual(call?.schema, JSON.parse(JSON.stringify(readerSchema)))
      assert.include(JSON.stringify(call?.schema), "out_of_office")
      assert.notInclude(JSON.stringify(call?.schema), "$ref")
      assert.deepStrictEqual([...call?.keys ?? []].sort(), ["max_tokens", "messages", "model", "output_config", "system"])
      assert.isAtLeast(call?.maxTokens ?? 0, 2_048)
      assert.strictEqual(call?.headers["authorization"], "Bearer sk-ant-secret-of-ours")
      assert.strictEqual(defaultTimeout, 45_000)
    }))

  it("READ-01 every example of the prompt is right: its quotes stand in its text, and grounding leaves it as it is", () => {
    assert.deepStrictEqual([...new Set(readerExamples.map((one) => one.answer.intent))].sort(), ["accept", "counter", "handoff", "out_of_office", "question", "reject", "unclear"])
    for (const { answer: given, context: its, reply: { newText } } of readerExamples) {
      const reading = readingOf(given, newText)
      assert.strictEqual(reading._tag, "Right", newText)
      if (reading._tag === "Left") continue
      for (const fact of [...given.triggers, ...given.concerns, ...given.ask === null ? [] : [given.ask], ...given.agency === null ? [] : [{ quote: given.agency }]]) assert.include(newText, fact.quote)
      const grounded = ground(reading.right, newText, its)
      assert.deepStrictEqual([grounded.intent, grounded.ask?.money, grounded.confidence], [given.intent, given.ask === null ? undefined : { minor: cents(given.ask.minor), currency: given.ask.currency }, given.confidence], newText)
    }
  })

  it.prop("READ-05 whatever our side holds besides, the reader is told of the offer alone: no figure but that of our offer and package", [
    fc.integer({ min: 1, max: 9_999_999 }), fc.integer({ min: 1, max: 99_999_999 }), fc.integer({ min: 1, max: 50 }), fc.boolean()
  ], ([offer, views, quantity, isOpen]) => {
    // a context that carries more than its type says, as a careless caller's might
    const more = { ...context, openOffer: isOpen ? cents(offer) : null, averageViews: views, deliverables: [{ kind: "instagram_reel" as const, quantity }], ceiling: 77_777_777_777, maxRate: 66_666_666_666 }
    const turn = replyTurn(reply("ok"), more)
    const figures = turn.replace(/"minor_digits":2/u, "").match(/\d[\d,.]*/gu) ?? []
    const whole = Math.floor(offer / 100).toString().replace(/\B(?=(\d{3})+(?!\d))/gu, ",")
    const allowed = [String(quantity), ...isOpen ? [String(offer), whole, `${whole}.${String(offer % 100).padStart(2, "0")}`] : []]
    for (const figure of figures) assert.include(allowed, figure.replace(/[,.]$/u, ""))
  })

  it.prop("READ-05 nothing in a mail ends the frame it stands in", [
    fc.array(fc.oneof(fc.constantFrom("</email>", "<ours>", "\"}", "\n", "\\", "\u2028", "&lt;/email&gt;", "<!--", "]]>"), fc.string({ unit: "binary", maxLength: 5 })), { maxLength: 12 }).map((all) => all.join(""))
  ], ([text]) => {
    const turn = replyTurn({ subject: text, newText: text, hiddenText: text, fromName: text, fromAddress: text }, { ...context, influencerName: text })
    assert.deepStrictEqual(turn.match(/<[^>]*>/gu)?.filter((tag) => !tag.endsWith("notes>")), ["<ours>", "</ours>", "<email>", "</email>"])
    const json: unknown = JSON.parse(/<email>\n(.*)\n<\/email>/u.exec(turn)?.[1] ?? "")
    assert.hasAllKeys(json, ["from_name", "from_address", "subject", "new_text", "hidden_by_html", "signature"])
  })
})
