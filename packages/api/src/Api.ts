import * as HttpApi from "@effect/platform/HttpApi"
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as Schema from "effect/Schema"
import { BadInput, NotFound, Refused, Unavailable } from "./Problems.ts"
import { CampaignStarted, Decided, Explanation, Forgotten, Status, Timeline } from "./Reports.ts"

/** A negotiation's id, or the creator's name in any case. */
const negotiation = Schema.Struct({ negotiation: Schema.NonEmptyString })

/** What a person decides; `amount` as they typed it, in the campaign's currency, for `counter` and `agree`. */
export const Decision = Schema.Struct({
  choice: Schema.Literal("approve", "counter", "decline", "agree", "claim", "resume", "pause", "stop"),
  amount: Schema.NullOr(Schema.String),
  /** The version that the person was shown; refused when something happened since. Null: whatever stands now. */
  seen: Schema.NullOr(Schema.Int),
  by: Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(100)),
  /** Sent again with the same id, it is handled once. */
  command: Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(100))
})
export type Decision = typeof Decision.Type

/** Whom to forget, and who asks for it. */
export const Forgetting = Schema.Struct({ address: Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(254)), by: Decision.fields.by })

const group = HttpApiGroup.make("parley")
  .add(HttpApiEndpoint.get("status", "/status").addSuccess(Status))
  .add(
    HttpApiEndpoint.post("startCampaign", "/campaigns")
      .setPayload(Schema.Struct({ campaign: Schema.Unknown, roster: Schema.NonEmptyString }))
      .addSuccess(CampaignStarted)
  )
  .add(HttpApiEndpoint.get("timeline", "/negotiations/:negotiation/timeline").setPath(negotiation).addSuccess(Timeline))
  .add(HttpApiEndpoint.get("explain", "/negotiations/:negotiation/explain").setPath(negotiation).addSuccess(Explanation))
  .add(HttpApiEndpoint.post("decide", "/negotiations/:negotiation/decisions").setPath(negotiation).setPayload(Decision).addSuccess(Decided))
  .add(HttpApiEndpoint.post("forget", "/forgotten").setPayload(Forgetting).addSuccess(Forgotten))
  .addError(BadInput)
  .addError(NotFound)
  .addError(Refused)
  .addError(Unavailable)

/** Everything the CLI and the dashboard ask of a server. */
export const Api = HttpApi.make("parley").add(group).prefix("/api/v1")
