import { type Exposure, exposureOf } from "@parley/domain/ledger/Ledger"
import { OutsideLimits, type Refusal } from "@parley/domain/negotiation/Refusal"
import { isConversation } from "@parley/domain/negotiation/conversation"
import { dueAt } from "@parley/domain/negotiation/dueAt"
import type { OutboxChange } from "@parley/domain/ports/Outbox"
import { type Changes, type DecisionView, type Outcome, Quarantined, type Step } from "@parley/domain/ports/Store"
import type { StoredMessage } from "@parley/domain/ports/StoredMessage"
import type { Instant } from "@parley/domain/Instant"
import { quarantineNotice } from "@parley/domain/usecases/looseNotice"
import * as Exit from "effect/Exit"
import { addContact, addNotice, at, type Books, inboxKey, type Kept, type Ledger, markIn, moveOut, putOut, rest, sharing, wordsKey } from "./MemoryBooks.ts"

/** One step, as `Store.transact` describes it. Nothing is changed before everything that can fail was looked at. */
export const apply = (books: Books, step: Step): Exit.Exit<Outcome, Refusal | Quarantined> => {
  const handled = books.receipts.get(step.command)
  if (handled !== undefined) return Exit.succeed({ ...handled, repeated: true })
  const kept = books.negotiations.get(step.negotiation)
  const ledger = kept === undefined ? undefined : books.ledgers.get(kept.campaign)
  if (kept === undefined || ledger === undefined) {
    return Exit.fail(new Quarantined({ negotiation: step.negotiation, reason: "there is no such negotiation" }))
  }
  if (kept.quarantined !== null) return Exit.fail(new Quarantined({ negotiation: kept.id, reason: kept.quarantined }))
  const view = viewOf(books, kept, ledger)
  let decided
  try {
    decided = step.decision(kept.state, view)
  } catch (cause) {
    return setAside(books, kept, `a decision failed: ${cause instanceof Error ? cause.message : String(cause)}`, step.at)
  }
  return decided._tag === "Left" ? Exit.fail(decided.left) : write(books, step, kept, ledger, view, decided.right)
}

const write = (
  books: Books, step: Step, kept: Kept, ledger: Ledger, view: DecisionView, changes: Changes
): Exit.Exit<Outcome, Refusal | Quarantined> => {
  const before = kept.events.length
  const count = changes.events.length
  const after = count === 0 ? kept.state : changes.state
  const exposure = count === 0 ? kept.exposure : exposureOf(after)
  const refused = overLimits(view, kept.exposure, exposure)
  if (refused !== null) return Exit.fail(refused)
  const puts = changes.outbox.filter((change) => change._tag === "Put")
  if (puts.some((put) => kept.outbox.some(({ row }) => row.lane === put.lane && row.seq === seqOf(put, before + 1)))) {
    return setAside(books, kept, "a step cannot be written: an outbox row stands there already", step.at)
  }
  if (count > 0) {
    for (const event of changes.events) {
      const version = kept.events.length + 1
      const stored = { version, event, at: step.at, command: step.command, hash: `${kept.id} ${version}` }
      kept.events.push(stored)
      books.log.push({
        ...stored, position: books.log.length + 1, type: event._tag, negotiation: kept.id, campaign: kept.campaign, influencer: kept.influencer
      })
    }
    move(ledger, kept.exposure, exposure)
    if (shrinks(kept.exposure, exposure)) {
      for (const other of ledger.negotiations) if (other !== kept && other.state._tag === "Waiting") rest(books, other, step.at)
    } else if (isConversation(kept.state) && !isConversation(after)) {
      for (const other of sharing(books, kept)) if (other.campaign === kept.campaign && other.state._tag === "Waiting") rest(books, other, step.at)
    }
    kept.state = after
    kept.exposure = exposure
    kept.updatedAt = step.at
    books.unopened.delete(kept)
  }
  if (kept.nextActionAt !== dueAt(after)) rest(books, kept, dueAt(after))
  for (const change of changes.outbox) changeOutbox(books, kept, change, before + 1)
  for (const message of changes.messages) addMessage(books, kept, message)
  for (const draft of changes.drafts) if (books.people.has(kept.influencer)) books.words.set(wordsKey(kept.id, draft.mail), draft)
  for (const mark of changes.inbox) {
    const one = books.inbox.get(inboxKey(mark.key.mailbox, mark.key.providerId))
    if (one !== undefined) markIn(books, one, mark)
  }
  if (changes.requeueDeferred) {
    for (const one of books.deferred.get(kept.id) ?? []) {
      markIn(books, one, { status: "pending", reason: one.reason ?? "", negotiation: one.negotiation })
    }
  }
  const outcome: Outcome = { state: after._tag, version: kept.events.length, events: count, repeated: false }
  books.receipts.set(step.command, outcome)
  return Exit.succeed(outcome)
}

