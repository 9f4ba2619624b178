import * as Brand from "effect/Brand"
import * as Schema from "effect/Schema"

/** Milliseconds since 1970-01-01T00:00Z. A number, so that events and snapshots are JSON as they stand. */
export const Instant = Schema.Int.pipe(Schema.brand("@parley/domain/Instant"))
export type Instant = typeof Instant.Type

/** Names a number already known to be whole milliseconds. */
export const instant = Brand.nominal<Instant>()
