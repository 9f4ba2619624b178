import * as Context from "effect/Context"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import type { Instant } from "../Instant.ts"
import type { Form, FormId } from "../intake/Form.ts"

/** The service that keeps the forms cannot be asked now. `retryAfter`: milliseconds it asked us to wait. */
export class SourceUnavailable extends Data.TaggedError("SourceUnavailable")<{ readonly reason: string; readonly retryAfter?: number }> {}

/** What was asked for is no form of ours: deleted, or another list's. */
export class NoForm extends Data.TaggedError("NoForm")<{ readonly reason: string }> {}

/** Where campaigns come from as filled-in forms (INTAKE-01). */
export class CampaignSource extends Context.Tag("@parley/domain/ports/CampaignSource")<CampaignSource, {
  readonly fetch: (form: FormId) => Effect.Effect<Form, SourceUnavailable | NoForm>
  /** Every form made since an instant, for those whose webhook never came. */
  readonly list: (since: Instant) => Effect.Effect<ReadonlyArray<FormId>, SourceUnavailable>
  /** What keeps its webhooks from coming; null where nothing does, or nobody can know. */
  readonly trouble: Effect.Effect<string | null, SourceUnavailable>
  /** What a form calls its creators' spreadsheet and tab as a roster's source here; otherwise what was expected of the tab. */
  readonly rosterOf: (sheet: string | null, tab: string | null) => Either.Either<string, string>
}>() {}

/** Where campaigns start from files and commands alone. */
export const none: Layer.Layer<CampaignSource> = Layer.succeed(CampaignSource, {
  fetch: () => new SourceUnavailable({ reason: "no form service is configured: PARLEY_INTAKE is none" }),
  list: () => Effect.succeed([]),
  trouble: Effect.succeed(null),
  rosterOf: () => Either.left("a form service that is configured: PARLEY_INTAKE is none")
})
