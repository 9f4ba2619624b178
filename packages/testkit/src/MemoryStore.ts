import { exposureOf } from "@parley/domain/ledger/Ledger"
import type { CampaignId } from "@parley/domain/Ids"
import { instant, type Instant } from "@parley/domain/Instant"
import { unopened } from "@parley/domain/negotiation/State"
import type { InboxRow } from "@parley/domain/ports/Inbox"
import type { Claim, OutboxKey, SendBudget } from "@parley/domain/ports/Outbox"
import { AlreadyExists, type NegotiationRow, type NewNegotiation, Store } from "@parley/domain/ports/Store"
import type * as Context from "effect/Context"
import { quarantineNotice } from "@parley/domain/usecases/looseNotice"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { access } from "./MemoryAccess.ts"
import * as MemoryAudit from "./MemoryAudit.ts"
import { addContact, addNotice, type Books, inboxKey, type Kept, make as makeBooks, markIn, mayGo, moveOut, type Out, sharing, wordsKey } from "./MemoryBooks.ts"
import { forget, traces } from "./MemoryForget.ts"
import { listings } from "./MemoryListings.ts"
import { countsOf, deadLetters, neverOpened, nextDue, verify } from "./MemoryReport.ts"
import { addForms, isCurrent, noteIntake, noteWebhook, startIntake } from "./MemoryIntakes.ts"
import { addRoster, doubtRosters, noteRoster } from "./MemoryRosters.ts"
import { apply } from "./MemoryStep.ts"

/** The books on Maps: the same behaviour as the real store, and fast, but gone with the process. */
export const layer: Layer.Layer<Store> = Layer.sync(Store, () => make())

