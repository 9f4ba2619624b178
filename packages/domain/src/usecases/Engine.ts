import * as Effect from "effect/Effect"
import { deliverMail, discardDrafts } from "./DeliverOutbox.ts"
import { handleInbox, sync } from "./ReceiveMail.ts"
import { sweepDeadlines } from "./SweepDeadlines.ts"
import { tellTeam } from "./TellTeam.ts"

/**
 * Does everything that can be done now, in a fixed order, until nothing is left to do at this moment. Answers how many
 * pieces of work it did. Used by whoever drives the clock; a running server runs the same parts as workers.
 */
export const drain = Effect.gen(function*() {
  let total = 0
  for (;;) {
    let done = 0
    done += yield* sync
    done += yield* handleInbox
    done += yield* sweepDeadlines
    done += yield* deliverMail
    done += yield* discardDrafts
    // a channel that is down holds up nothing else
    done += yield* Effect.catchTag(tellTeam, "TeamUnavailable", () => Effect.succeed(0))
    if (done === 0) return total
    total += done
  }
})
