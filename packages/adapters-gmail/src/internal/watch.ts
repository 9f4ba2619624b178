import { type Instant, instant } from "@parley/domain/Instant"
import * as Effect from "effect/Effect"
import { Failure } from "./Failure.ts"
import type { GmailClient } from "./GmailClient.ts"

/**
 * Has Gmail tell the topic of every change, for about a week; answers until when. Its historyId is no cursor of ours: that stands where our
 * reading does. https://developers.google.com/workspace/gmail/api/guides/push
 */
export const watch = (client: GmailClient, topicName: string): Effect.Effect<Instant, Failure> => {
  const begin = client.write("watch", (users) => users.watch({ userId: "me", requestBody: { topicName } }))
  return begin.pipe(
    // another topic is told, of ours or of somebody's: there can be one
    Effect.catchAll((failure) => failure.kind === "refused" && /only one user push/iu.test(failure.reason)
      ? Effect.zipRight(client.write("stop", (users) => users.stop({ userId: "me" })), begin)
      : Effect.fail(failure)),
    Effect.flatMap(({ expiration }) => {
      const until = Number(expiration)
      return Number.isSafeInteger(until) && until > 0 ? Effect.succeed(instant(until)) : Effect.fail(new Failure({ kind: "unavailable", reason: "watch: names no time at which it ends" }))
    })
  )
}
