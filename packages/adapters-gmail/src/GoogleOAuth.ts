import type * as Redacted from "effect/Redacted"

/** The OAuth client that Google's console gave us, and where Google is; null is Google's own address. */
export interface GoogleOAuth {
  readonly clientId: string
  readonly clientSecret: Redacted.Redacted
  readonly tokenUrl: string | null
  /** Where a person consents. */
  readonly authUrl: string | null
}

/** What Parley asks for: to read mail, write drafts, send them, and move what must be forgotten into the bin. */
export const scopes = ["https://www.googleapis.com/auth/gmail.modify"] as const

/** Null if `granted`, scopes separated by spaces, is enough or unknown; else what is missing. */
export const missingScope = (granted: string): string | null => {
  const given = granted.split(/\s+/u)
  return granted.trim() === "" || given.includes("https://mail.google.com/") || scopes.every((scope) => given.includes(scope)) ? null : scopes.join(" ")
}
