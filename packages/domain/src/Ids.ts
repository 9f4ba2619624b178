import * as Schema from "effect/Schema"

const id = <const Name extends string>(name: Name) =>
  Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(120), Schema.brand(`@parley/domain/${name}`))

/** A campaign's name in the books: lower case letters, digits and dashes, chosen by whoever wrote the campaign. */
export const CampaignId = Schema.String.pipe(
  Schema.pattern(/^[a-z0-9][a-z0-9-]{0,63}$/, { message: () => "expected lower case letters, digits and dashes, e.g. spring-glow-2026" }),
  Schema.brand("@parley/domain/CampaignId")
)
export type CampaignId = typeof CampaignId.Type

/** One creator in one campaign. Opaque: names live in `people`, where they can be forgotten. */
export const NegotiationId = id("NegotiationId")
export type NegotiationId = typeof NegotiationId.Type

/** A person (creator or contact), opaque. */
export const PersonId = id("PersonId")
export type PersonId = typeof PersonId.Type

/** A stored message, in or out, opaque. */
export const MessageId = id("MessageId")
export type MessageId = typeof MessageId.Type

/** Who asks for a command, once: the same id handled again returns the first outcome. */
export const CommandId = id("CommandId")
export type CommandId = typeof CommandId.Type

/** Who decided: "parley", or a person of the team as their channel knows them, e.g. "console:ana". */
export const Actor = id("Actor")
export type Actor = typeof Actor.Type
