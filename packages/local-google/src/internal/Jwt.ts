import { createHmac, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto"
import { field, parsed, text } from "./Json.ts"

/** An RSA key by its id. */
export interface Key {
  readonly id: string
  readonly privateKey: string
  readonly publicKey: string
}

export type Algorithm = "RS256" | "HS256" | "none"

export const newKey = (id: string): Key => ({
  id,
  ...generateKeyPairSync("rsa", { modulusLength: 2048, privateKeyEncoding: { type: "pkcs8", format: "pem" }, publicKeyEncoding: { type: "spki", format: "pem" } })
})

/** A signed token. HS256 is signed with the public key as the secret, as a forger would who hopes that the reader mixes them up. */
export const signed = (claims: Readonly<Record<string, unknown>>, key: Key, algorithm: Algorithm = "RS256", kid: string = key.id): string => {
  const content = `${encoded({ alg: algorithm, kid, typ: "JWT" })}.${encoded(claims)}`
  switch (algorithm) {
    case "none":
      return `${content}.`
    case "HS256":
      return `${content}.${createHmac("sha256", key.publicKey).update(content).digest("base64url")}`
    case "RS256":
      return `${content}.${sign("sha256", Buffer.from(content), key.privateKey).toString("base64url")}`
  }
}

/** The claims of a token, and whether a key signed it with RS256; null for what is no token. */
export const opened = (token: string): { readonly claims: unknown; readonly isSignedBy: (publicKey: string) => boolean } | null => {
  const [head, body, signature, ...more] = token.split(".")
  if (head === undefined || body === undefined || signature === undefined || more.length > 0) return null
  const header = parsed(Buffer.from(head, "base64url").toString("utf8"))
  return {
    claims: parsed(Buffer.from(body, "base64url").toString("utf8")),
    isSignedBy: (publicKey) =>
      text(field(header, "alg")) === "RS256" && verify("sha256", Buffer.from(`${head}.${body}`), createPublicKey(publicKey), Buffer.from(signature, "base64url"))
  }
}

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url")
