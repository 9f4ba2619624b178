import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as Schema from "effect/Schema"
import { Access, Authorization } from "./Access.ts"
import { AuditPage, AuditRequest } from "./Audit.ts"
import { command } from "./Command.ts"
import { pageOf, PageRequest } from "./Page.ts"
import { AgencyStopped, DeadLetterReport, Forgotten, Sending } from "./Reports.ts"

const tally = Schema.Record({ key: Schema.String, value: Schema.Int })

/** How everything stands, in counts. */
export const Overview = Schema.Struct({
  campaigns: Schema.Int,
  /** By state. */
  negotiations: tally,
  /** Inbound messages without a disposition. */
  unaccountedMessages: Schema.Int,
  inbox: tally,
  mail: tally,
  team: tally,
  quarantined: Schema.Int,
  deadLetters: Schema.Int,
  /** How often in the last year somebody asked for what they may not. */
  denials: Schema.Int,
  sending: Sending
}).annotations({ identifier: "Overview" })
export type Overview = typeof Overview.Type

/** Whether work can be done; `reasons` is empty when it can. */
export const SystemHealth = Schema.Struct({
  ready: Schema.Boolean,
  reasons: Schema.Array(Schema.String),
  /** Adapters and workers by name, each "ok" or what is wrong. */
  checks: Schema.Record({ key: Schema.String, value: Schema.String }),
  unaccountedMessages: Schema.NullOr(Schema.Int),
  deadLetters: Schema.NullOr(Schema.Int),
  sendingStoppedBy: Schema.NullOr(Schema.String),
  version: Schema.String,
  startedAt: Schema.Int
}).annotations({ identifier: "SystemHealth" })
export type SystemHealth = typeof SystemHealth.Type

/** An inbound message that is neither answered, owned, deferred nor ignored yet. */
export const UnaccountedMessage = Schema.Struct({
  mailbox: Schema.String,
  message: Schema.String,
  receivedAt: Schema.Int,
  /** When it is tried again. */
  nextAt: Schema.Int,
  attempts: Schema.Int,
  negotiation: Schema.NullOr(Schema.String),
  error: Schema.NullOr(Schema.String)
}).annotations({ identifier: "UnaccountedMessage" })
export type UnaccountedMessage = typeof UnaccountedMessage.Type

export const LetterSettled = Schema.Struct({ letter: Schema.String, choice: Schema.Literal("retry", "dismiss") }).annotations({ identifier: "LetterSettled" })
export type LetterSettled = typeof LetterSettled.Type

/** Whose negotiations end, by the domain of their mail addresses: those that were listed, by the digest that named them in `seen`. Without it they are only listed. */
export const AgencyStop = Schema.Struct({
  domain: Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(253)),
  seen: Schema.optionalWith(Schema.NullOr(Schema.String.pipe(Schema.maxLength(64))), { default: () => null }),
  command
}).annotations({ identifier: "AgencyStop", parseOptions: { errors: "all" } })
export type AgencyStop = typeof AgencyStop.Type

/** What a person does with a dead letter. */
export const LetterDecision = Schema.Struct({ letter: Schema.NonEmptyString.pipe(Schema.maxLength(300)), choice: Schema.Literal("retry", "dismiss"), command }).annotations({ identifier: "LetterDecision", parseOptions: { errors: "all" } })
export type LetterDecision = typeof LetterDecision.Type

export const SendingSwitch = Schema.Struct({ stop: Schema.Boolean }).annotations({ identifier: "SendingSwitch" })

/** Whom to forget, by a mail address. */
export const Forgetting = Schema.Struct({ address: Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(254)) }).annotations({ identifier: "Forgetting" })

export const operationsApi = HttpApiGroup.make("operations")
  .add(HttpApiEndpoint.get("overview", "/status").addSuccess(Overview).annotate(Access, "viewer"))
  .add(HttpApiEndpoint.get("system", "/system").addSuccess(SystemHealth).annotate(Access, "viewer"))
  .add(HttpApiEndpoint.get("deadLetters", "/dead-letters").setUrlParams(PageRequest).addSuccess(pageOf("DeadLetterPage", DeadLetterReport)).annotate(Access, "viewer"))
  .add(HttpApiEndpoint.post("settleLetter", "/dead-letters/decisions").setPayload(LetterDecision).addSuccess(LetterSettled).annotate(Access, "negotiator"))
  .add(HttpApiEndpoint.get("unaccounted", "/messages/unaccounted").setUrlParams(PageRequest).addSuccess(pageOf("UnaccountedPage", UnaccountedMessage)).annotate(Access, "viewer"))
  .add(HttpApiEndpoint.get("sending", "/sending").addSuccess(Sending).annotate(Access, "viewer"))
  .add(HttpApiEndpoint.post("switchSending", "/sending").setPayload(SendingSwitch).addSuccess(Sending).annotate(Access, "negotiator"))
  .add(HttpApiEndpoint.post("stopAgency", "/agencies/stop").setPayload(AgencyStop).addSuccess(AgencyStopped).annotate(Access, "negotiator"))
  .add(HttpApiEndpoint.get("audit", "/audit").setUrlParams(AuditRequest).addSuccess(AuditPage).annotate(Access, "viewer"))
  .add(HttpApiEndpoint.post("forget", "/forgotten").setPayload(Forgetting).addSuccess(Forgotten).annotate(Access, "admin"))
  .middleware(Authorization)
