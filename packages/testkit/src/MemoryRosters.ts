import type { CampaignId } from "@parley/domain/Ids"
import { instant } from "@parley/domain/Instant"
import { rowKey } from "@parley/domain/influencer/RosterPrint"
import type { NewRoster, RosterNote } from "@parley/domain/ports/RosterBooks"
import type { Books } from "./MemoryBooks.ts"

export const addRoster = (books: Books, campaign: CampaignId, { salt, source, traces }: NewRoster): void => {
  books.rosters.set(campaign, { roster: { campaign, source, salt, revision: 0, failures: 0, isDoubted: false }, traces: new Map(traces.map((trace) => [trace.key, trace])) })
}

/** Whose revision was compared already. */
export const noteRoster = (books: Books, { campaign, dropped, failures, isDoubted, kept }: RosterNote): void => {
  const known = books.rosters.get(campaign)
  if (known === undefined) return
  known.roster = { ...known.roster, failures, isDoubted, revision: known.roster.revision + 1 }
  for (const key of dropped) known.traces.delete(key)
  for (const trace of kept) known.traces.set(trace.key, trace)
}

/** Rows may have been written to that the books do not know. */
export const doubtRosters = (books: Books): void => {
  for (const known of books.rosters.values()) known.roster = { ...known.roster, isDoubted: true, revision: known.roster.revision + 1 }
}

/** Leaves of a person's rows only that they are not to be looked at again, and that much in every roster: whoever stands nowhere yet may be added later. */
export const forgetRows = (books: Books, address: string, negotiations: ReadonlySet<string>): void => {
  for (const known of books.rosters.values()) {
    const key = rowKey(known.roster.salt, address)
    const theirs = [...known.traces.values()].filter((trace) => trace.key === key || (trace.negotiation !== null && negotiations.has(trace.negotiation)))
    for (const trace of [{ key, negotiation: null }, ...theirs]) {
      known.traces.set(trace.key, { key: trace.key, negotiation: trace.negotiation, standing: "Forgotten", seen: null, since: instant(0), known: "" })
    }
    known.roster = { ...known.roster, revision: known.roster.revision + 1 }
  }
}
