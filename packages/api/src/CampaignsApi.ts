import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as Schema from "effect/Schema"
import { Access, Authorization } from "./Access.ts"
import { pageOf, PageRequest } from "./Page.ts"
import { CampaignStarted, CampaignSummary, RosterProblem } from "./Reports.ts"

/** A campaign in a list: its totals, without a forecast. */
export const CampaignRow = CampaignSummary.omit("forecast").annotations({ identifier: "CampaignRow" })
export type CampaignRow = typeof CampaignRow.Type

/** A campaign's money and forecast, and how many of its negotiations stand in each state. */
export const CampaignReport = Schema.Struct({
  ...CampaignSummary.fields,
  states: Schema.Record({ key: Schema.String, value: Schema.Int }),
  /** Where its roster is read from; null for one that is not watched. */
  roster: Schema.NullOr(Schema.String),
  startedAt: Schema.Int
}).annotations({ identifier: "CampaignReport" })
export type CampaignReport = typeof CampaignReport.Type

/** What one negotiation holds of its campaign's budget, minor units. */
export const LedgerEntry = Schema.Struct({
  negotiation: Schema.String,
  creator: Schema.String,
  state: Schema.String,
  /** Held for an offer that may be accepted. */
  reserved: Schema.Int,
  agreed: Schema.NullOr(Schema.Int),
  /** What the deal cost less than its target; negative where it cost more, 0 without a deal. */
  saved: Schema.Int,
  /** Of the package on the table; null before the opening. */
  views: Schema.NullOr(Schema.Int),
  /** Of the agreed rate; null without a deal. */
  cpm: Schema.NullOr(Schema.Int)
}).annotations({ identifier: "LedgerEntry" })
export type LedgerEntry = typeof LedgerEntry.Type

/** A campaign as `parley campaign start` reads it from a file, and its roster: where the configured adapter finds it, or as CSV text. */
export const CampaignStart = Schema.Struct({
  campaign: Schema.Unknown.annotations({ jsonSchema: { type: "object" }, description: "A campaign, as its file holds it" }),
  roster: Schema.Union(
    Schema.Struct({ source: Schema.NonEmptyString.pipe(Schema.maxLength(1000)) }),
    Schema.Struct({ csv: Schema.NonEmptyString.pipe(Schema.maxLength(4_000_000)) })
  )
}).annotations({ identifier: "CampaignStart", parseOptions: { errors: "all" } })
export type CampaignStart = typeof CampaignStart.Type

/** What a start would do; nothing was started. */
export const CampaignCheck = Schema.Struct({
  campaign: Schema.String,
  name: Schema.String,
  creators: Schema.Int,
  rosterProblems: Schema.Array(RosterProblem)
}).annotations({ identifier: "CampaignCheck" })
export type CampaignCheck = typeof CampaignCheck.Type

const one = Schema.Struct({ campaign: Schema.NonEmptyString.pipe(Schema.maxLength(64)) })

export const campaignsApi = HttpApiGroup.make("campaigns")
  .add(HttpApiEndpoint.get("list", "/campaigns").setUrlParams(PageRequest).addSuccess(pageOf("CampaignPage", CampaignRow)).annotate(Access, "viewer"))
  .add(HttpApiEndpoint.post("start", "/campaigns").setPayload(CampaignStart).addSuccess(CampaignStarted, { status: 201 }).annotate(Access, "admin"))
  .add(HttpApiEndpoint.post("check", "/campaigns/check").setPayload(CampaignStart).addSuccess(CampaignCheck).annotate(Access, "admin"))
  .add(HttpApiEndpoint.get("one", "/campaigns/:campaign").setPath(one).addSuccess(CampaignReport).annotate(Access, "viewer"))
  .add(HttpApiEndpoint.get("ledger", "/campaigns/:campaign/ledger").setPath(one).setUrlParams(PageRequest).addSuccess(pageOf("LedgerPage", LedgerEntry)).annotate(Access, "viewer"))
  .add(HttpApiEndpoint.get("rosterProblems", "/campaigns/:campaign/roster-problems").setPath(one).setUrlParams(PageRequest).addSuccess(pageOf("RosterProblemPage", RosterProblem)).annotate(Access, "viewer"))
  .middleware(Authorization)
