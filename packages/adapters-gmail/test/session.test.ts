import { assert, describe, it } from "@effect/vitest"
import { instant } from "@parley/domain/Instant"
import { offer } from "@parley/testkit/MailboxSamples"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/TestClock"
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import * as Session from "../src/internal/Session.ts"
import * as TokenFile from "../src/TokenFile.ts"
import { faultyWorld } from "./faultyWorld.ts"
import * as gmailWorld from "./gmailWorld.ts"

const readonly = "https://www.googleapis.com/auth/gmail.readonly"

describe("a sign-in", () => {
  it.scoped("keeps a refreshed token for the next process, in a file for this account only", () =>
    Effect.gen(function*() {
      const { server, start, tokenFile } = yield* gmailWorld.make()
      yield* (yield* start).check
      yield* (yield* start).check
      assert.strictEqual(server.oauth.refreshes(), 1)
      assert.strictEqual(statSync(tokenFile).mode & 0o777, 0o600)
      assert.isNotNull(TokenFile.read(tokenFile).accessToken)
      assert.lengthOf(readdirSync(dirname(tokenFile)), 1)
    }))

  it.scoped("works from a folder that takes no files, too", () =>
    Effect.gen(function*() {
      const { server, start, tokenFile } = yield* gmailWorld.make()
      const before = readFileSync(tokenFile, "utf8")
      mkdirSync(`${tokenFile}.${process.pid}.tmp`)
      const mailbox = yield* start
      yield* mailbox.arrivals(null)
      yield* mailbox.dispatch(yield* mailbox.stage(offer(gmailWorld.ownAddress)))
      assert.deepStrictEqual([server.oauth.refreshes(), readFileSync(tokenFile, "utf8")], [1, before])
    }))

  it.scopedLive("that Google revoked cuts off, and is not tried again until another is there", () =>
    Effect.gen(function*() {
      const { google, proxy, start } = yield* faultyWorld
      const mailbox = yield* start
      google.server.oauth.revoke(google.refreshToken)
      for (let time = 0; time < 3; time++) {
        const error = yield* Effect.flip(mailbox.lookup("n-1/1"))
        assert.isTrue(error.cutOff)
        assert.include(error.reason, "parley auth gmail")
      }
      assert.deepStrictEqual(proxy.seen(), ["token"])
      google.signIn()
      assert.strictEqual((yield* mailbox.lookup("n-1/1"))._tag, "Gone")
    }))

  it.scoped("that is not there, or broken, cuts off without telling what the file holds", () =>
    Effect.gen(function*() {
      const { signIn, start, tokenFile } = yield* gmailWorld.make()
      const mailbox = yield* start
      for (const content of [null, "", "{\"refresh_token\": 1//0secret}", "[]", "{\"refresh_token\":\"\"}", "{\"access_token\":\"secret\"}"]) {
        if (content === null) rmSync(tokenFile)
        else writeFileSync(tokenFile, content)
        const error = yield* Effect.flip(mailbox.arrivals(null))
        assert.isTrue(error.cutOff, String(content))
        assert.include(error.reason, tokenFile)
        assert.include(error.reason, "parley auth gmail")
        assert.notInclude(error.reason, "secret")
      }
      signIn()
      yield* mailbox.arrivals(null)
    }))

  it.scoped("with too few scopes names what is missing, whether its file tells them or Google does", () =>
    Effect.gen(function*() {
      const { server, start, tokenFile } = yield* gmailWorld.make()
      const refreshToken = server.oauth.issueRefreshToken(readonly)
      for (const scope of [readonly, ""]) {
        TokenFile.write(tokenFile, { refreshToken, accessToken: null, expiresAt: null, scope })
        const error = yield* Effect.flip((yield* start).stage(offer(gmailWorld.ownAddress)))
        const reason = error._tag === "MailboxUnavailable" && error.cutOff === true ? error.reason : ""
        assert.include(reason, "https://www.googleapis.com/auth/gmail.modify")
        assert.include(reason, "parley auth gmail")
      }
    }))

  it.scoped("whose access token ends before its time gets another, once, and sends once (MAIL-06)", () =>
    Effect.gen(function*() {
      const { deliver, server, start } = yield* gmailWorld.make()
      const mailbox = yield* start
      const draft = yield* mailbox.stage(offer(gmailWorld.ownAddress))
      server.oauth.expireAccessTokens()
      yield* mailbox.dispatch(draft)
      assert.deepStrictEqual([server.gmail.sent().length, server.oauth.refreshes()], [1, 2])
      for (let index = 0; index < 8; index++) yield* deliver(new TextEncoder().encode(`From: a@b.example\r\nSubject: ${index}\r\n\r\nHi`), "")
      server.oauth.expireAccessTokens()
      assert.lengthOf(yield* mailbox.recent(instant(0)), 9)
      assert.strictEqual(server.oauth.refreshes(), 3)
    }))

  it.scoped("of another account fails the check, and the check recovers without a restart", () =>
    Effect.gen(function*() {
      const { signIn, startWith, start, tokenFile } = yield* gmailWorld.make()
      const asOther = yield* startWith({ ownAddresses: ["other@parley.example"] })
      for (const refused of [Effect.asVoid(asOther.arrivals(null)), Effect.asVoid(asOther.recent(instant(0))), Effect.asVoid(asOther.lookup("n-1.1"))]) {
        const error = yield* Effect.flip(refused)
        assert.isTrue(error.cutOff === true && error.reason.includes("signed in as partnerships@parley.example"))
      }
      const wrong = yield* Effect.flip((yield* startWith({ ownAddresses: ["other@parley.example"] })).check)
      assert.include(wrong.reason, gmailWorld.ownAddress)
      assert.isTrue(wrong.cutOff)
      const mailbox = yield* start
      rmSync(tokenFile)
      assert.isTrue((yield* Effect.flip(mailbox.check)).cutOff)
      signIn()
      yield* TestClock.adjust("16 seconds")
      yield* mailbox.check
    }))

  it.scoped("is checked for the others also when who asked first no longer waits", () =>
    Effect.gen(function*() {
      const mailbox = yield* (yield* gmailWorld.make()).start
      const first = yield* Effect.fork(mailbox.check)
      yield* Effect.yieldNow()
      yield* Fiber.interrupt(first)
      yield* mailbox.check
    }))

  it.scoped("that was replaced while Google refused the former is not refused with it", () =>
    Effect.gen(function*() {
      const { options, signIn, tokenFile } = yield* gmailWorld.make()
      const session = Session.make(options.oauth, tokenFile, 1000)
      const former = session.client()
      signIn()
      session.refused(former, "invalid_grant")
      assert.notStrictEqual(session.client(), former)
      const latter = session.client()
      session.refused(latter, "invalid_grant")
      assert.throws(() => session.client())
      assert.include(readFileSync(tokenFile, "utf8"), "refresh_token")
    }))
})
