import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/TestClock"
import * as PushVerifier from "../src/PushVerifier.ts"
import { audience, caching, certificates, key, outcome, serviceAccount } from "./pushes.ts"

describe("SigningKeys", () => {
  it.scoped("SEC-01 accepts nothing while they cannot be had or are something else, asks every ten seconds at most, and goes on when they are back", () =>
    Effect.gen(function*() {
      const served = yield* certificates
      const real = key("real")
      const verifier = PushVerifier.make({ audience, serviceAccount, certsUrl: served.url })
      const bad = [
        { status: 503, body: "", headers: {} }, { status: 404, body: "{}", headers: caching }, { status: 200, body: "<html>", headers: caching }, { status: 200, body: "{}", headers: caching },
        { status: 200, body: "[]", headers: caching }, { status: 200, body: JSON.stringify({ real: "key" }), headers: caching }, { status: 200, body: JSON.stringify({ real: 1 }), headers: caching }
      ]
      for (const [index, answer] of bad.entries()) {
        served.answer = answer
        const verdicts = yield* Effect.all(Array.from({ length: 20 }, () => outcome(verifier, real.bearer())), { concurrency: "unbounded" })
        assert.deepStrictEqual([...new Set(verdicts)], ["uncertain"], answer.body)
        assert.strictEqual(served.asked(), index + 1)
        yield* TestClock.adjust("10 seconds")
      }
      served.answer = { status: 200, body: JSON.stringify(real.certificate), headers: caching }
      assert.strictEqual(yield* outcome(verifier, real.bearer()), "accepted")
    }))

  it.scoped("SEC-01 are asked for once however many pushes come, and at most once a minute however many keys are made up; strangers do not have them asked for at all", () =>
    Effect.gen(function*() {
      const served = yield* certificates
      const [real, next] = [key("real"), key("next")]
      served.answer = { status: 200, body: JSON.stringify(real.certificate), headers: caching }
      const verifier = PushVerifier.make({ audience, serviceAccount, certsUrl: served.url })
      for (const claims of [{ aud: "other" }, { iss: "other" }, { email: "other" }, { exp: 1 }]) yield* outcome(verifier, real.bearer(claims))
      assert.strictEqual(served.asked(), 0)
      const all = (make: (index: number) => string) => Effect.all(Array.from({ length: 30 }, (_, index) => outcome(verifier, make(index))), { concurrency: "unbounded" })
      assert.deepStrictEqual([...new Set(yield* all(() => real.bearer()))], ["accepted"])
      assert.strictEqual(served.asked(), 1)
      assert.deepStrictEqual([...new Set(yield* all((index) => real.bearer({}, { kid: `made-up-${index}` })))], ["unknown_key"])
      assert.strictEqual(served.asked(), 1)
      // Google takes up a new key before the old certificates are over
      served.answer = { ...served.answer, body: JSON.stringify({ ...real.certificate, ...next.certificate }) }
      assert.strictEqual(yield* outcome(verifier, next.bearer()), "unknown_key")
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(yield* outcome(verifier, next.bearer()), "accepted")
      yield* all((index) => real.bearer({}, { kid: `made-up-${index}` }))
      assert.strictEqual(served.asked(), 2)
      // made-up keys while Google does not answer: what is known goes on being known
      yield* TestClock.adjust("1 minute")
      served.answer = { status: 503, body: "", headers: {} }
      assert.deepStrictEqual([...new Set(yield* all((index) => real.bearer({}, { kid: `made-up-${index}` })))], ["uncertain"])
      assert.strictEqual(yield* outcome(verifier, real.bearer()), "accepted")
      assert.strictEqual(served.asked(), 3)
    }))

  it.scoped("SEC-01 are believed no longer than Google says, though they cannot be had again, and no key outlives them", () =>
    Effect.gen(function*() {
      const served = yield* certificates
      const [old, next] = [key("old"), key("next")]
      const verifier = PushVerifier.make({ audience, serviceAccount, certsUrl: served.url })
      served.answer = { status: 200, body: JSON.stringify(old.certificate), headers: caching }
      assert.strictEqual(yield* outcome(verifier, old.bearer()), "accepted")
      yield* TestClock.adjust("19999 seconds")
      assert.strictEqual(yield* outcome(verifier, old.bearer()), "accepted")
      assert.strictEqual(served.asked(), 1)
      yield* TestClock.adjust("1 second")
      served.answer = { status: 503, body: "", headers: {} }
      assert.strictEqual(yield* outcome(verifier, old.bearer()), "uncertain")
      yield* TestClock.adjust("10 seconds")
      served.answer = { status: 200, body: JSON.stringify(next.certificate), headers: {} }
      assert.deepStrictEqual([yield* outcome(verifier, old.bearer()), yield* outcome(verifier, next.bearer())], ["unknown_key", "accepted"])
      // without a word on how long: a minute
      yield* TestClock.adjust("59 seconds")
      yield* outcome(verifier, next.bearer())
      assert.strictEqual(served.asked(), 3)
      yield* TestClock.adjust("1 second")
      yield* outcome(verifier, next.bearer())
      assert.strictEqual(served.asked(), 4)
    }))

  it.scoped("SEC-01 are asked for once, though whoever wants them hangs up at once", () =>
    Effect.gen(function*() {
      const served = yield* certificates
      const verifier = PushVerifier.make({ audience, serviceAccount, certsUrl: served.url })
      const bearer = key("real").bearer()
      for (let calls = 0; calls < 20; calls++) {
        const call = yield* Effect.fork(outcome(verifier, bearer))
        yield* Effect.yieldNow()
        yield* Fiber.interrupt(call)
      }
      assert.strictEqual(served.asked(), 1)
    }))
})
