import * as Schema from "effect/Schema"
import { Currency } from "../Currency.ts"
import { Instant } from "../Instant.ts"
import { ModelField } from "./ModelField.ts"

/** What its service calls a filled-in form, e.g. a ClickUp task's id. */
export const FormId = Schema.NonEmptyTrimmedString.pipe(Schema.pattern(/^[A-Za-z0-9_-]{1,64}$/), Schema.brand("@parley/domain/FormId"))
export type FormId = typeof FormId.Type

/** What stands in one field. Numbers are texts as people wrote them; an option is its label; `Unreadable` is what the service's own data does not explain. */
export const FormAnswer = Schema.Union(
  Schema.TaggedStruct("Nothing", {}),
  Schema.TaggedStruct("Text", { text: Schema.String }),
  Schema.TaggedStruct("Choices", { choices: Schema.Array(Schema.String) }),
  Schema.TaggedStruct("Dates", { from: Schema.NullOr(Instant), to: Schema.NullOr(Instant) }),
  Schema.TaggedStruct("Unreadable", { got: Schema.String, expected: Schema.String })
)
export type FormAnswer = typeof FormAnswer.Type

/** One field by the form's own label. `field` is null for what is not asked of it: it is kept all the same. */
export const FormField = Schema.Struct({ label: Schema.String, field: Schema.NullOr(ModelField), required: Schema.Boolean, answer: FormAnswer })
export type FormField = typeof FormField.Type

/** A filled-in form. Its texts come from outside and are hostile data. */
export const Form = Schema.Struct({
  id: FormId,
  title: Schema.String,
  /** Where a person can read it. */
  link: Schema.NullOr(Schema.String),
  at: Instant,
  fields: Schema.Array(FormField),
  /** What the form does not ask and every campaign of it has, as a campaign's file says it. */
  currency: Currency,
  usual: Schema.Record({ key: Schema.String, value: Schema.Unknown })
})
export type Form = typeof Form.Type

/** A label as people compare it: without case, and with single spaces. */
export const plainLabel = (label: string): string => label.trim().replace(/\s+/gu, " ").toLowerCase()
