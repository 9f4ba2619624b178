import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Context from "effect/Context"
import { Mailbox } from "@parley/domain/ports/Mailbox"
import * as MailboxContract from "../src/MailboxContract.ts"
import * as MemoryMailbox from "../src/MemoryMailbox.ts"

const ownAddress = "sam@brand.example"

MailboxContract.suite("MemoryMailbox", Effect.sync(() => {
  const memory = MemoryMailbox.make({ ownAddresses: [ownAddress] })
  return {
    start: Effect.map(Layer.build(memory.layer), Context.get(Mailbox)),
    ownAddress,
    deliver: (raw, name) => Effect.sync(() => memory.deliver(raw, name)),
    sent: Effect.sync(memory.sent),
    drafts: Effect.sync(() => memory.drafts().map(({ raw }) => raw)),
    editDraft: (draftId, raw) => Effect.sync(() => memory.editDraft(draftId, raw)),
    deleteDraft: (draftId) => Effect.sync(() => memory.deleteDraft(draftId)),
    sendDraft: (draftId) => Effect.sync(() => memory.sendDraft(draftId))
  }
}))

describe("MemoryMailbox", () => {
  it.effect("loses mail for a caller who moves the cursor before storing it, as a real one would (MAIL-04)", () =>
    Effect.gen(function*() {
      const memory = MemoryMailbox.make()
      memory.deliver(new TextEncoder().encode("From: a@b.example\r\n\r\nHello"), "one")
      const { arrivals } = yield* Effect.provide(Mailbox, memory.layer)
      const { cursor } = yield* arrivals(null)
      assert.deepStrictEqual((yield* arrivals(cursor)).messages, [])
    }))
})
