import * as HttpApi from "@effect/platform/HttpApi"
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as Schema from "effect/Schema"
import { AuditPage, AuditRequest } from "./Audit.ts"
import { BadInputAnswer, NotFoundAnswer, RefusedAnswer, UnavailableAnswer } from "./Problems.ts"
import { AgencyStopped, CampaignStarted, DeadLetterList, Decided, Explanation, Forgotten, NegotiationSummary, Sending, Status, Timeline, WaitingDraft } from "./Reports.ts"

/** A negotiation's id, or the creator's name in any case. */
const negotiation = Schema.Struct({ negotiation: Schema.NonEmptyString })

/** Who decides, for the books. */
const by = Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(100))
/** Sent again with the same id, it is handled once. */
const command = Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(100))

/** A mail's words: prose around slots such as `{{rate}}`, which Parley fills in. */
export const DraftWords = Schema.Struct({ subject: Schema.String.pipe(Schema.maxLength(500)), body: Schema.NonEmptyString.pipe(Schema.maxLength(20_000)) })
export type DraftWords = typeof DraftWords.Type

/** What a person decides; `draft` holds the words of `edit`; `to-creator` and `to-manager` say whom mails speak to; `amount` as they typed it, in the campaign's currency, for `counter` and `agree`. */
export const Decision = Schema.Struct({
  choice: Schema.Literal("approve", "counter", "decline", "agree", "claim", "resume", "pause", "stop", "edit", "to-creator", "to-manager"),
  amount: Schema.NullOr(Schema.String),
  /** The version that the person was shown; refused when something happened since. Null: whatever stands now. */
  seen: Schema.NullOr(Schema.Int),
  /** What tells the version that was shown from the same one of other books, where it is known. */
  mark: Schema.optionalWith(Schema.NullOr(Schema.String), { default: () => null }),
  draft: Schema.optionalWith(Schema.NullOr(DraftWords), { default: () => null }),
  by,
  command
})
export type Decision = typeof Decision.Type

/** Whose negotiations end, by the domain of their mail addresses: those that were listed, by the digest that named them in `seen`. Without it they are only listed. */
export const AgencyStop = Schema.Struct({ domain: Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(253)), seen: Schema.optionalWith(Schema.NullOr(Schema.String.pipe(Schema.maxLength(64))), { default: () => null }), by, command })
export type AgencyStop = typeof AgencyStop.Type

/** What a person does with a dead letter. */
export const LetterDecision = Schema.Struct({
  letter: Schema.NonEmptyString.pipe(Schema.maxLength(300)),
  choice: Schema.Literal("retry", "dismiss"),
  by,
  command
})
export type LetterDecision = typeof LetterDecision.Type

/** Whom to forget, and who asks for it. */
export const Forgetting = Schema.Struct({ address: Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(254)), by })

const group = HttpApiGroup.make("parley")
  .add(HttpApiEndpoint.get("status", "/status").addSuccess(Status))
  .add(
    HttpApiEndpoint.post("startCampaign", "/campaigns")
      .setPayload(Schema.Struct({ campaign: Schema.Unknown, roster: Schema.NonEmptyString }))
      .addSuccess(CampaignStarted)
  )
  .add(HttpApiEndpoint.get("find", "/negotiations/:negotiation").setPath(negotiation).addSuccess(NegotiationSummary))
  .add(HttpApiEndpoint.get("timeline", "/negotiations/:negotiation/timeline").setPath(negotiation).addSuccess(Timeline))
  .add(HttpApiEndpoint.get("explain", "/negotiations/:negotiation/explain").setPath(negotiation).addSuccess(Explanation))
  .add(HttpApiEndpoint.post("decide", "/negotiations/:negotiation/decisions").setPath(negotiation).setPayload(Decision).addSuccess(Decided))
  .add(HttpApiEndpoint.get("draft", "/negotiations/:negotiation/draft").setPath(negotiation).addSuccess(WaitingDraft))
  .add(HttpApiEndpoint.post("stopAgency", "/agencies/stop").setPayload(AgencyStop).addSuccess(AgencyStopped))
  .add(HttpApiEndpoint.get("deadLetters", "/dead-letters").addSuccess(DeadLetterList))
  .add(HttpApiEndpoint.post("settleLetter", "/dead-letters/decisions").setPayload(LetterDecision).addSuccess(DeadLetterList))
  .add(HttpApiEndpoint.post("switchSending", "/sending").setPayload(Schema.Struct({ stop: Schema.Boolean, by })).addSuccess(Sending))
  .add(HttpApiEndpoint.get("audit", "/audit").setUrlParams(AuditRequest).addSuccess(AuditPage))
  .add(HttpApiEndpoint.post("forget", "/forgotten").setPayload(Forgetting).addSuccess(Forgotten))
  .addError(BadInputAnswer)
  .addError(NotFoundAnswer)
  .addError(RefusedAnswer)
  .addError(UnavailableAnswer)

/** Everything the CLI and the dashboard ask of a server. */
export const Api = HttpApi.make("parley").add(group).prefix("/api/v1")
