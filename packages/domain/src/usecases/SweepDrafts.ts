import * as Effect from "effect/Effect"
import { Mailbox } from "../ports/Mailbox.ts"
import { Store } from "../ports/Store.ts"
import { now } from "./ids.ts"
import { rowMarked } from "./MailOutcome.ts"
import { Settings } from "./Settings.ts"

/** Younger drafts may be in the middle of being recorded. */
const grace = 3_600_000

/**
 * Removes drafts of ours that nothing will send: a death came between staging one and its record, and its mail was given up meanwhile. What a person
 * put words into stays, and so does everything while the books are behind the mailbox. Answers how many were removed.
 */
export const sweepDrafts = Effect.gen(function*() {
  const mailbox = yield* Mailbox
  const store = yield* Store
  const { mailbox: name } = yield* Settings
  if ((yield* store.behindSince(name)) !== null) return 0
  const at = yield* now
  let removed = 0
  for (const { at: written, draft, isUntouched, marker } of yield* mailbox.ours) {
    if (!isUntouched || at - written < grace) continue
    const row = yield* rowMarked(marker)
    // another Parley may write from this mailbox: what these books never knew is not theirs to remove
    if (row === null || (row.status !== "superseded" && row.status !== "sent") || row.draftId === draft.draftId) continue
    yield* mailbox.discard(draft)
    removed += 1
  }
  return removed
})
