import { gmail as gmailOf, type gmail_v1 } from "@googleapis/gmail"
import { pauseAfter, type RetryPolicy } from "@parley/domain/usecases/RetryPolicy"
import type { OAuth2Client } from "google-auth-library"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { Failure, failureOf } from "./Failure.ts"
import * as Quota from "./Quota.ts"
import type * as Session from "./Session.ts"

/** What calls cost in quota units. https://developers.google.com/workspace/gmail/api/reference/quota */
export const units = {
  getProfile: 1, "history.list": 2, "messages.list": 5, "messages.get": 20, "messages.trash": 20, "threads.get": 40, "drafts.list": 5, "drafts.get": 20,
  "drafts.create": 20, "drafts.update": 20, "drafts.delete": 10, "drafts.send": 100, watch: 100, stop: 50
} as const

export type Call = keyof typeof units

type Run<A> = (gmail: gmail_v1.Resource$Users) => Promise<{ readonly data: A }>

/**
 * Google's SDK for one mailbox, within its quota. What waits or only reads may be broken off, also in the middle of a piece of work that is done to its end: a
 * stop is then as harmless as a death there, and does not wait for Gmail.
 */
export interface GmailClient {
  /** Who is signed in, lower case; asked once for each sign-in. Fails for anybody who is not one of us. */
  readonly account: Effect.Effect<string | null, Failure>
  /** The same, asked anew. */
  readonly check: Effect.Effect<void, Failure>
  /** Asked up to four times while it fails for reasons that pass: repeating it changes nothing. */
  readonly read: <A>(call: Call, run: Run<A>) => Effect.Effect<A, Failure>
  /** Asked once: Gmail knows no idempotency keys. */
  readonly write: <A>(call: Call, run: Run<A>) => Effect.Effect<A, Failure>
}

export interface Options {
  /** Null is Google's own address. */
  readonly rootUrl: string | null
  readonly unitsPerMinute: number
  /** Milliseconds that one call may take. */
  readonly timeout: number
  /** How a read is asked again; a test's is shorter. */
  readonly patience?: RetryPolicy
}

/** `own`: the accounts that may be signed in, lower case; null for any. Nothing else is asked before Gmail said that it is one of them. */
export const make = (session: Session.Session, own: ReadonlySet<string> | null, { patience = usual, rootUrl, timeout, unitsPerMinute }: Options): GmailClient => {
  const spend = Quota.make(unitsPerMinute)
  /** Gmail refuses too many requests of one user at once. */
  const atOnce = Effect.unsafeMakeSemaphore(8).withPermits(1)
  // the SDK's own retries ignore Retry-After, and its uploads another address than Google's
  const gmail = gmailOf({ version: "v1", retry: false, timeout, ...(rootUrl === null ? {} : { rootUrl: rootUrl.endsWith("/") ? rootUrl : `${rootUrl}/` }) })

  /** The sign-in whose account was found to be one of ours. */
  let known: { readonly auth: OAuth2Client; readonly address: string | null } | null = null

  const attempt = Effect.fnUntraced(function*<A>(call: Call, run: Run<A>) {
    yield* Effect.interruptible(spend(units[call]))
    const auth = yield* Effect.try({ try: () => session.client(), catch: (error) => failureOf(call, error) })
    const token = auth.credentials.access_token
    const data = yield* atOnce(Effect.tryPromise({
      try: async () => {
        gmail.context._options = { ...gmail.context._options, auth }
        return (await run(gmail.users)).data
      },
      catch: (error) => failureOf(call, error)
    })).pipe(Effect.mapError((failure) => {
      if (failure.kind === "stale" && auth.credentials.access_token === token) auth.setCredentials({ ...auth.credentials, access_token: null, expiry_date: null })
      return failure.kind === "signedOut" ? refusedAs(auth, failure) : failure
    }))
    // the SDK hands over as text what it cannot read, which would pass for an empty list
    return isAnswer(call, data) ? data : yield* new Failure({ kind: "unavailable", reason: `${call}: the answer is incomplete` })
  })

  const refusedAs = (auth: OAuth2Client, failure: Failure): Failure => new Failure({ kind: "signedOut", reason: session.refused(auth, failure.reason) })

  /** An access token may end before its time; what was refused for it was not done, so it is asked again with another. */
  const once = <A>(call: Call, run: Run<A>): Effect.Effect<A, Failure> =>
    Effect.catchAll(attempt(call, run), (failure) =>
      failure.kind !== "stale" ? Effect.fail(failure) : Effect.mapError(attempt(call, run), (again) => again.kind === "stale" ? refusedAs(session.client(), again) : again))

  const patiently = <A>(call: Call, run: Run<A>, failures: number): Effect.Effect<A, Failure> =>
    Effect.catchAll(once(call, run), (failure) =>
      failure.kind === "unavailable" && failures + 1 < patience.attempts && (failure.retryAfter ?? 0) <= patience.longest
        ? pauseAfter(patience, failures + 1, Cause.fail(failure)).pipe(Effect.flatMap(Effect.sleep), Effect.zipRight(patiently(call, run, failures + 1)))
        : Effect.fail(failure))

  const askAccount = Effect.fnUntraced(function*() {
    const { emailAddress } = yield* patiently("getProfile", (users) => users.getProfile({ userId: "me" }), 0)
    const address = emailAddress?.toLowerCase() ?? null
    if (address === null || own?.has(address) === false) {
      return yield* new Failure({ kind: "signedOut", reason: `signed in as ${address ?? "nobody"}, which is neither PARLEY_AGENT_ADDRESS nor one of PARLEY_OWN_ADDRESSES` })
    }
    known = { auth: session.client(), address }
    return address
  })

  /** Nobody's mail is read or written as somebody else. A sign-in that cannot be used says so itself. */
  const account = Effect.suspend((): Effect.Effect<string | null, Failure> => {
    if (own === null) return Effect.succeed(null)
    const auth = Either.try(session.client)
    return known !== null && Either.isRight(auth) && auth.right === known.auth ? Effect.succeed(known.address) : askAccount()
  })

  return {
    account,
    check: Effect.asVoid(askAccount()),
    read: (call, run) => Effect.interruptible(Effect.zipRight(account, patiently(call, run, 0))),
    write: (call, run) => Effect.zipRight(Effect.interruptible(account), once(call, run))
  }
}

const isAnswer = (call: Call, data: unknown): boolean => call === "drafts.delete" || call === "stop" || Object.prototype.toString.call(data) === "[object Object]"

/** For what passes at once; whoever wanted the call asks again after longer times. */
const usual: RetryPolicy = { first: 400, longest: 10_000, attempts: 4 }
