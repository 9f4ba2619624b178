import * as HttpApiMiddleware from "@effect/platform/HttpApiMiddleware"
import * as Context from "effect/Context"
import * as Schema from "effect/Schema"
import { Forbidden, Unauthorized } from "./Problems.ts"

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
  /** The session that the call came with, by the hash of its id; null for a token and for the socket. */
  readonly session: string | null
}>() {}

/** Makes sure that the caller may call the endpoint, as its `Access` says. */
export class Authorization extends HttpApiMiddleware.Tag<Authorization>()("@parley/api/Authorization", {
  failure: Schema.Union(Unauthorized, Forbidden),
  provides: Caller
}) {}