const setAside = (books: Books, kept: Kept, reason: string, at: Instant): Exit.Exit<never, Quarantined> => {
  kept.quarantined = reason
  addNotice(books, quarantineNotice(kept.id, reason, at))
  return Exit.fail(new Quarantined({ negotiation: kept.id, reason }))
}

const viewOf = (books: Books, kept: Kept, ledger: Ledger): DecisionView => ({
  version: kept.events.length,
  ledger: {
    budget: ledger.campaign.budget,
    committed: ledger.agreed + ledger.reserved - total(kept.exposure),
    headcount: ledger.campaign.headcount,
    seats: ledger.seats - seatsOf(kept.exposure),
    open: ledger.seats - ledger.deals - (seatsOf(kept.exposure) - dealsOf(kept.exposure)),
    saved: ledger.saved - kept.exposure.saved
  },
  dispatching: kept.outbox.some(({ row }) => row.lane === "mail" && row.status === "dispatching"),
  talksElsewhere: () => sharing(books, kept).find((other) => other.campaign === kept.campaign && isConversation(other.state))?.id ?? null
})

const total = (exposure: Exposure): number => exposure.agreed + exposure.reserved
const seatsOf = (exposure: Exposure): number => total(exposure) > 0 ? 1 : 0
const dealsOf = (exposure: Exposure): number => exposure.agreed > 0 ? 1 : 0
const shrinks = (before: Exposure, after: Exposure): boolean => total(after) < total(before)

const overLimits = ({ ledger }: DecisionView, before: Exposure, after: Exposure): OutsideLimits | null => {
  if (total(after) > total(before) && ledger.committed + total(after) > ledger.budget) {
    return new OutsideLimits({ limit: "budget", amount: total(after), bound: Math.max(0, ledger.budget - ledger.committed) })
  }
  return seatsOf(after) > seatsOf(before) && ledger.seats + 1 > ledger.headcount
    ? new OutsideLimits({ limit: "headcount", amount: ledger.seats + 1, bound: ledger.headcount })
    : null
}

const move = (ledger: Ledger, before: Exposure, after: Exposure): void => {
  ledger.agreed += after.agreed - before.agreed
  ledger.reserved += after.reserved - before.reserved
  ledger.views += after.views - before.views
  ledger.saved += after.saved - before.saved
  ledger.deals += dealsOf(after) - dealsOf(before)
  ledger.seats += seatsOf(after) - seatsOf(before)
}

const seqOf = (put: Extract<OutboxChange, { readonly _tag: "Put" }>, first: number): number =>
  put.seq === "version" ? first + put.eventIndex : put.seq

const changeOutbox = (books: Books, kept: Kept, change: OutboxChange, first: number): void => {
  if (change._tag === "Put") {
    putOut(books, {
      order: books.nextOrder(),
      owner: kept,
      row: {
        subject: kept.id, lane: change.lane, seq: seqOf(change, first), status: change.status, event: first + change.eventIndex,
        payload: "", attempts: 0, nextAt: change.nextAt, draftId: null, contentHash: null, messageHeader: null, posted: null, error: null
      }
    })
    return
  }
  const out = kept.outbox.find(({ row }) => row.lane === change.lane && row.seq === change.seq)
  if (out === undefined || !change.from.includes(out.row.status)) return
  if (change.to === "sent" && change.lane === "mail" && !books.claims.has(out)) books.claims.set(out, change.nextAt)
  const afresh = change.to === "pending" || change.to === "dispatching" ? { attempts: 0 } : {}
  moveOut(books, out, { ...out.row, ...afresh, status: change.to, nextAt: change.nextAt })
}

const addMessage = (books: Books, kept: Kept, message: StoredMessage): void => {
  if (books.messageIds.has(message.id) || !books.people.has(kept.influencer)) return
  books.messageIds.add(message.id)
  kept.messages.push(message)
  at(books.headers, message.header, (): Array<StoredMessage> => []).push(message)
  if (message.direction === "in") return
  for (const { address } of [...message.to, ...message.cc]) addContact(books, address, kept)
}
