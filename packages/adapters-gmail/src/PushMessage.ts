import * as Data from "effect/Data"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"

const MessageId = Schema.String.pipe(Schema.pattern(/^[\x21-\x7e]{1,200}$/u))
const Address = Schema.Lowercase.pipe(Schema.compose(Schema.String.pipe(Schema.maxLength(320), Schema.pattern(/^[^\s@<>",;]+@[^\s@<>",;]+$/u))))
/** Gmail's guide shows text; what arrives is a number. */
const HistoryId = Schema.Union(
  Schema.transform(Schema.Int.pipe(Schema.positive()), Schema.String, { strict: true, decode: String, encode: Number }),
  Schema.String.pipe(Schema.pattern(/^[1-9]\d{0,19}$/u))
)

/** Gmail says that something changed in a mailbox. https://developers.google.com/workspace/gmail/api/guides/push */
export interface PushMessage {
  /** Pub/Sub's, the same in every attempt to deliver it. */
  readonly messageId: string
  /** In lower case. */
  readonly emailAddress: string
  /** Digits, compared as a big integer. */
  readonly historyId: string
}

/** No push of Gmail's: `field` is what cannot be used. Holds nothing of what was sent. */
export class PushUnreadable extends Data.TaggedError("PushUnreadable")<{ readonly field: string; readonly expected: string }> {}

/** Reads the body that Pub/Sub posts. https://docs.cloud.google.com/pubsub/docs/push#receive_push */
export const decode = (body: string): Either.Either<PushMessage, PushUnreadable> =>
  Either.gen(function*() {
    if (body.length > longest) return yield* unreadable("body", `at most ${longest} characters`)
    const envelope = yield* read("body", "a JSON object", JsonObject, body)
    const message = yield* read("message", "an object", AnObject, envelope["message"])
    const messageId = yield* read("message.messageId", "1 to 200 visible characters", MessageId, message["messageId"] ?? message["message_id"])
    const data = yield* read("message.data", "base64", Base64, message["data"])
    const notification = yield* read("message.data", "a JSON object in base64", JsonObject, Buffer.from(data, "base64").toString("utf8"))
    const emailAddress = yield* read("message.data.emailAddress", "a mail address", Address, notification["emailAddress"])
    const historyId = yield* read("message.data.historyId", "a whole number above 0, or its digits", HistoryId, notification["historyId"])
    return { messageId, emailAddress, historyId }
  })

/** Google's are below 1,000 characters. */
const longest = 65_536

const AnObject = Schema.Record({ key: Schema.String, value: Schema.Unknown }).pipe(Schema.filter((found) => !Array.isArray(found)))
const JsonObject = Schema.parseJson(AnObject)
const Base64 = Schema.String.pipe(Schema.pattern(/^[\w+/-]*={0,2}$/u))

const unreadable = (field: string, expected: string) => Either.left(new PushUnreadable({ field, expected }))

// the schema's own words would repeat what a stranger sent
const read = <A, I>(field: string, expected: string, schema: Schema.Schema<A, I>, value: unknown): Either.Either<A, PushUnreadable> =>
  Option.match(Schema.decodeUnknownOption(schema)(value), { onNone: () => unreadable(field, expected), onSome: Either.right })
