import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { Campaign } from "../campaign/Campaign.ts"
import type { CampaignId } from "../Ids.ts"
import { addressKey, isProblemKey, printOf, problemKeys, problemPrint, rowKey, rowKeys } from "../influencer/RosterPrint.ts"
import type { RosterReading, RosterRow } from "../influencer/RosterRow.ts"
import { type Comparison, compare, doubtfulRows, type RosterTrace } from "../influencer/RosterWatch.ts"
import { type Instant, instant } from "../Instant.ts"
import type { LooseNotice } from "../ports/Outbox.ts"
import { Roster, RosterUnavailable } from "../ports/Roster.ts"
import type { RosterNote, WatchedRoster } from "../ports/RosterBooks.ts"
import { type NewNegotiation, Store } from "../ports/Store.ts"
import { describe } from "./describe.ts"
import { newNegotiationId, newPersonId, now } from "./ids.ts"
import { hasEnded, movedRows } from "./movedRow.ts"
import { piece } from "./piece.ts"
import { rosterDoubtNotice, rosterProblemsNotice, rosterUnavailableNotice, rowChangedNotice, rowMovedNotice, rowVanishedNotice } from "./rosterNotices.ts"
import { Settings } from "./Settings.ts"

/** So many reads in a row must fail before the team hears of it: a file that is being replaced, or one lost connection, is nobody's business. */
const failuresUntilTold = 2

/** The part of the pace that lies between two reads at least, whatever was restarted between them. */
const leastApart = 0.8

/** Rosters whose service asked to be left alone, until when; as long as the process lives. */
export type RosterRests = Map<CampaignId, { readonly from: Instant; readonly until: Instant; readonly problem: RosterUnavailable }>

const day = 86_400_000

/** What came of one roster's turn. */
interface Turn {
  readonly changed: number
  readonly problem: RosterUnavailable | null
}

/**
 * Reads the roster of every running campaign once (ROSTER-02): rows that are new start, changed and missing rows of running negotiations and
 * new problems are told to the team, each once and after two equal reads that lie apart. A roster that cannot be read holds up no other, nor does one whose
 * service wants to be left alone for long: the pass fails when all had their turn, and it alone is skipped until then. While the books are behind the mailbox nothing is read. Answers how many things were news.
 */
export const watchRosters = (rests: RosterRests) => Effect.gen(function*() {
  const store = yield* Store
  if ((yield* store.behindSince((yield* Settings).mailbox)) !== null) return 0
  const books = new Map((yield* store.campaigns).map((one) => [one.campaign.id, one]))
  const turns = yield* Effect.forEach(yield* store.rosters, (roster) => {
    const one = books.get(roster.campaign)
    if (one === undefined) return Effect.succeed(nothing)
    return Effect.flatMap(isRunning(one), (running) => running ? guarded(roster, unlessResting(rests, roster, watch(roster, one.campaign))) : Effect.succeed(nothing))
  })
  const problem = turns.find((one) => one.problem !== null)?.problem ?? null
  if (problem !== null) return yield* new RosterUnavailable({ source: problem.source, reason: problem.reason, expected: problem.expected })
  return turns.reduce((sum, { changed }) => sum + changed, 0)
})

const nothing: Turn = { changed: 0, problem: null }

const unlessResting = <E, R>(rests: RosterRests, { campaign }: WatchedRoster, work: Effect.Effect<Turn, E, R>) =>
  Effect.gen(function*() {
    const begun = yield* now
    const rest = rests.get(campaign)
    if (rest !== undefined && begun >= rest.from && begun < rest.until) return { changed: 0, problem: rest.problem }
    rests.delete(campaign)
    const turn = yield* work
    const from = yield* now
    const wait = turn.problem?.retryAfter ?? 0
    if (turn.problem !== null && wait > 0) rests.set(campaign, { from, until: instant(from + Math.min(Math.ceil(wait), day)), problem: turn.problem })
    return turn
  })

