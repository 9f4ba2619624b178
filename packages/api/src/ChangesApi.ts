import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as HttpApiSchema from "@effect/platform/HttpApiSchema"
import * as Schema from "effect/Schema"
import { Access, Authorization } from "./Access.ts"

/** One thing that happened, by ids and kind only: what it says is asked for where it is shown. */
export const Change = Schema.Struct({
  /** Its place in the log of all events; the `id` of the server-sent event. */
  position: Schema.Int,
  negotiation: Schema.String,
  campaign: Schema.String,
  version: Schema.Int,
  /** The event's name, e.g. "OfferSent". */
  kind: Schema.String
}).annotations({ identifier: "Change" })
export type Change = typeof Change.Type

/**
 * A stream of server-sent events named `change`, each with a `Change` as its data, and a comment as heartbeat. It begins after the position in `Last-Event-ID`, as a
 * browser sends it when it connects again, or in `after`; without either, with what happens from now on.
 */
export const changesApi = HttpApiGroup.make("changes")
  .add(
    HttpApiEndpoint.get("stream", "/changes")
      .setHeaders(Schema.Struct({ "last-event-id": Schema.optional(Schema.String.pipe(Schema.pattern(/^\d{1,15}$/))) }))
      .setUrlParams(Schema.Struct({ after: Schema.optional(Schema.String.pipe(Schema.pattern(/^\d{1,15}$/))) }))
      .addSuccess(HttpApiSchema.Text({ contentType: "text/event-stream" }))
      .annotate(Access, "viewer")
  )
  .middleware(Authorization)
