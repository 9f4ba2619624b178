import * as Schema from "effect/Schema"
import { PersonId } from "../Ids.ts"
import { Cents } from "../Money.ts"
import { Views } from "../Views.ts"

export const Platform = Schema.Literal("instagram", "tiktok", "youtube")
export type Platform = typeof Platform.Type

/** A mail address, lower case. */
export const EmailAddress = Schema.String.pipe(
  Schema.maxLength(254),
  Schema.pattern(/^[^\s@<>",;:()]+@[^\s@<>",;:()]+\.[^\s@<>",;:().]+$/, { message: () => "expected a mail address, e.g. maya@example.com" }),
  Schema.brand("@parley/domain/EmailAddress")
)
export type EmailAddress = typeof EmailAddress.Type

/** One roster row: a creator we may write to. Rates in minor units of the campaign's currency, engagement in basis points. */
export const Influencer = Schema.Struct({
  id: PersonId,
  name: Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(200)),
  email: EmailAddress,
  platform: Platform,
  handle: Schema.String.pipe(Schema.maxLength(200)),
  averageViews: Views,
  minRate: Schema.NullOr(Cents),
  maxRate: Schema.NullOr(Cents),
  engagementBps: Schema.NullOr(Schema.Int.pipe(Schema.between(0, 10_000))),
  timeZone: Schema.NullOr(Schema.String.pipe(Schema.maxLength(64)))
})
export type Influencer = typeof Influencer.Type
