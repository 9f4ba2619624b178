import * as Context from "effect/Context"
import * as Effect from "effect/Effect"

/** Named moments between durable steps, where the crash harness ends the process. They do nothing unless it asks. */
export class KillPoints extends Context.Reference<KillPoints>()("@parley/domain/usecases/KillPoints", {
  defaultValue: (): { readonly reach: (point: string) => Effect.Effect<void> } => ({ reach: () => Effect.void })
}) {}
