import type Sqlite from "better-sqlite3"
import type { CampaignId, CommandId, NegotiationId } from "@parley/domain/Ids"
import type { Instant } from "@parley/domain/Instant"
import { type Exposure, exposureOf } from "@parley/domain/ledger/Ledger"
import type { Refusal } from "@parley/domain/negotiation/Refusal"
import { isConversation } from "@parley/domain/negotiation/conversation"
import { dueAt } from "@parley/domain/negotiation/dueAt"
import type { State, StateTag } from "@parley/domain/negotiation/State"
import { type Changes, type DecisionView, type Outcome, Quarantined, type Step } from "@parley/domain/ports/Store"
import * as Exit from "effect/Exit"
import { link } from "./HashChain.ts"
import type { DraftRows } from "./DraftRows.ts"
import type { InboxRows } from "./InboxRows.ts"
import { dealsOf, type LedgerRows, seatsOf, shrinks, type Totals } from "./LedgerRows.ts"
import type { MessageRows } from "./MessageRows.ts"
import type { NegotiationRows } from "./NegotiationRows.ts"
import type { OutboxRows } from "./OutboxRows.ts"
import { readState } from "./Snapshot.ts"
import type { Tallies } from "./Tallies.ts"

export type StepExit = Exit.Exit<Outcome, Refusal | Quarantined>

/** One step inside the writer's transaction: load, decide, write. What throws is undone by the caller's savepoint. */
export type Apply = (step: Step) => StepExit

export interface Parts {
  readonly drafts: DraftRows
  readonly inbox: InboxRows
  readonly ledger: LedgerRows
  readonly messages: MessageRows
  readonly negotiations: NegotiationRows
  readonly outbox: OutboxRows
  readonly setAside: (negotiation: NegotiationId, reason: string, at: Instant) => void
  readonly tallies: Tallies
  /** Hears of each stored event's hash, in order. */
  readonly chained: (hash: string) => void
}

interface Loaded {
  readonly ordinal: number
  readonly campaign: CampaignId
  readonly version: number
  readonly head: string
  readonly tag: StateTag
  readonly snapshot: string
  readonly reserved: number
  readonly agreed: number
  readonly views: number
  readonly saved: number
  readonly nextActionAt: number | null
  readonly quarantined: string | null
  readonly dispatching: 0 | 1
}

interface Receipt {
  readonly state: StateTag
  readonly version: number
  readonly events: number
}

