import type * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { Mailbox, MailboxUnavailable } from "@parley/domain/ports/Mailbox"

/** What the suite needs of the world around a mailbox: the other side's mail, and people who use the same mailbox. */
export interface MailboxHarness {
  /** Starts a process on this mailbox; starting again is a restart. */
  readonly start: Effect.Effect<Context.Tag.Service<Mailbox>, MailboxUnavailable, Scope.Scope>
  /** The account's own address, from which it may send. */
  readonly ownAddress: string
  /** A whole mail arrives, after all that arrived before. `name` is a wish that a mailbox with named files grants. */
  readonly deliver: (raw: Uint8Array, name: string) => Effect.Effect<void>
  /** Every mail that left, once per time it left. */
  readonly sent: Effect.Effect<ReadonlyArray<Uint8Array>>
  /** The drafts as people see them. */
  readonly drafts: Effect.Effect<ReadonlyArray<Uint8Array>>
  /** A person saves these bytes in place of the draft. */
  readonly editDraft: (draftId: string, raw: Uint8Array) => Effect.Effect<void>
  /** A person deletes the draft. */
  readonly deleteDraft: (draftId: string) => Effect.Effect<void>
  /** A person sends the draft as it stands. */
  readonly sendDraft: (draftId: string) => Effect.Effect<void>
}

/** Gives an empty mailbox and its world; run once per test. */
export type MakeHarness = Effect.Effect<MailboxHarness, never, Scope.Scope>
