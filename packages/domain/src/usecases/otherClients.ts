import * as Effect from "effect/Effect"
import type { NegotiationId } from "../Ids.ts"
import type { Influencer } from "../influencer/Influencer.ts"
import { holdsName, isNamedIn, isSameCreator } from "../influencer/isNamedIn.ts"
import { plainAddress } from "../influencer/plainAddress.ts"
import { conversationOf } from "../drafting/Thread.ts"
import type { InboundEmail } from "../ports/Mailbox.ts"
import { Store } from "../ports/Store.ts"
import type { StoredMessage } from "../ports/StoredMessage.ts"
import type { Subject } from "./perform.ts"

/** The creators, beside its own, whom people of this negotiation act for, in this campaign or another client's (PARTY-02). */
export const otherClients = (id: NegotiationId) =>
  Effect.gen(function*() {
    const store = yield* Store
    const shared = yield* store.sharing(id)
    if (shared.length === 0) return []
    const own = yield* creatorOf(id)
    const all = yield* Effect.forEach(shared, creatorOf)
    return all.filter((one) => one !== null).filter((one) => own === null || !isSameCreator(one, own))
  })

/** Whether a mail in this negotiation speaks of another creator of the same manager: nobody knows then whom its words and figures are about. */
export const namesOtherClient = ({ id, influencer }: Pick<Subject, "id" | "influencer">, mail: Pick<InboundEmail, "from" | "subject" | "newText">) =>
  Effect.map(otherClients(id), (others) => others.some((one) => holdsName(mail.from.name, one) || isNamedIn(`${mail.subject}\n\n${mail.newText}`, one, [influencer.name, influencer.handle, mail.from.name])))

/** The one of these negotiations whose creator a mail names; null when it names none, or several. */
export const negotiationOfNamed = (ids: ReadonlyArray<NegotiationId>, mail: Pick<InboundEmail, "from" | "subject" | "newText">) =>
  Effect.gen(function*() {
    const named = yield* Effect.filter([...new Set(ids)], (id) =>
      Effect.map(creatorOf(id), (creator) => creator !== null && isNamedIn(`${mail.subject}\n\n${mail.newText}`, creator, [mail.from.name])))
    return named.length === 1 ? named[0] ?? null : null
  })

/**
 * Addresses in a thread that are another creator's own, by a roster: put there by a manager who writes about several, and never told what this one is
 * offered. Not whoever this negotiation talks with.
 */
export const addressesOfOthers = ({ id, influencer }: Pick<Subject, "id" | "influencer">, messages: ReadonlyArray<StoredMessage>) =>
  Effect.gen(function*() {
    const store = yield* Store
    const talking = conversationOf(messages, influencer.email).flatMap(({ direction, from }) => direction === "in" ? [plainAddress(from.address.toLowerCase())] : [])
    const known = new Set([plainAddress(influencer.email), ...talking])
    const named = new Set(messages.flatMap(({ cc, replyTo, to }) => [...replyTo, ...to, ...cc].map(({ address }) => address.toLowerCase())))
    return yield* Effect.filter([...named].filter((address) => !known.has(plainAddress(address))), (address) =>
      Effect.gen(function*() {
        const ids = new Set([...yield* store.byAddress(address), ...yield* store.byAddress(plainAddress(address))])
        const creators = yield* Effect.forEach([...ids].filter((one) => one !== id), creatorOf)
        return creators.some((one) => one !== null && plainAddress(one.email) === plainAddress(address))
      }))
  })

const creatorOf = (id: NegotiationId): Effect.Effect<Influencer | null, Effect.Effect.Error<ReturnType<Store["Type"]["influencer"]>>, Store> =>
  Effect.gen(function*() {
    const store = yield* Store
    const row = yield* store.negotiation(id)
    return row === null ? null : yield* store.influencer(row.influencer)
  })
