import * as Redacted from "effect/Redacted"
import { createHash, randomBytes, timingSafeEqual } from "node:crypto"

/** 256 bits from the system, so that a plain hash of it says nothing and nobody guesses it; the prefix tells people and secret scanners what it is. */
export const newSecret = (kind: "token" | "session"): Redacted.Redacted => Redacted.make(`parley_${kind}_${randomBytes(32).toString("base64url")}`)

/** SHA-256, hex. */
export const hashOf = (secret: Redacted.Redacted): string => createHash("sha256").update(Redacted.value(secret)).digest("hex")

/** Whether two hashes are one, in a time that says nothing of where they differ. */
export const isSame = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** What a write with a session must say in a header: whoever can read it has read an answer of ours, which other sites cannot. */
export const csrfOf = (session: Redacted.Redacted): string => createHash("sha256").update(`csrf ${Redacted.value(session)}`).digest("base64url")
