import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as HttpApiSchema from "@effect/platform/HttpApiSchema"
import * as Schema from "effect/Schema"
import { Access, Authorization, Role } from "./Access.ts"
import { pageOf, PageRequest } from "./Page.ts"

/** A token without its secret. Times are epoch milliseconds. */
export const Token = Schema.Struct({
  id: Schema.String,
  /** Stands in the books as the actor of what is decided with it; no two tokens in force share one. */
  name: Schema.String,
  role: Role,
  createdBy: Schema.String,
  createdAt: Schema.Int,
  expiresAt: Schema.NullOr(Schema.Int),
  revokedAt: Schema.NullOr(Schema.Int)
}).annotations({ identifier: "Token" })
export type Token = typeof Token.Type

export const NewToken = Schema.Struct({
  name: Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(100)),
  role: Role,
  /** Epoch milliseconds; null for a token that does not end. */
  expiresAt: Schema.optionalWith(Schema.NullOr(Schema.Int), { default: () => null })
}).annotations({ identifier: "NewToken", parseOptions: { errors: "all" } })
export type NewToken = typeof NewToken.Type

/** `secret` is shown this once; only a hash of it is kept. */
export const MadeToken = Schema.Struct({ token: Token, secret: Schema.String }).annotations({ identifier: "MadeToken" })
export type MadeToken = typeof MadeToken.Type

const one = Schema.Struct({ token: Schema.NonEmptyString.pipe(Schema.maxLength(100)) })

export const tokensApi = HttpApiGroup.make("tokens")
  .add(HttpApiEndpoint.get("list", "/tokens").setUrlParams(PageRequest).addSuccess(pageOf("TokenPage", Token)).annotate(Access, "admin"))
  .add(HttpApiEndpoint.post("create", "/tokens").setPayload(NewToken).addSuccess(MadeToken, { status: 201 }).annotate(Access, "admin"))
  .add(HttpApiEndpoint.del("revoke", "/tokens/:token").setPath(one).addSuccess(HttpApiSchema.NoContent).annotate(Access, "admin"))
  .middleware(Authorization)
