import * as Effect from "effect/Effect"
import type { CampaignId, NegotiationId } from "../Ids.ts"
import type { Influencer } from "../influencer/Influencer.ts"
import { isOfCreator } from "../influencer/RosterPrint.ts"
import type { RosterRow } from "../influencer/RosterRow.ts"
import type { RosterTrace } from "../influencer/RosterWatch.ts"
import { Store } from "../ports/Store.ts"

/** The negotiation of a creator whose row has another address now. */
export interface Moved {
  readonly negotiation: NegotiationId
  readonly influencer: Influencer
  readonly isRunning: boolean
}

interface Candidate extends Moved {
  readonly known: string
}

export const hasEnded = (tag: string): boolean => tag === "Agreed" || tag === "Declined" || tag === "Walked" || tag === "Stopped"

/**
 * Finds whom a new row was before somebody corrected its address: a creator of the same platform and handle whose negotiation runs, or whose
 * row is gone. Their row's last print is asked, for the books know only what it said at first. A row without a handle could be anybody.
 * Who began with this very address is themselves, though another creator of their manager's has taken their row since.
 */
export const movedRows = (campaign: CampaignId, salt: string, traces: ReadonlyArray<RosterTrace>, isThere: (key: string) => boolean) =>
  Effect.gen(function*() {
    const store = yield* Store
    const rows = new Map((yield* store.negotiations(campaign)).map((row) => [row.id, row]))
    const asBegun = new Map<string, Candidate>()
    const edited: Array<Candidate> = []
    const once = new Map<string, Candidate>()
    for (const { key, known, negotiation, standing } of traces) {
      const row = negotiation === null || standing === "Forgotten" ? undefined : rows.get(negotiation)
      const isRunning = row !== undefined && !hasEnded(row.state._tag)
      const influencer = row === undefined ? null : yield* store.influencer(row.influencer)
      if (row === undefined || influencer === null) continue
      const candidate = { negotiation: row.id, influencer, isRunning, known }
      once.set(`${influencer.email} ${nameOf(influencer)}`, candidate)
      if (!isRunning && isThere(key)) continue
      if (isOfCreator(salt, known, influencer.email, influencer)) asBegun.set(nameOf(influencer), candidate)
      else edited.push(candidate)
    }
    return (row: RosterRow): Moved | null =>
      row.handle === ""
        ? null
        : asBegun.get(nameOf(row)) ?? edited.find(({ influencer, known }) => isOfCreator(salt, known, influencer.email, row)) ??
          once.get(`${row.email} ${nameOf(row)}`) ?? null
  })

const nameOf = ({ handle, platform }: Pick<RosterRow, "platform" | "handle">): string => `${platform} ${handle}`
