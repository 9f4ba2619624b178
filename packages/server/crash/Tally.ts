import type { KillPoint } from "@parley/domain/usecases/KillPoints"
import type { Taking } from "./takeOver.ts"

/** Something that broke the promise, or books that do not agree with the world. */
export interface Found {
  readonly kind: "lost" | "duplicated" | "unaccounted"
  readonly what: string
}

export interface Totals {
  readonly kills: number
  readonly random: number
  readonly starts: number
  readonly hits: Readonly<Partial<Record<KillPoint, number>>>
  readonly missed: number
  readonly delivered: number
  readonly decisions: number
  /** Staged mails that a person made theirs. */
  readonly taken: ReadonlyArray<Taking>
  readonly mails: { readonly expected: number; readonly seen: number }
  readonly notices: { readonly expected: number; readonly seen: number }
}

/** Counts over all epochs and worlds of a run. */
export interface Tally {
  readonly started: () => void
  /** Null: at a random moment. */
  readonly killed: (point: KillPoint | null) => void
  readonly missed: (points: ReadonlyArray<KillPoint>) => void
  readonly outcome: (one: Pick<Totals, "delivered" | "decisions" | "taken" | "mails" | "notices">) => void
  readonly totals: () => Totals
}

export const make = (): Tally => {
  const hits: Partial<Record<KillPoint, number>> = {}
  let [random, starts, missed, delivered, decisions] = [0, 0, 0, 0, 0]
  const taken: Array<Taking> = []
  let mails = { expected: 0, seen: 0 }
  let notices = { expected: 0, seen: 0 }
  const both = (one: typeof mails, other: typeof mails) => ({ expected: one.expected + other.expected, seen: one.seen + other.seen })
  return {
    started: () => { starts += 1 },
    killed: (point) => {
      if (point === null) random += 1
      else hits[point] = (hits[point] ?? 0) + 1
    },
    missed: (points) => { missed += points.length },
    outcome: (one) => {
      delivered += one.delivered
      decisions += one.decisions
      taken.push(...one.taken)
      mails = both(mails, one.mails)
      notices = both(notices, one.notices)
    },
    totals: () => ({
      kills: random + Object.values(hits).reduce((sum, count) => sum + count, 0),
      random, starts, hits: { ...hits }, missed, delivered, decisions, taken: [...taken], mails, notices
    })
  }
}
