import { type Answer, failure, type Request, type Service } from "./Exchange.ts"
import type { Faults } from "./Fault.ts"
import * as GmailWorld from "./GmailWorld.ts"
import { controlService } from "./internal/ControlService.ts"
import { gmailService } from "./internal/GmailService.ts"
import { listen, type Outcome } from "./internal/HttpListener.ts"
import * as Mailbox from "./internal/Mailbox.ts"
import { oauthService } from "./internal/OAuthService.ts"
import * as PostOffice from "./internal/PostOffice.ts"
import * as Quota from "./internal/Quota.ts"
import * as Watch from "./internal/Watch.ts"
import * as OAuthWorld from "./OAuthWorld.ts"
import * as PubSubWorld from "./PubSubWorld.ts"

export interface Options {
  /** 0, the default, is any free one. */
  readonly port?: number
  /** The mailbox's account. */
  readonly address?: string
  /** Other addresses the account may send as. */
  readonly aliases?: ReadonlyArray<string>
  readonly clientId?: string
  readonly clientSecret?: string
  /** Valid from the start, with the scope gmail.modify. */
  readonly refreshToken?: string
  readonly now?: () => number
  readonly push?: PubSubWorld.Subscription | null
  /** At most one notification in this time; 1000 as documented. */
  readonly notifyIntervalMillis?: number
  /** Before the second attempt at a push, doubling from there. */
  readonly pushPauseMillis?: number
  readonly pushTries?: number
  /** Every mail leaves under a Message-ID of Gmail's, not only where it had none or a malformed one. */
  readonly replacesMessageIds?: boolean
  readonly unitsPerMinute?: number
  readonly firstHistoryId?: bigint
  /** Every message that is added stands in two records of the history, as may happen. */
  readonly repeatsHistory?: boolean
  /** How long it takes until a search finds a new message; Google promises nothing. 0 by default. */
  readonly searchDelayMillis?: number
  /**
   * Further APIs, asked first, with an access token that was checked. The headers `x-local-google-email` and `x-local-google-scope` tell them
   * whose it is and what it allows.
   */
  readonly services?: ReadonlyArray<Service>
  /** What goes wrong with the calls of Gmail's API and of sign-in; nothing without it. */
  readonly faults?: Faults
}

/** A Google on this machine's loopback. */
export interface GoogleServer {
  readonly url: string
  /** What Parley's process needs in its environment. */
  readonly env: Readonly<Record<string, string>>
  readonly gmail: GmailWorld.GmailWorld
  readonly oauth: OAuthWorld.OAuthWorld
  readonly pubsub: PubSubWorld.PubSubWorld
  /** Calls that were carried out, by name such as "users.drafts.send", in order. */
  readonly calls: () => ReadonlyArray<string>
  readonly close: () => Promise<void>
}

export const start = async (options: Options = {}): Promise<GoogleServer> => {
  const {
    address = "partnerships@parley.example", aliases = [], clientId = "parley.apps.googleusercontent.com", clientSecret = "GOCSPX-local", now = Date.now,
    replacesMessageIds = false, services = []
  } = options
  const ending = new AbortController()
  const calls: Array<string> = []
  const unknownSearches: Array<string> = []
  const key = PubSubWorld.signingKey()
  const mailbox = Mailbox.make(options.firstHistoryId ?? 9_999_700n)
  if (options.repeatsHistory === true) repeatAdditions(mailbox)
  const office = PostOffice.make({ mailbox, account: { address, aliases }, replacesMessageIds, now })
  const quota = Quota.make(options.unitsPerMinute ?? 15_000, now)
  const tokens = OAuthWorld.make({ address, now, refreshToken: options.refreshToken })
  const pubsub = PubSubWorld.make({
    subscription: options.push ?? null, key, now, firstPauseMillis: options.pushPauseMillis ?? 100, tries: options.pushTries ?? 6, signal: ending.signal
  })
  const watch = Watch.make({
    history: mailbox.history, now, interval: options.notifyIntervalMillis ?? 1000,
    notify: (historyId) => void pubsub.publish({ emailAddress: address, historyId: Number(historyId) })
  })
  const gmail = GmailWorld.make({
    address, mailbox, office, now, unknownSearches: () => [...unknownSearches], isWatched: watch.isActive, unitsSpent: quota.spent
  })
  const service = gmailService({
    account: { address, mailbox, office, watch, now, searchDelayMillis: options.searchDelayMillis ?? 0, reportSearch: (term) => void unknownSearches.push(term) },
    quota,
    onCall: (name) => void calls.push(name)
  })
  const askControl = controlService({ gmail, pubsub, calls: () => calls })
  const askOAuth = oauthService({ tokens, address, clientId, clientSecret, now, certs: { [key.id]: key.publicKey }, tokenUrl: () => `${url}/token` })

  const handle = async (request: Request): Promise<Answer> => {
    const open = askControl(request) ?? askOAuth(request)
    if (open !== null) return open
    const identity = tokens.world.identify(request.headers["authorization"])
    if (identity === null) return unauthenticated(request)
    const headers = { ...request.headers, "x-local-google-email": identity.email, "x-local-google-scope": identity.scopes.join(" ") }
    for (const service of services) {
      const answer = await service({ ...request, headers })
      if (answer !== null) return answer
    }
    return service.ask(request, identity) ?? failure(404, "notFound", "Not Found")
  }

  const faulty = async (request: Request, gone: Promise<void>): Promise<Outcome> => {
    const call = service.nameOf(request) ?? (request.method === "POST" && request.path === "/token" ? "token" : null)
    const fault = call === null ? null : options.faults?.(call) ?? null
    if (fault === null) return handle(request)
    if (typeof fault === "object") return failing(fault)
    if (fault === "late") await gone
    if (fault !== "refused") await handle(request)
    return "reset"
  }

  const listener = await listen(options.port ?? 0, faulty)
  const url = `http://127.0.0.1:${listener.port}`
  return {
    url,
    env: {
      GOOGLE_API_ROOT_URL: `${url}/`,
      GOOGLE_OAUTH_TOKEN_URL: `${url}/token`,
      GOOGLE_OAUTH_AUTH_URL: `${url}/o/oauth2/v2/auth`,
      GOOGLE_OAUTH_CERTS_URL: `${url}/oauth2/v1/certs`,
      GOOGLE_CLIENT_ID: clientId,
      GOOGLE_CLIENT_SECRET: clientSecret
    },
    gmail, pubsub,
    oauth: tokens.world,
    calls: () => [...calls],
    close: async () => {
      ending.abort()
      await listener.close()
      await pubsub.idle()
    }
  }
}

const failing = ({ retryAfterSeconds, status }: { readonly status: number; readonly retryAfterSeconds: number | null }): Answer =>
  failure(status, status === 429 ? "rateLimitExceeded" : "backendError", status === 429 ? "Too many concurrent requests for user" : "Backend Error",
    retryAfterSeconds === null ? {} : { "retry-after": String(retryAfterSeconds) })

const repeatAdditions = ({ history }: Mailbox.Mailbox): void => {
  const repeated = new Set<string>()
  history.onChange(({ change }) => {
    if (change.kind !== "messageAdded" || repeated.has(change.id)) return
    repeated.add(change.id)
    history.record(change)
  })
}

const unauthenticated = (request: Request): Answer => {
  const isMissing = request.headers["authorization"] === undefined
  return failure(401, isMissing ? "required" : "authError",
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
    { "www-authenticate": `Bearer realm="https://accounts.google.com/"${isMissing ? "" : ", error=\"invalid_token\""}` })
}
