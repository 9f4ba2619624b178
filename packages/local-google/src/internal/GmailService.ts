import { type Answer, failure, type Request } from "../Exchange.ts"
import { draftCalls } from "./DraftCalls.ts"
import { parsed } from "./Json.ts"
import { mailboxCalls } from "./MailboxCalls.ts"
import { messageCalls } from "./MessageCalls.ts"
import type { Quota } from "./Quota.ts"
import { Refusal } from "./Refusal.ts"
import type { Account, Route } from "./Route.ts"

/** Whom an access token stands for. */
export interface Identity {
  readonly email: string
  readonly scopes: ReadonlyArray<string>
  readonly isServiceAccount: boolean
}

export interface Options {
  readonly account: Account
  readonly quota: Quota
  readonly onCall: (name: string) => void
}

/** The Gmail API over one mailbox. */
export interface GmailService {
  /** Null for paths of other APIs. */
  readonly ask: (request: Request, identity: Identity) => Answer | null
  /** The name of the method that is called, if it is one. */
  readonly nameOf: (request: Request) => string | null
}

export const gmailService = ({ account, onCall, quota }: Options): GmailService => {
  const routes = [...mailboxCalls(account), ...messageCalls(account), ...draftCalls(account)]
  const find = (request: Request) => {
    const [, user, path] = /^\/gmail\/v1\/users\/([^/]+)\/(.+)$/u.exec(request.path) ?? []
    const found = path === undefined ? null : routeFor(routes, request.method, path)
    return user === undefined || found === null ? null : { user, ...found }
  }
  const ask: GmailService["ask"] = (request, identity) => {
    const found = find(request)
    if (found === null) return null
    const { id, route, user } = found
    if (!route.scopes.some((scope) => identity.scopes.includes(scope))) return insufficient(route.scopes)
    if (identity.isServiceAccount) return failure(400, "failedPrecondition", "Precondition check failed.")
    const name = decodeURIComponent(user).toLowerCase()
    if (name !== "me" && name !== account.address.toLowerCase()) return failure(403, "forbidden", `Delegation denied for ${identity.email}`)
    const json = request.body === "" ? {} : parsed(request.body)
    if (json === undefined) return failure(400, "parseError", "Invalid JSON payload received. Unexpected token.")
    try {
      quota.spend(route.units)
      const body = route.run({ request, id, json, scopes: identity.scopes })
      onCall(route.name)
      return body === undefined ? { status: 204 } : { status: 200, body }
    } catch (refused) {
      if (refused instanceof Refusal) return refused.answer
      throw refused
    }
  }
  return { ask, nameOf: (request) => find(request)?.route.name ?? null }
}

const routeFor = (routes: ReadonlyArray<Route>, method: string, path: string): { readonly route: Route; readonly id: string } | null => {
  const steps = path.split("/").map(decodeURIComponent)
  for (const route of routes) {
    const pattern = route.path.split("/")
    if (route.method !== method || pattern.length !== steps.length || !pattern.every((step, index) => step === "*" || step === steps[index])) continue
    return { route, id: steps[pattern.indexOf("*")] ?? "" }
  }
  return null
}

const insufficient = (scopes: ReadonlyArray<string>): Answer =>
  failure(403, "insufficientPermissions", "Request had insufficient authentication scopes.", {
    "www-authenticate": `Bearer realm="https://accounts.google.com/", error="insufficient_scope", scope="${scopes.join(" ")}"`
  })
