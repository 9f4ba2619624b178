import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import * as HttpApp from "@effect/platform/HttpApp"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import { Caller } from "@parley/api/Access"
import { Api } from "@parley/api/Api"
import { Unauthenticated, Unavailable } from "@parley/api/Problems"
import { type Session, sessionCookie } from "@parley/api/SessionApi"
import type { StoreUnavailable } from "@parley/domain/ports/Store"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { addressOf, tooMany } from "../access/authorization.ts"
import { Identity } from "../access/Identity.ts"
import { Limits } from "../access/Limits.ts"
import type { Origins } from "../access/Origins.ts"
import { csrfOf } from "../access/secrets.ts"
import { SignInLinks } from "../access/SignInLinks.ts"

/** What this server offers beside the rest. */
export type Features = Session["features"]

/** Signing in with a token, who is signed in, and signing out. */
export const sessionHandlers = (origins: Origins, features: Features) =>
  HttpApiBuilder.group(Api, "session", (handlers) =>
    Effect.gen(function*() {
      const identity = yield* Identity
      const { wrongSignIns } = yield* Limits
      const links = yield* SignInLinks
      return handlers
        .handle("signIn", ({ payload }) =>
          Effect.gen(function*() {
            const request = yield* HttpServerRequest.HttpServerRequest
            const { host = "", origin } = request.headers
            // another site must not sign anybody in, as somebody else
            if (!origins.isOurs(host) || origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === host)) return yield* new Unauthenticated({ message: "Sign in on this server's own page" })
            const given = Redacted.make(payload.token.trim())
            const who = links.spend(given) ?? (yield* identity.byToken(given))
            if (who === null) {
              const wait = yield* wrongSignIns.take(addressOf(request))
              return yield* wait === null ? new Unauthenticated({ message: "This token is not known, has ended or was revoked" }) : tooMany(wait)
            }
            const { expiresAt, secret } = yield* identity.signIn(who)
            yield* setCookie(Redacted.value(secret), origins, Duration.hours(12))
            yield* Effect.logInfo("somebody signed in").pipe(Effect.annotateLogs({ by: who.name }))
            return { name: who.name, role: who.role, csrf: csrfOf(secret), expiresAt, features }
          }).pipe(Effect.catchTag("StoreUnavailable", unavailable)))
        .handle("whoAmI", () =>
          Effect.map(Caller, ({ expiresAt, name, role, session }) => ({ name, role, csrf: session === null ? null : csrfOf(session), expiresAt, features })))
        .handle("signOut", () =>
          Effect.gen(function*() {
            const { session } = yield* Caller
            if (session === null) return
            yield* identity.signOut(session)
            yield* setCookie("", origins, Duration.zero)
          }).pipe(Effect.catchTag("StoreUnavailable", unavailable)))
    }))

const setCookie = (value: string, { secure }: Origins, maxAge: Duration.Duration) =>
  HttpApp.appendPreResponseHandler((_, response) =>
    Effect.orDie(HttpServerResponse.setCookie(response, sessionCookie, value, { httpOnly: true, sameSite: "strict", secure, path: "/", maxAge })))

const unavailable = ({ reason }: StoreUnavailable) => new Unavailable({ message: `The books cannot be used: ${reason}` })
