import type { Json } from "./Message.ts"

/** What Slack sends to the app. */
export interface Envelope {
  readonly kind: "interactive" | "slash_commands" | "events_api"
  readonly payload: Json
}

/**
 * What became of it: the app took it, maybe with an answer in `payload`; it was refused, with a status where there is HTTP, or because nothing
 * was connected; or nobody answered in time. `shown` is the error that the person sees.
 */
export type Outcome =
  | { readonly _tag: "acked"; readonly payload: Json; readonly attempts: number }
  | { readonly _tag: "refused"; readonly status: number | null; readonly reason: string; readonly shown: string }
  | { readonly _tag: "unanswered"; readonly attempts: number; readonly shown: "operation_timeout" }

export interface Delivery {
  readonly envelope: Envelope
  readonly outcome: Outcome
}

/** How an envelope says that it came before. */
export interface Retry {
  readonly attempt: number
  readonly reason: string
}

/** A delivery to the app by one way or the other. */
export type Transport = (envelope: Envelope, retry: Retry | null) => Promise<Outcome>
