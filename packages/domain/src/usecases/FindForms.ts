import * as Effect from "effect/Effect"
import { CampaignSource } from "../ports/CampaignSource.ts"
import { Store } from "../ports/Store.ts"
import { now } from "./ids.ts"
import { sourceTroubleNotice } from "./intakeNotices.ts"

/**
 * Looks through the forms for those whose webhook was lost, and gives those that failed another try (INTAKE-01). What was made before the first look is of a time
 * before Parley, and left alone. What keeps webhooks from coming is told to the team. Answers how many forms are to be taken in.
 */
export const findForms = Effect.gen(function*() {
  const store = yield* Store
  const source = yield* CampaignSource
  const forms = yield* source.list(yield* store.formsSince(yield* now))
  const found = yield* store.noteForms(forms, yield* now)
  if (found > 0) yield* Effect.logInfo("forms were found that no webhook told of, or that had failed").pipe(Effect.annotateLogs({ forms: found }))
  const trouble = yield* source.trouble
  if (trouble !== null) yield* store.addNotice(sourceTroubleNotice(trouble, yield* now))
  return found
})
