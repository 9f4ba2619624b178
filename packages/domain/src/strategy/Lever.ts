import * as Schema from "effect/Schema"

/** Something other than money that can close a gap; each is used at most once in a negotiation (LEVER-01). */
export const Lever = Schema.Literal("package", "usage_rights", "product", "syndication", "cpm_transparency")
export type Lever = typeof Lever.Type
