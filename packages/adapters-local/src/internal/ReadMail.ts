import { createHash } from "node:crypto"
import * as Effect from "effect/Effect"
import { type InboundEmail, UnreadableMail } from "@parley/domain/ports/Mailbox"
import type { InboundEmail as ParsedEmail } from "@parley/email/InboundEmail"
import { parseEmail } from "@parley/email/parseEmail"
import { isAuthenticated } from "./Authentication.ts"

/**
 * Parses a mail of a Maildir. Without an `authservId` everything in the folder is trusted, because only trusted software writes there.
 * `isSent` tells whether a Message-ID stands in our own sent folder: claiming one of our addresses alone makes nobody us.
 */
export const make = (options: {
  readonly authservId: string | null
  readonly ownAddresses: ReadonlyArray<string>
  readonly isSent: (messageId: string) => Effect.Effect<boolean, UnreadableMail>
}) => {
  const own = new Set(options.ownAddresses.map((address) => address.trim().toLowerCase()))
  return Effect.fn("MaildirMailbox.parse")(function*(raw: Uint8Array) {
    const mail = yield* parseEmail(raw).pipe(
      Effect.mapError(({ problem, reason }) => new UnreadableMail({ field: fieldOf[reason], reason: problem }))
    )
    const email: InboundEmail = {
      messageId: mail.messageId ?? standIn(raw),
      inReplyTo: mail.inReplyTo,
      references: mail.references,
      from: mail.from,
      replyTo: mail.replyTo,
      to: mail.to,
      cc: mail.cc,
      subject: mail.subject,
      date: mail.date,
      dateOffsetMinutes: mail.dateOffsetMinutes,
      text: mail.text,
      newText: mail.newText,
      newTextAmbiguous: mail.newTextAmbiguous,
      hiddenText: mail.hiddenText,
      kind: mail.kind,
      bouncedMessageId: mail.bouncedMessageId,
      authenticated: options.authservId === null || isFromItsDomain(mail, options.authservId),
      fromSelf: own.has(mail.from.address) && mail.messageId !== null && (yield* options.isSent(mail.messageId))
    }
    return email
  })
}

/** A mail with two From headers may show one and prove the other. */
const isFromItsDomain = (mail: ParsedEmail, authservId: string): boolean =>
  mail.headers.get("from")?.length === 1 && isAuthenticated({
    authservId,
    fromDomain: mail.from.address.slice(mail.from.address.lastIndexOf("@") + 1),
    results: mail.headers.get("authentication-results") ?? []
  })

const fieldOf = { empty: "body", no_headers: "headers", no_sender: "From", malformed: "Content-Type" } as const

/** For mail without a Message-ID: the same for the same bytes. */
const standIn = (raw: Uint8Array): string => `${createHash("sha256").update(raw).digest("hex").slice(0, 32)}@no-message-id.invalid`
