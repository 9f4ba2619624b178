import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { createHash } from "node:crypto"
import { FormId } from "@parley/domain/intake/Form"
import type { FormWebhook } from "@parley/domain/ports/IntakeBooks"

const Event = Schema.parseJson(Schema.Struct({ event: Schema.String, task_id: Schema.optional(Schema.NullOr(Schema.String)) }))

const decode = Schema.decodeUnknownEither(Event)
const decodeId = Schema.decodeUnknownEither(FormId)

/** What a genuine webhook says: that there is a new form, or why it is of no use. The same bytes have the same id. https://developer.clickup.com/docs/webhooktaskpayloads */
export const eventOf = (body: Uint8Array): Pick<FormWebhook, "id" | "form" | "problem"> => {
  const id = createHash("sha256").update(body).digest("hex")
  return Either.match(decode(Buffer.from(body).toString("utf8")), {
    onLeft: () => ({ id, form: null, problem: "expected JSON with an event and a task_id" }),
    onRight: ({ event, task_id }) => event !== "taskCreated"
      ? { id, form: null, problem: `expected the event taskCreated; got ${JSON.stringify(event.slice(0, 60))}` }
      : Either.match(decodeId(task_id), {
        onLeft: () => ({ id, form: null, problem: "task_id: expected a task's id" }),
        onRight: (form) => ({ id, form, problem: null })
      })
  })
}
