import * as Context from "effect/Context"
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type { Currency } from "../Currency.ts"
import type { Deliverable } from "../deliverables/Deliverable.ts"
import type { Cents } from "../Money.ts"
import type { ReplyReading } from "../reading/ReplyReading.ts"

/** A reply as the reader gets it: its new text only, what HTML hid from the human eye, and the signature below, which tells who writes and nothing else. */
export interface ReplyText {
  readonly subject: string
  readonly newText: string
  readonly hiddenText: string
  readonly signature?: string
  readonly fromName: string
  readonly fromAddress: string
}

/** What the reader may know of our side: the offer on the table, never a limit (READ-05). */
export interface ReadingContext {
  readonly influencerName: string
  readonly currency: Currency
  readonly openOffer: Cents | null
  readonly deliverables: ReadonlyArray<Deliverable>
  readonly averageViews: number
}

/** The reader cannot answer now; the reply waits and is read again, after `retryAfter` milliseconds at the earliest. */
export class ReaderUnavailable extends Data.TaggedError("ReaderUnavailable")<{ readonly reason: string; readonly retryAfter?: number }> {}

/** Says what a reply says. Its word is checked against the text before anything acts on it. */
export class ReplyReader extends Context.Tag("@parley/domain/ports/ReplyReader")<ReplyReader, {
  readonly read: (reply: ReplyText, context: ReadingContext) => Effect.Effect<ReplyReading, ReaderUnavailable>
}>() {}
