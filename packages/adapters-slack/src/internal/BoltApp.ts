import { App, type Receiver } from "@slack/bolt"
import type { Logger, WebClientOptions } from "@slack/web-api"
import * as Cause from "effect/Cause"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Runtime from "effect/Runtime"
import * as Schema from "effect/Schema"
import { randomUUID } from "node:crypto"
import { clicked, placeOf, type Reaction, submitted, unfinished } from "./actions.ts"
import { type Answer, broken } from "./answers.ts"
import { clean } from "./BoltLogger.ts"
import { typed } from "./commands.ts"
import { Click, Slash, Submission } from "./Incoming.ts"
import type { Inside } from "./Inside.ts"

/** Neither was it done, nor could anybody be told: it must not count as delivered. */
class Unfinished extends Data.TaggedError("Unfinished")<{ readonly request: string }> {}

/** Bolt's app with our handlers. Nothing is acknowledged before the desk has it. */
export const make = ({ clientOptions, inside, logger, receiver, runtime }: {
  readonly receiver: Receiver
  readonly clientOptions: WebClientOptions
  readonly logger: Logger
  readonly inside: Inside
  readonly runtime: Runtime.Runtime<never>
}): void => {
  // it asks Slack nothing before something was delivered: a start needs no network
  const app = new App({ receiver, authorize: () => Promise.resolve({}), clientOptions, logger, convoStore: false, ignoreSelf: false })
  app.error((error) => Promise.reject(error))
  const run = <A>(work: (request: string) => Effect.Effect<A, Unfinished>): Promise<A> => {
    const request = randomUUID().slice(0, 8)
    return Runtime.runPromise(runtime)(Effect.annotateLogs(work(request), { request }))
  }
  const acknowledged = (ack: () => Promise<void>) => Effect.zipRight(Effect.promise(ack), Effect.sync(() => inside.count("handled")))
  const noted = (cause: Cause.Cause<unknown>) =>
    Effect.logError("a decision in Slack could not be handled").pipe(Effect.annotateLogs({ problem: clean([Cause.squash(cause)]) }))

  app.action({ action_id: /^/u }, ({ ack, body }) => {
    const click = decodeClick(body)
    return Option.isNone(click) ? ack() : run((request) => clicking(inside, click.value, acknowledged(() => ack()), noted, request))
  })

  app.view({ callback_id: /^/u, type: "view_submission" }, ({ ack, body }) => {
    const submission = decodeSubmission(body)
    if (Option.isNone(submission)) return ack()
    return run((request) =>
      submitted(inside, submission.value).pipe(
        Effect.catchAllCause((cause) => Effect.as(noted(cause), unfinished(submission.value, request))),
        Effect.flatMap((reaction) => Effect.zipRight(acknowledged(() => ack(answerOf(reaction))), confirmed(inside, reaction)))))
  })

  app.command(/^\//u, ({ ack, body }) => {
    const slash = decodeSlash(body)
    if (Option.isNone(slash)) return ack()
    return run((request) =>
      typed(inside, slash.value).pipe(
        Effect.catchAllCause((cause) => Effect.as(noted(cause), broken(request))),
        Effect.flatMap(({ blocks, text }) => acknowledged(() => ack({ response_type: "ephemeral", parse: "none", text, blocks })))))
  })
}

const decodeClick = Schema.decodeUnknownOption(Click)
const decodeSubmission = Schema.decodeUnknownOption(Submission)
const decodeSlash = Schema.decodeUnknownOption(Slash)

const clicking = (inside: Inside, click: Click, ack: Effect.Effect<void>, noted: (cause: Cause.Cause<unknown>) => Effect.Effect<void>, request: string) => {
  const tell = (answer: Answer) => inside.calls.whisper(placeOf(click), answer)
  return Effect.matchCauseEffect(clicked(inside, click), {
    onSuccess: (answer) => Effect.zipRight(ack, answer === null ? Effect.void : Effect.asVoid(tell(answer))),
    // unless they are told, Slack has to show them that it failed
    onFailure: (cause) =>
      Effect.zipRight(noted(cause), Effect.flatMap(tell(broken(request)), (isTold) => isTold ? ack : new Unfinished({ request })))
  })
}

const answerOf = (reaction: Reaction) => {
  switch (reaction._tag) {
    case "Done":
      return { response_action: "clear" as const }
    case "Errors":
      return { response_action: "errors" as const, errors: { ...reaction.errors } }
    case "Refused":
      return { response_action: "update" as const, view: reaction.view }
  }
}

const confirmed = ({ calls }: Inside, reaction: Reaction): Effect.Effect<void> =>
  reaction._tag === "Done" ? Effect.asVoid(calls.whisper(reaction.place, reaction.answer)) : Effect.void
