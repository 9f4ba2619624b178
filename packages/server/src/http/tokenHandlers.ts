import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import { Caller } from "@parley/api/Access"
import { Api } from "@parley/api/Api"
import { BadInput, NotFound, Refused } from "@parley/api/Problems"
import type { Token } from "@parley/api/TokensApi"
import type { StoredToken } from "@parley/domain/ports/AccessBooks"
import { Store } from "@parley/domain/ports/Store"
import { now } from "@parley/domain/usecases/ids"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { firstAdmin, Identity } from "../access/Identity.ts"
import { byPosition, page, shown } from "../operations/page.ts"
import { problem, storeProblem } from "../operations/Problem.ts"

/** Tokens, for admins. */
export const tokenHandlers = HttpApiBuilder.group(Api, "tokens", (handlers) =>
  Effect.gen(function*() {
    const identity = yield* Identity
    const store = yield* Store
    return handlers
      .handle("list", ({ urlParams }) =>
        page(byPosition("tokens"), urlParams, (after, limit) => store.tokenPage(after ?? 0, limit), ({ position }) => position).pipe(
          Effect.flatMap((found) => shown(found, ({ token }) => Effect.succeed(tokenOf(token)))), Effect.mapError(problem)
        ))
      .handle("create", ({ payload }) =>
        Effect.gen(function*() {
          const at = yield* now
          if (payload.expiresAt !== null && payload.expiresAt <= at) {
            return yield* new BadInput({ message: "The token was not made", problems: [{ field: "expiresAt", expected: `an instant after ${at}, in epoch milliseconds`, got: String(payload.expiresAt) }] })
          }
          if (reserved.has(payload.name.toLowerCase())) {
            return yield* new BadInput({ message: "The token was not made", problems: [{ field: "name", expected: "a name that Parley does not use for itself", got: payload.name }] })
          }
          const { name } = yield* Caller
          const { secret, token } = yield* identity.create({ ...payload, createdBy: name })
          yield* Effect.logInfo("a token was made").pipe(Effect.annotateLogs({ by: name, token: token.id, role: token.role }))
          return { token: tokenOf(token), secret: Redacted.value(secret) }
        }).pipe(Effect.mapError((error) => error._tag === "AlreadyExists"
          ? new Refused({ message: `There is a token called ${error.id} already: revoke it first, or choose another name` })
          : error._tag === "StoreUnavailable" ? storeProblem(error) : error)))
      .handle("revoke", ({ path }) =>
        Effect.gen(function*() {
          if (!(yield* store.revokeToken(path.token, yield* now))) return yield* new NotFound({ message: `No token has the id ${JSON.stringify(path.token)}`, candidates: [] })
          yield* Effect.logInfo("a token was revoked").pipe(Effect.annotateLogs({ by: (yield* Caller).name, token: path.token }))
        }).pipe(Effect.mapError((error) => error._tag === "StoreUnavailable" ? storeProblem(error) : error)))
  }))

/** Actors in the books that are nobody's token. */
const reserved: ReadonlySet<string> = new Set(["parley", firstAdmin])

const tokenOf = ({ createdAt, createdBy, expiresAt, id, name, revokedAt, role }: StoredToken): Token => ({ id, name, role, createdBy, createdAt, expiresAt, revokedAt })
