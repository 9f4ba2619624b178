import { type Instant, instant } from "@parley/domain/Instant"
import { exposureOf } from "@parley/domain/ledger/Ledger"
import { evolve } from "@parley/domain/negotiation/evolve"
import { type State, unopened } from "@parley/domain/negotiation/State"
import { failedMail } from "@parley/domain/ports/Inbox"
import type { Counts, DeadLetter, VerifyProblem, VerifyReport } from "@parley/domain/ports/Store"
import { type Books, type Kept, mayGo } from "./MemoryBooks.ts"

/** What a memory store tells of itself as a whole. */
export const countsOf = (books: Books): Counts => {
  const negotiations = [...books.negotiations.values()]
  const rows = [...books.loose, ...negotiations.flatMap(({ outbox }) => outbox)].map(({ row }) => row)
  const inbox = tally([...books.inbox.values()].map(({ row }) => row.status))
  return {
    unaccounted: inbox.pending ?? 0,
    inbox,
    mail: tally(rows.filter(({ lane }) => lane === "mail").map(({ status }) => status)),
    team: tally(rows.filter(({ lane }) => lane === "team").map(({ status }) => status)),
    negotiations: tally(negotiations.map(({ state }) => state._tag)),
    quarantined: negotiations.filter(({ quarantined }) => quarantined !== null).length,
    deadLetters: deadLetters(books, Infinity).length,
    denials: books.denials.length
  }
}

export const deadLetters = (books: Books, limit: number): ReadonlyArray<DeadLetter> => {
  const out = [...books.loose, ...[...books.negotiations.values()].flatMap(({ outbox }) => outbox)]
    .filter(({ row }) => row.status === "dead" || row.status === "in_doubt")
    .sort((a, b) => a.row.nextAt - b.row.nextAt)
    .map(({ row }): DeadLetter => ({ _tag: "Outbox", row }))
  const inbox = [...books.inbox.values()]
    .filter(({ reason, row }) => row.status === "owned" && reason === failedMail)
    .map(({ error, negotiation, row }): DeadLetter => ({ _tag: "Inbox", row: { ...row, raw: null }, negotiation, error }))
  return [...out, ...inbox].slice(0, limit)
}

export const neverOpened = (books: Books, limit: number): ReadonlyArray<Kept> => {
  const found: Array<Kept> = []
  for (const kept of books.unopened) {
    if (found.length >= limit) break
    if (kept.quarantined === null) found.push(kept)
  }
  return found
}

export const nextDue = (books: Books): Instant | null => {
  const ready = () => true
  const all = [
    books.inboxDue.next(ready), books.sendingStopped === null ? books.outboxDue.mail.next(mayGo) : null, books.outboxDue.team.next(mayGo), books.deadlines.next(ready),
    neverOpened(books, 1)[0]?.updatedAt ?? null, ...[...books.intakes.values()].flatMap(({ nextAt, status }) => status === "pending" ? [nextAt] : [])
  ].filter((one) => one !== null)
  return all.length === 0 ? null : instant(Math.min(...all))
}

export const verify = (books: Books, progress: (events: number, of: number) => void): VerifyReport => {
  const problems: Array<VerifyProblem> = []
  let events = 0
  for (const kept of books.negotiations.values()) {
    const version = kept.events.length
    events += version
    const report = (problem: string) => problems.push({ negotiation: kept.id, version, problem })
    if (kept.quarantined !== null) report(`is set aside: ${kept.quarantined}`)
    if (kept.events.some((event, index) => event.version !== index + 1)) report("an event is missing")
    const replayed = kept.events.reduce((state: State, { event }) => evolve(state, event), unopened)
    if (JSON.stringify(sorted(replayed)) !== JSON.stringify(sorted(kept.state))) report("the snapshot is not what its events lead to")
    if (kept.outbox.some(({ row }) => row.event === null || row.event < 1 || row.event > version)) report("an outbox row performs an event that does not exist")
  }
  for (const ledger of books.ledgers.values()) {
    const exposures = ledger.negotiations.map(({ state }) => exposureOf(state))
    const sum = (of: (one: (typeof exposures)[number]) => number) => exposures.reduce((total, one) => total + of(one), 0)
    if (ledger.agreed !== sum((one) => one.agreed) || ledger.reserved !== sum((one) => one.reserved) || ledger.saved !== sum((one) => one.saved)) {
      problems.push({ negotiation: null, version: null, problem: `the ledger of ${ledger.campaign.id} is not the sum of its negotiations` })
    }
  }
  progress(events, events)
  return { negotiations: books.negotiations.size, events, problems }
}

const tally = <S extends string>(statuses: ReadonlyArray<S>): Partial<Record<S, number>> => {
  const counts: Partial<Record<S, number>> = {}
  for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

/** With its fields in one order, so that equal values have equal text. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map(([key, field]) => [key, sorted(field)]))
}
