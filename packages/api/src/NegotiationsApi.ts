import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import { stateTags } from "@parley/domain/negotiation/stateTags"
import * as Schema from "effect/Schema"
import { Access, Authorization } from "./Access.ts"
import { Decision } from "./Decision.ts"
import { Approval, NegotiationReport, NegotiationTimeline, Offers } from "./NegotiationReports.ts"
import { pageFields, pageOf, PageRequest } from "./Page.ts"
import { Question } from "./Question.ts"
import { Decided, Explanation, WaitingDraft } from "./Reports.ts"

/** What a list of negotiations is narrowed by and ordered in; every field given narrows it. */
export const NegotiationList = Schema.Struct({
  ...pageFields,
  /** A campaign's id. */
  campaign: Schema.optional(Schema.NonEmptyString.pipe(Schema.maxLength(64))),
  state: Schema.optional(Schema.Literal(...stateTags)),
  /** A part of the creator's name or handle, without case. */
  search: Schema.optional(Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(100))),
  /** By when anything last happened in it, or by when it was made. */
  sort: Schema.optionalWith(Schema.Literal("updated", "created"), { default: () => "updated" as const }),
  order: Schema.optionalWith(Schema.Literal("asc", "desc"), { default: () => "desc" as const })
}).annotations({ parseOptions: { errors: "all" } })
export type NegotiationList = typeof NegotiationList.Type

/** A negotiation's id, or the creator's name in any case. */
const one = Schema.Struct({ negotiation: Schema.NonEmptyString.pipe(Schema.maxLength(200)) })

const path = "/negotiations/:negotiation" as const

export const negotiationsApi = HttpApiGroup.make("negotiations")
  .add(HttpApiEndpoint.get("list", "/negotiations").setUrlParams(NegotiationList).addSuccess(pageOf("NegotiationPage", NegotiationReport)).annotate(Access, "viewer"))
  .add(HttpApiEndpoint.get("one", path).setPath(one).addSuccess(NegotiationReport).annotate(Access, "viewer"))
  .add(HttpApiEndpoint.get("timeline", `${path}/timeline`).setPath(one).addSuccess(NegotiationTimeline).annotate(Access, "viewer"))
  .add(HttpApiEndpoint.get("explain", `${path}/explain`).setPath(one).addSuccess(Explanation).annotate(Access, "viewer"))
  .add(HttpApiEndpoint.get("offers", `${path}/offers`).setPath(one).addSuccess(Offers).annotate(Access, "viewer"))
  .add(HttpApiEndpoint.get("question", `${path}/question`).setPath(one).addSuccess(Question).annotate(Access, "viewer"))
  .add(HttpApiEndpoint.get("draft", `${path}/draft`).setPath(one).addSuccess(WaitingDraft).annotate(Access, "viewer"))
  .add(HttpApiEndpoint.post("decide", `${path}/decisions`).setPath(one).setPayload(Decision).addSuccess(Decided).annotate(Access, "negotiator"))
  .middleware(Authorization)

/** Everything that waits for a person, what waits longest first. */
export const approvalsApi = HttpApiGroup.make("approvals")
  .add(HttpApiEndpoint.get("list", "/approvals").setUrlParams(PageRequest).addSuccess(pageOf("ApprovalPage", Approval)).annotate(Access, "viewer"))
  .middleware(Authorization)
