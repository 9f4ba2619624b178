import { ReaderUnavailable, type ReadingContext, ReplyReader, type ReplyText } from "@parley/domain/ports/ReplyReader"
import { InvalidReading, readingOf } from "@parley/domain/reading/ModelReading"
import { longest } from "@parley/domain/reading/Normal"
import type { ReplyReading, Trigger } from "@parley/domain/reading/ReplyReading"
import { readByRules } from "@parley/domain/reading/RuleReader"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import type { AnthropicOptions } from "./AnthropicOptions.ts"
import type { Failure } from "./internal/Failure.ts"
import { reveal } from "./internal/Hidden.ts"
import * as Models from "./internal/Models.ts"
import { readerPrefix, readerSchema } from "./internal/readerPrompt.ts"
import { replyTurn } from "./internal/replyTurn.ts"

/**
 * Claude reads replies (READ-01 to READ-05). It sees the mail, as data, and our open offer, never a limit. An answer that cannot be used is asked
 * for once more; then, as when the model refuses the mail, the reading is `unclear` with confidence 0, and a person looks.
 */
export const layer = (options: AnthropicOptions): Layer.Layer<ReplyReader> => Layer.sync(ReplyReader, () => make(options))

const make = (options: AnthropicOptions) => {
  const models = Models.make("reader", options)

  const asked = (turn: string, newText: string): Effect.Effect<ReplyReading, Failure | InvalidReading> =>
    models.ask({ prefix: readerPrefix, turn, schema: readerSchema, maxTokens: 4_096 }).pipe(
      Effect.flatMap((text) => Either.flatMap(parsed(text), (answer) => readingOf(answer, newText))),
      Effect.tapErrorTag("InvalidReading", ({ field }) => Effect.zipRight(
        Effect.sync(options.meter.invalid),
        Effect.logWarning("a model's reading cannot be used").pipe(Effect.annotateLogs({ field }))
      ))
    )

  return ReplyReader.of({
    read: Effect.fn("AnthropicReader.read")(function*(reply: ReplyText, context: ReadingContext) {
      const turn = replyTurn(reply, context)
      const newText = reply.newText.slice(0, longest)
      const byRules = readByRules(reply, context)
      const reading = yield* asked(turn, newText).pipe(
        Effect.catchTag("InvalidReading", ({ expected, field }) =>
          asked(`${turn}\nAn answer to this could not be used: ${field} has to be ${expected}. Answer anew, in full.`, newText)),
        Effect.catchTag("InvalidReading", () => Effect.succeed(unread(byRules))),
        Effect.catchIf(({ kind }) => kind === "refused", ({ reason }) =>
          Effect.as(Effect.logError("a reply is left to a person").pipe(Effect.annotateLogs({ reason })), unread(byRules))),
        Effect.mapError(({ reason, retryAfter }) => new ReaderUnavailable({ reason, ...(retryAfter === undefined ? {} : { retryAfter }) }))
      )
      return { ...reading, triggers: withOurs(reading.triggers, [...hidingIn(reply), ...byRules.triggers.filter(({ kind }) => kind === "prompt_injection" || kind === "payment_change")]) }
    })
  })
}

const parsed = (text: string): Either.Either<unknown, InvalidReading> =>
  Either.try({ try: (): unknown => JSON.parse(text), catch: () => new InvalidReading({ field: "answer", expected: "one JSON object and nothing around it" }) })

/** Nothing that a model said: what the rules would show a person, and no position. */
const unread = (byRules: ReplyReading): ReplyReading => ({ ...byRules, intent: "unclear", ask: null, otherPrices: true, confidence: 0 })

const hidingIn = (reply: ReplyText): ReadonlyArray<Trigger> => {
  const at = reveal(reply.newText.slice(0, longest)).hiding
  const elsewhere = [reply.subject, reply.fromName].some((text) => reveal(text).hiding !== null)
  return at === null && !elsewhere ? [] : [{ kind: "prompt_injection", evidence: at ?? { start: 0, end: 0 } }]
}

/** What steers a model may also make it keep silent about it: what we find ourselves fires whatever the model says. */
const withOurs = (triggers: ReadonlyArray<Trigger>, ours: ReadonlyArray<Trigger>): ReadonlyArray<Trigger> =>
  ours.reduce<ReadonlyArray<Trigger>>((all, one) => all.some(({ kind }) => kind === one.kind) ? all : [...all, one], triggers)
