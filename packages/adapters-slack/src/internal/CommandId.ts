import { createHash } from "node:crypto"

/** What Slack calls one act of one person: the same in every delivery of it, and in no other's. Up to 100 characters. */
export const commandId = (...parts: ReadonlyArray<string>): string => {
  const plain = ["slack", ...parts].join("-")
  return plain.length <= 100 && /^[\w.:-]+$/u.test(plain) ? plain : `slack-${createHash("sha256").update(JSON.stringify(parts)).digest("base64url")}`
}
