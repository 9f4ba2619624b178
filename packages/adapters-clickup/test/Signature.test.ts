import { assert, describe, it } from "@effect/vitest"
import * as FastCheck from "effect/FastCheck"
import * as Redacted from "effect/Redacted"
import { createHmac } from "node:crypto"
import { isSigned } from "../src/Signature.ts"
import { eventOf } from "../src/WebhookEvent.ts"

const secret = Redacted.make("O94IM25S7PXBPYTMNXLLET230SRP0S89COR7B1YOJ2ZIE8WQNK5UUKEF26W0Z5GA")
const bytes = (text: string) => new TextEncoder().encode(text)
const sign = (body: Uint8Array) => createHmac("sha256", Redacted.value(secret)).update(body).digest("hex")

describe("a webhook's signature", () => {
  it("SEC-01 is the HMAC of the very bytes, in either case", () => {
    // the body of ClickUp's documentation, signed by openssl with the secret above
    const body = bytes("{\"webhook_id\":\"7689a169-a000-4985-8676-6902b96d6627\",\"event\":\"taskCreated\",\"task_id\":\"c0j\"}")
    const signed = "08ade90f5a79ef80c7cb5497f23970b2db220426abb4076b267997ba84c08828"
    assert.isTrue(isSigned(secret, body, signed))
    assert.isTrue(isSigned(secret, body, signed.toUpperCase()))
  })

  it("SEC-01 holds for no other bytes, secret or header", () => {
    FastCheck.assert(FastCheck.property(FastCheck.uint8Array(), FastCheck.nat(), FastCheck.integer({ min: 1, max: 255 }), (body, at, flip) => {
      assert.isTrue(isSigned(secret, body, sign(body)))
      const changed = body.map((byte, index) => index === at % body.length ? byte ^ flip : byte)
      if (body.length > 0) assert.isFalse(isSigned(secret, changed, sign(body)))
      assert.isFalse(isSigned(Redacted.make("another"), body, sign(body)))
    }))
    const body = bytes("{}")
    for (const header of [undefined, "", "00", sign(body).slice(1), `${sign(body)}0`, `sha256=${sign(body)}`, "g".repeat(64), [sign(body)]]) assert.isFalse(isSigned(secret, body, header))
  })
})

describe("a webhook's event", () => {
  const of = (text: string) => {
    const { form, problem } = eventOf(bytes(text))
    return [form, problem]
  }
  it("INTAKE-01 names the task that was made, or says why it is of no use", () => {
    assert.deepStrictEqual(of("{\"event\":\"taskCreated\",\"task_id\":\"1vj37mc\",\"webhook_id\":\"x\"}"), ["1vj37mc", null])
    assert.deepStrictEqual(of("{\"event\":\"taskUpdated\",\"task_id\":\"1vj37mc\"}"), [null, "expected the event taskCreated; got \"taskUpdated\""])
    assert.deepStrictEqual(of("{\"event\":\"taskCreated\",\"task_id\":\"../../user\"}"), [null, "task_id: expected a task's id"])
    for (const text of ["", "[]", "{}", "{\"event\":7}", "\u0000"]) assert.deepStrictEqual(of(text), [null, "expected JSON with an event and a task_id"])
  })

  it("INTAKE-01 has one id for the same bytes, and another for others", () => {
    assert.strictEqual(eventOf(bytes("{}")).id, eventOf(bytes("{}")).id)
    assert.notStrictEqual(eventOf(bytes("{}")).id, eventOf(bytes("{ }")).id)
  })
})
