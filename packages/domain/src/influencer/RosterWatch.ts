import type { NegotiationId } from "../Ids.ts"

/**
 * What is known of one thing in a watched roster, a row or a problem. `New` was read once and waits for a second, equal read; of what is
 * `Known` the team or a negotiation knows; it is `Gone` when the team knows that too. What is `Forgotten` is never looked at again, so
 * that a row that still stands in the roster does not begin anew (ROSTER-02, STATE-06).
 */
export interface RosterTrace {
  /** Salted; see `rowKey` and `problemKeys`. */
  readonly key: string
  readonly standing: "New" | "Known" | "Gone" | "Forgotten"
  /** The print at the last read: null when it was not there, "" when its row could not be read. */
  readonly seen: string | null
  /** The print that is known; "" while `New` and when `Forgotten`. */
  readonly known: string
  /** The row's negotiation, once it has one. */
  readonly negotiation: NegotiationId | null
}

/** What two equal reads in a row say that was not known before them. */
export type RosterNews = "appeared" | "changed" | "vanished"

/** What is known after one more read; `trace` is null when there is nothing left to keep. */
export interface Observation {
  readonly trace: RosterTrace | null
  readonly news: RosterNews | null
}

/**
 * One thing at one more read: its print, or null when it is not there. Nothing is news before two reads in a row agree on it, for a person
 * may be typing (ROSTER-02). What comes back unchanged is none.
 */
export const observe = (key: string, before: RosterTrace | null, print: string | null): Observation => {
  if (before === null) {
    return { trace: print === null ? null : { key, standing: "New", seen: print, known: "", negotiation: null }, news: null }
  }
  const isTwice = before.seen === print
  const next = { ...before, seen: print }
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
const unread = (before: RosterTrace): RosterTrace | null =>
  before.standing === "New" ? null : before.standing === "Forgotten" ? before : { ...before, seen: "" }

/** One read of a roster: what is there by key, and what cannot be told to be missing. */
export interface Sightings {
  readonly prints: ReadonlyMap<string, string>
  readonly isUnread: (key: string) => boolean
}

/** What one read changes of what is known; empty when it says the same as the last. */
export interface Comparison {
  readonly kept: ReadonlyArray<RosterTrace>
  readonly dropped: ReadonlyArray<string>
  readonly news: ReadonlyArray<{ readonly news: RosterNews; readonly before: RosterTrace | null; readonly trace: RosterTrace }>
}

export const compare = (traces: ReadonlyArray<RosterTrace>, { isUnread, prints }: Sightings): Comparison => {
  const known = new Map(traces.map((trace) => [trace.key, trace]))
  const kept: Array<RosterTrace> = []
  const dropped: Array<string> = []
  const news: Array<Comparison["news"][number]> = []
  for (const key of new Set([...prints.keys(), ...known.keys()])) {
    const before = known.get(key) ?? null
    const print = prints.get(key) ?? null
    const { trace, news: heard } = print === null && before !== null && isUnread(key) ? { trace: unread(before), news: null } : observe(key, before, print)
    if (trace === null) dropped.push(key)
    else if (before === null || trace.seen !== before.seen || trace.standing !== before.standing || trace.known !== before.known) kept.push(trace)
    if (trace !== null && heard !== null) news.push({ news: heard, before, trace })
  }
  return { kept, dropped, news }
}
