import { Access, Authorization, Caller, type Role, suffices } from "@parley/api/Access"
import { Api } from "@parley/api/Api"
import { NotAllowed, TooMany, Unauthenticated, Unavailable } from "@parley/api/Problems"
import { actorHeader, csrfHeader, sessionCookie } from "@parley/api/SessionApi"
import * as HttpApi from "@effect/platform/HttpApi"
import * as HttpApp from "@effect/platform/HttpApp"
import * as HttpRouter from "@effect/platform/HttpRouter"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import type { StoreUnavailable } from "@parley/domain/ports/Store"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { Transport } from "../http/Transport.ts"
import { Identity, type Who } from "./Identity.ts"
import { Limits } from "./Limits.ts"
import type { Origins } from "./Origins.ts"
import { csrfOf, isSame } from "./secrets.ts"

type Who_ = Caller["Type"]

/** Lets in whom the endpoint's `Access` lets in; an endpoint without one lets in nobody (SEC-01). */
export const layer = (origins: Origins): Layer.Layer<Authorization, never, Identity | Limits> =>
  Layer.effect(
    Authorization,
    Effect.map(Effect.context<Identity | Limits>(), (context) =>
      Effect.gen(function*() {
        const { route } = yield* HttpRouter.RouteContext
        const needed = rules.get(`${route.method} ${route.path}`)
        if (needed === undefined) return yield* new NotAllowed({ message: "Nobody may ask for this" })
        return yield* allowed(needed === "open" ? "viewer" : needed, origins)
      }).pipe(Effect.provide(context)))
  )

/** Who calls, where they have this role. */
export const allowed = (needed: Role, origins: Origins) =>
  Effect.gen(function*() {
    const request = yield* HttpServerRequest.HttpServerRequest
    if ((yield* Transport) === "socket") return onSocket(request)
    const caller = yield* identified(request, origins)
    const wait = yield* Effect.flatMap(Limits, ({ requests }) => requests.take(caller.token ?? caller.name))
    if (wait !== null) return yield* tooMany(wait)
    if (!suffices(caller.role, needed)) return yield* new NotAllowed({ message: `This wants the role ${needed}; ${caller.name} has the role ${caller.role}` })
    return caller
  })

/** Where a caller is told apart by, for limits. */
export const addressOf = (request: HttpServerRequest.HttpServerRequest): string => Option.getOrElse(request.remoteAddress, () => "")

/** Fails, with the header that says when to come again. */
export const tooMany = (seconds: number) =>
  Effect.zipRight(
    HttpApp.appendPreResponseHandler((_, response) => Effect.succeed(HttpServerResponse.setHeader(response, "retry-after", String(seconds)))),
    new TooMany({ message: `Asked too often: try again in ${seconds} s`, retryAfter: seconds })
  )

const rules: ReadonlyMap<string, Role | "open"> = (() => {
  const found = new Map<string, Role | "open">()
  HttpApi.reflect(Api, {
    onGroup: () => {},
    onEndpoint: ({ endpoint }) => Option.map(Context.getOption(endpoint.annotations, Access), (access) => found.set(`${endpoint.method} ${endpoint.path}`, access))
  })
  return found
})()

const onSocket = (request: HttpServerRequest.HttpServerRequest): Who_ => {
  const given = request.headers[actorHeader]
  return { name: (given === undefined ? null : decoded(given)) ?? "console", role: "admin", token: null, session: null, expiresAt: null }
}

const decoded = (text: string): string | null => {
  try {
    const name = decodeURIComponent(text).trim()
    return name === "" || name.length > 100 ? null : name
  } catch {
    // safe: a name that cannot be read is no name, and the command is the console's
    return null
  }
}

const identified = (request: HttpServerRequest.HttpServerRequest, origins: Origins) =>
  Effect.gen(function*() {
    const identity = yield* Identity
    const bearer = /^Bearer +(\S+) *$/i.exec(request.headers["authorization"] ?? "")?.[1]
    if (bearer !== undefined) {
      const who = yield* Effect.mapError(identity.byToken(Redacted.make(bearer)), unavailable)
      if (who !== null) return callerOf(who, null)
      const wait = yield* Effect.flatMap(Limits, ({ wrongTokens }) => wrongTokens.take(addressOf(request)))
      return yield* wait === null ? new Unauthenticated({ message: "This token is not known, has ended or was revoked" }) : tooMany(wait)
    }
    const cookie = request.cookies[sessionCookie]
    if (cookie === undefined) return yield* new Unauthenticated({ message: "Expected a token, as `Authorization: Bearer ...`, or a session" })
    const session = Redacted.make(cookie)
    yield* sameSite(request, session, origins)
    const who = yield* Effect.mapError(identity.bySession(session), unavailable)
    return who === null ? yield* new Unauthenticated({ message: "The session has ended: sign in again" }) : callerOf(who, session)
  })

const callerOf = ({ expiresAt, name, role, token }: Who, session: Redacted.Redacted | null): Who_ => ({ name, role, token, session, expiresAt })

/** A cookie comes by itself, also with what another site makes the browser send: so it counts only for requests of our own pages. */
const sameSite = (request: HttpServerRequest.HttpServerRequest, session: Redacted.Redacted, origins: Origins): Effect.Effect<void, NotAllowed> => {
  const host = request.headers["host"] ?? ""
  if (!origins.isOurs(host)) return new NotAllowed({ message: `${JSON.stringify(host)} is no name of this server: expected the host of PARLEY_PUBLIC_URL` })
  const { origin } = request.headers
  if (origin !== undefined && hostOf(origin) !== host) return new NotAllowed({ message: "The session is not for other sites" })
  if (request.method === "GET" || request.method === "HEAD") return Effect.void
  return isSame(request.headers[csrfHeader] ?? "", csrfOf(session)) ? Effect.void : new NotAllowed({ message: `Expected the session's csrf in the header ${csrfHeader}` })
}

const hostOf = (origin: string): string | null => URL.canParse(origin) ? new URL(origin).host : null

const unavailable = ({ reason }: StoreUnavailable) => new Unavailable({ message: `The books cannot be used: ${reason}` })
