import { deliver } from "@parley/adapters-local/MaildirDelivery"
import { BadInput, NotFound, Refused, Unavailable } from "@parley/api/Problems"
import { longestReply, type SandboxCreator, type SandboxCreators, type SandboxDelivered, type SandboxReply, type SandboxThread } from "@parley/api/SandboxApi"
import type { Campaign } from "@parley/domain/campaign/Campaign"
import { NegotiationId } from "@parley/domain/Ids"
import type { Influencer } from "@parley/domain/influencer/Influencer"
import { isOneOf } from "@parley/domain/influencer/plainAddress"
import { stateTags } from "@parley/domain/negotiation/stateTags"
import { type NegotiationRow, Store, type StoreUnavailable } from "@parley/domain/ports/Store"
import type { StoredMessage } from "@parley/domain/ports/StoredMessage"
import { now } from "@parley/domain/usecases/ids"
import { composeEmail } from "@parley/email/composeEmail"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { createHash, randomUUID } from "node:crypto"
import { join } from "node:path"
import type { ServerSettings } from "../Settings.ts"
import { MailBell } from "../Workers.ts"
import { isFrom, lastReceived, replyOf, threadOf } from "./creatorThread.ts"
import { Played } from "./Played.ts"

type Problem = BadInput | NotFound | Refused | Unavailable

/**
 * A visitor plays the creator (DASH-01): they see the thread as the creator does, and what they write arrives in the local Maildir as the creator's
 * reply. From there it is read, decided and answered like any mail. Everything is NotFound where the sandbox is off.
 */
export class Sandbox extends Context.Tag("@parley/server/sandbox/Sandbox")<Sandbox, {
  /** Creators of running negotiations whom nobody plays, the newest thread first. */
  readonly creators: Effect.Effect<SandboxCreators, Problem>
  readonly thread: (negotiation: string) => Effect.Effect<SandboxThread, Problem>
  /** From the creator's own address, in answer to the last mail they got, into the Maildir of this server; nobody else's name and no other place can be chosen. */
  readonly reply: (negotiation: string, reply: SandboxReply) => Effect.Effect<SandboxDelivered, Problem>
}>() {}

/** One that is off. */
export const closed: Layer.Layer<Sandbox> = Layer.sync(Sandbox, () => ({ creators: isOff, thread: () => isOff, reply: () => isOff }))

export const layer = (settings: ServerSettings): Layer.Layer<Sandbox, never, Store> =>
  settings.sandbox === "on" && settings.mailbox === "maildir"
    ? Layer.effect(Sandbox, make(join(settings.dataDir, "maildir"), [settings.agentAddress, ...settings.ownAddresses, ...settings.teammates]))
    : closed

/** As many creators as a list shows. */
const most = 200

/** `team` are the addresses in whose name nobody may write here: theirs would count as a teammate's word. */
const make = Effect.fnUntraced(function*(maildir: string, team: ReadonlyArray<string>) {
  const store = yield* Store
  const bell = yield* MailBell
  const played = yield* Played

  /** Null for one who was forgotten. */
  const seen = Effect.fnUntraced(function*(row: NegotiationRow) {
    const creator = yield* store.influencer(row.influencer)
    const campaign = yield* store.campaign(row.campaign)
    return creator === null || campaign === null ? null : { row, creator, campaign, mails: threadOf(yield* store.messages(row.id), creator) }
  })

  const find = Effect.fnUntraced(function*(negotiation: string) {
    const row = isNegotiationId(negotiation) ? yield* store.negotiation(negotiation) : null
    const found = row === null ? null : yield* seen(row)
    return found ?? (yield* new NotFound({ message: `No creator of a negotiation ${JSON.stringify(negotiation)} is known`, candidates: [] }))
  })

  const isOpen = ({ email }: Influencer): boolean => !played.has(email) && !isOneOf(team, email)

  return Sandbox.of({
    creators: Effect.gen(function*() {
      const listed = yield* store.negotiationPage({ campaign: null, states: running, search: null, sort: "updated", descending: true }, null, most)
      const found = yield* Effect.forEach(listed, ({ row }) => seen(row))
      return { creators: found.flatMap((one) => one !== null && isOpen(one.creator) ? [creatorOf(one)] : []) }
    }).pipe(Effect.catchTag("StoreUnavailable", unavailable)),

    thread: (negotiation) =>
      Effect.map(find(negotiation), (found) => ({
        creator: creatorOf(found),
        mails: found.mails.map(({ at, cc, from, header, subject, text, to }) => ({ messageId: header, fromCreator: isFrom(found.creator, from), from, to, cc, subject, text, at }))
      })).pipe(Effect.catchTag("StoreUnavailable", unavailable)),

    reply: (negotiation, { command, text }) =>
      Effect.gen(function*() {
        if (text.trim() === "" || text.length > longestReply) {
          return yield* new BadInput({
            message: "Nothing was sent",
            problems: [{ field: "text", expected: `1 to ${longestReply} characters that the creator writes`, got: text.trim() === "" ? "nothing" : `${text.length} characters` }]
          })
        }
        const { creator, mails, row } = yield* find(negotiation)
        if (!isOpen(creator)) {
          return yield* new Refused({ message: `${creator.name} ${played.has(creator.email) ? "is played by the demo" : "has an address of the team"}: choose a creator from the list` })
        }
        const received = lastReceived(mails)
        if (received === null) return yield* new Refused({ message: `${creator.name} has not got a mail yet: wait until the opening has left` })
        // the same command names the same mail, which is handled once however often it arrives
        const name = createHash("sha256").update(JSON.stringify([row.id, command ?? randomUUID()])).digest("hex").slice(0, 32)
        const mail = replyOf(received, { creator, text, messageId: `${name}@sandbox.invalid`, date: yield* now })
        const raw = yield* Effect.mapError(composeEmail(mail), ({ field, problem }) => new Refused({ message: `No mail can be written from ${creator.name}: ${field}: ${problem}` }))
        yield* Effect.mapError(deliver(maildir, `sandbox-${name}`, raw), ({ reason }) => new Unavailable({ message: `The mailbox cannot be used: ${reason}` }))
        yield* Effect.logInfo("a visitor answered as a creator").pipe(Effect.annotateLogs({ negotiation: row.id }))
        yield* bell.open
        return { messageId: mail.messageId, inReplyTo: received.header }
      }).pipe(Effect.catchTag("StoreUnavailable", unavailable))
  })
})

const endings: ReadonlySet<string> = new Set(["Agreed", "Declined", "Walked", "Stopped"])
const running = stateTags.filter((tag) => !endings.has(tag))

const isNegotiationId = Schema.is(NegotiationId)

const creatorOf = ({ campaign, creator, mails, row }: { readonly row: NegotiationRow; readonly creator: Influencer; readonly campaign: Campaign; readonly mails: ReadonlyArray<StoredMessage> }): SandboxCreator => {
  const last = mails.at(-1)
  return {
    negotiation: row.id, campaign: campaign.id, campaignName: campaign.name, client: campaign.client,
    name: creator.name, handle: creator.handle, address: creator.email, mails: mails.length,
    last: last === undefined ? null : { subject: last.subject, fromCreator: isFrom(creator, last.from), at: last.at }
  }
}

const unavailable = (error: StoreUnavailable) => new Unavailable({ message: `The books cannot be used: ${error.reason}` })

const isOff = Effect.suspend(() => new NotFound({ message: "The sandbox is off: PARLEY_SANDBOX=on opens it on a local mailbox", candidates: [] }))
