import type { WebClient } from "@slack/web-api"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { Answer } from "./answers.ts"
import { clean } from "./BoltLogger.ts"
import type { View } from "./modals.ts"

/** Slack did not do it, or did not say so in time. */
export class SlackCallFailed extends Data.TaggedError("SlackCallFailed")<{ readonly method: string; readonly problem: string }> {
  override get message(): string {
    return `${this.method}: ${this.problem}`
  }
}

/** Where one person is told something. */
export interface Place {
  readonly channel: string
  readonly user: string
  /** A thread that has replies: in any other Slack does not show what one person alone is told. */
  readonly thread: string | null
  /** For channels that the app is no member of. */
  readonly responseUrl: string | null
}

export interface SlackCalls {
  readonly openForm: (trigger: string, view: View) => Effect.Effect<void, SlackCallFailed>
  /** False where it could not be told. */
  readonly whisper: (place: Place, answer: Answer) => Effect.Effect<boolean>
  readonly members: (group: string) => Effect.Effect<ReadonlyArray<string>, SlackCallFailed>
}

/** Nobody waits longer with a click in their hand: Slack shows an error after three seconds. */
const patience = Duration.millis(2000)

export const make = (client: WebClient): SlackCalls => {
  const call = <A>(method: string, ask: (signal: AbortSignal) => Promise<A>) =>
    Effect.tryPromise({ try: ask, catch: (error) => new SlackCallFailed({ method, problem: clean([error]) }) }).pipe(
      Effect.timeoutFail({ duration: patience, onTimeout: () => new SlackCallFailed({ method, problem: "no answer in time" }) }))

  const respond = (url: string, { blocks, text }: Answer) =>
    call("response_url", async (signal) => {
      const body = JSON.stringify({ response_type: "ephemeral", replace_original: false, parse: "none", text, blocks })
      const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body, signal, redirect: "error" })
      await response.body?.cancel()
      if (!response.ok) throw new Error(`status ${response.status}`)
    })

  return {
    openForm: (trigger, view) =>
      call("views.open", () => client.views.open({ trigger_id: trigger, view })).pipe(
        // the same click came before, and opened it
        Effect.catchIf(({ problem }) => problem.includes("exchanged_trigger_id"), () => Effect.void),
        Effect.asVoid),
    whisper: ({ channel, responseUrl, thread, user }, { blocks, text }) =>
      call("chat.postEphemeral", () => client.chat.postEphemeral({ channel, user, text, blocks, parse: "none", ...(thread === null ? {} : { thread_ts: thread }) })).pipe(
        Effect.asVoid,
        Effect.catchAll((failed) => responseUrl === null ? failed : respond(responseUrl, { blocks, text })),
        Effect.as(true),
        Effect.catchAll(({ method, problem }) =>
          Effect.as(Effect.logWarning("a person could not be told what came of it").pipe(Effect.annotateLogs({ method, problem })), false))),
    members: (group) => Effect.map(call("usergroups.users.list", () => client.usergroups.users.list({ usergroup: group })), ({ users = [] }) => users)
  }
}
