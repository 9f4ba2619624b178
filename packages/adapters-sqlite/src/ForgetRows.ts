import type Sqlite from "better-sqlite3"
import { concerns, mentions, type Whom } from "@parley/domain/forgetting/Whom"
import type { NegotiationId, PersonId } from "@parley/domain/Ids"
import { noMessageId } from "@parley/domain/ports/Mailbox"
import type { InboxStatus } from "@parley/domain/ports/Inbox"
import type { Lane, OutboxStatus } from "@parley/domain/ports/Outbox"
import { type Forgotten, NotYet } from "@parley/domain/ports/Store"
import * as Either from "effect/Either"
import * as RosterRows from "./RosterRows.ts"
import type { Tallies } from "./Tallies.ts"

export interface ForgetRows {
  readonly traces: (address: string) => Whom | null
  /** Erases in the present transaction. Rows stay, so that what counts or points at them holds. */
  readonly erase: (whom: Whom) => Either.Either<Omit<Forgotten, "left">, NotYet>
}

interface MessageRow {
  readonly ordinal: number
  readonly negotiation: NegotiationId
  readonly direction: "in" | "out"
  readonly body: string
}

interface InboxRow {
  readonly ordinal: number
  readonly negotiation: NegotiationId | null
  readonly providerId: string
  readonly status: InboxStatus
  readonly raw: Buffer | null
}