/** A store of its own for every call. */
export const make = (): Context.Tag.Service<Store> => {
  const books = makeBooks()
  const ready = () => true
  return {
    ...listings(books, rowOf),
    ...access(),
    transact: (step) => Effect.suspend(() => apply(books, step)),
    addCampaign: (campaign, list, now, notices = [], roster, intake) => Effect.suspend(() => {
      if (intake !== undefined && !isCurrent(books, intake)) return Effect.fail(new AlreadyExists({ what: "intake", id: intake.form }))
      if (books.ledgers.has(campaign.id)) return Effect.fail(new AlreadyExists({ what: "campaign", id: campaign.id }))
      const exists = standing(books, list)
      if (exists !== null) return Effect.fail(exists)
      books.ledgers.set(campaign.id, { campaign, addedAt: now, negotiations: [], agreed: 0, reserved: 0, views: 0, deals: 0, seats: 0, saved: 0 })
      join(books, campaign.id, list, now)
      if (roster !== undefined) addRoster(books, campaign.id, roster)
      for (const notice of notices) addNotice(books, notice)
      if (intake !== undefined) startIntake(books, intake.form, campaign.id)
      return Effect.void
    }),
    noteWebhook: (webhook) => Effect.sync(() => noteWebhook(books, webhook)),
    noteForms: (forms, now) => Effect.sync(() => addForms(books, forms, now)),
    intakesDue: (now, limit) => Effect.sync(() =>
      [...books.intakes.values()].filter(({ nextAt, status }) => status === "pending" && nextAt <= now).toSorted((a, b) => a.nextAt - b.nextAt).slice(0, limit)),
    intake: (form) => Effect.sync(() => books.intakes.get(form) ?? null),
    intakes: Effect.sync(() => [...books.intakes.values()].filter(({ status }) => status !== "ignored").toReversed()),
    noteIntake: (note) => Effect.sync(() => noteIntake(books, note)),
    formsSince: (now) => Effect.sync(() => {
      books.formsSince ??= now
      return books.formsSince
    }),
    formsDoubtedUntil: Effect.sync(() => books.formsDoubtedUntil),
    notePush: (push) => Effect.sync(() => {
      for (const [id, { at }] of books.pushes) if (at < push.at - 7 * 86_400_000) books.pushes.delete(id)
      if (books.pushes.has(push.id)) return false
      books.pushes.set(push.id, push)
      return true
    }),
    watchedUntil: (mailbox) => Effect.sync(() => books.watches.get(mailbox) ?? null),
    watchUntil: (mailbox, until) => Effect.sync(() => void books.watches.set(mailbox, until)),
    rosters: Effect.sync(() => [...books.rosters.values()].map(({ roster }) => roster)),
    rosterTraces: (campaign) => Effect.sync(() => [...books.rosters.get(campaign)?.traces.values() ?? []]),
    noteRoster: (note) => Effect.suspend(() => {
      if (books.rosters.get(note.campaign)?.roster.revision !== note.revision) return Effect.succeed(false)
      const exists = standing(books, note.start)
      if (exists !== null) return Effect.fail(exists)
      join(books, note.campaign, note.start, note.at)
      noteRoster(books, note)
      for (const notice of note.notices) addNotice(books, notice)
      return Effect.succeed(true)
    }),
    ingest: (mailbox, arrivals, cursor, now) => Effect.sync(() => {
      books.cursors.set(mailbox, cursor)
      return arrivals.filter((one) => addArrival(books, mailbox, one, now)).length
    }),
    cursor: (mailbox) => Effect.sync(() => books.cursors.get(mailbox) ?? null),
    behindSince: (mailbox) => Effect.sync(() => books.behind.get(mailbox) ?? null),
    fallBehind: (mailbox, since) => Effect.sync(() => {
      const before = books.behind.get(mailbox)
      books.behind.set(mailbox, before !== undefined && before < since ? before : since)
      doubtRosters(books)
      books.formsDoubtedUntil = instant(Math.max(since, books.formsDoubtedUntil ?? since))
    }),
    catchUp: (mailbox, found, now) => Effect.sync(() => {
      const stored = found.filter((one) => addArrival(books, mailbox, { ...one, raw: null }, now)).length
      if (![...books.inbox.values()].some(({ row }) => row.mailbox === mailbox && row.status === "pending")) books.behind.delete(mailbox)
      return stored
    }),
    inboxDue: (now, limit) => Effect.sync(() => books.inboxDue.due(now, limit, ready).map(({ row }) => row)),
    settleInbox: (mark, notice) => Effect.sync(() => {
      const one = books.inbox.get(inboxKey(mark.key.mailbox, mark.key.providerId))
      if (one !== undefined) markIn(books, one, mark)
      if (notice !== null) addNotice(books, notice)
    }),
    retryInbox: (key, nextAt, { attempts, negotiation }) => Effect.sync(() => {
      const one = books.inbox.get(inboxKey(key.mailbox, key.providerId))
      if (one === undefined || one.row.status !== "pending") return
      one.nextAt = nextAt
      one.row = { ...one.row, attempts: attempts ?? one.row.attempts }
      one.negotiation = negotiation ?? one.negotiation
      books.inboxDue.add(one, nextAt)
    }),
    olderPending: (negotiation, order) => Effect.sync(() =>
      [...books.inbox.values()].findLast((one) => one.row.status === "pending" && one.negotiation === negotiation && one.order < order)?.nextAt ?? null),
    outboxDue: (lane, now, limit, only) => Effect.sync(() =>
      books.outboxDue[lane].due(now, limit, (out) => mayGo(out) && (only === undefined || out.row.status === only)).map(({ row }) => row)),
    moveOutbox: (key, from, to, fields) => Effect.sync(() => {
      const out = outboxOf(books, key.subject).find(({ row }) => row.lane === key.lane && row.seq === key.seq)
      if (out === undefined || !from.includes(out.row.status)) return false
      moveOut(books, out, { ...out.row, ...fields, status: to })
      return true
    }),
    claimMail: (key, now, budget) => Effect.sync(() => claim(books, key, now, budget)),
    sendingStopped: Effect.sync(() => books.sendingStopped),
    stopSending: (stop) => Effect.sync(() => {
      books.sendingStopped = stop === null ? null : books.sendingStopped ?? stop
    }),
    deadLetters: (limit) => Effect.sync(() => deadLetters(books, limit)),
    draftsToDiscard: (limit) => Effect.sync(() =>
      [...books.drafts].sort((a, b) => a.row.nextAt - b.row.nextAt).slice(0, limit).map(({ row }) => row)),
    outboxOf: (subject) => Effect.sync(() =>
      outboxOf(books, subject).map(({ row }) => row).sort((a, b) => a.lane < b.lane ? -1 : a.lane > b.lane ? 1 : a.seq - b.seq)),
    addNotice: (notice) => Effect.sync(() => addNotice(books, notice)),
    keepDraft: (draft) => Effect.sync(() => {
      const kept = books.negotiations.get(draft.negotiation)
      const key = wordsKey(draft.negotiation, draft.mail)
      if (kept !== undefined && books.people.has(kept.influencer) && !books.words.has(key)) books.words.set(key, draft)
    }),
    draft: (negotiation, mail) => Effect.sync(() => books.words.get(wordsKey(negotiation, mail)) ?? null),
    noteDenial: (denial) => Effect.sync(() => {
      const kept = books.denials.filter(({ at }) => at >= denial.at - 365 * 86_400_000)
      books.denials.splice(0, books.denials.length, ...kept, denial)
    }),
    denials: (limit) => Effect.sync(() => books.denials.toReversed().slice(0, limit)),
    deadlinesDue: (now, limit) => Effect.sync(() => books.deadlines.due(now, limit, ready).map(({ id }) => id)),
    unopened: (limit) => Effect.sync(() => neverOpened(books, limit).map(({ id }) => id)),
    nextDue: Effect.sync(() => nextDue(books)),
    quarantine: (id, reason, at) => Effect.sync(() => {
      const kept = books.negotiations.get(id)
      if (kept === undefined) return
      kept.quarantined ??= reason
      addNotice(books, quarantineNotice(id, reason, at))
    }),
    negotiation: (id) => Effect.sync(() => {
      const kept = books.negotiations.get(id)
      return kept === undefined ? null : rowOf(kept)
    }),
    negotiations: (campaign) => Effect.sync(() =>
      (campaign === null ? [...books.negotiations.values()] : books.ledgers.get(campaign)?.negotiations ?? []).map(rowOf)),
    events: (id) => Effect.sync(() => [...books.negotiations.get(id)?.events ?? []]),
    audit: (query, after, limit) => Effect.sync(() => MemoryAudit.page(books, query, after, limit)),
    auditCount: (query) => Effect.sync(() => MemoryAudit.count(books, query)),
    statesAt: (scope, moment, after, limit) => Effect.sync(() => MemoryAudit.statesAt(books, scope, moment, after, limit)),
    campaigns: Effect.sync(() => [...books.ledgers.values()].map(({ agreed, campaign, deals, reserved, saved, seats, views }) => ({ campaign, agreed, reserved, views, deals, seats, saved }))),
    campaign: (id) => Effect.sync(() => books.ledgers.get(id)?.campaign ?? null),
    influencer: (id) => Effect.sync(() => books.people.get(id) ?? null),
    otherCreators: (id) => Effect.sync(() => {
      const own = books.negotiations.get(id)
      const all = own === undefined ? [] : books.ledgers.get(own.campaign)?.negotiations ?? []
      return all.flatMap(({ influencer }) => influencer === own?.influencer ? [] : books.people.get(influencer) ?? [])
    }),
    sharing: (id) => Effect.sync(() => {
      const kept = books.negotiations.get(id)
      return kept === undefined ? [] : sharing(books, kept).map((one) => one.id)
    }),
    byAddress: (address) => Effect.sync(() =>
      [...books.contacts.get(address.toLowerCase()) ?? []].sort((a, b) => a.order - b.order).map(({ id }) => id)),
    byDomain: (domain) => Effect.sync(() => {
      const isAt = (address: string): boolean => address.slice(address.indexOf("@") + 1).toLowerCase() === domain.toLowerCase()
      const found = [
        ...[...books.contacts].filter(([address]) => isAt(address)).flatMap(([, kept]) => [...kept]),
        ...[...books.negotiations.values()].filter(({ messages }) => messages.some(({ direction, from }) => direction === "in" && isAt(from.address)))
      ]
      return [...new Set(found)].sort((a, b) => a.order - b.order).map(({ id }) => id)
    }),
    messages: (id) => Effect.sync(() => [...books.negotiations.get(id)?.messages ?? []]),
    messagesByHeader: (headers) => Effect.sync(() =>
      [...new Set(headers)].flatMap((header) => books.headers.get(header) ?? []).sort((a, b) => a.at - b.at)),
    traces: (address) => Effect.sync(() => traces(books, address)),
    forget: (whom) => Effect.suspend(() => forget(books, whom)),
    counts: Effect.sync(() => countsOf(books)),
    verify: (progress) => Effect.sync(() => verify(books, progress)),
    check: Effect.void
  }
}

