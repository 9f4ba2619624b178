import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import type { Whom } from "../forgetting/Whom.ts"
import { type Actor, CommandId, NegotiationId } from "../Ids.ts"
import { isPossible } from "../negotiation/Table.ts"
import { Mailbox } from "../ports/Mailbox.ts"
import { NotYet, Store } from "../ports/Store.ts"
import { TeamChannel } from "../ports/TeamChannel.ts"
import { humanCommand } from "./HumanCommand.ts"
import { Settings } from "./Settings.ts"

/** Nothing is known of this address, here or in the mailbox or the team's channel. */
export class UnknownAddress extends Data.TaggedError("UnknownAddress")<{ readonly address: string }> {}

/** The address is ours: every mail is from or to it. */
export class OwnAddress extends Data.TaggedError("OwnAddress")<{ readonly address: string }> {}

/** What was erased, and what is known to hold it still. */
export interface ForgottenPerson {
  readonly stopped: number
  readonly people: number
  readonly messages: number
  readonly contacts: number
  readonly inbox: number
  readonly notices: number
  /** In the mailbox. */
  readonly mails: number
  readonly left: ReadonlyArray<string>
}

/**
 * Erases a person by their address from books, mailbox and team channel (STATE-06). Their open negotiations are stopped first, so that nothing more
 * leaves. The books go last of the three, for they know what belongs to whom: a run that was cut off is finished by the next. What
 * workers wrote outside while the books were erased goes in a second pass.
 */
export const forgetPerson = (address: string, by: Actor) =>
  Effect.gen(function*() {
    const store = yield* Store
    if ((yield* Settings).ownAddresses.includes(address)) return yield* new OwnAddress({ address })
    const whom: Whom = (yield* store.traces(address)) ?? { address, negotiations: new Set(), mails: new Set() }
    let stopped = 0
    for (const id of whom.negotiations) stopped += yield* stop(NegotiationId.make(id), by)

    const first = yield* forgetOutside(whom)
    const everything = { ...whom, mails: new Set([...whom.mails, ...first.mails]) }
    const { left, notices, ...counts } = yield* store.forget(everything)
    const second = yield* forgetOutside(everything)

    const result: ForgottenPerson = {
      ...counts, stopped, left: [...left, ...(yield* TeamChannel).beyond], notices: notices + first.notices + second.notices, mails: first.mails.length + second.mails.length
    }
    const { contacts, inbox, mails, messages, people } = result
    if (people + messages + contacts + inbox + mails + result.notices === 0) return yield* new UnknownAddress({ address })
    yield* Effect.logInfo("a person was forgotten").pipe(Effect.annotateLogs({ by, stopped, messages, mails }))
    return result
  })

const forgetOutside = (whom: Whom) =>
  Effect.gen(function*() {
    const mails = yield* (yield* Mailbox).forget(whom)
    const notices = yield* (yield* TeamChannel).forget({ ...whom, mails: new Set([...whom.mails, ...mails]) })
    return { mails, notices }
  })

/** 1 when there was something to stop; what has ended or is set aside sends nothing. */
const stop = (id: NegotiationId, by: Actor) =>
  Effect.gen(function*() {
    const row = yield* (yield* Store).negotiation(id)
    if (row === null || row.quarantined !== null || !isPossible(row.state._tag, "Stop")) return 0
    yield* humanCommand(id, { _tag: "Stop" }, by, CommandId.make(`forget-${id}-${row.version}`))
    return 1
  }).pipe(Effect.catchTag("MailLeaving", () => new NotYet({ reason: "a mail to them is leaving" })))
