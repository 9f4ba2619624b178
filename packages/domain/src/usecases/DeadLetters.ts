import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import { type Actor, type CommandId, NegotiationId } from "../Ids.ts"
import type { InboxKey } from "../ports/Inbox.ts"
import type { OutboxRow } from "../ports/Outbox.ts"
import { type DeadLetter, Store } from "../ports/Store.ts"
import { now, parley } from "./ids.ts"
import { perform, subject } from "./perform.ts"

/** No dead letter is called this. */
export class NoSuchLetter extends Data.TaggedError("NoSuchLetter")<{ readonly letter: string }> {}

/** What to do with a dead letter: try it again, or be done with it. */
export type LetterChoice = "retry" | "dismiss"

/** Names a dead letter for people: "mail/n-4k7mp2xw9abc/3", "team/-/12", "inbox/17". */
export const letterName = (letter: DeadLetter): string =>
  letter._tag === "Inbox" ? `inbox/${letter.row.order}` : `${letter.row.lane}/${letter.row.subject}/${letter.row.seq}`

/** More than a person looks through at once. */
const most = 1_000

export const deadLetters = Effect.flatMap(Store, (store) => store.deadLetters(most))

/**
 * A person settles a dead letter (OPS-03). A mail in doubt is looked for again and never sent on a guess; a message that could
 * not be handled is handled afresh, and the negotiation that was paused because of it goes on.
 */
export const settleLetter = (name: string, choice: LetterChoice, by: Actor, command: CommandId) =>
  Effect.gen(function*() {
    const letter = (yield* deadLetters).find((one) => letterName(one) === name)
    if (letter === undefined) return yield* new NoSuchLetter({ letter: name })
    yield* Effect.logInfo("a dead letter is settled").pipe(Effect.annotateLogs({ letter: name, choice, by }))
    if (letter._tag === "Inbox") return yield* settleMessage(letter.row, letter.negotiation, choice, by, command)
    return yield* letter.row.lane === "mail" ? settleMail(letter.row, choice, by, command) : settleNotice(letter.row, choice, by)
  })

const settleMail = (row: OutboxRow, choice: LetterChoice, by: Actor, command: CommandId) =>
  Effect.gen(function*() {
    const it = yield* subject(NegotiationId.make(row.subject))
    yield* perform(it, { _tag: choice === "retry" ? "RetryMail" : "DismissMail", by, at: yield* now }, command)
  })

const settleNotice = (row: OutboxRow, choice: LetterChoice, by: Actor) =>
  Effect.gen(function*() {
    const store = yield* Store
    yield* choice === "retry"
      ? store.moveOutbox(row, ["dead"], "pending", { attempts: 0, error: null, nextAt: yield* now })
      : store.moveOutbox(row, ["dead"], "superseded", { error: `dismissed by ${by}` })
  })

const settleMessage = (row: InboxKey, negotiation: NegotiationId | null, choice: LetterChoice, by: Actor, command: CommandId) =>
  Effect.gen(function*() {
    const store = yield* Store
    const mark = choice === "retry"
      ? { key: row, status: "pending" as const, reason: "retried", negotiation }
      : { key: row, status: "owned" as const, reason: "dismissed", negotiation }
    const it = negotiation === null ? null : yield* subject(negotiation)
    // paused because nobody had read their mail: with it read, or known to need no answer, the negotiation goes on
    if (it === null || it.state._tag !== "Paused" || it.state.by !== parley) return yield* store.settleInbox(mark, null)
    yield* perform(it, { _tag: "Resume", by, at: yield* now }, command, () => ({ inbox: [mark] }))
  })
