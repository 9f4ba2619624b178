import * as Effect from "effect/Effect"
import { serveWith } from "./serve.ts"

/** Sends a mail while it stages it, before anything says that it will leave. */
serveWith((real, folder) => ({
  ...real,
  stage: (email) => Effect.tap(real.stage(email), ({ draftId }) => Effect.sync(() => folder.send(draftId))),
  dispatch: ({ draftId }) => Effect.sync(() => {
    folder.removeDraft(draftId)
    return folder.lastSent(draftId) ?? folder.send(draftId)
  })
}))
