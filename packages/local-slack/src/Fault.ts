/**
 * What goes wrong with a call: nobody hears its answer ("lost"), it does not get through ("refused"), it is carried out after its caller has
 * given up ("late"), Slack has another HTTP status for it, or an error of its own. The last two change nothing.
 */
export type Fault =
  | "lost"
  | "refused"
  | "late"
  | { readonly status: 429 | 500 | 503; readonly retryAfterSeconds: number | null }
  | { readonly error: string }

/** Decides about every call by its name: "chat.postMessage", or "response_url". Null lets it pass. */
export type Faults = (call: string) => Fault | null
