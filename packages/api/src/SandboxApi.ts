import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as Schema from "effect/Schema"
import { Access, Authorization } from "./Access.ts"
import { command } from "./Command.ts"

/** A creator whom a visitor may play. `at` is epoch milliseconds. */
export const SandboxCreator = Schema.Struct({
  /** The negotiation's id. */
  negotiation: Schema.String,
  campaign: Schema.String,
  /** The campaign's name and client, as its mails have them. */
  campaignName: Schema.String,
  client: Schema.String,
  name: Schema.String,
  handle: Schema.String,
  address: Schema.String,
  /** Mails in the thread, theirs and ours. */
  mails: Schema.Int,
  /** The last of them; null before the first. */
  last: Schema.NullOr(Schema.Struct({ subject: Schema.String, fromCreator: Schema.Boolean, at: Schema.Int }))
}).annotations({ identifier: "SandboxCreator" })
export type SandboxCreator = typeof SandboxCreator.Type

export const SandboxCreators = Schema.Struct({
  /** Of running negotiations, whose thread changed last first. */
  creators: Schema.Array(SandboxCreator)
}).annotations({ identifier: "SandboxCreators" })
export type SandboxCreators = typeof SandboxCreators.Type

const Person = Schema.Struct({ name: Schema.String, address: Schema.String })

/** One mail as the creator has it. `text` is without quoted history where it is theirs. */
export const SandboxMail = Schema.Struct({
  /** The Message-ID without angle brackets. */
  messageId: Schema.String,
  fromCreator: Schema.Boolean,
  from: Person,
  to: Schema.Array(Person),
  cc: Schema.Array(Person),
  subject: Schema.String,
  text: Schema.String,
  at: Schema.Int
}).annotations({ identifier: "SandboxMail" })
export type SandboxMail = typeof SandboxMail.Type

/** A thread as the creator sees it, oldest mail first: no rate that no mail names, and nothing of what the campaign decided. */
export const SandboxThread = Schema.Struct({ creator: SandboxCreator, mails: Schema.Array(SandboxMail) }).annotations({ identifier: "SandboxThread" })
export type SandboxThread = typeof SandboxThread.Type

/** As many characters as a reply may have. */
export const longestReply = 8_000

/** What the creator writes back, to the last mail they got: 1 to `longestReply` characters. Sent again with the same `command` it is one mail. */
export const SandboxReply = Schema.Struct({
  text: Schema.String,
  command: Schema.optional(command)
}).annotations({ identifier: "SandboxReply" })
export type SandboxReply = typeof SandboxReply.Type

/** The reply lies in the mailbox; it stands in the thread once it was read. */
export const SandboxDelivered = Schema.Struct({ messageId: Schema.String, inReplyTo: Schema.String }).annotations({ identifier: "SandboxDelivered" })
export type SandboxDelivered = typeof SandboxDelivered.Type

const one = Schema.Struct({ negotiation: Schema.NonEmptyString.pipe(Schema.maxLength(200)) })

/** The sandbox, in which a visitor plays the creator (DASH-01). Everything is a 404 where it is off. */
export const sandboxApi = HttpApiGroup.make("sandbox")
  .add(HttpApiEndpoint.get("creators", "/sandbox/creators").addSuccess(SandboxCreators).annotate(Access, "viewer"))
  .add(HttpApiEndpoint.get("thread", "/sandbox/creators/:negotiation").setPath(one).addSuccess(SandboxThread).annotate(Access, "viewer"))
  .add(HttpApiEndpoint.post("reply", "/sandbox/creators/:negotiation/replies").setPath(one).setPayload(SandboxReply).addSuccess(SandboxDelivered).annotate(Access, "negotiator"))
  .middleware(Authorization)
