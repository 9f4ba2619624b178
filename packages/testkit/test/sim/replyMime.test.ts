import { assert, describe, it } from "@effect/vitest"
import { parseEmail } from "@parley/email/parseEmail"
import * as Effect from "effect/Effect"
import type { ReplyEmail } from "../../src/sim/ReplyEmail.ts"
import { replyMime } from "../../src/sim/replyMime.ts"

const reply: ReplyEmail = {
  from: { name: "Zoë Müller, Künstlerin", address: "zoe@example.com" },
  to: [{ name: "Nora Lind", address: "nora@lumen.example" }],
  cc: [{ name: "", address: "dana@example.net" }],
  subject: "Re: Frühling für alle, die gern lange Betreffzeilen mit Umlauten schreiben – äöü",
  messageId: "a.b@mail.example.com",
  inReplyTo: "2@lumen.example",
  references: ["1@lumen.example", "2@lumen.example"],
  date: 1_790_000_000_000,
  text: "Hi Nora,\n\nI'd do it for €2,400 = my rate 🙂. This line is long enough to be wrapped by any encoder that keeps to the limits of mail. \n\nZoë\n",
  html: null,
  headers: {}
}

const parsed = (email: ReplyEmail) => parseEmail(replyMime(email))

describe("replyMime", () => {
  it.effect("writes a mail that reads back as it was meant (SIM-01)", () =>
    Effect.gen(function*() {
      const mail = yield* parsed(reply)
      assert.deepStrictEqual(mail.from, reply.from)
      assert.deepStrictEqual(mail.to, reply.to)
      assert.deepStrictEqual(mail.cc, reply.cc)
      assert.strictEqual(mail.subject, reply.subject)
      assert.strictEqual(mail.messageId, reply.messageId)
      assert.strictEqual(mail.inReplyTo, reply.inReplyTo)
      assert.deepStrictEqual(mail.references, reply.references)
      assert.strictEqual(mail.date, reply.date)
      assert.include(mail.text, "I'd do it for €2,400 = my rate 🙂. This line is long enough to be wrapped by any encoder")
      assert.strictEqual(mail.kind, "personal")
    }))

  it.effect("writes HTML alone and both kinds as alternatives", () =>
    Effect.gen(function*() {
      const html = "<html><body><p>I&#39;d do it for $2,400.</p></body></html>"
      assert.strictEqual((yield* parsed({ ...reply, text: null, html })).newText, "I'd do it for $2,400.")
      assert.strictEqual((yield* parsed({ ...reply, text: "I'd do it for $2,400.\n", html })).newText, "I'd do it for $2,400.")
    }))

  it.effect("marks an automatic reply as one", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* parsed({ ...reply, headers: { "Auto-Submitted": "auto-replied" } })).kind, "auto_reply")
    }))

  it("keeps every line within 78 plain characters", () => {
    const lines = new TextDecoder().decode(replyMime(reply)).split("\r\n")
    assert.deepStrictEqual(lines.filter((line) => line.length > 78 || !/^[ -~\t]*$/u.test(line)), [])
  })

  it("gives the same bytes for the same reply", () => {
    assert.deepStrictEqual(replyMime(reply), replyMime(reply))
  })
})
