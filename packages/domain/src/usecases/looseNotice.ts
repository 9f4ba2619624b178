import { instant } from "../Instant.ts"
import type { LooseNotice } from "../ports/Outbox.ts"
import { type Notice, plainNotice } from "../ports/TeamChannel.ts"

/** A notice that belongs to no negotiation, ready for the outbox. */
export const looseNotice = (
  kind: Notice["kind"],
  id: string,
  title: string,
  facts: Notice["facts"],
  at: number
): LooseNotice => storedNotice(plainNotice({ id, kind, negotiation: null, title, facts, at }))

/** A notice that carries all it says, ready for the outbox. */
export const storedNotice = (notice: Notice): LooseNotice => ({ id: notice.id, payload: JSON.stringify(notice), at: instant(notice.at) })

/** A negotiation was set aside: the store adds it in the same commit, so that no death comes between. */
export const quarantineNotice = (negotiation: string, reason: string, at: number): LooseNotice =>
  looseNotice("quarantine", `quarantine ${negotiation}`, "A negotiation was set aside", [["negotiation", negotiation], ["reason", reason]], at)
