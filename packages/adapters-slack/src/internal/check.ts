import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { Failure, shutBecause } from "./Failure.ts"
import type { SlackClient } from "./SlackClient.ts"

/** Whether the token counts, and the channel can be found, read and written. Posts nothing. */
export const check = (client: SlackClient, channel: string, deciders: ReadonlyArray<string>): Effect.Effect<void, Failure> =>
  Effect.gen(function*() {
    const scopes = Option.getOrNull(decodeScopes(yield* client.call("auth.test", {})))?.response_metadata.scopes
    if (scopes !== undefined && !scopes.includes("chat:write")) {
      return yield* new Failure({ kind: "forbidden", reason: "auth.test: the bot token lacks the scope chat:write: add it to the Slack app under \"OAuth & Permissions\", and install the app again" })
    }
    const found = Option.getOrNull(decodeChannel(yield* client.call("conversations.info", { channel })))?.channel
    if (found?.is_archived === true) return yield* shutBecause("is_archived")
    if (found?.is_member === false) return yield* shutBecause("not_in_channel")
    // without it nothing could be looked up before it is posted
    yield* client.call("conversations.history", { channel, limit: 1 })
    for (const group of deciders.filter((one) => one.startsWith("S"))) {
      yield* client.call("usergroups.users.list", { usergroup: group }).pipe(Effect.mapError((failure) => failure.kind !== "unavailable" ? failure : new Failure({
        kind: "shut", reason: `${failure.reason}: expected PARLEY_SLACK_DECIDERS to name user groups of this workspace, got ${group}`
      })))
    }
  })

const decodeScopes = Schema.decodeUnknownOption(Schema.Struct({ response_metadata: Schema.Struct({ scopes: Schema.optional(Schema.Array(Schema.String)) }) }))
const decodeChannel = Schema.decodeUnknownOption(Schema.Struct({
  channel: Schema.Struct({ is_archived: Schema.optional(Schema.Boolean), is_member: Schema.optional(Schema.Boolean) })
}))
