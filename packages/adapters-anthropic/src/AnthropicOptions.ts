import type { NonEmptyReadonlyArray } from "effect/Array"
import type * as Redacted from "effect/Redacted"
import type { Meter } from "./Usage.ts"

/** What a role needs to ask a model. */
export interface AnthropicOptions {
  /** sk-ant-... */
  readonly apiKey: Redacted.Redacted
  /** Where the API is, without /v1; Anthropic's own if null. */
  readonly baseUrl: string | null
  /** The first is asked; the next when that is not available or not there any more. */
  readonly models: NonEmptyReadonlyArray<string>
  /** Milliseconds that one call may take; see `defaultTimeout`. */
  readonly timeout: number
  /** Where the role's calls are counted. */
  readonly meter: Meter
}

/** The SDK's own ten minutes would hold a reply, and everything behind it, for ten minutes. */
export const defaultTimeout = 45_000
