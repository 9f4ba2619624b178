import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as HttpApiSchema from "@effect/platform/HttpApiSchema"
import * as Schema from "effect/Schema"
import { Access, Authorization, Role } from "./Access.ts"
import { Unauthorized } from "./Problems.ts"

/** The cookie that holds a session, and the header that a write with it must carry the session's `csrf` in. */
export const sessionCookie = "parley_session"
export const csrfHeader = "x-parley-csrf"

/** On the socket only: who decides, percent-encoded. */
export const actorHeader = "x-parley-actor"

/** Who is signed in. */
export const Session = Schema.Struct({
  name: Schema.String,
  role: Role,
  /** Goes into `x-parley-csrf` of every write that comes with the cookie; null for a token, which needs none. */
  csrf: Schema.NullOr(Schema.String),
  /** Epoch milliseconds; null where nothing ends. */
  expiresAt: Schema.NullOr(Schema.Int),
  /** What this server offers beside the rest. */
  features: Schema.Struct({ sandbox: Schema.Boolean })
}).annotations({ identifier: "Session" })
export type Session = typeof Session.Type

export const sessionApi = HttpApiGroup.make("session")
  .add(HttpApiEndpoint.post("signIn", "/session").setPayload(Schema.Struct({ token: Schema.NonEmptyString.pipe(Schema.maxLength(200)) })).addSuccess(Session).addError(Unauthorized).annotate(Access, "open"))
  .add(HttpApiEndpoint.get("whoAmI", "/session").addSuccess(Session).annotate(Access, "viewer").middleware(Authorization))
  .add(HttpApiEndpoint.del("signOut", "/session").addSuccess(HttpApiSchema.NoContent).annotate(Access, "viewer").middleware(Authorization))
