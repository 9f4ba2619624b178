import { type Diagnosis, type Finding, problem } from "@parley/domain/ports/Diagnosis"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { type Failure, shutBecause } from "./internal/Failure.ts"
import * as SlackClient from "./internal/SlackClient.ts"
import { of as socketProblemOf } from "./internal/SocketProblem.ts"
import { botScopes } from "./Manifest.ts"
import type { SlackOptions } from "./SlackOptions.ts"

export interface Options extends SlackOptions {
  /** xapp-...; null where what people do comes by requests. */
  readonly appToken: Redacted.Redacted | null
}

/** Whether Slack takes the tokens, they may do what the app does, the channel can be used, and user groups are there. Posts nothing, and opens no socket. */
export const diagnose = (options: Options): Effect.Effect<Diagnosis> =>
  Effect.gen(function*() {
    const client = yield* SlackClient.make(options)
    const call = (method: string, args: Record<string, unknown>) => Effect.either(client.call(method, args))
    const app = options.appToken === null ? [] : yield* appTokenProblems(options.appToken, options)
    const bot = yield* call("auth.test", {})
    // nothing else can be asked with a token that does not count
    if (Either.isLeft(bot)) return { told: "", findings: [said(bot.left), ...app] }
    const identity = Option.getOrNull(decodeIdentity(bot.right))
    const scopes = identity?.response_metadata?.scopes
    const missing = scopes === undefined ? [] : botScopes.filter(({ scope }) => !scopes.includes(scope)).map(({ scope }) => scope)
    const { channel } = options
    const info = yield* call("conversations.info", { channel })
    const history = yield* call("conversations.history", { channel, limit: 1 })
    const found = Either.isRight(info) ? Option.getOrNull(decodeChannel(info.right))?.channel : undefined
    const shut = Either.isLeft(info) ? [said(info.left)]
      : found?.is_archived === true ? [said(shutBecause("is_archived"))]
      : found?.is_member === false ? [said(shutBecause("not_in_channel"))]
      : Either.isLeft(history) ? [said(history.left)] : []
    const groups = yield* Effect.forEach([["PARLEY_SLACK_DECIDERS", options.deciders], ["PARLEY_SLACK_MENTIONS", options.mentions]] as const, ([name, ids]) =>
      Effect.forEach(ids.filter((id) => id.startsWith("S")), (id) => Effect.map(call("usergroups.users.list", { usergroup: id }), (answer) => groupProblems(name, id, answer))))
    return {
      told: [...identity?.team === undefined ? [] : [`workspace ${identity.team}`], ...found?.name === undefined ? [] : [`channel #${found.name}`]].join(", "),
      findings: [
        ...missing.length === 0 ? [] : [problem(`the bot token lacks ${missing.join(", ")}`, `the scopes of slack-app-manifest.yaml: ${botScopes.map(({ scope }) => scope).join(", ")}`, `add them to the Slack app under "OAuth & Permissions", and install the app again`)],
        ...shut, ...app, ...groups.flat(2)
      ]
    }
  })

/** What a group that decides or is called has to be: known, and with somebody in it. */
const groupProblems = (name: string, id: string, answer: Either.Either<unknown, Failure>): ReadonlyArray<Finding> => {
  if (Either.isLeft(answer)) return [problem(`${name} names the user group ${id}, and Slack says ${answer.left.reason}`, "user groups of this workspace", `put the group's id into ${name}; it stands in the menu of the group`)]
  const members = Option.getOrNull(decodeUsers(answer.right))?.users
  return members?.length === 0
    ? [problem(`the user group ${id} of ${name} is empty`, "a group with members", `add people to the group, or name others in ${name}`)] : []
}

/** Slack gives an address for a socket only to an app-level token that may have one; nobody connects to it. */
const appTokenProblems = (appToken: Redacted.Redacted, options: Options): Effect.Effect<ReadonlyArray<Finding>> =>
  SlackClient.raw({ ...options, botToken: appToken }).pipe(
    Effect.flatMap((call) => Effect.either(call("apps.connections.open", {}))),
    Effect.map((opened) => Either.isRight(opened) ? [] : [socketFinding(socketProblemOf(opened.left).text)])
  )

const socketFinding = (text: string): Finding => {
  const [found = text, ...mend] = text.split(": ")
  return problem(found, "an app-level token with the scope connections:write, xapp-..., in SLACK_APP_TOKEN", mend.length === 0 ? "look at the connection to Slack, and at SLACK_API_URL where it is set" : mend.join(": "))
}

/** The adapter's own words say how to mend it, behind a colon. */
const said = ({ kind, reason }: Failure): Finding => {
  const [, method = "", what = reason, mend] = /^([\w.]+): (.*?\([a-z_]+\)): (.*)$/su.exec(reason) ?? []
  return problem(method === "" ? reason : `${method}: ${what}`, kind === "unavailable" || kind === "limited" ? "an answer from Slack" : "a Slack app set up by slack-app-manifest.yaml, with its tokens and its channel",
    mend ?? "look at the connection to Slack, and at SLACK_API_URL where it is set")
}

const decodeIdentity = Schema.decodeUnknownOption(Schema.Struct({
  team: Schema.optional(Schema.String), response_metadata: Schema.optional(Schema.Struct({ scopes: Schema.optional(Schema.Array(Schema.String)) }))
}))
const decodeChannel = Schema.decodeUnknownOption(Schema.Struct({
  channel: Schema.Struct({ name: Schema.optional(Schema.String), is_archived: Schema.optional(Schema.Boolean), is_member: Schema.optional(Schema.Boolean) })
}))
const decodeUsers = Schema.decodeUnknownOption(Schema.Struct({ users: Schema.Array(Schema.String) }))