/** Until every place is taken and every negotiation has ended. */
const isRunning = ({ campaign, deals }: { readonly campaign: Campaign; readonly deals: number }) =>
  deals < campaign.headcount
    ? Effect.succeed(true)
    : Effect.map(Effect.flatMap(Store, (store) => store.negotiations(campaign.id)), (rows) => rows.some(({ state }) => !hasEnded(state._tag)))

const watch = (roster: WatchedRoster, campaign: Campaign) =>
  Effect.gen(function*() {
    const read = yield* Effect.exit(Effect.interruptible(Effect.flatMap(Roster, ({ read }) => read(roster.source, campaign.currency))))
    if (Exit.isSuccess(read)) return { changed: yield* compared(roster, campaign, read.value), problem: null }
    if (Cause.isInterruptedOnly(read.cause)) return nothing
    const failure = Cause.squash(read.cause)
    const problem = failure instanceof RosterUnavailable
      ? failure
      : new RosterUnavailable({ source: roster.source, reason: describe(read.cause), expected: "a roster that can be read" })
    return { changed: yield* failed(roster, campaign, problem), problem }
  })

const failed = (roster: WatchedRoster, campaign: Campaign, problem: RosterUnavailable) =>
  Effect.gen(function*() {
    yield* Effect.logWarning("a roster cannot be read").pipe(Effect.annotateLogs({ campaign: campaign.id, problem: problem.reason }))
    const failures = roster.failures + 1
    if (failures > failuresUntilTold) return 0
    const at = yield* now
    const notices = failures === failuresUntilTold ? [rosterUnavailableNotice(campaign, problem, at)] : []
    yield* (yield* Store).noteRoster({ ...noteOf(roster), failures, notices, at })
    return notices.length
  })

const compared = (roster: WatchedRoster, campaign: Campaign, reading: RosterReading) =>
  Effect.gen(function*() {
    const store = yield* Store
    const { salt } = roster
    const known = yield* store.rosterTraces(campaign.id)
    const unread = reading.leftOut === null ? null : new Set(reading.leftOut.map((email) => rowKey(salt, email)))
    const { problems, rows } = sighted(salt, campaign, reading, known, (key) => unread === null || unread.has(key))
    const at = yield* now
    const prints = new Map([...rows].map(([key, { print }]) => [key, print] as const))
    const doubtful = roster.isDoubted ? doubtfulRows(known, prints, [...unread ?? []].filter((key) => !prints.has(key)), at) : []
    const fresh = new Set(doubtful.map(({ key }) => key))
    // one address that cannot be read may be anybody's, and one row of several with an address anybody of theirs
    const isDoubted = roster.isDoubted && (unread === null || [...unread].some((key) => prints.has(key)))
    const { dropped, kept, news } = compare([...known.filter(({ key }) => !fresh.has(key)), ...doubtful], {
      at, apart: leastApart * (yield* Settings).rosterEvery,
      prints: new Map([...prints, ...[...problems.keys()].map((key) => [key, problemPrint] as const)]),
      isUnread: (key) => !isProblemKey(key) && (unread === null || unread.has(addressKey(key)))
    })
    if (dropped.length + kept.length + doubtful.length === 0 && roster.failures === 0 && isDoubted === roster.isDoubted) return 0

    const start: Array<NewNegotiation> = []
    const notices: Array<LooseNotice> = []
    const begun = new Map<string, RosterTrace>()
    const appeared = news.flatMap(({ news: heard, trace }) => {
      const row = heard === "appeared" ? rows.get(trace.key)?.row : undefined
      return row === undefined ? [] : [{ row, trace }]
    })
    const movedFrom = appeared.length === 0 ? () => null : yield* movedRows(campaign.id, salt, known, (key) => prints.has(key))
    for (const { row, trace } of appeared) {
      const moved = movedFrom(row)
      if (moved !== null && moved.influencer.email !== row.email) notices.push(rowMovedNotice({ ...moved, campaign, at }, row, trace.key, moved.isRunning))
      const id = moved?.negotiation ?? (yield* newNegotiationId)
      if (moved === null) start.push({ id, influencer: { ...row, id: yield* newPersonId } })
      begun.set(trace.key, { ...trace, negotiation: id })
    }
    // nobody is missing whose negotiation has another row
    const there = new Set([...known, ...begun.values()].flatMap(({ key, negotiation }) => prints.has(key) ? [negotiation] : []))
    for (const one of news) {
      if (one.news === "appeared" || isProblemKey(one.trace.key) || (one.news === "vanished" && there.has(one.trace.negotiation))) continue
      notices.push(...yield* told(campaign, salt, one, rows.get(one.trace.key)?.row ?? null, at))
    }
    const bad = news.flatMap(({ news: heard, trace }) => heard === "appeared" ? problems.get(trace.key) ?? [] : [])
    if (bad.length > 0) notices.push(rosterProblemsNotice(campaign, bad, `roster problems ${campaign.id} ${at}`, at))
    if (doubtful.length > 0) {
      const addresses = new Map((reading.leftOut ?? []).map((email) => [rowKey(salt, email), email]))
      notices.push(rosterDoubtNotice(campaign, doubtful.map(({ key }) => {
        const row = rows.get(key)?.row
        return [row?.name ?? "a row that cannot be used", row?.email ?? addresses.get(key) ?? ""] as const
      }), at))
    }
    // A problem that is gone for two reads may come again as a new one.
    const mended = kept.filter(({ key, standing }) => isProblemKey(key) && standing === "Gone").map(({ key }) => key)
    const isNoted = yield* store.noteRoster({
      ...noteOf(roster), isDoubted, start, notices, at,
      dropped: [...dropped, ...mended], kept: [...doubtful, ...kept.filter(({ key }) => !mended.includes(key))].map((trace) => begun.get(trace.key) ?? trace)
    })
    if (!isNoted) return 0
    if (start.length > 0) yield* Effect.logInfo("creators joined from the roster").pipe(Effect.annotateLogs({ campaign: campaign.id, creators: start.length }))
    return start.length + notices.length
  })

