import { concerns, mentions, type Whom } from "@parley/domain/forgetting/Whom"
import { type Forgotten, NotYet } from "@parley/domain/ports/Store"
import * as Either from "effect/Either"
import type { Books, Kept } from "./MemoryBooks.ts"
import { markIn, moveOut, recountMailboxes } from "./MemoryBooks.ts"
import { forgetRows } from "./MemoryRosters.ts"

/** What the books hold of an address; null when nothing does. */
export const traces = (books: Books, address: string): Whom | null => {
  const people = new Set([...books.people.values()].filter(({ email }) => email === address).map(({ id }) => id))
  const own = [...books.negotiations.values()].filter(({ influencer }) => people.has(influencer))
  const negotiations = new Set<string>(own.map(({ id }) => id))
  const whom = { address, negotiations, mails: new Set<string>() }
  const found = [...books.negotiations.values()].flatMap((kept) => kept.messages.filter((message) => isOf(message, whom)))
  const mails = new Set([
    ...found.map(({ providerId }) => providerId),
    ...[...books.inbox.values()].filter(({ negotiation, row }) => (negotiation !== null && negotiations.has(negotiation)) || names(row.raw, address)).map(({ row }) => row.providerId)
  ])
  const known = people.size > 0 || mails.size > 0 || (books.contacts.get(address)?.size ?? 0) > 0 || books.loose.some(({ row }) => mentions(row.payload, address))
  return known ? { address, negotiations, mails } : null
}

/** Erases as `Store.forget` says. */
export const forget = (books: Books, given: Whom): Either.Either<Forgotten, NotYet> => {
  const here = traces(books, given.address)
  const whom: Whom = { address: given.address, negotiations: new Set([...given.negotiations, ...here?.negotiations ?? []]), mails: new Set([...given.mails, ...here?.mails ?? []]) }
  const own = [...books.negotiations.values()].filter(({ id }) => whom.negotiations.has(id))
  if (own.some(({ outbox }) => outbox.some(({ row }) => row.lane === "mail" && row.status === "dispatching"))) return Either.left(new NotYet({ reason: "a mail to them is leaving" }))
  const theirs = [...books.inbox.values()].filter(({ negotiation, row }) => (negotiation !== null && whom.negotiations.has(negotiation)) || whom.mails.has(row.providerId))
  const waits = theirs.some(({ negotiation, row }) =>
    (row.status === "pending" || row.status === "deferred") && (negotiation === null || !whom.negotiations.has(negotiation)) && !isFrom(row.raw, whom.address))
  if (waits) return Either.left(new NotYet({ reason: "a mail that others wrote and that names them waits to be read" }))

  let people = 0
  for (const kept of own) people += books.people.delete(kept.influencer) ? 1 : 0
  let messages = 0
  for (const kept of books.negotiations.values()) messages += forgetMessages(books, kept, whom)
  let contacts = 0
  for (const [address, kept] of books.contacts) {
    for (const one of address === whom.address ? [...kept] : own) contacts += kept.delete(one) ? 1 : 0
  }
  recountMailboxes(books)
  for (const one of theirs) {
    for (const [key, other] of books.inbox) if (other === one) books.inbox.delete(key)
    const negotiation = one.negotiation
    one.row = { ...one.row, providerId: `forgotten-${one.order}`, copyRef: "", raw: null }
    books.inbox.set(`${one.row.mailbox}\n${one.row.providerId}`, one)
    const isWaiting = one.row.status === "pending" || one.row.status === "deferred"
    markIn(books, one, { status: isWaiting ? "ignored" : one.row.status, reason: "forgotten", negotiation })
  }
  for (const key of books.words.keys()) if (own.some(({ id }) => key.startsWith(`${id} `))) books.words.delete(key)
  for (const out of own.flatMap(({ outbox }) => outbox)) {
    const isWaiting = out.row.status === "pending" || out.row.status === "held" || out.row.status === "staged"
    moveOut(books, out, { ...out.row, draftId: null, contentHash: null, messageHeader: null, error: null, payload: "", status: isWaiting ? "superseded" : out.row.status })
  }
  let notices = 0
  for (const out of books.loose) {
    if (out.row.payload === "" || !concerns(JSON.parse(out.row.payload), whom)) continue
    notices += 1
    moveOut(books, out, { ...out.row, payload: "", error: null, status: out.row.status === "pending" ? "superseded" : out.row.status })
  }
  forgetRows(books, whom.address, new Set(own.map(({ id }) => id)))
  return Either.right({ people, messages, contacts, inbox: theirs.length, notices, left: [] })
}

const isOf = (message: Kept["messages"][number], whom: Whom): boolean => whom.negotiations.has(message.negotiation) || concerns(message, whom)

const forgetMessages = (books: Books, kept: Kept, whom: Whom): number => {
  const gone = kept.messages.filter((message) => isOf(message, whom))
  for (const message of gone) {
    kept.messages.splice(kept.messages.indexOf(message), 1)
    const same = books.headers.get(message.header) ?? []
    const staysFindable = message.direction === "out" && !whom.negotiations.has(kept.id)
    const blank = { name: "", address: "" }
    same.splice(same.indexOf(message), 1, ...staysFindable
      ? [{ ...message, providerId: "", inReplyTo: null, references: [], threadId: null, from: blank, replyTo: [], to: [], cc: [], subject: "", text: "", bodyHash: "" }]
      : [])
  }
  return gone.length
}

const headOf = (raw: Uint8Array): string => new TextDecoder().decode(raw).split(/\r?\n\r?\n/u, 1)[0] ?? ""
const names = (raw: Uint8Array | null, address: string): boolean => raw !== null && mentions(new TextDecoder().decode(raw), address)
const isFrom = (raw: Uint8Array | null, address: string): boolean => raw !== null && mentions(/^from:.*(?:\r?\n[ \t].*)*/imu.exec(headOf(raw))?.[0] ?? "", address)
