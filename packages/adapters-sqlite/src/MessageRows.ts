import type Sqlite from "better-sqlite3"
import type { MessageId, NegotiationId } from "@parley/domain/Ids"
import type { Instant } from "@parley/domain/Instant"
import type { StoredMessage } from "@parley/domain/ports/StoredMessage"

export interface MessageRows {
  /** Stores a mail's text once, and the addresses we wrote to as contacts; who wrote to us is none until we answer. */
  readonly add: (message: StoredMessage) => void
  readonly contact: (address: string, negotiation: NegotiationId) => void
  readonly of: (negotiation: NegotiationId) => ReadonlyArray<StoredMessage>
  readonly byHeader: (headers: ReadonlyArray<string>) => ReadonlyArray<StoredMessage>
  readonly sharing: (negotiation: NegotiationId) => ReadonlyArray<NegotiationId>
  readonly byAddress: (address: string) => ReadonlyArray<NegotiationId>
  readonly byDomain: (domain: string) => ReadonlyArray<NegotiationId>
}

type Body = Pick<StoredMessage, "providerId" | "inReplyTo" | "references" | "threadId" | "from" | "replyTo" | "to" | "cc" | "subject" | "dateOffset" | "text">

interface Row {
  readonly ordinal: number
  readonly id: MessageId
  readonly negotiation: NegotiationId
  readonly direction: "in" | "out"
  readonly header: string
  readonly at: Instant
  readonly bodyHash: string
  readonly body: string
}

const columns = "ordinal, id, negotiation, direction, header, at, body_hash AS bodyHash, body"

export const make = (db: Sqlite.Database): MessageRows => {
  const insert = db.prepare<[MessageId, NegotiationId, "in" | "out", string, Instant, string, string]>(
    `INSERT INTO messages (id, negotiation, direction, header, at, body_hash, body) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO NOTHING`
  )
  const isForgotten = db.prepare<[NegotiationId], number>(
    "SELECT 1 FROM negotiations n JOIN people p ON p.id = n.influencer WHERE n.id = ? AND p.body IS NULL"
  ).pluck()
  const contact = db.prepare<[string, NegotiationId]>("INSERT INTO contacts (address, negotiation) VALUES (?, ?) ON CONFLICT DO NOTHING")
  const of = db.prepare<[NegotiationId], Row>(`SELECT ${columns} FROM messages WHERE negotiation = ? AND body <> '' ORDER BY ordinal`)
  const byHeader = db.prepare<[string], Row>(`SELECT ${columns} FROM messages WHERE header = ? ORDER BY at, ordinal`)
  const sharing = db.prepare<[NegotiationId, NegotiationId], NegotiationId>(
    `SELECT id FROM negotiations WHERE id IN (
       SELECT other.negotiation FROM contacts own JOIN contacts other ON other.mailbox = own.mailbox WHERE own.negotiation = ?
     ) AND id <> ? ORDER BY ordinal`
  ).pluck()
  const byAddress = db.prepare<[string], NegotiationId>(
    "SELECT c.negotiation FROM contacts c JOIN negotiations n ON n.id = c.negotiation WHERE c.address = ? ORDER BY n.ordinal"
  ).pluck()
  const byDomain = db.prepare<[string, string], NegotiationId>(
    `SELECT id FROM negotiations WHERE id IN (SELECT negotiation FROM contacts WHERE substr(address, instr(address, '@') + 1) = ?
       UNION SELECT negotiation FROM messages WHERE direction = 'in' AND body <> ''
         AND lower(substr(body ->> '$.from.address', instr(body ->> '$.from.address', '@') + 1)) = ?) ORDER BY ordinal`
  ).pluck()

  return {
    add: (message) => {
      // it was being handled while they were forgotten
      if (isForgotten.get(message.negotiation) !== undefined) return
      const { cc, dateOffset, from, inReplyTo, providerId, references, replyTo, subject, text, threadId, to } = message
      const body: Body = { providerId, inReplyTo, references, threadId, from, replyTo, to, cc, subject, dateOffset, text }
      insert.run(message.id, message.negotiation, message.direction, message.header, message.at, message.bodyHash, JSON.stringify(body))
      if (message.direction === "in") return
      for (const { address } of to) contact.run(address.toLowerCase(), message.negotiation)
      for (const { address } of cc) contact.run(address.toLowerCase(), message.negotiation)
    },
    contact: (address, negotiation) => void contact.run(address.toLowerCase(), negotiation),
    of: (negotiation) => of.all(negotiation).map(read),
    byHeader: (headers) =>
      [...new Set(headers)]
        .flatMap((header) => byHeader.all(header))
        .sort((a, b) => a.at - b.at || a.ordinal - b.ordinal)
        .map(read),
    sharing: (negotiation) => sharing.all(negotiation, negotiation),
    byAddress: (address) => byAddress.all(address.toLowerCase()),
    byDomain: (domain) => byDomain.all(domain.toLowerCase(), domain.toLowerCase())
  }
}

/** The body was written above and by nobody else, or emptied because somebody was forgotten. */
const read = ({ at, body, bodyHash, direction, header, id, negotiation }: Row): StoredMessage => {
  // of a release that did not keep it
  const rest: Body = body === "" ? nothing : { dateOffset: null, ...JSON.parse(body) }
  return { id, negotiation, direction, header, at, bodyHash, ...rest }
}

const nothing: Body = {
  providerId: "", inReplyTo: null, references: [], threadId: null, from: { name: "", address: "" }, replyTo: [], to: [], cc: [], subject: "", dateOffset: null, text: ""
}
