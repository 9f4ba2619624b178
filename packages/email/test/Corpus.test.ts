import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { parseEmail } from "../src/parseEmail.ts"
import { attributions } from "./corpus/attributions.ts"
import { automatic } from "./corpus/automatic.ts"
import { blocks } from "./corpus/blocks.ts"
import { charsets } from "./corpus/charsets.ts"
import { clients } from "./corpus/clients.ts"
import { encodings } from "./corpus/encodings.ts"
import { headers } from "./corpus/headers.ts"
import { layouts } from "./corpus/layouts.ts"
import type { Message } from "./corpus/Message.ts"
import { signatures } from "./corpus/signatures.ts"
import { structures } from "./corpus/structures.ts"

const read = (message: Message) =>
  Effect.map(parseEmail(message.raw), (email) => {
    assert.strictEqual(email.newText, message.newText)
    assert.strictEqual(email.kind, message.kind ?? "personal")
    assert.strictEqual(email.newTextAmbiguous, message.ambiguous ?? false)
    if (message.subject !== undefined) assert.strictEqual(email.subject, message.subject)
    if (message.fromName !== undefined) assert.strictEqual(email.from.name, message.fromName)
    if (message.attachments !== undefined) assert.deepStrictEqual(email.attachments.map((attachment) => attachment.filename), message.attachments)
    if (message.hidden?.length === 0) assert.strictEqual(email.hiddenText, "")
    for (const stretch of message.hidden ?? []) assert.include(email.hiddenText, stretch)
    assert.strictEqual(email.newTextSpans.map(({ end, start }) => email.text.slice(start, end)).join("\n\n"), email.newText)
  })

const themes = { attributions, blocks, charsets, clients, encodings, headers, layouts, signatures, structures }

describe("mail as it comes", () => {
  for (const [theme, messages] of Object.entries(themes)) {
    for (const message of messages) it.effect(`MAIL-01 ${theme}: ${message.name}`, () => read(message))
  }
  for (const message of automatic) it.effect(`MAIL-07 automatic: ${message.name}`, () => read(message))

  /** mulberry32: the same cuts and flips in every run. */
  const generator = (seed: number) => (limit: number): number => {
    seed = (seed + 0x6d2b79f5) | 0
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * limit)
  }

  for (const [theme, messages] of Object.entries({ ...themes, automatic })) {
    it.effect(`MAIL-01 ${theme}: a mail cut anywhere or damaged in its bytes ends in a mail or says why not`, () =>
      Effect.forEach(messages, ({ raw }, index) => {
        const random = generator(index)
        // What a megabyte could show, its first pages show as well.
        const whole = raw.subarray(0, 20_000)
        return Effect.forEach(Array.from({ length: 40 }), () => {
          const damaged = Uint8Array.from(whole)
          for (let flips = random(12); flips > 0; flips--) damaged[random(damaged.length)] = random(256)
          return Effect.map(Effect.either(parseEmail(damaged.subarray(0, random(damaged.length + 1)))), (result) =>
            assert.isTrue(Either.isRight(result) || result.left._tag === "UnreadableEmail"))
        }, { discard: true })
      }, { discard: true }))
  }
})
