import * as Data from "effect/Data"
import * as Either from "effect/Either"

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

/** Reads the body that Pub/Sub posts. Plain, for it is done with every push. https://docs.cloud.google.com/pubsub/docs/push#receive_push */
export const decode = (body: string): Either.Either<PushMessage, PushUnreadable> => {
  if (body.length > longest) return unreadable("body", `at most ${longest} characters`)
  const envelope = jsonObject(body)
  if (envelope === null) return unreadable("body", "a JSON object")
  const message = anObject(envelope["message"])
  if (message === null) return unreadable("message", "an object")
  const messageId = message["messageId"] ?? message["message_id"]
  if (typeof messageId !== "string" || !visible.test(messageId)) return unreadable("message.messageId", "1 to 200 visible characters")
  const { data } = message
  if (typeof data !== "string" || !base64.test(data)) return unreadable("message.data", "base64")
  const notification = jsonObject(Buffer.from(data, "base64").toString("utf8"))
  if (notification === null) return unreadable("message.data", "a JSON object in base64")
  const { emailAddress, historyId } = notification
  if (typeof emailAddress !== "string" || emailAddress.length > 320 || !address.test(emailAddress)) return unreadable("message.data.emailAddress", "a mail address")
  // Gmail's guide shows text; what arrives is a number
  const position = typeof historyId === "number" && Number.isSafeInteger(historyId) ? String(historyId) : historyId
  if (typeof position !== "string" || !digits.test(position)) return unreadable("message.data.historyId", "a whole number above 0, or its digits")
  return Either.right({ messageId, emailAddress: emailAddress.toLowerCase(), historyId: position })
}

/** Google's are below 1,000 characters. */
const longest = 65_536

const visible = /^[\x21-\x7e]{1,200}$/u
const base64 = /^[\w+/-]*={0,2}$/u
const address = /^[^\s@<>",;]+@[^\s@<>",;]+$/u
const digits = /^[1-9]\d{0,19}$/u

const jsonObject = (text: string): Readonly<Record<string, unknown>> | null => {
  try {
    return anObject(JSON.parse(text))
  } catch {
    // no JSON, which the caller is told in words that repeat nothing of it
    return null
  }
}

const anObject = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null

const unreadable = (field: string, expected: string) => Either.left(new PushUnreadable({ field, expected }))