export const make = (db: Sqlite.Database, tallies: Tallies): ForgetRows => {
  const people = db.prepare<[string], PersonId>("SELECT id FROM people WHERE body ->> '$.email' = ?").pluck()
  const negotiations = db.prepare<[PersonId], NegotiationId>("SELECT id FROM negotiations WHERE influencer = ?").pluck()
  const messages = db.prepare<[string, string], MessageRow>(
    `SELECT ordinal, negotiation, direction, body FROM messages
     WHERE body <> '' AND (instr(lower(body), ?) > 0 OR negotiation IN (SELECT value FROM json_each(?)))`
  )
  const inbox = db.prepare<[string, string, string], InboxRow>(
    `SELECT i.ordinal, i.negotiation, i.provider_id AS providerId, i.status, b.raw FROM inbox i LEFT JOIN inbox_bytes b ON b.ordinal = i.ordinal
     WHERE i.copy_ref <> '' AND (instr(lower(CAST(b.raw AS TEXT)), ?) > 0 OR i.negotiation IN (SELECT value FROM json_each(?))
       OR i.provider_id IN (SELECT value FROM json_each(?)))`
  )
  const contacts = db.prepare<[string], number>("SELECT count(*) FROM contacts WHERE address = ?").pluck()
  const notices = db.prepare<[], { readonly seq: number; readonly status: OutboxStatus; readonly payload: string }>(
    "SELECT seq, status, payload FROM outbox WHERE subject = '-' AND payload <> ''"
  )
  const leaving = db.prepare<[NegotiationId], number>("SELECT 1 FROM outbox WHERE subject = ? AND lane = 'mail' AND status = 'dispatching'").pluck()
  const waiting = db.prepare<[NegotiationId], { readonly lane: Lane; readonly seq: number; readonly status: OutboxStatus }>(
    "SELECT lane, seq, status FROM outbox WHERE subject = ? AND status IN ('pending', 'held', 'staged')"
  )

  /** `mails` are looked for beside what the address and the negotiations lead to. */
  const find = (address: string, own: ReadonlySet<string>, mails: ReadonlySet<string>) => {
    const ids = JSON.stringify([...own])
    const whom = { address, negotiations: own, mails }
    const foundMessages = messages.all(address, ids).filter(({ body, negotiation }) => own.has(negotiation) || concerns(JSON.parse(body), whom))
    const named = new Set([...mails, ...foundMessages.flatMap(({ body }) => providerIdOf(body))])
    const foundInbox = inbox.all(address, ids, JSON.stringify([...named]))
      .filter(({ negotiation, providerId, raw }) => named.has(providerId) || (negotiation !== null && own.has(negotiation)) || (raw !== null && mentions(raw.toString("utf8"), address)))
    return { messages: foundMessages, inbox: foundInbox, mails: new Set([...named, ...foundInbox.map(({ providerId }) => providerId)]) }
  }

  const noticesOf = (whom: Whom) => notices.all().filter(({ payload }) => concerns(parsed(payload), whom))

  const ownOf = (address: string): ReadonlyArray<NegotiationId> => people.all(address).flatMap((id) => negotiations.all(id))

  const restatus = (kind: "inbox" | Lane, from: string, to: string): void => {
    tallies.add(kind, from, -1)
    tallies.add(kind, to, 1)
  }

  const eraseOutbox = (id: NegotiationId): void => {
    for (const { lane, seq, status } of waiting.all(id)) {
      db.prepare<[string, Lane, number]>("UPDATE outbox SET status = 'superseded' WHERE subject = ? AND lane = ? AND seq = ?").run(id, lane, seq)
      restatus(lane, status, "superseded")
    }
    db.prepare<[string]>("UPDATE outbox SET payload = '', draft_id = NULL, content_hash = NULL, message_header = NULL, error = NULL WHERE subject = ?").run(id)
  }

  return {
    traces: (address) => {
      const own = new Set<string>(ownOf(address))
      const { inbox, mails, messages } = find(address, own, new Set())
      const whom = { address, negotiations: own, mails }
      const isKnown = people.get(address) !== undefined || messages.length + inbox.length > 0 || (contacts.get(address) ?? 0) > 0 || noticesOf(whom).length > 0
      return isKnown ? whom : null
    },

    erase: ({ address, mails, negotiations: given }) => {
      const ids = ownOf(address)
      const own = new Set<string>([...given, ...ids])
      const found = find(address, own, mails)
      if (ids.some((id) => leaving.get(id) !== undefined)) return Either.left(new NotYet({ reason: "a mail to them is leaving" }))
      const isWaiting = (status: InboxStatus): boolean => status === "pending" || status === "deferred"
      if (found.inbox.some(({ negotiation, raw, status }) => isWaiting(status) && !(negotiation !== null && own.has(negotiation)) && !isFrom(raw, address))) {
        return Either.left(new NotYet({ reason: "a mail that others wrote and that names them waits to be read" }))
      }
      const theirNotices = noticesOf({ address, negotiations: own, mails: found.mails })

      for (const { direction, negotiation, ordinal } of found.messages) {
        // what we wrote to others keeps its id, by which their answers find the thread
        const keepsId = direction === "out" && !own.has(negotiation)
        db.prepare<[number, string, number]>("UPDATE messages SET body = '', body_hash = '', header = iif(?, header, ?) WHERE ordinal = ?")
          .run(keepsId ? 1 : 0, `forgotten-${ordinal}${noMessageId}`, ordinal)
      }
      for (const { ordinal, status } of found.inbox) {
        db.prepare<[number]>("DELETE FROM inbox_bytes WHERE ordinal = ?").run(ordinal)
        db.prepare<[InboxStatus, string, number]>("UPDATE inbox SET status = ?, provider_id = ?, copy_ref = '', reason = 'forgotten', error = NULL WHERE ordinal = ?")
          .run(isWaiting(status) ? "ignored" : status, `forgotten-${ordinal}`, ordinal)
        if (isWaiting(status)) restatus("inbox", status, "ignored")
      }
      for (const { seq, status } of theirNotices) {
        const next = status === "pending" ? "superseded" : status
        db.prepare<[OutboxStatus, string, number]>("UPDATE outbox SET status = ?, payload = '', error = NULL, notice = ? WHERE subject = '-' AND lane = 'team' AND seq = ?")
          .run(next, `forgotten ${seq}`, seq)
        if (next !== status) restatus("team", status, next)
      }
      let forgottenContacts = db.prepare<[string]>("DELETE FROM contacts WHERE address = ?").run(address).changes
      for (const id of ids) {
        forgottenContacts += db.prepare<[string]>("DELETE FROM contacts WHERE negotiation = ?").run(id).changes
        db.prepare<[string]>("DELETE FROM drafts WHERE negotiation = ?").run(id)
        eraseOutbox(id)
      }
      for (const { negotiation } of found.messages) {
        db.prepare<[string, string]>("UPDATE outbox SET error = NULL WHERE subject = ? AND instr(lower(error), ?) > 0").run(negotiation, address)
      }
      RosterRows.forget(db, address, ids)
      const { changes } = db.prepare<[string]>("UPDATE people SET body = NULL WHERE body ->> '$.email' = ?").run(address)
      return Either.right({ people: changes, messages: found.messages.length, contacts: forgottenContacts, inbox: found.inbox.length, notices: theirNotices.length })
    }
  }
}

const providerIdOf = (body: string): ReadonlyArray<string> => {
  const value: { readonly providerId?: string } = JSON.parse(body)
  return value.providerId === undefined ? [] : [value.providerId]
}

/** What is no JSON is compared as it stands. */
const parsed = (payload: string): unknown => {
  try {
    return JSON.parse(payload)
  } catch {
    return payload
  }
}

const isFrom = (raw: Buffer | null, address: string): boolean => {
  const head = raw?.toString("utf8").split(/\r?\n\r?\n/u, 1)[0] ?? ""
  return mentions(/^from:.*(?:\r?\n[ \t].*)*/imu.exec(head)?.[0] ?? "", address)
}
