import { createHash } from "node:crypto"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import MailComposer from "nodemailer/lib/mail-composer"
import type { MailAddress } from "./InboundEmail.ts"

/** A mail to write. Message ids may come with or without angle brackets. */
export interface OutboundMime {
  readonly from: MailAddress
  readonly to: ReadonlyArray<MailAddress>
  readonly cc: ReadonlyArray<MailAddress>
  readonly replyTo?: ReadonlyArray<MailAddress>
  readonly subject: string
  readonly text: string
  readonly html?: string
  readonly messageId: string
  readonly inReplyTo: string | null
  /** The full chain, oldest first. */
  readonly references: ReadonlyArray<string>
  /** Epoch milliseconds. */
  readonly date: number
  /** Extra headers, such as our marker; names begin with "X-". */
  readonly headers?: Readonly<Record<string, string>>
}

/** A field holds what cannot stand in a mail; nothing was written. */
export class InvalidEmailField extends Data.TaggedError("InvalidEmailField")<{ readonly field: string; readonly problem: string }> {
  override get message(): string {
    return `${this.field}: ${this.problem}`
  }
}

/** Requirement MAIL-02. The same input gives the same bytes: nothing is read from the clock or from randomness. */
export const composeEmail = Effect.fn("composeEmail")(function*(email: OutboundMime) {
  const invalid = findInvalid(email)
  if (invalid !== undefined) return yield* invalid
  const composer = new MailComposer({
    from: mailbox(email.from),
    to: email.to.map(mailbox),
    cc: email.cc.map(mailbox),
    ...(email.replyTo === undefined ? {} : { replyTo: email.replyTo.map(mailbox) }),
    subject: email.subject,
    text: lineEnds(email.text),
    ...(email.html === undefined ? {} : { html: lineEnds(email.html) }),
    messageId: bracketed(email.messageId),
    ...(email.inReplyTo === null ? {} : { inReplyTo: bracketed(email.inReplyTo) }),
    ...(email.references.length === 0 ? {} : { references: email.references.map(bracketed) }),
    date: new Date(email.date),
    headers: Object.entries(email.headers ?? {}).map(([key, value]) => ({ key, value })),
    // Seven-bit short lines, so that no relay has cause to rewrite the body and trailing blanks survive.
    encoding: "quoted-printable",
    newline: "win",
    boundaryPrefix: "=_parley",
    baseBoundary: createHash("sha256").update(email.messageId).digest("hex").slice(0, 32),
    disableFileAccess: true,
    disableUrlAccess: true
  })
  return yield* Effect.promise(() => composer.compile().build()).pipe(Effect.map((bytes) => new Uint8Array(bytes)))
})

const mailbox = ({ address, name }: MailAddress): MailAddress => ({ name, address: address.trim() })

const bracketed = (id: string): string => `<${id.replace(/^<|>$/gu, "")}>`

const lineEnds = (text: string): string => text.replace(/\r\n|\r|\n/gu, "\r\n")

const findInvalid = (email: OutboundMime): InvalidEmailField | undefined => {
  const groups: ReadonlyArray<readonly [string, ReadonlyArray<MailAddress>]> = [
    ["from", [email.from]],
    ["to", email.to],
    ["cc", email.cc],
    ["replyTo", email.replyTo ?? []]
  ]
  for (const [field, group] of groups) {
    for (const { address, name } of group) {
      if (control.test(name)) return refuse(field, "a display name holds a line break or control character")
      if (!mailAddress.test(address.trim()) || control.test(address)) {
        return refuse(field, `expected an address such as name@host.example, found ${JSON.stringify(address.slice(0, 100))}`)
      }
    }
  }
  if (email.to.length + email.cc.length === 0) return refuse("to", "expected at least one recipient")
  if (control.test(email.subject)) return refuse("subject", "holds a line break or control character")
  if (!Number.isFinite(email.date) || Math.abs(email.date) > 8.64e15) return refuse("date", "expected epoch milliseconds")
  const ids: ReadonlyArray<readonly [string, string]> = [
    ["messageId", email.messageId],
    ...(email.inReplyTo === null ? [] : [["inReplyTo", email.inReplyTo] as const]),
    ...email.references.map((id) => ["references", id] as const)
  ]
  for (const [field, id] of ids) {
    if (!/^<?[^\s<>\p{Cc}]+>?$/u.test(id)) return refuse(field, `expected a message id such as id@host.example, found ${JSON.stringify(id.slice(0, 100))}`)
  }
  for (const [name, value] of Object.entries(email.headers ?? {})) {
    if (!/^X-[A-Za-z0-9-]{1,70}$/iu.test(name)) return refuse(`headers.${name}`, "expected a name that begins with \"X-\"")
    if (control.test(value)) return refuse(`headers.${name}`, "holds a line break or control character")
  }
  return undefined
}

const refuse = (field: string, problem: string): InvalidEmailField => new InvalidEmailField({ field, problem })

const control = /[\p{Cc}\u2028\u2029]/u
const mailAddress = /^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\]]+\.?[^\s@<>(),;:"\\[\]]*$/u
