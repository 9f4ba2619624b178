import { type AuditPage, type AuditRequest, largestPage } from "@parley/api/Audit"
import * as Effect from "effect/Effect"
import type { AuditFormat } from "./auditFormats.ts"

/** What was left out: how many rows were told, and how many there are. */
export interface Cut {
  readonly told: number
  readonly total: number
}

/**
 * Asks page by page and writes each as it comes, so that the whole need not fit anywhere. Ends at the last row, at `limit`, or
 * when `write` answers that nobody reads any more. Answers what `limit` left out, null when nothing.
 */
export const tellAudit = <E, E2>(options: {
  readonly ask: (request: AuditRequest) => Effect.Effect<AuditPage, E>
  readonly request: AuditRequest
  readonly limit: number | null
  readonly format: AuditFormat
  readonly write: (text: string) => Effect.Effect<boolean, E2>
}): Effect.Effect<Cut | null, E | E2> =>
  Effect.gen(function*() {
    const { ask, format, limit, write } = options
    const wanted = (told: number) => limit === null ? largestPage : Math.min(largestPage, limit - told)
    let page = yield* ask({ ...options.request, limit: wanted(0) })
    if (!(yield* write(format.begin(page)))) return null
    const request = pinned(options.request, page)
    let told = 0
    let cut: Cut | null = null
    for (;;) {
      if (!(yield* write(format.rows(page)))) return null
      const full = page.rows.length === wanted(told)
      const after = page.rows.at(-1)?.position ?? 0
      told += page.rows.length
      if (!full) break
      if (told === limit) {
        const rest = yield* ask({ ...request, after, limit: 1, count: true })
        if (rest.rows.length > 0) cut = { told, total: rest.total ?? told + 1 }
        break
      }
      page = yield* ask({ ...request, after, limit: wanted(told) })
    }
    yield* write(format.end(cut !== null))
    return cut
  })

/** "The last 7 days" must mean the same for every page, though time passes. */
const pinned = (request: AuditRequest, page: AuditPage): AuditRequest =>
  page._tag === "States" ? request : { ...request, last: undefined, from: written(page.from), to: written(page.to) }

const written = (at: number | null): string | undefined => at === null ? undefined : new Date(at).toISOString()
