import { assert, describe, it } from "@effect/vitest"
import { Mailbox, type MailboxUnavailable } from "@parley/domain/ports/Mailbox"
import { parseEmail } from "@parley/email/parseEmail"
import { offer } from "@parley/testkit/MailboxSamples"
import * as Config from "effect/Config"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import type * as Scope from "effect/Scope"
import * as GmailMailbox from "../src/GmailMailbox.ts"
import * as gmailWorld from "./gmailWorld.ts"

/** A mailbox that mails itself. The account is a real one where PARLEY_LIVE_GMAIL_TOKEN_FILE and the rest are set. */
interface Account {
  readonly name: string
  readonly mailbox: Effect.Effect<{ readonly address: string; readonly start: Effect.Effect<Context.Tag.Service<Mailbox>, MailboxUnavailable, Scope.Scope> }, never, Scope.Scope>
}

const real = Config.all({
  tokenFile: Config.nonEmptyString("PARLEY_LIVE_GMAIL_TOKEN_FILE"), clientId: Config.nonEmptyString("GOOGLE_CLIENT_ID"),
  clientSecret: Config.redacted("GOOGLE_CLIENT_SECRET"), address: Config.nonEmptyString("PARLEY_LIVE_GMAIL_ADDRESS")
}).pipe(Config.option)

const standIn: Account = {
  name: "the stand-in",
  mailbox: Effect.map(gmailWorld.make(), ({ ownAddress: address, start }) => ({ address, start }))
}

const accounts: ReadonlyArray<Account> = [
  standIn,
  ...Option.toArray(Effect.runSync(real)).map(({ address, clientId, clientSecret, tokenFile }): Account => ({
    name: "a real account",
    mailbox: Effect.succeed({
      address,
      start: Effect.map(Layer.build(GmailMailbox.layer({
        oauth: { clientId, clientSecret, tokenUrl: null, authUrl: null }, tokenFile, rootUrl: null, authservId: "mx.google.com", ownAddresses: [address],
        unitsPerMinute: 6000, timeout: 30_000, topic: null
      })), Context.get(Mailbox))
    })
  }))
]

describe.each(accounts)("Gmail, as $name is, @live", ({ mailbox: account, name }) => {
  it.scopedLive("keeps a draft as it is, sends it once under its mark and shows it in history (MAIL-03, MAIL-06)", () =>
    Effect.gen(function*() {
      const { address, start } = yield* account
      const mailbox = yield* start
      yield* mailbox.check
      const run = `live-${Date.now().toString(36)}`
      const mail = offer(address, {
        marker: `${run}/1`, messageId: `${run}@parley.invalid`, to: [{ name: "Parley", address }], subject: `Parley tries itself out (${run})`, inReplyTo: null, references: [], date: Date.now()
      })
      const { cursor } = yield* toTheEnd(mailbox, null)

      const left = yield* Effect.acquireRelease(Effect.succeed<{ name: string | null }>({ name: null }), ({ name: sent }) =>
        // whatever became of it: the draft goes, and what left goes into the bin
        mailbox.forget({ address: "nobody@parley.invalid", negotiations: new Set(), mails: new Set(sent === null ? [] : [sent]) }).pipe(Effect.orDie))
      const staged = yield* Effect.acquireRelease(mailbox.stage(mail), (draft) => Effect.orDie(mailbox.discard(draft)))
      assert.deepStrictEqual(yield* mailbox.lookup(mail.marker), { _tag: "Draft", draft: staged })
      assert.deepStrictEqual(yield* mailbox.stage(mail), staged)

      const sent = yield* mailbox.dispatch(staged)
      left.name = sent.providerId
      assert.strictEqual(sent.contentHash, staged.contentHash)
      const second = yield* mailbox.dispatch(staged)
      assert.strictEqual(second.providerId, sent.providerId)
      const restarted = yield* start
      const fate = yield* restarted.lookup(mail.marker, staged.draftId)
      assert.isTrue(fate._tag === "Sent" && fate.mail.providerId === sent.providerId)
      assert.strictEqual((yield* Effect.flip(restarted.stage(mail)))._tag, "MailboxRejected")

      const shown = (yield* toTheEnd(mailbox, cursor)).messages.filter(({ providerId }) => providerId === sent.providerId)
      assert.isNotEmpty(shown)
      const read = yield* mailbox.parse(shown[0]?.raw ?? sent.raw, shown[0]?.copyRef)
      assert.deepStrictEqual([read.fromSelf, read.marker], [true, mail.marker])
      const { messageId } = yield* parseEmail(sent.raw)
      yield* Effect.log(`${name} ${messageId === mail.messageId ? "kept" : "replaced"} our Message-ID`)
    }))
})

const toTheEnd = (mailbox: Context.Tag.Service<Mailbox>, from: string | null) =>
  Effect.gen(function*() {
    let page = yield* mailbox.arrivals(from)
    const messages = [...page.messages]
    while (page.more) {
      page = yield* mailbox.arrivals(page.cursor)
      messages.push(...page.messages)
    }
    return { cursor: page.cursor, messages }
  })