export const make = (db: Sqlite.Database, parts: Parts): Apply => {
  const receipt = db.prepare<[CommandId], Receipt>("SELECT state, version, events FROM receipts WHERE command = ?")
  // the + keeps the search to the subject's own rows, away from the index of all that is due
  const load = db.prepare<[NegotiationId], Loaded>(
    `SELECT ordinal, campaign, version, head, tag, snapshot, reserved, agreed, views, saved, next_action_at AS nextActionAt, quarantined,
       EXISTS (SELECT 1 FROM outbox WHERE subject = n.id AND lane = 'mail' AND +status = 'dispatching') AS dispatching
     FROM negotiations n WHERE id = ?`
  )
  const insertEvent = db.prepare<[NegotiationId, number, string, Instant, CommandId, string, string]>(
    "INSERT INTO events (negotiation, version, type, at, command, payload, hash) VALUES (?, ?, ?, ?, ?, ?, ?)"
  )
  const update = db.prepare<[number, string, StateTag, number, number, number, number, number | null, Instant, string, number, number]>(
    `UPDATE negotiations SET version = ?, head = ?, tag = ?, reserved = ?, agreed = ?, views = ?, saved = ?, next_action_at = ?, updated_at = ?,
     snapshot = ? WHERE ordinal = ? AND version = ?`
  )
  const rest = db.prepare<[number | null, number]>("UPDATE negotiations SET next_action_at = ? WHERE ordinal = ?")
  const wake = db.prepare<[Instant, CampaignId, number]>(
    "UPDATE negotiations SET next_action_at = ? WHERE campaign = ? AND tag = 'Waiting' AND ordinal <> ?"
  )
  // the + again: few share an address, and a campaign has many
  const wakeSharing = db.prepare<[Instant, NegotiationId, CampaignId, number]>(
    `UPDATE negotiations SET next_action_at = ? WHERE id IN (
       SELECT other.negotiation FROM contacts own JOIN contacts other ON other.mailbox = own.mailbox WHERE own.negotiation = ?
     ) AND +campaign = ? AND +tag = 'Waiting' AND ordinal <> ?`
  )
  // those that may be in conversation; their snapshots say it
  const sharing = db.prepare<[NegotiationId, CampaignId, NegotiationId], { readonly id: NegotiationId; readonly snapshot: string }>(
    `SELECT id, snapshot FROM negotiations WHERE id IN (
       SELECT other.negotiation FROM contacts own JOIN contacts other ON other.mailbox = own.mailbox WHERE own.negotiation = ?
     ) AND +campaign = ? AND id <> ? AND +tag NOT IN ('Unopened', 'Waiting', 'Stale', 'Agreed', 'Declined', 'Walked', 'Stopped') ORDER BY ordinal`
  )
  const insertReceipt = db.prepare<[CommandId, NegotiationId, StateTag, number, number, Instant]>(
    "INSERT INTO receipts (command, negotiation, state, version, events, at) VALUES (?, ?, ?, ?, ?, ?)"
  )

  const setAside = ({ at, negotiation }: Step, reason: string): StepExit => {
    parts.setAside(negotiation, reason, at)
    return Exit.fail(new Quarantined({ negotiation, reason }))
  }

  const write = (step: Step, row: Loaded, totals: Totals, state: State, view: DecisionView, changes: Changes): StepExit => {
    const id = step.negotiation
    const count = changes.events.length
    // without an event nothing happened, whatever state the decision claims
    const after = count === 0 ? state : changes.state
    const version = row.version + count
    if (count > 0) {
      const exposure = exposureOf(after)
      const refused = parts.ledger.move(row.campaign, totals, row, exposure, view.ledger)
      if (refused !== null) return Exit.fail(refused)
      let head = row.head
      for (let index = 0; index < count; index++) {
        const event = changes.events[index]
        if (event === undefined) continue
        const payload = JSON.stringify(event)
        head = link(head, id, row.version + 1 + index, event._tag, step.at, step.command, payload)
        insertEvent.run(id, row.version + 1 + index, event._tag, step.at, step.command, payload, head)
        parts.chained(head)
      }
      const { changes: moved } = update.run(
        version, head, after._tag, exposure.reserved, exposure.agreed, exposure.views, exposure.saved, dueAt(after), step.at,
        JSON.stringify(after), row.ordinal, row.version
      )
      if (moved !== 1) throw new Error(`version ${row.version} has moved`)
      if (after._tag !== row.tag) {
        parts.tallies.add("negotiations", row.tag, -1)
        parts.tallies.add("negotiations", after._tag, 1)
      }
      if (shrinks(row, exposure)) wake.run(step.at, row.campaign, row.ordinal)
      else if (isConversation(state) && !isConversation(after)) wakeSharing.run(step.at, id, row.campaign, row.ordinal)
    } else if (row.nextActionAt !== dueAt(after)) {
      // woken and found nothing to do: rest until the state's own time
      rest.run(dueAt(after), row.ordinal)
    }
    for (const change of changes.outbox) parts.outbox.change(id, change, row.version + 1)
    for (const message of changes.messages) parts.messages.add(message)
    for (const draft of changes.drafts) parts.drafts.put(draft)
    for (const mark of changes.inbox) parts.inbox.mark(mark)
    if (changes.requeueDeferred) parts.inbox.requeueDeferred(id)
    insertReceipt.run(step.command, id, after._tag, version, count, step.at)
    return Exit.succeed({ state: after._tag, version, events: count, repeated: false })
  }

  /** One whose snapshot cannot be read may be in conversation. */
  const talksElsewhere = (negotiation: NegotiationId, campaign: CampaignId): NegotiationId | null => {
    for (const { id, snapshot } of sharing.all(negotiation, campaign, negotiation)) {
      const state = readState(snapshot)
      if (state === null || isConversation(state)) return id
    }
    return null
  }

  return (step) => {
    const handled = receipt.get(step.command)
    if (handled !== undefined) return Exit.succeed({ ...handled, repeated: true })
    const row = load.get(step.negotiation)
    const totals = row === undefined ? null : parts.ledger.totals(row.campaign)
    if (row === undefined || totals === null) {
      return Exit.fail(new Quarantined({ negotiation: step.negotiation, reason: "there is no such negotiation" }))
    }
    if (row.quarantined !== null) return Exit.fail(new Quarantined({ negotiation: step.negotiation, reason: row.quarantined }))
    const state = readState(row.snapshot)
    if (state === null) return setAside(step, "the snapshot cannot be read")
    if (state._tag !== row.tag || !sameExposure(exposureOf(state), row)) {
      return setAside(step, "the snapshot and its columns differ")
    }
    const view = viewOf(row, totals, () => talksElsewhere(step.negotiation, row.campaign))
    let decided
    try {
      decided = step.decision(state, view)
    } catch (cause) {
      return setAside(step, `a decision failed: ${cause instanceof Error ? cause.message : String(cause)}`)
    }
    return decided._tag === "Left" ? Exit.fail(decided.left) : write(step, row, totals, state, view, decided.right)
  }
}

const viewOf = (row: Loaded, { agreed, budget, deals, headcount, reserved, saved, seats }: Totals, talksElsewhere: DecisionView["talksElsewhere"]): DecisionView => ({
  version: row.version,
  ledger: {
    budget,
    committed: agreed + reserved - row.agreed - row.reserved,
    headcount,
    seats: seats - seatsOf(row),
    open: seats - deals - (seatsOf(row) - dealsOf(row)),
    saved: saved - row.saved
  },
  dispatching: row.dispatching === 1,
  talksElsewhere
})

const sameExposure = (a: Exposure, b: Exposure): boolean => a.agreed === b.agreed && a.reserved === b.reserved && a.views === b.views && a.saved === b.saved
