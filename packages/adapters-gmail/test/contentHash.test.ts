import { assert, describe, it } from "@effect/vitest"
import { contentHash } from "@parley/email/contentHash"
import { bytes } from "@parley/testkit/MailboxSamples"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"

interface Content {
  readonly to: ReadonlyArray<string>
  readonly bcc: ReadonlyArray<string>
  readonly subject: string
  readonly lines: ReadonlyArray<string>
  readonly attachment: string
}

/** How a server may write the same mail down. */
interface Layout {
  readonly encoding: "8bit" | "base64" | "quoted-printable"
  readonly encodesSubject: boolean
  readonly folds: boolean
  readonly boundary: string
  readonly trace: boolean
}

const address = FastCheck.stringMatching(/^[a-z]{1,12}@[a-z]{1,8}\.example$/u)
const words = FastCheck.array(FastCheck.stringMatching(/^[A-Za-z0-9$€äß=.,?]{1,14}$/u), { minLength: 1, maxLength: 12 }).map((all) => all.join(" "))
const content: FastCheck.Arbitrary<Content> = FastCheck.record({
  to: FastCheck.uniqueArray(address, { minLength: 1, maxLength: 4 }), bcc: FastCheck.uniqueArray(address, { maxLength: 2 }), subject: words.filter((one) => !one.includes("=?")),
  lines: FastCheck.array(words, { minLength: 1, maxLength: 5 }), attachment: words
})
const layout: FastCheck.Arbitrary<Layout> = FastCheck.record({
  encoding: FastCheck.constantFrom("8bit", "base64", "quoted-printable"), encodesSubject: FastCheck.boolean(), folds: FastCheck.boolean(),
  boundary: FastCheck.stringMatching(/^[a-f0-9]{20}$/u), trace: FastCheck.boolean()
})

const encoded = (text: string, encoding: Layout["encoding"]): string => {
  if (encoding === "base64") return Buffer.from(text).toString("base64").replace(/(.{76})/gu, "$1\r\n")
  if (encoding === "8bit") return text
  const quoted = text.split("\r\n").map((line) => Array.from(Buffer.from(line), (byte) => byte === 0x3d || byte > 0x7e ? `=${byte.toString(16).toUpperCase().padStart(2, "0")}` : String.fromCodePoint(byte)).join(""))
  return quoted.map((line) => line.replace(/((?:=[0-9A-F]{2}|[^=]){60})(?=.)/gu, "$1=\r\n")).join("\r\n")
}

const written = ({ attachment, bcc, lines, subject, to }: Content, { boundary, encodesSubject, encoding, folds, trace }: Layout): Uint8Array => {
  const list = (all: ReadonlyArray<string>) => all.map((one) => folds ? `<${one}>` : one).join(folds ? ",\r\n " : ", ")
  const ascii = /^[\x20-\x7e]*$/u.test(subject)
  return bytes([
    ...(trace ? ["Received: from 1 named unknown by gmailapi.google.com with HTTPREST; Sun, 3 May 2026 10:12:00 +0000", "X-Trace: 1"] : []),
    "From: Sam Field <sam@brand.example>", `To: ${list(to)}`, ...(bcc.length === 0 ? [] : [`Bcc: ${list(bcc)}`]),
    `Subject: ${encodesSubject || !ascii ? `=?UTF-8?B?${Buffer.from(subject).toString("base64")}?=` : folds ? subject.replace(" ", "\r\n ") : subject}`,
    `Message-ID: <${trace ? "CA+x@mail.gmail.com" : "1@brand.example"}>`, "MIME-Version: 1.0", `Content-Type: multipart/mixed; boundary="${boundary}"`, "",
    `--${boundary}`, "Content-Type: text/plain; charset=utf-8", `Content-Transfer-Encoding: ${encoding}`, "", encoded(`${lines.join("\r\n")}\r\n`, encoding),
    `--${boundary}`, "Content-Type: application/octet-stream; name=\"rates.bin\"", "Content-Disposition: attachment; filename=\"rates.bin\"", "Content-Transfer-Encoding: base64", "",
    Buffer.from(attachment).toString("base64"), `--${boundary}--`, ""
  ].join("\r\n"))
}

const changes: ReadonlyArray<(one: Content) => Content> = [
  (one) => ({ ...one, to: [...one.to, "another@else.example"] }), (one) => ({ ...one, to: one.to.slice(1) }), (one) => ({ ...one, bcc: [...one.bcc, "secret@else.example"] }),
  (one) => ({ ...one, subject: `${one.subject}x` }), (one) => ({ ...one, attachment: `${one.attachment}x` }), (one) => ({ ...one, lines: [...one.lines, "One more."] }),
  (one) => ({ ...one, lines: one.lines.map((line, index) => index === 0 ? `${line}0` : line) })
]

const hash = (one: Content, how: Layout) => Effect.runPromise(contentHash(written(one, how)))

describe("the hash of a mail's content (MAIL-06)", () => {
  it("is the same however it is laid out", () =>
    FastCheck.assert(FastCheck.asyncProperty(content, layout, layout, async (one, how, otherwise) => {
      assert.strictEqual(await hash(one, how), await hash(one, otherwise))
    }), { numRuns: 150 }))

  it("is another for any other word, recipient, hidden recipient, subject or attachment", () =>
    FastCheck.assert(FastCheck.asyncProperty(content, layout, FastCheck.constantFrom(...changes), async (one, how, change) => {
      assert.notStrictEqual(await hash(one, how), await hash(change(one), how))
    }), { numRuns: 150 }))
})
