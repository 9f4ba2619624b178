import * as Effect from "effect/Effect"
import { composeEmail, InvalidEmailField, type OutboundMime } from "./composeEmail.ts"
import { markerHeader } from "./ReadMail.ts"

/** Writes a mail that carries our mark, 1 to 200 visible ASCII characters. An `html` of "" is none. */
export const composeMarked = Effect.fnUntraced(function*({ html, marker, ...email }: Omit<OutboundMime, "html" | "headers"> & { readonly html: string; readonly marker: string }) {
  if (!/^[\x21-\x7e]{1,200}$/u.test(marker)) {
    return yield* new InvalidEmailField({ field: "marker", problem: `expected 1 to 200 visible ASCII characters; got ${JSON.stringify(marker.slice(0, 200))}` })
  }
  return yield* composeEmail({ ...email, ...(html === "" ? {} : { html }), headers: { [markerHeader]: marker } })
})
