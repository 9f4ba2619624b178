import * as Schema from "effect/Schema"
import { Cents } from "../Money.ts"

/** What beside money a campaign may put on the table, each once (LEVER-01); smaller packages and shorter usage stand with the packages. Texts reach creators as they are. */
export const CampaignLevers = Schema.Struct({
  /** Sent on top of the rate, and what it would cost in a shop; minor units. */
  product: Schema.optional(Schema.Struct({ what: Schema.NonEmptyTrimmedString, value: Schema.NullOr(Cents) })),
  /** How their content is shared further. */
  syndication: Schema.optional(Schema.NonEmptyTrimmedString),
  /** A mail may say what the rate comes to for 1,000 views. */
  shareCpm: Schema.Boolean
})
export type CampaignLevers = typeof CampaignLevers.Type
