import * as Schema from "effect/Schema"

/** As many items as one page of a list holds. */
export const longestPage = 200

/** A page of a list: `next` is the `cursor` that asks for the page after it, null on the last one. */
export const pageOf = <A, I>(name: string, item: Schema.Schema<A, I>) =>
  Schema.Struct({ items: Schema.Array(item), next: Schema.NullOr(Schema.String) }).annotations({ identifier: name })

export interface Page<A> {
  readonly items: ReadonlyArray<A>
  readonly next: string | null
}

/** A whole number in a URL. */
export const wholeFromText = (from: number, to: number) =>
  Schema.transform(Schema.String.pipe(Schema.pattern(/^(?:0|[1-9]\d{0,15})$/)), Schema.Int.pipe(Schema.between(from, to)), { strict: true, decode: Number, encode: String })
    .annotations({ jsonSchema: { type: "integer", minimum: from, maximum: to } })

/** What every list takes: where the last page ended (opaque, for the same filters and order only), and how many items are wanted. */
export const pageFields = {
  cursor: Schema.optional(Schema.NonEmptyString.pipe(Schema.maxLength(500))),
  limit: Schema.optionalWith(wholeFromText(1, longestPage), { default: () => 50 })
}

export const PageRequest = Schema.Struct(pageFields)
export type PageRequest = typeof PageRequest.Type
