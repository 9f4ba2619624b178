import * as Effect from "effect/Effect"
import { NegotiationId } from "../Ids.ts"
import { isOneOf, plainAddress } from "../influencer/plainAddress.ts"
import type { InboundEmail } from "../ports/Mailbox.ts"
import type { OutboxRow } from "../ports/Outbox.ts"
import { Store } from "../ports/Store.ts"
import { rowMarked } from "./MailOutcome.ts"
import { negotiationOfNamed } from "./otherClients.ts"
import { Settings } from "./Settings.ts"

/** What a message is to us, before anybody reads it. */
export type Recognised =
  | { readonly _tag: "Own" }
  | { readonly _tag: "AutoReply"; readonly negotiation: NegotiationId | null }
  | { readonly _tag: "Bounce"; readonly negotiation: NegotiationId }
  | { readonly _tag: "Teammate"; readonly negotiation: NegotiationId }
  /** A draft of ours that a person sent from the mailbox. */
  | { readonly _tag: "SentByHand"; readonly negotiation: NegotiationId; readonly draft: OutboxRow }
  | { readonly _tag: "Reply"; readonly negotiation: NegotiationId; readonly knownContact: boolean; readonly inThread: boolean; readonly toLostMail: boolean }
  | { readonly _tag: "Unknown"; readonly reason: "unknown_thread" | "ambiguous_sender" | "bounce_of_unknown" }

/**
 * Finds the negotiation by the message ids a mail refers to; a mail that refers to none of ours belongs to the one
 * negotiation its sender is known in, if there is exactly one, or to the one whose creator it names, and no other's of that sender (PARTY-02). A teammate's word counts only when the sender is
 * authenticated (MAIL-08); our own mail is skipped when we know its Message-ID or its mark.
 */
export const recognise = (mail: InboundEmail) =>
  Effect.gen(function*() {
    const store = yield* Store
    const settings = yield* Settings
    const sender = mail.from.address

    const refersTo = [mail.inReplyTo, ...mail.references.toReversed(), mail.bouncedMessageId].flatMap((id) => id === null ? [] : [id])
    const referred = refersTo.length === 0 ? [] : yield* store.messagesByHeader(refersTo)
    const thread = refersTo.flatMap((id) => referred.filter((message) => message.header === id))[0]?.negotiation ?? null
    const senderIn = [...yield* store.byAddress(sender), ...(plainAddress(sender) === sender ? [] : yield* store.byAddress(plainAddress(sender)))]
    // a Message-ID of ours says whose it is, even where the books have lost the mail
    const lost = thread === null && mail.inReplyTo !== null ? yield* negotiationNamed(mail.inReplyTo) : null
    const negotiation = thread ?? lost ?? (new Set(senderIn).size === 1 ? senderIn[0] ?? null : null)

    if (mail.fromSelf || isOneOf(settings.ownAddresses, sender)) {
      const isOurs = (yield* store.messagesByHeader([mail.messageId])).some((message) => message.direction === "out")
      if (isOurs || mail.kind !== "personal") return tagged({ _tag: "Own" })
      // a mail program may drop our mark and keep the Message-ID, whose name is the mark as well
      const draft = mail.fromSelf ? yield* rowMarked(mail.marker ?? mail.messageId.split("@")[0] ?? "") : null
      if (draft !== null) {
        // while we send it ourselves, the dispatch tells what became of it
        return tagged(draft.status === "dispatching" || draft.status === "sent" ? { _tag: "Own" } : { _tag: "SentByHand", negotiation: NegotiationId.make(draft.subject), draft })
      }
      if (mail.fromSelf && (mail.marker !== null || negotiation === null)) {
        // a person writes to a creator, outside the thread
        const [to, ...others] = mail.marker === null ? new Set((yield* Effect.forEach([...mail.to, ...mail.cc], ({ address }) => store.byAddress(address))).flat()) : []
        return tagged(to === undefined || others.length > 0 ? { _tag: "Own" } : { _tag: "Teammate", negotiation: to })
      }
      if (negotiation !== null && (mail.fromSelf || mail.authenticated)) return tagged({ _tag: "Teammate", negotiation })
    }
    if (mail.kind === "bounce") {
      return tagged(negotiation === null ? { _tag: "Unknown", reason: "bounce_of_unknown" } : { _tag: "Bounce", negotiation })
    }
    if (mail.kind === "auto_reply") return tagged({ _tag: "AutoReply", negotiation })
    if (negotiation === null) {
      const isOurs = isOneOf(settings.ownAddresses, sender) || isOneOf(settings.teammates, sender)
      const named = isOurs ? null : yield* negotiationOfNamed(senderIn, mail)
      return tagged(named !== null
        ? { _tag: "Reply", negotiation: named, knownContact: true, inThread: false, toLostMail: false }
        : { _tag: "Unknown", reason: senderIn.length > 1 ? "ambiguous_sender" : "unknown_thread" })
    }
    if (isOneOf(settings.teammates, sender) && mail.authenticated) return tagged({ _tag: "Teammate", negotiation })
    const knownContact = senderIn.includes(negotiation) || (yield* isCreator(negotiation, sender))
    return tagged({ _tag: "Reply", negotiation, knownContact, inThread: thread !== null, toLostMail: lost !== null })
  })

/** They write from the plain address where the roster has a plus address of theirs. */
const isCreator = (negotiation: NegotiationId, sender: string) =>
  Effect.gen(function*() {
    const store = yield* Store
    const row = yield* store.negotiation(negotiation)
    const creator = row === null ? null : yield* store.influencer(row.influencer)
    return creator !== null && plainAddress(creator.email) === plainAddress(sender)
  })

/** The negotiation in a Message-ID that a mail of ours was staged under, if it knows of no mail of that number. */
const negotiationNamed = (messageId: string) =>
  Effect.gen(function*() {
    const store = yield* Store
    const [, name = "", number = ""] = /^(n-[a-z0-9]{1,40})\.(\d{1,9})@/.exec(messageId) ?? []
    const row = name === "" ? null : yield* store.negotiation(NegotiationId.make(name))
    if (row === null) return null
    const isKnown = (yield* store.outboxOf(row.id)).some(({ lane, seq }) => lane === "mail" && seq === Number(number))
    return isKnown ? null : row.id
  })

const tagged = (what: Recognised): Recognised => what
