import { isForgotten, type Notice } from "@parley/domain/ports/TeamChannel"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { createHash } from "node:crypto"
import { noticeEvent } from "./Button.ts"

/** What marks a message as a notice of ours. Slack keeps it beside the message, and gives it to apps that ask. */
export const Mark = Schema.Struct({
  id: Schema.String,
  kind: Schema.String,
  negotiation: Schema.optional(Schema.String),
  /** Its words were taken out, and must not come back. */
  forgotten: Schema.optional(Schema.Boolean)
})
export type Mark = typeof Mark.Type

/** A message as far as it is looked at; its mark is null where it is not a notice of ours. */
export interface Held {
  readonly ts: string
  readonly mark: Mark | null
  /** The first message of the thread it belongs to, which may be itself; null outside of threads. */
  readonly root: string | null
  readonly isTombstone: boolean
  /** As Slack gave it. */
  readonly message: object
}

/**
 * A notice's id as it stands in a mark. One that Slack, or the way there, might give back otherwise (it may name a file) is known by its hash,
 * for it has to be found again.
 */
export const markedId = (id: string): string => /^[\w .:#@/+=-]{1,500}$/u.test(id) ? id : `sha256:${createHash("sha256").update(JSON.stringify(id)).digest("hex")}`

/** https://docs.slack.dev/messaging/message-metadata */
export const metadataOf = (notice: Notice) => ({
  event_type: noticeEvent,
  event_payload: {
    id: markedId(notice.id),
    kind: notice.kind,
    ...(notice.negotiation === null ? {} : { negotiation: markedId(notice.negotiation) }),
    ...(isForgotten(notice) ? { forgotten: true } : {})
  }
})

/** Null for what is no message at all. */
export const read = (message: unknown): Held | null =>
  Option.match(decodeMessage(message), {
    onNone: () => null,
    onSome: ({ metadata, subtype, thread_ts, ts }) => ({
      ts, root: thread_ts ?? null, isTombstone: subtype === "tombstone", message: Object(message),
      mark: metadata?.event_type === noticeEvent ? Option.getOrNull(decodeMark(metadata.event_payload)) : null
    })
  })

const decodeMessage = Schema.decodeUnknownOption(Schema.Struct({
  ts: Schema.String,
  thread_ts: Schema.optional(Schema.String),
  subtype: Schema.optional(Schema.String),
  metadata: Schema.optional(Schema.Struct({ event_type: Schema.optional(Schema.String), event_payload: Schema.optional(Schema.Unknown) }))
}))
const decodeMark = Schema.decodeUnknownOption(Mark)
