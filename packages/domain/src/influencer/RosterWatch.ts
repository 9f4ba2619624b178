import type { NegotiationId } from "../Ids.ts"
import type { Instant } from "../Instant.ts"

/**
 * What is known of one thing in a watched roster, a row or a problem. `New` was read and waits for a second, equal read some time later; of what is
 * `Known` the team or a negotiation knows; it is `Gone` when the team knows that too. What is `Forgotten` is never looked at again, so
 * that a row that still stands in the roster does not begin anew (ROSTER-02, STATE-06).
 */
export interface RosterTrace {
  /** Salted; see `rowKey` and `problemKeys`. */
  readonly key: string
  readonly standing: "New" | "Known" | "Gone" | "Forgotten"
  /** The print at the last read: null when it was not there, "" when its row could not be read. */
  readonly seen: string | null
  /** When it was first read so, with no other read since. */
  readonly since: Instant
  /** The print that is known; "" while `New` and when `Forgotten`. */
  readonly known: string
  /** The row's negotiation, once it has one. */
  readonly negotiation: NegotiationId | null
}

/** When a roster is read, and how many milliseconds must lie between two equal reads before what they say counts: as far as a person needs to finish. */
export interface Reading {
  readonly at: Instant
  readonly apart: number
}

/** What two equal reads say that was not known before them. */
export type RosterNews = "appeared" | "changed" | "vanished"

/** What is known after one more read; `trace` is null when there is nothing left to keep. */
export interface Observation {
  readonly trace: RosterTrace | null
  readonly news: RosterNews | null
}

/**
 * One thing at one more read: its print, or null when it is not there. Nothing is news before two reads agree on it that lie apart, and all
 * between them, for a person may be typing (ROSTER-02). What comes back unchanged is none.
 */
export const observe = (key: string, before: RosterTrace | null, print: string | null, { apart, at }: Reading): Observation => {
  if (before === null) {
    return { trace: print === null ? null : { key, standing: "New", seen: print, since: at, known: "", negotiation: null }, news: null }
  }
  // a clock that was set back cannot tell how long it stands
  const since = before.seen === print && before.since <= at ? before.since : at
  const isTwice = before.seen === print && at - since >= apart
  const next = { ...before, seen: print, since }
  switch (before.standing) {
    case "Forgotten":
      return { trace: before, news: null }
    case "New":
      return print === null
        ? { trace: null, news: null }
        : isTwice ? { trace: { ...next, standing: "Known", known: print }, news: "appeared" } : { trace: next, news: null }
    case "Known":
      if (print === before.known || !isTwice) return { trace: next, news: null }
      return print === null ? { trace: { ...next, standing: "Gone" }, news: "vanished" } : { trace: { ...next, known: print }, news: "changed" }
    case "Gone":
      if (print === null || !isTwice) return { trace: next, news: null }
      return { trace: { ...next, standing: "Known", known: print }, news: print === before.known ? null : "changed" }
  }
}

/** The row could not be read this time, so nobody knows what it says: what was read once before must be read twice again. */
const unread = (before: RosterTrace, at: Instant): RosterTrace | null =>
  before.standing === "New" ? null : before.standing === "Forgotten" || before.seen === "" ? before : { ...before, seen: "", since: at }

/** One read of a roster: what is there by key, and what cannot be told to be missing. */
export interface Sightings extends Reading {
  readonly prints: ReadonlyMap<string, string>
  readonly isUnread: (key: string) => boolean
}

/** What one read changes of what is known; empty when it says the same as the last. */
export interface Comparison {
  readonly kept: ReadonlyArray<RosterTrace>
  readonly dropped: ReadonlyArray<string>
  readonly news: ReadonlyArray<{ readonly news: RosterNews; readonly before: RosterTrace | null; readonly trace: RosterTrace }>
}

export const compare = (traces: ReadonlyArray<RosterTrace>, { isUnread, prints, ...reading }: Sightings): Comparison => {
  const known = new Map(traces.map((trace) => [trace.key, trace]))
  const kept: Array<RosterTrace> = []
  const dropped: Array<string> = []
  const news: Array<Comparison["news"][number]> = []
  for (const key of new Set([...prints.keys(), ...known.keys()])) {
    const before = known.get(key) ?? null
    const print = prints.get(key) ?? null
    const { trace, news: heard } = print === null && before !== null && isUnread(key) ? { trace: unread(before, reading.at), news: null } : observe(key, before, print, reading)
    if (trace === null) dropped.push(key)
    else if (before === null || trace.seen !== before.seen || trace.since !== before.since || trace.standing !== before.standing || trace.known !== before.known) kept.push(trace)
    if (trace !== null && heard !== null) news.push({ news: heard, before, trace })
  }
  return { kept, dropped, news }
}

/**
 * The rows of a read that the books do not know, or have not seen long enough to start them, as known without a negotiation: where the books
 * are older than the world, each may have been written to, so none of them starts (STATE-05). `leftOut` are the rows that cannot be read.
 */
export const doubtfulRows = (traces: ReadonlyArray<RosterTrace>, prints: ReadonlyMap<string, string>, leftOut: Iterable<string>, at: Instant): ReadonlyArray<RosterTrace> => {
  const known = new Set(traces.flatMap(({ key, standing }) => standing === "New" ? [] : [key]))
  const rows = [...prints, ...Array.from(leftOut, (key) => [key, ""] as const)]
  return rows.flatMap(([key, print]) => known.has(key) ? [] : [{ key, standing: "Known", seen: print, since: at, known: print, negotiation: null }])
}
