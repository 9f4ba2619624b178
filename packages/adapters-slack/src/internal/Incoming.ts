import * as Schema from "effect/Schema"

const Person = Schema.Struct({ id: Schema.String })

/** A button that somebody pressed in a message. https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export const Click = Schema.Struct({
  user: Person,
  trigger_id: Schema.String,
  container: Schema.Struct({ channel_id: Schema.String, message_ts: Schema.String, thread_ts: Schema.optional(Schema.String) }),
  /** Absent where one person alone sees the message. `thread_ts` stands in it once it has replies. */
  message: Schema.optional(Schema.Struct({ thread_ts: Schema.optional(Schema.String) })),
  actions: Schema.NonEmptyArray(Schema.Struct({ action_id: Schema.String, action_ts: Schema.String, value: Schema.optional(Schema.String) })),
  response_url: Schema.optional(Schema.String)
})
export type Click = typeof Click.Type

/** A form that somebody sent. https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export const Submission = Schema.Struct({
  user: Person,
  view: Schema.Struct({
    id: Schema.String,
    hash: Schema.String,
    private_metadata: Schema.String,
    state: Schema.Struct({
      values: Schema.Record({ key: Schema.String, value: Schema.Record({ key: Schema.String, value: Schema.Struct({ value: Schema.optional(Schema.NullOr(Schema.String)) }) }) })
    })
  })
})
export type Submission = typeof Submission.Type

/** A command that somebody typed. https://docs.slack.dev/interactivity/implementing-slash-commands */
export const Slash = Schema.Struct({
  user_id: Schema.String,
  channel_id: Schema.String,
  command: Schema.String,
  text: Schema.optionalWith(Schema.String, { default: () => "" }),
  trigger_id: Schema.String
})
export type Slash = typeof Slash.Type
