import type { Whom } from "@parley/domain/forgetting/Whom"
import { isForgotten, type Notice, TeamChannel, TeamRejected, TeamUnavailable } from "@parley/domain/ports/TeamChannel"
import type { KillPoint } from "@parley/domain/usecases/KillPoints"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { check } from "./internal/check.ts"
import { Failure, isCertain } from "./internal/Failure.ts"
import { forget } from "./internal/forget.ts"
import { isUrgent } from "./internal/labels.ts"
import { type Held, markedId } from "./internal/Marks.ts"
import * as Memory from "./internal/Memory.ts"
import type { Place } from "./internal/Memory.ts"
import { noticeBlocks } from "./internal/NoticeBlocks.ts"
import * as Posts from "./internal/Posts.ts"
import * as SlackClient from "./internal/SlackClient.ts"
import type { SlackOptions } from "./SlackOptions.ts"

export interface Options extends SlackOptions {
  /** Called between durable steps, where a crash harness may end the process. */
  readonly kill?: (point: KillPoint) => void
}

/**
 * A Slack channel as the team's (HUMAN-01, HUMAN-02). Slack itself is the record of what was posted: every message carries the notice's id, and is
 * looked for before anything is posted that may stand there already. Starts without Slack too: everything waits until it can be reached.
 */
export const layer = (options: Options): Layer.Layer<TeamChannel> => Layer.effect(TeamChannel, make(options))

const make = Effect.fnUntraced(function*({ channel, kill, mentions, ...options }: Options) {
  const client = yield* SlackClient.make(options)
  const posts = Posts.make(client)
  const memory = Memory.make()
  const lock = yield* Effect.makeSemaphore(1)
  // whoever no longer waits must not leave a call behind that nobody counts with
  const oneAtATime = <A, E>(work: Effect.Effect<A, E>): Effect.Effect<A, E> => work.pipe(Effect.uninterruptible, lock.withPermits(1))
  /** A reply's name holds its root's, so that whatever comes later finds the thread by it. */
  const nameOf = ({ root, ts }: Place): string => root === null || root === ts ? `${channel}/${ts}` : `${channel}/${ts}/${root}`

  const send = Effect.fnUntraced(function*(notice: Notice, root: string | null) {
    const answer = yield* client.call("chat.postMessage", {
      channel, ...noticeBlocks(notice, mentions), parse: "none", unfurl_links: false, unfurl_media: false,
      ...(root === null ? {} : { thread_ts: root, reply_broadcast: isUrgent(notice.kind) })
    }).pipe(
      Effect.flatMap(decodePosted),
      Effect.catchTag("ParseError", () => Effect.fail(new Failure({ kind: "unavailable", reason: "chat.postMessage: an answer that is not Slack's" }))),
      Effect.tapError((failure) => isCertain(failure) ? Effect.void : Effect.sync(memory.doubt))
    )
    kill?.("notice-written")
    memory.add([{ ts: answer.ts, root, mark: { id: markedId(notice.id), kind: notice.kind } }])
    return { ts: answer.ts, root }
  })

  /** Where it stands, or is put, below the negotiation's first; null when that is gone. */
  const below = Effect.fnUntraced(function*(notice: Notice, root: string) {
    // read every time: a thread that a person deleted would take the message, and nobody would see it
    const thread = yield* posts.inThread(channel, root)
    if (thread === null) return null
    memory.add(thread)
    return find(thread, notice) ?? (yield* Effect.catchIf(send(notice, root), ({ kind }) => kind === "gone", () => Effect.succeed(null)))
  })

  const inChannel = Effect.fnUntraced(function*(notice: Notice) {
    // an hour for clocks that disagree
    const oldest = Math.max(0, Math.min(notice.at, yield* Clock.currentTimeMillis) - 3_600_000)
    if (memory.covers(oldest)) return yield* send(notice, null)
    const posted = yield* posts.inChannel(channel, oldest)
    memory.nowCovers(oldest)
    memory.add(posted)
    return find(posted, notice) ?? (yield* send(notice, null))
  })

  const put = Effect.fnUntraced(function*(notice: Notice, thread: string | null) {
    const known = memory.find(markedId(notice.id))
    if (known !== null) return nameOf(known)
    // what another channel calls its posts names no thread here
    const root = thread === null ? null : readName(thread)
    const answered = root?.channel === channel ? yield* below(notice, root.root) : null
    return nameOf(answered ?? (yield* inChannel(notice)))
  })

  const show = Effect.fnUntraced(function*(post: string, notice: Notice) {
    const name = readName(post)
    const content = noticeBlocks(notice, mentions)
    if (name !== null && !isForgotten(notice) && (yield* posts.one(name.channel, name.ts))?.mark?.forgotten === true) return
    if (name !== null) return yield* client.call("chat.update", { channel: name.channel, ts: name.ts, ...content, parse: "none" })
    return yield* new Failure({ kind: "gone", reason: "it is no post of Slack's" })
  })

  return TeamChannel.of({
    post: Effect.fn("SlackTeam.post")((notice: Notice, thread: string | null) => oneAtATime(Effect.mapError(put(notice, thread), refused))),
    update: Effect.fn("SlackTeam.update")((post: string, notice: Notice) =>
      oneAtATime(show(post, notice)).pipe(
        // a channel that is not ours any more must not hold up what belongs into ours
        Effect.catchIf(({ kind }) => kind === "gone" || kind === "refused" || (kind === "shut" && readName(post)?.channel !== channel), ({ reason }) =>
          Effect.logWarning("a post cannot be shown as it stands now").pipe(Effect.annotateLogs({ post, reason }))),
        Effect.mapError(refused),
        Effect.asVoid
      )),
    forget: Effect.fn("SlackTeam.forget")((whom: Whom) => Effect.mapError(forget(client, channel, oneAtATime, memory.drop)(whom), unavailable)),
    beyond: ["posts in other Slack channels that notices went to before, and what your workspace keeps of edited messages"],
    // who no longer waits for the answer must not break it off for the others
    check: Effect.disconnect(yield* Effect.cachedWithTTL(Effect.uninterruptible(Effect.mapError(check(client, channel, options.deciders), unavailable)), "15 seconds"))
  })
})

const find = (posted: ReadonlyArray<Held>, { id }: Notice): Place | null => posted.find(({ mark }) => mark?.id === markedId(id)) ?? null

const decodePosted = Schema.decodeUnknown(Schema.Struct({ ts: Schema.NonEmptyString }))

const readName = (name: string): { readonly channel: string; readonly ts: string; readonly root: string } | null => {
  const [, channel, ts, root] = /^([A-Z0-9]+)\/(\d+\.\d+)(?:\/(\d+\.\d+))?$/u.exec(name) ?? []
  return channel === undefined || ts === undefined ? null : { channel, ts, root: root ?? ts }
}

const unavailable = ({ reason, retryAfter }: Failure): TeamUnavailable => new TeamUnavailable({ reason, ...(retryAfter === undefined ? {} : { retryAfter }) })

const refused = (failure: Failure): TeamUnavailable | TeamRejected =>
  failure.kind === "refused" ? new TeamRejected({ reason: failure.reason, expected: "a message that Slack takes; what it should have said is in Parley's books" }) : unavailable(failure)