const standing = (books: Books, list: ReadonlyArray<NewNegotiation>): AlreadyExists | null => {
  const ids = new Set<string>()
  const people = new Map<string, string>()
  for (const { id, influencer } of list) {
    if (ids.has(id) || books.negotiations.has(id)) return new AlreadyExists({ what: "negotiation", id })
    ids.add(id)
    const body = JSON.stringify(influencer)
    const known = people.get(influencer.id) ?? JSON.stringify(books.people.get(influencer.id) ?? influencer)
    if (known !== body) return new AlreadyExists({ what: "person", id: influencer.id })
    people.set(influencer.id, body)
  }
  return null
}

const join = (books: Books, campaign: CampaignId, list: ReadonlyArray<NewNegotiation>, now: Instant): void => {
  for (const { id, influencer } of list) {
    const kept: Kept = {
      id, campaign, influencer: influencer.id, order: books.nextOrder(), state: unopened, exposure: exposureOf(unopened),
      nextActionAt: null, quarantined: null, updatedAt: now, events: [], outbox: [], messages: [], mailboxes: new Set()
    }
    books.people.set(influencer.id, influencer)
    books.ledgers.get(campaign)?.negotiations.push(kept)
    books.negotiations.set(id, kept)
    books.unopened.add(kept)
    addContact(books, influencer.email, kept)
  }
}

