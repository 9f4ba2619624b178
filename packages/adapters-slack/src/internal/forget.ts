import { concerns, type Whom } from "@parley/domain/forgetting/Whom"
import { forgottenNotice, noticeKinds } from "@parley/domain/ports/TeamChannel"
import * as Effect from "effect/Effect"
import type { Failure } from "./Failure.ts"
import type { Held, Mark } from "./Marks.ts"
import { noticeBlocks } from "./NoticeBlocks.ts"
import * as Posts from "./Posts.ts"
import type { SlackClient } from "./SlackClient.ts"

/**
 * Walks everything that ever stood in the channel (STATE-06). Nothing is changed before all of it is read, so that no page moves; what fails halfway
 * is done by asking again. `oneAtATime` keeps each call apart from posts and updates, and is free while Slack makes us wait.
 */
export const forget = (client: SlackClient, channel: string, oneAtATime: <A>(call: Effect.Effect<A, Failure>) => Effect.Effect<A, Failure>, deleted: (id: string) => void) =>
  Effect.fnUntraced(function*(whom: Whom) {
    const patient = <A>(call: Effect.Effect<A, Failure>): Effect.Effect<A, Failure> =>
      Effect.catchIf(oneAtATime(call), ({ kind }) => kind === "limited", ({ retryAfter }) => Effect.zipRight(Effect.sleep(retryAfter ?? 30_000), patient(call)))
    const posts = Posts.make(client, patient)
    const found = new Map<string, { readonly held: Held; readonly mark: Mark }>()
    const look = (all: ReadonlyArray<Held>): void => {
      for (const held of all) if (held.mark !== null && held.mark.forgotten !== true && concerns(textsOf(held), whom)) found.set(held.ts, { held, mark: held.mark })
    }
    const shown = yield* posts.inChannel(channel, null)
    look(shown)
    // what is left of a thread whose first message was deleted may be one of ours
    for (const { isTombstone, mark, root, ts } of shown) if (root === ts && (mark !== null || isTombstone)) look((yield* posts.inThread(channel, ts)) ?? [])

    let count = 0
    for (const { held: { ts }, mark } of found.values()) {
      const kind = noticeKinds.find((one) => one === mark.kind) ?? "takeover"
      const isDone = yield* (mark.negotiation === undefined
        ? client.call("chat.delete", { channel, ts })
        : client.call("chat.update", { channel, ts, parse: "none", ...noticeBlocks(forgottenNotice({ id: mark.id, kind, negotiation: mark.negotiation, at: 0 }), []) })).pipe(
          Effect.as(true), patient, Effect.catchIf((failure) => failure.kind === "gone", () => Effect.succeed(false)))
      if (mark.negotiation === undefined) deleted(mark.id)
      if (isDone) count += 1
    }
    return count
  })

/** Its mark, and every text in it, whole and by its lines, as it was before it was escaped. */
const textsOf = ({ mark, message }: Held): ReadonlyArray<unknown> => {
  const texts: Array<string> = []
  const walk = (value: unknown): void => {
    if (typeof value === "string") texts.push(unescaped(value), ...unescaped(value).split("\n"))
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(walk)
  }
  walk(message)
  return [mark, texts]
}

const unescaped = (text: string): string => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&")
