import { createHash } from "node:crypto"
import * as Effect from "effect/Effect"
import PostalMime from "postal-mime"
import type { Address, Attachment } from "postal-mime"
import { boundLines } from "./RawLines.ts"

/**
 * The same for two mails that say the same to the same people, however their bytes are laid out: a mail server writes headers of its own and
 * encodes anew. Bytes that are no mail have a hash of their own.
 */
export const contentHash = (raw: Uint8Array): Effect.Effect<string> =>
  Effect.promise(() =>
    PostalMime.parse(boundLines(raw).raw, { forceRfc822Attachments: true }).then(
      (mail) => hashOf([
        people(mail.from === undefined ? [] : [mail.from]), people(mail.replyTo), people(mail.to), people(mail.cc), people(mail.bcc),
        mail.subject ?? "", words(mail.text), words(mail.html), mail.attachments.map(attached)
      ]),
      () => hashOf([Buffer.from(raw).toString("base64")])
    ))

const people = (addresses: ReadonlyArray<Address> | undefined): ReadonlyArray<string> =>
  (addresses ?? []).flatMap((one) => one.group === undefined ? [one.address ?? ""] : one.group.map(({ address }) => address)).map((address) => address.toLowerCase()).toSorted()

const words = (text: string | undefined): string => (text ?? "").split("\n").map(withoutBlanksAtEnd).join("\n").trimEnd()

/** An expression for blanks before a line end would try each of a thousand blanks anew. */
const withoutBlanksAtEnd = (line: string): string => {
  let end = line.endsWith("\r") ? line.length - 1 : line.length
  while (line[end - 1] === " " || line[end - 1] === "\t") end--
  return line.slice(0, end)
}

const attached = ({ content, filename, mimeType }: Attachment): ReadonlyArray<string> =>
  [filename ?? "", mimeType, createHash("sha256").update(typeof content === "string" ? content : new Uint8Array(content)).digest("hex")]

const hashOf = (content: ReadonlyArray<unknown>): string => createHash("sha256").update(JSON.stringify(content)).digest("hex")
