/**
 * What goes wrong with a call: nobody hears its answer ("lost"), it does not get through ("refused"), it is carried out after its caller has
 * given up ("late"), or Google has another answer for it, which changes nothing.
 */
export type Fault = "lost" | "refused" | "late" | { readonly status: 429 | 500 | 503; readonly retryAfterSeconds: number | null }

/** Decides about every call by its name: "users.drafts.send", or "token" for sign-in. Null lets it pass. */
export type Faults = (call: string) => Fault | null