/** Rows and problems by their keys. */
const sighted = (salt: string, { currency }: Campaign, { problems, rows }: RosterReading, known: ReadonlyArray<RosterTrace>, isLeftOut: (key: string) => boolean) => {
  const keys = rowKeys(salt, rows, known, isLeftOut)
  return {
    rows: new Map(rows.map((row, index) => [keys[index] ?? "", { row, print: printOf(salt, row, currency) }] as const)),
    problems: problemKeys(salt, problems)
  }
}

/** Nobody is told of what became of a row whose negotiation has ended. */
const told = (campaign: Campaign, salt: string, { before, news, trace }: Comparison["news"][number], row: RosterRow | null, at: number) =>
  Effect.gen(function*() {
    const store = yield* Store
    const negotiation = trace.negotiation === null ? null : yield* store.negotiation(trace.negotiation)
    const influencer = negotiation === null || hasEnded(negotiation.state._tag) ? null : yield* store.influencer(negotiation.influencer)
    if (negotiation === null || influencer === null) return []
    const subject = { campaign, negotiation: negotiation.id, influencer, at }
    if (news === "vanished") return [rowVanishedNotice(subject)]
    return row === null || before === null ? [] : [rowChangedNotice(subject, row, salt, before.known)]
  })

/** A read that worked and changed nothing. */
const noteOf = ({ campaign, isDoubted, revision }: WatchedRoster): Omit<RosterNote, "at"> => ({ campaign, revision, isDoubted, failures: 0, kept: [], dropped: [], start: [], notices: [] })

const guarded = <E, R>(roster: WatchedRoster, work: Effect.Effect<Turn, E, R>) =>
  piece(
    work,
    (cause) => Effect.as(
      Effect.logError("a roster could not be compared").pipe(Effect.annotateLogs({ campaign: roster.campaign, problem: describe(cause) })),
      { changed: 0, problem: new RosterUnavailable({ source: roster.source, reason: describe(cause), expected: "a roster that can be compared with the books" }) }
    ),
    nothing
  )
