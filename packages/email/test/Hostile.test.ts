import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { contentHash } from "../src/contentHash.ts"
import { parseEmail } from "../src/parseEmail.ts"
import { boundLines, maxPartLines } from "../src/RawLines.ts"
import { maxTextLength, maxTextLines } from "../src/TextLimit.ts"
import { mail, usual } from "./fixtures/mime.ts"

const text = (body: string): Uint8Array => mail(usual, `550 for the reel.\n\n${body}`)
const html = (body: string): Uint8Array => mail([...usual, "Content-Type: text/html"], `550 for the reel.<br>${body}`)
const mixed = (body: string): Uint8Array => mail([...usual, "Content-Type: multipart/mixed; boundary=b"], `--b\n\n550 for the reel.\n${body}--b--\n`)

const shapes: ReadonlyArray<readonly [string, Uint8Array]> = [
  ["empty lines", text(`${"\n".repeat(400_000)}x`)],
  ["blanks", text(`${" ".repeat(800_000)}x`)],
  ["quoted lines", text(">\n".repeat(100_000))],
  ["signature marks", text("-- \nabc\n".repeat(50_000))],
  ["header blocks", text("From: a\nSent: b\n".repeat(40_000))],
  ["attributions", text("On Mon, 3 May 2026 at 10:12, Sam wrote:\n".repeat(20_000))],
  ["long label lines", text(`From: ${"a".repeat(1900)}\n`.repeat(200))],
  ["nested quotes", html("<blockquote><p>On x wrote:".repeat(20_000))],
  ["quotes side by side", html("<blockquote>x</blockquote>".repeat(19_000))],
  ["borders that never end", html(`<div style="${"border:".repeat(70_000)}">x</div>`)],
  ["comments of a style that never end", html(`<style>${"/*".repeat(100_000)}</style>${"x\n".repeat(200_000)}`)],
  ["at-rules that never end", html(`<style>${"@".repeat(200_000)}</style>${"x".repeat(300_000)}`)],
  ["parts", mixed("--b\nContent-Transfer-Encoding: quoted-printable\n\nx\n".repeat(5_000))],
  ["bytes of encoded lines", mixed(`--b\nContent-Type: text/plain; format=flowed\nContent-Transfer-Encoding: base64\n\n${"CgoKCgoK".repeat(500_000)}\n`)],
  ["encoded pieces", mixed(`--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n${"Cg==".repeat(200_000)}\n`)],
  ["header lines", mail([...usual, ...Array.from({ length: 50_000 }, (_, index) => `X-${index}:`)], "550 for the reel.")]
]

describe("hostile mail", () => {
  for (const [name, raw] of shapes) {
    it.effect(`MAIL-01 a mail of too many ${name} is read to a limit, and a person looks`, () =>
      Effect.gen(function*() {
        const email = yield* parseEmail(raw)
        assert.isAtMost(email.text.length, maxTextLength)
        assert.isAtMost(email.text.split("\n").length, maxTextLines)
        assert.match(email.text, /^550 for the reel\./u)
        assert.lengthOf(yield* contentHash(raw), 64)
        if (!["blanks", "long label lines", "quotes side by side", "borders that never end"].includes(name)) assert.isTrue(email.newTextAmbiguous)
      }))
  }

  it.effect("MAIL-01 long attachments keep their names and sizes, and the words around them stay certain", () =>
    Effect.gen(function*() {
      const photo = `--b\nContent-Type: image/jpeg; name=a.jpg\nContent-Transfer-Encoding: base64\n\n${`${"QUJD".repeat(19)}\n`.repeat(30_000)}`
      const table = `--b\nContent-Type: text/csv; name=b.csv\nContent-Disposition: attachment\n\n${"1;2;3\n".repeat(30_000)}`
      const email = yield* parseEmail(mixed(`${photo}${table}--b\n\nAnd 700 for two.\n`))
      assert.strictEqual(email.newText, "550 for the reel.\n\nAnd 700 for two.")
      assert.isFalse(email.newTextAmbiguous)
      assert.deepStrictEqual(email.attachments.map(({ filename, size }) => [filename, size]), [["a.jpg", 30_000 * 57], ["b.csv", 30_000 * 6]])
    }))

  it("MAIL-01 what stays below every limit is handed on byte for byte", () => {
    const raw = mixed(`--b\r\nContent-Type: text/html\n\n<p>x</p>\r\n\n\n--c\n-- \n`)
    assert.deepStrictEqual(boundLines(raw), { raw, cut: false })
    assert.isBelow(Buffer.from(boundLines(Buffer.from(`A: b\n\n${"x\n".repeat(maxPartLines * 2)}`)).raw).toString().split("\n").length, maxPartLines + 5)
    assert.isTrue(boundLines(text("x\n".repeat(maxPartLines + 1))).cut)
  })
})
