import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import { composeEmail } from "../src/composeEmail.ts"
import type { OutboundMime } from "../src/composeEmail.ts"
import { parseEmail } from "../src/parseEmail.ts"

const sample: OutboundMime = {
  from: { name: "Sam Field", address: "sam@brand.example" },
  to: [{ name: "Mia Möss, Creator", address: "mia@mail.example" }],
  cc: [{ name: "", address: "kim@mail.example" }],
  subject: "Re: Grüße aus Köln",
  text: "Hi Mia,\n\nwe can pay €400.\n.\nFrom here on it is yours.\n",
  html: "<p>we can pay €400.</p>",
  messageId: "offer-1@brand.example",
  inReplyTo: "m2@mail.example",
  references: ["m0@brand.example", "m2@mail.example"],
  date: Date.UTC(2026, 4, 3, 8, 12, 0),
  headers: { "X-Parley-Thread": "t-1" }
}

const word = FastCheck.stringMatching(/^[A-Za-z0-9äßé€はい]{1,12}$/u)
const phrase = FastCheck.array(word, { minLength: 1, maxLength: 30 }).map((words) => words.join(" "))
const address = FastCheck.tuple(FastCheck.stringMatching(/^[a-z0-9]{1,10}$/u), FastCheck.stringMatching(/^[a-z]{1,10}$/u)).map(([local, host]) => `${local}@${host}.example`)
const person = FastCheck.record({ name: FastCheck.oneof(phrase, FastCheck.constantFrom("", "Moss, Mia", "\"Mia\" (M)", "<Mia>")), address })
const id = FastCheck.stringMatching(/^[a-z0-9.-]{1,60}$/u).map((local) => `${local}@brand.example`)
const arbitrary = FastCheck.record({
  from: person,
  to: FastCheck.uniqueArray(person, { minLength: 1, maxLength: 4, selector: (one) => one.address }),
  cc: FastCheck.uniqueArray(person, { maxLength: 4, selector: (one) => one.address }),
  subject: phrase,
  text: FastCheck.array(phrase, { minLength: 1, maxLength: 6 }).map((lines) => lines.join("\n")),
  messageId: id,
  inReplyTo: FastCheck.option(id),
  references: FastCheck.uniqueArray(id, { maxLength: 40 }),
  date: FastCheck.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000)
})

const roundTrip = (email: OutboundMime) => Effect.flatMap(composeEmail(email), parseEmail)

describe("composeEmail", () => {
  it("MAIL-01 MAIL-02 what is composed is parsed back to the same fields", () =>
    FastCheck.assert(
      FastCheck.asyncProperty(arbitrary, async (email) => {
        const parsed = await Effect.runPromise(roundTrip(email))
        assert.deepStrictEqual(
          { from: parsed.from, to: parsed.to, cc: parsed.cc, subject: parsed.subject, text: parsed.text.trim(), messageId: parsed.messageId, inReplyTo: parsed.inReplyTo, references: parsed.references, date: parsed.date, offset: parsed.dateOffsetMinutes },
          { from: email.from, to: email.to, cc: email.cc, subject: email.subject, text: email.text.trim(), messageId: email.messageId, inReplyTo: email.inReplyTo, references: email.references, date: email.date, offset: 0 }
        )
      }),
      { numRuns: 200 }
    ))

  it.effect("MAIL-02 keeps the thread's headers and our marker", () =>
    Effect.gen(function*() {
      const parsed = yield* roundTrip(sample)
      assert.deepStrictEqual(parsed.references, ["m0@brand.example", "m2@mail.example"])
      assert.strictEqual(parsed.inReplyTo, "m2@mail.example")
      assert.deepStrictEqual(parsed.headers.get("x-parley-thread"), ["t-1"])
      assert.deepStrictEqual(parsed.to, sample.to)
      assert.strictEqual(parsed.kind, "personal")
    }))

  it.effect("the same input gives the same bytes, in CRLF lines of 7 bits and at most 78 characters", () =>
    Effect.gen(function*() {
      const long = { ...sample, subject: "Grüße ".repeat(60).trim(), references: Array.from({ length: 60 }, (_, n) => `m${n}@brand.example`), text: "long ".repeat(500) }
      const one = yield* composeEmail(long)
      const two = yield* composeEmail(long)
      assert.deepStrictEqual(one, two)
      const source = Buffer.from(one).toString("latin1")
      assert.notMatch(source, /[^\r]\n|\r[^\n]|[\u0080-\u00ff]/u)
      for (const line of source.split("\r\n")) assert.isAtMost(line.length, 78, line)
    }))

  const injections: ReadonlyArray<readonly [string, Partial<OutboundMime>]> = [
    ["subject", { subject: "x\r\nBcc: evil@x.example" }],
    ["from", { from: { name: "x\nBcc: evil@x.example", address: "a@b.example" } }],
    ["to", { to: [{ name: "", address: "a@b.example\r\nBcc: evil@x.example" }] }],
    ["to", { to: [{ name: "", address: "a@b.example, evil@x.example" }] }],
    ["to", { to: [], cc: [] }],
    ["cc", { cc: [{ name: "", address: "nobody" }] }],
    ["replyTo", { replyTo: [{ name: "\u0000", address: "a@b.example" }] }],
    ["messageId", { messageId: "a@b>\r\nX: y" }],
    ["inReplyTo", { inReplyTo: "a b" }],
    ["references", { references: ["ok@b.example", "x\ny"] }],
    ["date", { date: Number.NaN }],
    ["headers.X-A", { headers: { "X-A": "a\nb" } }],
    ["headers.Bcc", { headers: { Bcc: "evil@x.example" } }]
  ]
  for (const [field, change] of injections) {
    it.effect(`GATE-02 refuses ${JSON.stringify(change)} and names the field`, () =>
      Effect.gen(function*() {
        const error = yield* Effect.flip(composeEmail({ ...sample, ...change }))
        assert.strictEqual(error.field, field)
      }))
  }
})
