import * as HttpApiMiddleware from "@effect/platform/HttpApiMiddleware"
import * as Context from "effect/Context"
import type * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { Forbidden, TooManyAnswer, Unauthorized, UnavailableAnswer } from "./Problems.ts"

/** What a token may do, each of them all that those before it may: look; decide for the team; manage tokens, start campaigns and forget people. */
export const roles = ["viewer", "negotiator", "admin"] as const
export const Role = Schema.Literal(...roles).annotations({ identifier: "Role" })
export type Role = typeof Role.Type

/** Who may call an endpoint: anybody, or whoever has this role or a higher one. Every endpoint is annotated with one; what is not is answered to nobody. */
export class Access extends Context.Tag("@parley/api/Access")<Access, Role | "open">() {}

/** Whether a role is enough. */
export const suffices = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed)

/** Who calls: `name` stands in the books as the actor of what they decide. */
export class Caller extends Context.Tag("@parley/api/Caller")<Caller, {
  readonly name: string
  readonly role: Role
  /** The id of their token; null on the socket. */
  readonly token: string | null
  /** What the browser holds, where the call came with a session; null for a token and on the socket. */
  readonly session: Redacted.Redacted | null
  /** Epoch milliseconds; null where nothing ends. */
  readonly expiresAt: number | null
}>() {}

/** Makes sure that the caller may call the endpoint, as its `Access` says. */
export class Authorization extends HttpApiMiddleware.Tag<Authorization>()("@parley/api/Authorization", {
  failure: Schema.Union(Unauthorized, Forbidden, TooManyAnswer, UnavailableAnswer),
  provides: Caller
}) {}
