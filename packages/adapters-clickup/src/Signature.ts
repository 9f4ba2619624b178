import * as Redacted from "effect/Redacted"
import { createHmac, timingSafeEqual } from "node:crypto"

/**
 * Whether ClickUp signed these very bytes with the webhook's secret: the header `X-Signature` is the hexadecimal HMAC-SHA256 of the body (SEC-01). It signs no time, so what
 * is repeated is known by what it says. https://developer.clickup.com/docs/webhooksignature
 */
export const isSigned = (secret: Redacted.Redacted, body: Uint8Array, header: string | ReadonlyArray<string> | undefined): boolean => {
  if (typeof header !== "string" || !/^[0-9a-f]{64}$/iu.test(header)) return false
  return timingSafeEqual(Buffer.from(header, "hex"), createHmac("sha256", Redacted.value(secret)).update(body).digest())
}
