import { OAuth2Client } from "google-auth-library"
import * as Redacted from "effect/Redacted"
import { type GoogleOAuth, missingScope } from "../GoogleOAuth.ts"
import * as TokenFile from "../TokenFile.ts"

/** Nobody is signed in: `reason` says why and how to mend it. */
export class SignedOut extends Error {
  readonly reason: string
  constructor(reason: string) {
    super(reason)
    this.reason = reason
  }
}

/** The sign-in of one mailbox, as its token file has it. */
export interface Session {
  /** Throws SignedOut. A file that was replaced is read again, so a new sign-in needs no restart. */
  readonly client: () => OAuth2Client
  /** Google refused this sign-in: nothing more is asked with it until its file is replaced. Answers the reason, and how to mend it. */
  readonly refused: (client: OAuth2Client, reason: string) => string
}

/** `timeout`: milliseconds that Google may take to give an access token. */
export const make = (oauth: GoogleOAuth, tokenFile: string, timeout: number): Session => {
  const mend = "run `parley auth gmail`; no restart is needed"
  let current: { readonly version: string; readonly client: OAuth2Client } | null = null
  let refusal: { readonly client: OAuth2Client; readonly reason: string } | null = null

  const load = (version: string): OAuth2Client => {
    const token = readToken()
    const missing = missingScope(token.scope)
    if (missing !== null) throw new SignedOut(`the sign-in in ${tokenFile} may not do what Parley does, it lacks ${missing}: ${mend}`)
    const client = new OAuth2Client({
      clientId: oauth.clientId,
      clientSecret: Redacted.value(oauth.clientSecret),
      transporterOptions: { timeout },
      ...(oauth.tokenUrl === null ? {} : { endpoints: { oauth2TokenUrl: oauth.tokenUrl } })
    })
    // with an access token of unknown age the SDK would repeat on its own whatever is refused, also what sends
    client.setCredentials({ refresh_token: token.refreshToken, access_token: token.expiresAt === null ? null : token.accessToken, expiry_date: token.expiresAt })
    client.on("tokens", (tokens) => {
      // a file that was replaced meanwhile is a newer sign-in than this one
      if (TokenFile.version(tokenFile) !== current?.version || current.client !== client) return
      const refreshToken = tokens.refresh_token ?? token.refreshToken
      try {
        TokenFile.write(tokenFile, { refreshToken, accessToken: tokens.access_token ?? null, expiresAt: tokens.expiry_date ?? null, scope: tokens.scope ?? token.scope })
      } catch (error) {
        // safe where the sign-in stays the same: the next process asks for an access token of its own
        if (refreshToken !== token.refreshToken) throw error
      }
      current = { client, version: TokenFile.version(tokenFile) ?? version }
    })
    return client
  }

  const readToken = (): TokenFile.Token => {
    try {
      return TokenFile.read(tokenFile)
    } catch (error) {
      throw error instanceof TokenFile.NoToken ? new SignedOut(`nobody is signed in, ${error.reason}: ${mend}`) : error
    }
  }

  return {
    client: () => {
      const version = TokenFile.version(tokenFile) ?? ""
      if (current === null || current.version !== version) current = { version, client: load(version) }
      if (refusal?.client === current.client) throw new SignedOut(refusal.reason)
      return current.client
    },
    refused: (client, reason) => {
      refusal = { client, reason: `${reason}: ${mend}` }
      return refusal.reason
    }
  }
}
