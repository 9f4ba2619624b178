import * as Brand from "effect/Brand"
import * as Schema from "effect/Schema"

/** Views that one package, or one deliverable, is expected to bring: whole, 1 to 10^9. Source: roster column "Average Views". */
export const Views = Schema.Int.pipe(Schema.between(1, 1_000_000_000), Schema.brand("@parley/domain/Views"))
export type Views = typeof Views.Type

/** Names a number already known to be whole and in bounds. */
export const views = Brand.nominal<Views>()
