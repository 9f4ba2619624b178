import * as Schema from "effect/Schema"

/** A task as ClickUp gives it, as far as it is read: https://developer.clickup.com/reference/gettask */
export const Task = Schema.Struct({
  id: Schema.String,
  name: Schema.String,
  url: Schema.optional(Schema.NullOr(Schema.String)),
  /** Epoch milliseconds, as a text. */
  date_created: Schema.NumberFromString,
  list: Schema.Struct({ id: Schema.String }),
  custom_fields: Schema.optionalWith(Schema.Array(Schema.Struct({
    id: Schema.String,
    name: Schema.String,
    type: Schema.String,
    type_config: Schema.optional(Schema.NullOr(Schema.Struct({
      options: Schema.optional(Schema.Array(Schema.Struct({
        id: Schema.String,
        /** Of a dropdown; labels have `label`. */
        name: Schema.optional(Schema.String),
        label: Schema.optional(Schema.String),
        orderindex: Schema.optional(Schema.NullOr(Schema.Union(Schema.Number, Schema.NumberFromString)))
      })))
    }))),
    /** Absent where nothing was filled in. */
    value: Schema.optional(Schema.Unknown)
  })), { default: () => [] })
})
export type Task = typeof Task.Type
export type CustomField = Task["custom_fields"][number]
