import type { ReaderUnavailable, ReplyReader } from "@parley/domain/ports/ReplyReader"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { makeProgress } from "../cli/progress.ts"
import type { ReplyLine, Saying } from "./Lines.ts"
import { readLine } from "./replyLine.ts"

/** A line, and what was said of it; left, why nobody could say anything. */
export interface Read {
  readonly line: ReplyLine
  readonly said: Either.Either<Saying, string>
}

/** Reads every line, some at a time, and answers in their order. One that cannot be read is told on stderr and costs the others nothing. */
export const readAll = (lines: ReadonlyArray<ReplyLine>): Effect.Effect<ReadonlyArray<Read>, never, ReplyReader> =>
  Effect.suspend(() => {
    const progress = makeProgress("reading")
    let done = 0
    return Effect.forEach(lines, (line) =>
      readLine(line).pipe(
        Effect.catchAll((error) => again(line, error)),
        Effect.mapError(({ reason }) => reason),
        Effect.either,
        Effect.tap((said) => Effect.sync(() => {
          done += 1
          if (Either.isLeft(said)) {
            progress.clear()
            process.stderr.write(`${line.id} could not be read: ${said.left}\n`)
          }
          progress.show(done / lines.length)
        })),
        Effect.map((said) => ({ line, said }))
      ), { concurrency: 4 }).pipe(Effect.ensuring(Effect.sync(() => progress.clear())))
  })

/** Whoever says when to come back is asked once more, unless that is long. */
const again = (line: ReplyLine, error: ReaderUnavailable): ReturnType<typeof readLine> =>
  error.retryAfter === undefined || error.retryAfter > longestWait ? Effect.fail(error) : Effect.zipRight(Effect.sleep(Duration.millis(error.retryAfter)), readLine(line))

const longestWait = 90_000
