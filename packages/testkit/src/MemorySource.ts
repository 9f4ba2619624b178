import type { Instant } from "@parley/domain/Instant"
import type { Form, FormId } from "@parley/domain/intake/Form"
import { CampaignSource, NoForm, SourceUnavailable } from "@parley/domain/ports/CampaignSource"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"

/** Forms in memory. A roster's source is its tab's name. */
export interface MemorySource {
  readonly layer: Layer.Layer<CampaignSource>
  readonly put: (form: Form) => void
  readonly remove: (form: FormId) => void
  /** From now on it cannot be asked, for this reason; null: it can. */
  readonly fail: (reason: string | null) => void
  readonly trouble: (reason: string | null) => void
  /** How often forms were fetched. */
  readonly fetches: () => number
}

export const make = (): MemorySource => {
  const forms = new Map<FormId, Form>()
  let down: string | null = null
  let trouble: string | null = null
  let fetches = 0
  const unlessDown = <A, E>(work: () => Effect.Effect<A, E>): Effect.Effect<A, E | SourceUnavailable> =>
    Effect.suspend((): Effect.Effect<A, E | SourceUnavailable> => down === null ? work() : new SourceUnavailable({ reason: down }))
  return {
    layer: Layer.succeed(CampaignSource, {
      fetch: (id) => unlessDown(() => {
        fetches += 1
        const form = forms.get(id)
        return form === undefined ? new NoForm({ reason: "it was deleted" }) : Effect.succeed(form)
      }),
      list: (since: Instant) => unlessDown(() => Effect.succeed([...forms.values()].filter(({ at }) => at >= since).map(({ id }) => id))),
      trouble: unlessDown(() => Effect.succeed(trouble)),
      rosterOf: (_, tab) => tab === null ? Either.left("the name of a roster") : Either.right(tab)
    }),
    put: (form) => void forms.set(form.id, form),
    remove: (form) => void forms.delete(form),
    fail: (reason) => {
      down = reason
    },
    trouble: (reason) => {
      trouble = reason
    },
    fetches: () => fetches
  }
}
