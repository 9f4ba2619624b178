import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Failure } from "./Failure.ts"
import { type Held, read } from "./Marks.ts"
import type { SlackClient } from "./SlackClient.ts"

/** What stands in a channel. Every method asks Slack. */
export interface Posts {
  /** Newest first, thread replies left out but for those that show in the channel too. `oldest` in epoch milliseconds; null goes back to the first. */
  readonly inChannel: (channel: string, oldest: number | null) => Effect.Effect<ReadonlyArray<Held>, Failure>
  /** Its first message and all replies; null when nobody can see it any more. */
  readonly inThread: (channel: string, root: string) => Effect.Effect<ReadonlyArray<Held> | null, Failure>
  /** One message, a reply too; null when it was not found. */
  readonly one: (channel: string, ts: string) => Effect.Effect<Held | null, Failure>
}

/** `each` is what every call passes through. */
export const make = (client: SlackClient, each: <A>(call: Effect.Effect<A, Failure>) => Effect.Effect<A, Failure> = (call) => call): Posts => {
  const page = (method: string, args: Record<string, unknown>) =>
    client.call(method, { include_all_metadata: true, limit: 999, ...args }).pipe(
      Effect.flatMap(decodePage),
      Effect.catchTag("ParseError", () => Effect.fail(new Failure({ kind: "unavailable", reason: `${method}: an answer that is not Slack's` }))),
      each
    )
  const all = Effect.fnUntraced(function*(method: string, args: Record<string, unknown>) {
    const found = new Map<string, Held>()
    let cursor = ""
    do {
      const { messages, response_metadata } = yield* page(method, cursor === "" ? args : { ...args, cursor })
      for (const held of messages.flatMap((message) => read(message) ?? [])) found.set(held.ts, held)
      cursor = response_metadata?.next_cursor ?? ""
    } while (cursor !== "")
    return [...found.values()]
  })
  const orNull = <A>(found: Effect.Effect<A, Failure>): Effect.Effect<A | null, Failure> =>
    Effect.catchIf(found, ({ kind }) => kind === "gone", () => Effect.succeed(null))
  return {
    inChannel: (channel, oldest) => all("conversations.history", { channel, ...(oldest === null ? {} : { oldest: (oldest / 1000).toFixed(6) }) }),
    inThread: (channel, root) =>
      Effect.map(orNull(all("conversations.replies", { channel, ts: root })), (found) => found?.some(({ ts }) => ts === root) === true ? found : null),
    one: (channel, ts) =>
      Effect.map(orNull(page("conversations.replies", { channel, ts, oldest: ts, latest: ts, inclusive: true })), (found) =>
        found?.messages.map(read).find((held) => held?.ts === ts) ?? null)
  }
}

const decodePage = Schema.decodeUnknown(Schema.Struct({
  messages: Schema.Array(Schema.Unknown),
  response_metadata: Schema.optional(Schema.Struct({ next_cursor: Schema.optional(Schema.String) }))
}))
