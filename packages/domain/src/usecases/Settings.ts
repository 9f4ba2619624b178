import * as Context from "effect/Context"
import type { Autonomy } from "../campaign/Policy.ts"
import type { Address } from "../ports/Mailbox.ts"
import type { Strategy } from "../strategy/Strategy.ts"

/** Who we are in the mailbox. */
export class Settings extends Context.Tag("@parley/domain/usecases/Settings")<Settings, {
  /** Names the mailbox in the books, e.g. "maildir". */
  readonly mailbox: string
  /** The address and name mail leaves under. */
  readonly sender: Address
  /** Every address that is ours, lower case, the sender's included. */
  readonly ownAddresses: ReadonlyArray<string>
  /** People of the team who may join a thread, lower case. */
  readonly teammates: ReadonlyArray<string>
  /** "review" holds every mail for a person, whatever the campaign says (STRAT-05). */
  readonly autonomy: Autonomy
  /** How many mails may leave the mailbox in any 24 hours (MAIL-10). */
  readonly sendsPerDay: number
  /** Milliseconds between two reads of a watched roster, a fifth more or less (ROSTER-02). */
  readonly rosterEvery: number
  /** The hour of the campaign's day from which its digest is told; null: never. */
  readonly digestHour: number | null
  /** A reply that the reader cannot read for so long gets a holding reply, null for none, and is a person's after so long. Milliseconds. */
  readonly unread: { readonly holdAfter: number | null; readonly handOffAfter: number }
  /** How many negotiations are worked on at once; 1 makes the order of work fixed. */
  readonly concurrency: number
  /** Instead of Parley's own strategy: a simulation's choice, never a server's. */
  readonly nextMove?: Strategy
}>() {}
