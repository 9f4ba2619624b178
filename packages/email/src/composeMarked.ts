import * as Effect from "effect/Effect"
import { composeEmail, InvalidEmailField, type OutboundMime } from "./composeEmail.ts"
import { contentHash } from "./contentHash.ts"
import { headerValue } from "./MailHeader.ts"
import { markerHeader } from "./ReadMail.ts"

/** Writes a mail that carries our mark, 1 to 200 visible ASCII characters, and what it says as a hash. An `html` of "" is none. */
export const composeMarked = Effect.fnUntraced(function*({ html, marker, ...email }: Omit<OutboundMime, "html" | "headers"> & { readonly html: string; readonly marker: string }) {
  if (!/^[\x21-\x7e]{1,200}$/u.test(marker)) {
    return yield* new InvalidEmailField({ field: "marker", problem: `expected 1 to 200 visible ASCII characters; got ${JSON.stringify(marker.slice(0, 200))}` })
  }
  const bytes = yield* composeEmail({ ...email, ...(html === "" ? {} : { html }), headers: { [markerHeader]: marker } })
  return new Uint8Array(Buffer.concat([Buffer.from(`${contentHeader}: ${yield* contentHash(bytes)}\r\n`), bytes]))
})

/** A draft of ours still says what it said when it was written. */
export const isUntouched = (raw: Uint8Array): Effect.Effect<boolean> => Effect.map(contentHash(raw), (hash) => headerValue(raw, contentHeader) === hash)

const contentHeader = "X-Parley-Content"
