import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Mockttp from "mockttp"
import { Roster } from "@parley/domain/ports/Roster"
import * as SheetsRoster from "../src/SheetsRoster.ts"
import { google } from "./google.ts"

const source = "1spring-spreadsheet#Creators"
const header = ["Name", "Email", "Platform", "Handle", "Average Views", "Min Rate", "Max Rate", "Engagement Rate"]

/** A roster behind a proxy on which a test breaks what it likes; everything else reaches the stand-in for Google. */
const broken = Effect.gen(function*() {
  const { account, keyFile, tokens, url, world } = yield* google
  world.share("1spring-spreadsheet", account)
  world.setTab("1spring-spreadsheet", "Creators", [header])
  const proxy = Mockttp.getLocal()
  yield* Effect.acquireRelease(Effect.promise(() => proxy.start()), () => Effect.promise(() => proxy.stop()))
  const roster = yield* Effect.provide(Roster, SheetsRoster.layer({
    keyFile, fallback: null, rootUrl: proxy.url, tokenUrl: `${proxy.url}/token`, timeout: 400, retry: { first: 1, longest: 2, attempts: 3 }
  }))
  const otherwise = Effect.promise(() => proxy.forUnmatchedRequest().thenForwardTo(url))
  yield* otherwise
  const reads = () => proxy.forGet(/values:batchGet/u)
  const read = roster.read(source, "USD")
  return { read, reads, proxy, tokens, world }
})

describe("SheetsRoster when Google is in trouble (ROSTER-01)", () => {
  for (const [what, breakTwice] of [
    ["503", (rule) => rule.twice().thenReply(503, "{}")],
    ["a reset", (rule) => rule.twice().thenResetConnection()],
    ["a closed connection", (rule) => rule.twice().thenCloseConnection()],
    ["no answer", (rule) => rule.twice().thenTimeout()],
    ["429", (rule) => rule.twice().thenReply(429, "{}")]
  ] as const satisfies ReadonlyArray<readonly [string, (rule: Mockttp.RequestRuleBuilder) => Promise<Mockttp.MockedEndpoint>]>) {
    it.scopedLive(`reads at the third try after ${what}`, () =>
      Effect.gen(function*() {
        const { read, reads } = yield* broken
        yield* Effect.promise(() => breakTwice(reads()))
        assert.deepStrictEqual((yield* read).problems, [])
      }))
  }

  for (const [what, reason, breakAlways] of [
    ["503", "Google answered 503", (rule) => rule.always().thenReply(503, "{}")],
    ["a reset", "Google cannot be reached", (rule) => rule.always().thenResetConnection()],
    ["no answer", "did not answer within 0.4 s", (rule) => rule.always().thenTimeout()]
  ] as const satisfies ReadonlyArray<readonly [string, string, (rule: Mockttp.RequestRuleBuilder) => Promise<Mockttp.MockedEndpoint>]>) {
    it.scopedLive(`gives up after three tries of ${what}, and says so`, () =>
      Effect.gen(function*() {
        const { read, reads } = yield* broken
        const endpoint = yield* Effect.promise(() => breakAlways(reads()))
        const error = yield* Effect.flip(read)
        assert.include(error.reason, reason)
        assert.strictEqual(error.source, source)
        assert.lengthOf(yield* Effect.promise(() => endpoint.getSeenRequests()), 3)
      }))
  }

  it.scopedLive("does not wait here as long as Google asks it to, but says how long that is", () =>
    Effect.gen(function*() {
      const { read, world } = yield* broken
      yield* read
      const before = world.requests().length
      world.overQuota(1, { "retry-after": "47" })
      const error = yield* Effect.flip(read)
      assert.strictEqual(error.retryAfter, 47_000)
      assert.include(error.reason, "Quota exceeded")
      assert.strictEqual(world.requests().length, before + 1)
    }))

  it.scopedLive("does not repeat what cannot get better", () =>
    Effect.gen(function*() {
      const { read, world } = yield* broken
      world.removeTab("1spring-spreadsheet", "Creators")
      assert.include((yield* Effect.flip(read)).reason, "no tab \"Creators\"")
      assert.strictEqual(world.requests().length, 1)
    }))

  it.scopedLive("leaves the sign-in's request alone: each of its tries is one of ours", () =>
    Effect.gen(function*() {
      const { proxy, read } = yield* broken
      const endpoint = yield* Effect.promise(() => proxy.forPost("/token").always().thenReply(503, "{}"))
      assert.include((yield* Effect.flip(read)).reason, "503")
      assert.lengthOf(yield* Effect.promise(() => endpoint.getSeenRequests()), 3)
    }))
})