/** False when it was stored before. */
const addArrival = (books: Books, mailbox: string, { copyRef, providerId, raw }: Pick<InboxRow, "providerId" | "copyRef" | "raw">, now: Instant): boolean => {
  const key = inboxKey(mailbox, providerId)
  if (books.inbox.has(key)) return false
  const order = books.nextOrder()
  const one = {
    order, reason: null, negotiation: null, error: null, nextAt: now,
    row: { order, mailbox, providerId, raw, copyRef, status: "pending" as const, receivedAt: now, attempts: 0 }
  }
  books.inbox.set(key, one)
  books.inboxDue.add(one, now)
  return true
}

const outboxOf = (books: Books, subject: string): ReadonlyArray<Out> =>
  subject === "-" ? books.loose : books.negotiations.get(subject)?.outbox ?? []

const claim = (books: Books, key: OutboxKey, now: Instant, { limit, since }: SendBudget): Claim => {
  const out = outboxOf(books, key.subject).find(({ row }) => row.lane === key.lane && row.seq === key.seq)
  if (out === undefined || out.row.status !== "staged") return { _tag: "NotStaged" }
  if (books.sendingStopped !== null) return { _tag: "SendingStopped" }
  for (const [one, at] of books.claims) if (at <= since) books.claims.delete(one)
  const oldest = [...books.claims.values()].sort((a, b) => a - b).at(-limit)
  if (oldest !== undefined) return { _tag: "BudgetSpent", oldest }
  books.claims.set(out, now)
  moveOut(books, out, { ...out.row, status: "dispatching" })
  return { _tag: "Claimed" }
}

const rowOf = (kept: Kept): NegotiationRow => ({
  id: kept.id, campaign: kept.campaign, influencer: kept.influencer, version: kept.events.length, state: kept.state,
  quarantined: kept.quarantined, updatedAt: kept.updatedAt
})
