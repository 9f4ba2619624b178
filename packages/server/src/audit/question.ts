import type { AuditRequest } from "@parley/api/Audit"
import { BadInput, type FieldProblem } from "@parley/api/Problems"
import { type Instant, instant } from "@parley/domain/Instant"
import type { EventTag } from "@parley/domain/negotiation/Event"
import { eventTags } from "@parley/domain/negotiation/eventTags"
import * as Either from "effect/Either"
import { type Moment, readMoment, readSpan } from "./moment.ts"

/** What a request asks about events, and the moment it wants states of; whose they are is found by name elsewhere. */
export interface Question {
  readonly type: EventTag | null
  readonly from: Instant | null
  readonly to: Instant | null
  readonly asOf: Instant | null
}

/** Reads a request made at `now`, or says everything that is wrong with it at once. */
export const readQuestion = (request: AuditRequest, now: Instant): Either.Either<Question, BadInput> => {
  const problems: Array<FieldProblem> = [...blank(request), ...beside(request)]
  const read = <A>(field: Field, expected: string, reader: (text: string) => A | null): A | null => {
    const text = request[field]
    if (text === undefined || text.trim() === "") return null
    const value = reader(text)
    if (value === null) problems.push({ field: shown(field), expected, got: JSON.stringify(text) })
    return value
  }
  const moment = (field: "from" | "to" | "asOf"): Moment | null => read(field, aTime, readMoment)

  const type = read("type", `a kind of event: ${eventTags.join(", ")}`, tagOf)
  const [first, last, then] = [moment("from"), moment("to"), moment("asOf")]
  const span = read("last", "a span such as 30m, 24h, 7d or 2w", readSpan)
  const from = first?.first ?? (span === null ? null : now - span)
  const to = last?.last ?? null
  if (from !== null && to !== null && from > to) {
    problems.push(
      { field: first === null ? "last" : "from", expected: `a time that is not after to, which ends at ${iso(to)}`, got: iso(from) },
      { field: "to", expected: `a time that is not before ${first === null ? "last" : "from"}, which begins at ${iso(from)}`, got: iso(to) }
    )
  }
  return problems.length > 0
    ? Either.left(new BadInput({ message: "The audit cannot be asked like this", problems }))
    : Either.right({ type, from: instantOf(from), to: instantOf(to), asOf: instantOf(then?.last ?? null) })
}

type Field = "influencer" | "campaign" | "type" | "thread" | "from" | "to" | "last" | "asOf"

/** As people write it, in a command and in a URL. */
const shown = (field: Field): string => field === "asOf" ? "as-of" : field

const aTime = "a date such as 2026-11-23 or an instant such as 2026-11-23T10:00:00Z, UTC unless it names an offset"

const fields: ReadonlyArray<Field> = ["influencer", "campaign", "type", "thread", "from", "to", "last", "asOf"]

const blank = (request: AuditRequest): ReadonlyArray<FieldProblem> =>
  fields.flatMap((field) => request[field]?.trim() === "" ? [{ field: shown(field), expected: "something to look for, or the field left out", got: "nothing" }] : [])

/** What cannot stand beside what else was asked. */
const beside = (request: AuditRequest): ReadonlyArray<FieldProblem> => {
  const { asOf, from, last } = request
  const both = last !== undefined && from !== undefined
    ? [
      { field: "last", expected: "no from beside it: both say where it begins", got: `last ${last} and from ${from}` },
      { field: "from", expected: "no last beside it: both say where it begins", got: `from ${from} and last ${last}` }
    ]
    : []
  const ofEvents = (["type", "from", "to", "last"] as const).flatMap((field) =>
    asOf === undefined || request[field] === undefined
      ? []
      : [{ field, expected: "no as-of beside it: that tells states at one moment, this chooses events", got: `${field} ${request[field]} and as-of ${asOf}` }])
  return [...both, ...ofEvents]
}

const plain = (text: string): string => text.replace(/[\s_-]/g, "").toLowerCase()

const tagOf = (text: string): EventTag | null => eventTags.find((tag) => plain(tag) === plain(text)) ?? null

const iso = (at: number): string => new Date(at).toISOString()

const instantOf = (at: number | null): Instant | null => at === null ? null : instant(at)
