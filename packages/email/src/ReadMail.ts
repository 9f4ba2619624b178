import { createHash } from "node:crypto"
import * as Effect from "effect/Effect"
import { isAuthenticated } from "./Authentication.ts"
import type { InboundEmail } from "./InboundEmail.ts"
import { parseEmail } from "./parseEmail.ts"

/** A mail as a mailbox hands it on. */
export interface ReadMail extends Omit<InboundEmail, "messageId"> {
  /** Made from the bytes where the mail has none: the same for the same bytes, under a domain that cannot exist. */
  readonly messageId: string
  /** The sender's domain is proven by the mailbox's own server, or everything in the mailbox is trusted. */
  readonly authenticated: boolean
  /** Our mark as the mail claims it: anybody can write one. */
  readonly marker: string | null
}

/** Reads a mail of a mailbox. `authservId` is the server whose Authentication-Results are believed; null where only trusted software writes. */
export const readMail = Effect.fnUntraced(function*(raw: Uint8Array, authservId: string | null) {
  const mail = yield* parseEmail(raw)
  const read: ReadMail = {
    ...mail,
    messageId: mail.messageId ?? `${createHash("sha256").update(raw).digest("hex").slice(0, 32)}@no-message-id.invalid`,
    authenticated: authservId === null || isFromItsDomain(mail, authservId),
    marker: mail.headers.get(markerHeader.toLowerCase())?.[0]?.trim() ?? null
  }
  return read
})

/** The header by which a mail of ours is found again, as a draft or sent. */
export const markerHeader = "X-Parley-Marker"

/** A mail with two From headers may show one and prove the other. */
const isFromItsDomain = (mail: InboundEmail, authservId: string): boolean =>
  mail.headers.get("from")?.length === 1 && isAuthenticated({
    authservId,
    fromDomain: mail.from.address.slice(mail.from.address.lastIndexOf("@") + 1),
    results: mail.headers.get("authentication-results") ?? []
  })
