import { assert, describe, it } from "@effect/vitest"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import { decode, PushUnreadable } from "../src/PushMessage.ts"

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64")
const notification = { emailAddress: "Partnerships@Parley.example", historyId: 9_999_701 }
const message = { data: base64(notification), messageId: "2070443601311540", message_id: "2070443601311540", publishTime: "2026-11-23T10:00:00.123Z" }
const push = (more: object = {}) => JSON.stringify({ message: { ...message, ...more }, subscription: "projects/p/subscriptions/s" })
const problem = (body: string) => {
  const result = decode(body)
  return Either.isLeft(result) ? result.left.field : JSON.stringify(result.right)
}

describe("PushMessage", () => {
  it("reads what Pub/Sub posts, with the history id as a number or as text", () => {
    const expected = Either.right({ messageId: "2070443601311540", emailAddress: "partnerships@parley.example", historyId: "9999701" })
    assert.deepStrictEqual(decode(push()), expected)
    assert.deepStrictEqual(decode(push({ data: base64({ ...notification, historyId: "9999701" }) })), expected)
    assert.deepStrictEqual(decode(push({ messageId: undefined })), expected)
    assert.deepStrictEqual(decode(push({ message_id: undefined, attributes: { a: "b" }, orderingKey: "" })), expected)
    assert.deepStrictEqual(decode(push({ data: Buffer.from(JSON.stringify(notification)).toString("base64url") })), expected)
    assert.deepStrictEqual(decode(JSON.stringify({ message })), expected)
    assert.strictEqual(Either.getOrThrow(decode(push({ data: base64({ ...notification, historyId: "18446744073709551615" }) }))).historyId, "18446744073709551615")
  })

  it("names the field that cannot be used", () => {
    const fields: ReadonlyArray<readonly [string, string]> = [
      ["", "body"], ["null", "body"], ["[]", "body"], ["\"text\"", "body"], ["{", "body"], [`{"message":${"[".repeat(20_000)}${"]".repeat(20_000)}}`, "message"],
      [`${"[".repeat(30_000)}${"]".repeat(30_000)}`, "body"], [push({ padding: "x".repeat(65_536) }), "body"],
      ["{}", "message"], ["{\"message\":[]}", "message"], ["{\"message\":\"x\"}", "message"],
      [push({ messageId: 7 }), "message.messageId"], [push({ messageId: undefined, message_id: undefined }), "message.messageId"], [push({ messageId: "" }), "message.messageId"],
      [push({ messageId: "a\nb" }), "message.messageId"], [push({ messageId: "x".repeat(201) }), "message.messageId"],
      [push({ data: undefined }), "message.data"], [push({ data: "not base64!" }), "message.data"], [push({ data: "" }), "message.data"], [push({ data: base64([]) }), "message.data"],
      [push({ data: Buffer.from([0xff, 0xfe]).toString("base64") }), "message.data"],
      [push({ data: base64({ historyId: 1 }) }), "message.data.emailAddress"], [push({ data: base64({ emailAddress: "nobody", historyId: 1 }) }), "message.data.emailAddress"],
      [push({ data: base64({ emailAddress: `${"x".repeat(320)}@a.example`, historyId: 1 }) }), "message.data.emailAddress"],
      ...[undefined, null, 0, -1, 1.5, 2 ** 60, "", "0", "1.5", "1e9", "0x1", " 1", "1".repeat(21), [], {}].map((historyId) =>
        [push({ data: base64({ ...notification, historyId }) }), "message.data.historyId"] as const)
    ]
    for (const [body, field] of fields) assert.strictEqual(problem(body), field, body.slice(0, 200))
  })

  it("SEC-02 repeats nothing of what was sent", () => {
    const result = decode(push({ data: base64({ emailAddress: "<secret>", historyId: 1 }) }))
    assert(Either.isLeft(result))
    assert.notInclude(`${String(result.left)} ${JSON.stringify(result.left)}`, "secret")
  })

  it("SEC-01 answers whatever arrives, and never throws", () => {
    const json = FastCheck.json({ maxDepth: 5 })
    const nearly = FastCheck.record({
      message: FastCheck.oneof(FastCheck.jsonValue(), FastCheck.record({
        data: FastCheck.oneof(FastCheck.string(), FastCheck.base64String(), json.map((text) => Buffer.from(text).toString("base64")),
          FastCheck.record({ emailAddress: FastCheck.oneof(FastCheck.emailAddress(), FastCheck.jsonValue()), historyId: FastCheck.oneof(FastCheck.integer(), FastCheck.jsonValue()) }).map(base64)),
        messageId: FastCheck.oneof(FastCheck.string(), FastCheck.jsonValue()),
        ["__proto__"]: FastCheck.jsonValue()
      }, { requiredKeys: [] }))
    }, { requiredKeys: [] }).map((value) => JSON.stringify(value))
    FastCheck.assert(FastCheck.property(FastCheck.oneof(FastCheck.string({ unit: "binary" }), json, nearly), (body) => {
      const result = decode(body)
      if (Either.isLeft(result)) assert.instanceOf(result.left, PushUnreadable)
      else {
        assert.match(result.right.historyId, /^[1-9]\d*$/u)
        assert.match(result.right.emailAddress, /@/u)
        assert.match(result.right.messageId, /^[!-~]+$/u)
      }
    }), { numRuns: 1000 })
  })
})
