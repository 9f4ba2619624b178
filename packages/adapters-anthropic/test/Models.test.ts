import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/TestClock"
import { defaultModels, retirements, retirementWarning } from "../src/models.ts"
import { answered, type Call, refusal, type Reply, start } from "./messagesServer.ts"
import { answer, readerAt } from "./readerWorld.ts"

const byModel = (first: (index: number) => Reply, second: () => Reply = () => answered(answer)) => (call: Call, index: number): Reply =>
  call.model === "claude-first" ? first(index) : second()
const models = (calls: ReadonlyArray<Call>): string => calls.map(({ model }) => model.replace("claude-", "")).join(" ")

describe("the models of a role", () => {
  it.scoped("OPS-03 a model that is not there any more gives way to the next in the same call, and is asked again in ten minutes", () =>
    Effect.gen(function*() {
      const server = yield* start(byModel(() => refusal(404, "not_found_error", "model: claude-first")))
      const { meter, read } = yield* readerAt(server.url)
      assert.strictEqual((yield* read()).intent, "counter")
      yield* read()
      assert.strictEqual(models(server.calls), "first second second")
      assert.deepStrictEqual(meter.usage().models, [{ model: "claude-first", breaker: "open", until: 600_000 }, { model: "claude-second", breaker: "closed", until: null }])
      yield* TestClock.adjust("10 minutes")
      yield* read()
      assert.strictEqual(models(server.calls), "first second second first second")
    }))

  it.scoped("OPS-03 after three outages in a row the next model answers; one call a minute asks whether the first is back", () =>
    Effect.gen(function*() {
      let down = true
      const server = yield* start(byModel(() => down ? refusal(529, "overloaded_error") : answered(answer)))
      const { read } = yield* readerAt(server.url)
      for (let i = 0; i < 3; i++) assert.include((yield* Effect.flip(read())).reason, "overloaded")
      yield* read()
      assert.strictEqual(models(server.calls), "first first first second")
      yield* TestClock.adjust("60 seconds")
      yield* Effect.flip(read())
      yield* read()
      assert.strictEqual(models(server.calls), "first first first second first second")
      down = false
      yield* TestClock.adjust("120 seconds")
      yield* read()
      yield* read()
      assert.strictEqual(models(server.calls), "first first first second first second first first")
    }))

  it.scoped("OPS-03 when no model can be asked, the reply waits until the first may be, and nothing is called", () =>
    Effect.gen(function*() {
      const server = yield* start([refusal(500, "api_error")])
      const { meter, read } = yield* readerAt(server.url)
      for (let i = 0; i < 6; i++) yield* Effect.flip(read())
      assert.strictEqual(models(server.calls), "first first first second second second")
      yield* TestClock.adjust("20 seconds")
      const { reason, retryAfter } = yield* Effect.flip(read())
      assert.strictEqual(retryAfter, 40_000)
      assert.include(reason, "claude-first: ")
      assert.include(reason, "claude-second: ")
      assert.lengthOf(server.calls, 6)
      assert.deepStrictEqual(meter.usage().models.map(({ breaker }) => breaker), ["open", "open"])
    }))

  it.scoped("OPS-03 a limit, a refused key or a refused text is no outage of the model", () =>
    Effect.gen(function*() {
      const server = yield* start((_, index) => [refusal(429, "rate_limit_error"), refusal(401, "authentication_error"), refusal(400, "invalid_request_error")][index % 3] ?? {})
      const { meter, read } = yield* readerAt(server.url)
      for (let i = 0; i < 9; i++) yield* Effect.either(read())
      assert.strictEqual(models(server.calls), Array.from({ length: 9 }, () => "first").join(" "))
      assert.strictEqual(meter.usage().models[0]?.breaker, "closed")
    }))

  it.scoped("OPS-03 only one call at a time asks whether a model is back, and one that nobody waits for does not count", () =>
    Effect.gen(function*() {
      const server = yield* start(byModel((index) => index < 3 ? refusal(529, "overloaded_error") : { stops: "silent" }))
      const { meter, read } = yield* readerAt(server.url)
      for (let i = 0; i < 3; i++) yield* Effect.flip(read())
      yield* TestClock.adjust("60 seconds")
      const probe = yield* Effect.fork(read())
      yield* server.called(4)
      yield* read()
      assert.strictEqual(models(server.calls), "first first first first second")
      yield* Fiber.interrupt(probe)
      assert.strictEqual(meter.usage().models[0]?.breaker, "open")
      yield* Effect.fork(read())
      yield* server.called(6)
      assert.strictEqual(models(server.calls), "first first first first second first")
    }))

  it("OPS-03 warns of models that are, or will be, retired", () => {
    const day = (text: string): number => Date.parse(`${text}T12:00:00Z`)
    assert.include(retirementWarning("claude-sonnet-4-5", day("2026-11-23")) ?? "", "in 7 days")
    assert.include(retirementWarning("claude-sonnet-4-5-20250929", day("2026-11-29")) ?? "", "in 1 day:")
    assert.include(retirementWarning("claude-sonnet-4-5", day("2026-12-01")) ?? "", "was retired")
    assert.isNull(retirementWarning("claude-sonnet-5-5", day("2030-01-01")))
    assert.isNull(retirementWarning("toString", 0))
    for (const model of [...defaultModels.reader, ...defaultModels.writer]) assert.notProperty(retirements, model)
  })
})
