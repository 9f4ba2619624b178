import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as HttpApiClient from "@effect/platform/HttpApiClient"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import { roles } from "@parley/api/Access"
import { Api } from "@parley/api/Api"
import { actorHeader } from "@parley/api/SessionApi"
import type { Token } from "@parley/api/TokensApi"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as OperationsClient from "../OperationsClient.ts"
import { everything } from "../operations/page.ts"
import * as RemoteServer from "../RemoteServer.ts"
import { socketPath } from "../Server.ts"
import { loadSettings } from "../Settings.ts"
import { as } from "./as.ts"
import { CommandFailed } from "./CommandFailed.ts"
import { json, print } from "./print.ts"
import { remoteOf, url } from "./remote.ts"
import { table } from "./table.ts"

const day = 86_400_000

const create = Command.make("create", {
  name: Args.text({ name: "name" }).pipe(Args.withDescription("Stands in the books as who decided, e.g. a person's or a program's name")),
  role: Options.choice("role", roles).pipe(Options.withDescription("viewer looks; negotiator decides too; admin also starts campaigns, forgets people and manages tokens")),
  days: Options.optional(Options.integer("days").pipe(
    Options.withDescription("How long it is in force, 1 to 3650; without it until it is revoked"),
    Options.filterMap((days) => days >= 1 && days <= 3650 ? Option.some(days) : Option.none(), "Expected --days to be a whole number from 1 to 3650")
  )),
  as,
  url,
  json
}, ({ as, days, json, name, role, url }) =>
  Effect.gen(function*() {
    const now = yield* Clock.currentTimeMillis
    const expiresAt = Option.getOrNull(Option.map(days, (count) => now + count * day))
    const made = yield* withTokens(url, as, (tokens) => tokens.create({ payload: { name, role, expiresAt } }))
    yield* print(json, made, ({ secret, token }) => [secret, "", `${token.name} may use it as ${token.role}${token.expiresAt === null ? "" : ` until ${shown(token.expiresAt)}`}. It is shown this once: keep it now. \`parley token revoke ${token.id}\` ends it.`].join("\n"))
  })).pipe(Command.withDescription("Make a token and print it, this once"))

const list = Command.make("list", { as, url, json }, ({ as, json, url }) =>
  Effect.gen(function*() {
    const tokens = yield* withTokens(url, as, (tokens) => everything((urlParams) => tokens.list({ urlParams })))
    const now = yield* Clock.currentTimeMillis
    yield* print(json, { tokens }, ({ tokens }) => tokens.length === 0 ? "No token was made yet; the one in PARLEY_API_TOKEN is not listed." : table(
      ["token", "name", "role", "made by", "made", "ends", ""],
      tokens.map((one) => [one.id, one.name, one.role, one.createdBy, shown(one.createdAt), one.expiresAt === null ? "never" : shown(one.expiresAt), stateOf(one, now)])
    ))
  })).pipe(Command.withDescription("List tokens, without their secrets"))

const revoke = Command.make("revoke", { token: Args.text({ name: "token" }).pipe(Args.withDescription("Its id in the list, t-...")), as, url, json }, ({ as, json, token, url }) =>
  Effect.gen(function*() {
    yield* withTokens(url, as, (tokens) => tokens.revoke({ path: { token } }))
    yield* print(json, { revoked: token }, () => `${token} is revoked: nobody is let in with it any more, and its sessions have ended.`)
  })).pipe(Command.withDescription("End a token and the sessions that began with it"))

/** `parley token`: who may use the HTTP API (SEC-01). */
export const token = Command.make("token").pipe(Command.withDescription("Make, list and revoke tokens for the HTTP API"), Command.withSubcommands([create, list, revoke]))

const shown = (at: number): string => new Date(at).toISOString().replace("T", " ").slice(0, 16)

const stateOf = ({ expiresAt, revokedAt }: Token, now: number): string => revokedAt !== null ? `revoked ${shown(revokedAt)}` : expiresAt !== null && expiresAt <= now ? "has ended" : ""

const client = (baseUrl: string, actor: string) =>
  Effect.map(HttpApiClient.make(Api, { baseUrl, transformClient: HttpClient.mapRequest(HttpClientRequest.setHeader(actorHeader, encodeURIComponent(actor))) }), ({ tokens }) => tokens)

type Tokens = Effect.Effect.Success<ReturnType<typeof client>>

/** The tokens of the server that is named, or that runs on the data directory; there has to be one. */
const withTokens = <A, E>(given: Option.Option<string>, actor: string, use: (tokens: Tokens) => Effect.Effect<A, E>) =>
  Effect.gen(function*() {
    const remote = yield* remoteOf(given)
    if (remote !== null) {
      return yield* Effect.flatMap(client(remote.url, actor), use).pipe(Effect.mapError(RemoteServer.told(remote.url)), Effect.provide(RemoteServer.httpLayer(remote.token)))
    }
    const settings = yield* loadSettings
    const socket = socketPath(settings)
    if (!(yield* OperationsClient.isListening(socket))) {
      return yield* new CommandFailed({ message: `No server runs on ${settings.dataDir}, and tokens are a running server's: \`parley start\` it first, or name another server with --url` })
    }
    return yield* Effect.flatMap(client("http://parley", actor), use).pipe(Effect.mapError(RemoteServer.told("The running server")), Effect.provide(OperationsClient.socketLayer(socket)))
  })
