import * as Context from "effect/Context"
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type { Brief, Draft } from "../drafting/Brief.ts"

/** The writer cannot answer now; the template writer does. */
export class WriterUnavailable extends Data.TaggedError("WriterUnavailable")<{ readonly reason: string }> {}

/** Writes prose around the brief's slots. Nothing it writes leaves before the gate has read it. */
export class EmailWriter extends Context.Tag("@parley/domain/ports/EmailWriter")<EmailWriter, {
  /** `objections` are the gate's reasons against a first try; empty at first. */
  readonly write: (brief: Brief, objections: ReadonlyArray<string>) => Effect.Effect<Draft, WriterUnavailable>
}>() {}
