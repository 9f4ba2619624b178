import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { resolve } from "node:path"
import { modify } from "./internal/Scopes.ts"
import type { OAuthWorld } from "./OAuthWorld.ts"

const account = "sheets@local-google.iam.gserviceaccount.com"

/** Puts a sign-in to Gmail and a service account's key into a folder, and shares the roster with that account; answers the variables that name the files. */
export const write = (folder: string, { oauth, scope = modify, share, tokenUrl }: {
  readonly oauth: OAuthWorld
  readonly scope?: string
  readonly tokenUrl: string
  readonly share: (account: string) => void
}): Readonly<Record<string, string>> => {
  mkdirSync(folder, { recursive: true })
  const [tokenFile, keyFile] = [resolve(folder, "gmail-token.json"), resolve(folder, "service-account.json")]
  writeSecret(tokenFile, `${JSON.stringify({ refresh_token: oauth.issueRefreshToken(scope), scope })}\n`)
  writeSecret(keyFile, `${JSON.stringify({ ...oauth.addServiceAccount(account), token_uri: tokenUrl })}\n`)
  share(account)
  return { GOOGLE_TOKEN_FILE: tokenFile, GOOGLE_SERVICE_ACCOUNT_FILE: keyFile }
}

/** For this account's eyes only. */
export const writeSecret = (path: string, content: string): void => {
  // a file that was there would keep its own mode
  rmSync(path, { force: true })
  writeFileSync(path, content, { mode: 0o600 })
}
