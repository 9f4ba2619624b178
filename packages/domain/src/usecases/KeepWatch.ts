import * as Effect from "effect/Effect"
import { instant } from "../Instant.ts"
import { Mailbox } from "../ports/Mailbox.ts"
import { Store } from "../ports/Store.ts"
import { now } from "./ids.ts"
import { looseNotice } from "./looseNotice.ts"
import { Settings } from "./Settings.ts"

const day = 86_400_000
/** A watch is renewed when this much of it is left, so daily for one of a week. */
const renewedBelow = 6 * day
/** With so little left, somebody has to look why it is not renewed (MAIL-04). */
const warnedBelow = 2 * day

/**
 * Keeps the mailbox telling us of changes, by the end that it named itself and that the books remember over restarts. While it cannot be renewed, mail
 * is found by asking, later; the team is warned two days before the end, once for each. Answers 1 when it was renewed.
 */
export const keepWatch = Effect.gen(function*() {
  const { watch } = yield* Mailbox
  if (watch === null) return 0
  const store = yield* Store
  const { mailbox } = yield* Settings
  const at = yield* now
  const until = yield* store.watchedUntil(mailbox)
  if (until !== null && until - at > renewedBelow) return 0
  return yield* watch.pipe(
    Effect.flatMap((end) => Effect.as(store.watchUntil(mailbox, end), 1)),
    Effect.tapErrorTag("MailboxUnavailable", ({ reason }) => until === null || until - at > warnedBelow ? Effect.void : store.addNotice(looseNotice(
      "mailbox_trouble", `watch ${mailbox} ${until}`, "The mailbox will soon no longer tell of new mail", [
        ["ends", new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }).format(until)], ["problem", reason],
        ["meanwhile", "mail is found by asking, later than usual"]
      ], instant(at)
    )))
  )
})
