import { assert, describe, it } from "@effect/vitest"
import type { Fault } from "@parley/local-slack/Fault"
import { TeamRejected, TeamUnavailable } from "@parley/domain/ports/TeamChannel"
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import * as Redacted from "effect/Redacted"
import { getLocal } from "mockttp"
import { escalation, settled } from "./notices.ts"
import { channel, optionsOf, teamOf, world } from "./teamWorld.ts"

const server = Effect.acquireRelease(
  Effect.promise(async () => {
    const started = getLocal({ recordTraffic: false })
    await started.start(0)
    return started
  }),
  (started) => Effect.promise(() => started.stop())
)

describe("a Slack channel when Slack fails", () => {
  for (const fault of ["lost", "refused"] as const) {
    it.scoped(`shows a notice once after its post was ${fault}, in the channel and in a thread (HUMAN-02)`, () =>
      Effect.gen(function*() {
        const { fail, posted, start } = yield* world()
        const team = yield* start
        fail("chat.postMessage", fault)
        assert.instanceOf(yield* Effect.flip(team.post(escalation("n-1"), null)), TeamUnavailable)
        const first = yield* team.post(escalation("n-1"), null)
        fail("chat.postMessage", fault)
        assert.instanceOf(yield* Effect.flip(team.post(escalation("n-2"), first)), TeamUnavailable)
        yield* team.post(escalation("n-2"), first)
        assert.deepStrictEqual(posted(), ["n-1", "n-2"])
      }))

    it.scoped(`shows a notice once after its post was ${fault} and the process died (HUMAN-02, STATE-01)`, () =>
      Effect.gen(function*() {
        const { fail, posted, start } = yield* world({ pageLimits: { history: 2 } })
        const team = yield* start
        for (const id of ["n-1", "n-2", "n-3"]) yield* team.post(escalation(id), null)
        fail("chat.postMessage", fault)
        yield* Effect.flip(team.post(escalation("n-4"), null))
        const again = yield* start
        for (const id of ["n-4", "n-1", "n-5"]) yield* again.post(escalation(id), null)
        assert.deepStrictEqual(posted(), ["n-1", "n-2", "n-3", "n-4", "n-5"])
      }))
  }

  it.scoped("what Slack definitely says about one message holds up no other: a post is refused, an update let go (OPS-03)", () =>
    Effect.gen(function*() {
      const { fail, posted, start } = yield* world()
      const team = yield* start
      const first = yield* team.post(escalation("n-1"), null)
      for (const error of ["block_mismatch", "msg_blocks_too_long", "some_code_of_tomorrow"]) {
        fail("chat.update", { error })
        yield* team.update(first, settled("n-1"))
        fail("chat.postMessage", { error })
        assert.instanceOf(yield* Effect.flip(team.post(escalation("n-2"), null)), TeamRejected)
      }
      for (const error of ["internal_error", "fatal_error", "invalid_auth"]) {
        fail("chat.postMessage", { error })
        assert.instanceOf(yield* Effect.flip(team.post(escalation("n-2"), null)), TeamUnavailable)
      }
      yield* team.post(escalation("n-2"), null)
      assert.deepStrictEqual(posted(), ["n-1", "n-2"])
    }))

  it.scoped("goes on in a new thread when a person removed the first post, and stays there", () =>
    Effect.gen(function*() {
      const { messages, slack, start } = yield* world()
      const team = yield* start
      const first = yield* team.post(escalation("n-1"), null)
      const reply = yield* team.post(escalation("n-2"), first)
      const [root] = messages()
      if (root !== undefined) slack.world.remove(root)
      const anew = yield* team.post(escalation("n-3"), reply)
      yield* team.post(escalation("n-4"), anew)
      const [third, fourth] = messages().filter(({ metadata }) => ["n-3", "n-4"].includes(String(metadata?.event_payload["id"])))
      assert.deepStrictEqual([third?.threadTs ?? null, fourth?.threadTs], [null, third?.ts])
    }))

  it.scoped("says that a listed group is none of this workspace (OPS-04)", () =>
    Effect.gen(function*() {
      const { start } = yield* world({}, { deciders: ["U0ANA", "S0NOSUCH"] })
      const { reason } = yield* Effect.flip((yield* start).check)
      assert.include(reason, "PARLEY_SLACK_DECIDERS")
      assert.include(reason, "S0NOSUCH")
    }))

  it.scoped("shows a notice once that was posted after it gave up waiting (HUMAN-02)", () =>
    Effect.gen(function*() {
      const { fail, posted, slack, start } = yield* world({}, { timeout: 100 })
      const team = yield* start
      const committed = new Promise<void>((resolve) => void slack.world.onMessage(() => resolve()))
      fail("chat.postMessage", "late")
      const error = yield* Effect.flip(team.post(escalation("n-1"), null))
      assert.include(error.reason, "chat.postMessage: no answer")
      yield* Effect.promise(() => committed)
      yield* team.post(escalation("n-1"), null)
      assert.deepStrictEqual(posted(), ["n-1"])
    }))

  it.scoped("shows a notice once whose id is no name that Slack keeps, after a lost answer (HUMAN-02)", () =>
    Effect.gen(function*() {
      const { fail, messages, start } = yield* world()
      fail("chat.postMessage", "lost")
      const team = yield* start
      yield* Effect.flip(team.post(escalation("é <&> \ud800"), null))
      yield* team.post(escalation("é <&> \ud800"), null)
      assert.lengthOf(messages(), 1)
    }))

  it.scoped("says for how long Slack asks it to wait, and posts nothing until then (OPS-03)", () =>
    Effect.gen(function*() {
      const { fail, posted, start } = yield* world()
      const team = yield* start
      fail("chat.postMessage", { status: 429, retryAfterSeconds: 7 })
      const error = yield* Effect.flip(team.post(escalation("n-1"), null))
      assert.deepStrictEqual([error._tag, error.reason, "retryAfter" in error && error.retryAfter], ["TeamUnavailable", "chat.postMessage: too many calls", 7000])
      assert.deepStrictEqual(posted(), [])
      yield* team.post(escalation("n-1"), null)
      assert.deepStrictEqual(posted(), ["n-1"])
    }))

  for (const seed of [1, 2, 3]) {
    it.scoped(`shows each of a hundred notices once and in order through failures and deaths (HUMAN-02, STATE-01), seed ${seed}`, () =>
      Effect.gen(function*() {
        const { fail, posted, start } = yield* world({ pageLimits: { history: 7, replies: 5 } })
        let state = seed
        const draw = (below: number): number => {
          state = (state * 48_271) % 2_147_483_647
          return state % below
        }
        const faults: ReadonlyArray<Fault> = ["lost", "lost", "refused", { status: 500, retryAfterSeconds: null }, { status: 429, retryAfterSeconds: 1 }, { error: "fatal_error" }]
        let team = yield* start
        const threads = new Map<number, string>()
        const ids = Array.from({ length: 100 }, (_, index) => `n-${index}`)
        for (const id of ids) {
          const negotiation = draw(4)
          let name: string | null = null
          while (name === null) {
            if (draw(2) === 0) fail(["chat.postMessage", "chat.postMessage", "conversations.history", "conversations.replies"][draw(4)] ?? "", faults[draw(faults.length)] ?? "lost")
            const notice = escalation(id, { negotiation: `n-${negotiation}`, kind: draw(2) === 0 ? "escalation" : "stale" })
            name = yield* Effect.catchTag(team.post(notice, threads.get(negotiation) ?? null), "TeamUnavailable", () => Effect.succeed(null))
            if (draw(5) === 0) team = yield* start
          }
          if (!threads.has(negotiation)) threads.set(negotiation, name)
        }
        assert.deepStrictEqual(posted(), ids)
      }))
  }

  const passing: ReadonlyArray<readonly [Fault, string]> = [
    [{ status: 429, retryAfterSeconds: null }, "too many calls"], [{ status: 500, retryAfterSeconds: null }, "500"], [{ status: 503, retryAfterSeconds: 2 }, "503"],
    [{ error: "internal_error" }, "internal_error"], [{ error: "fatal_error" }, "fatal_error"], [{ error: "ratelimited" }, "too many calls"],
    [{ error: "invalid_auth" }, "SLACK_BOT_TOKEN"], [{ error: "account_inactive" }, "SLACK_BOT_TOKEN"], [{ error: "token_revoked" }, "SLACK_BOT_TOKEN"],
    [{ error: "not_authed" }, "SLACK_BOT_TOKEN"], [{ error: "token_expired" }, "SLACK_BOT_TOKEN"], [{ error: "missing_scope" }, "scope"],
    [{ error: "channel_not_found" }, "PARLEY_SLACK_CHANNEL"], [{ error: "not_in_channel" }, "/invite"], [{ error: "is_archived" }, "unarchive"]
  ]
  for (const [fault, said] of passing) {
    it.scoped(`keeps everything for later when Slack answers ${JSON.stringify(fault)}, and says what is wrong (OPS-04)`, () =>
      Effect.gen(function*() {
        const { fail, posted, start } = yield* world()
        const team = yield* start
        const post = yield* team.post(escalation("n-1"), null)
        for (const [method, call] of [
          ["chat.postMessage", Effect.asVoid(team.post(escalation("n-2"), null))], ["conversations.replies", Effect.asVoid(team.post(escalation("n-3"), post))], ["chat.update", team.update(post, settled("n-1"))]
        ] as const) {
          fail(method, fault)
          const error = yield* Effect.flip(call)
          assert.instanceOf(error, TeamUnavailable)
          assert.include(error.reason, said)
          assert.include(error.reason, method)
          yield* call
        }
        fail("auth.test", fault)
        assert.include((yield* Effect.flip((yield* start).check)).reason, said)
        assert.deepStrictEqual(posted(), ["n-1", "n-2", "n-3"])
      }))
  }

  for (const error of ["invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long", "metadata_too_large", "invalid_metadata_format", "no_text"]) {
    it.scoped(`gives a notice up that Slack will never take (${error}), and no other`, () =>
      Effect.gen(function*() {
        const { fail, posted, start } = yield* world()
        const team = yield* start
        fail("chat.postMessage", { error })
        assert.instanceOf(yield* Effect.flip(team.post(escalation("n-1"), null)), TeamRejected)
        yield* team.post(escalation("n-2"), null)
        assert.deepStrictEqual(posted(), ["n-2"])
      }))
  }

  it.scoped("does not take another's page for Slack's answer, and shows a notice once behind it (HUMAN-02)", () =>
    Effect.gen(function*() {
      const { posted, slack } = yield* world()
      const proxy = yield* server
      const answers = ["<html>Sign in</html>", "{\"ok\":true}", "{\"ok\":tr", "[]"]
      const writes = new Set<string>()
      yield* Effect.promise(() =>
        proxy.forAnyRequest().thenPassThrough({
          beforeRequest: ({ id, url }) => {
            if (url.endsWith("chat.postMessage")) writes.add(id)
            return { url: `${new URL(slack.apiUrl).origin}${new URL(url).pathname}` }
          },
          beforeResponse: (_, { id }) => writes.has(id) ? { statusCode: 200, body: answers.shift() ?? "" } : undefined
        }))
      const team = yield* teamOf(optionsOf(`${proxy.url}/api/`))
      for (const id of ["n-1", "n-2", "n-3", "n-4"]) {
        assert.instanceOf(yield* Effect.flip(team.post(escalation(id), null)), TeamUnavailable)
        yield* team.post(escalation(id), null)
      }
      assert.deepStrictEqual(posted(), ["n-1", "n-2", "n-3", "n-4"])
    }))

  it.scoped("says how to mend what the channel lacks (OPS-04)", () =>
    Effect.gen(function*() {
      const { slack, start } = yield* world()
      yield* (yield* start).check
      const reasons: Array<string> = []
      for (const change of [{ botIsMember: false }, { botIsMember: true, isArchived: true }, { isArchived: false, isPrivate: true, botIsMember: false }]) {
        slack.world.changeChannel(channel, change)
        reasons.push((yield* Effect.flip((yield* start).check)).reason)
      }
      const [away = "", archived = "", hidden = ""] = reasons
      assert.include(away, "/invite the app into the channel")
      assert.include(archived, "unarchive it")
      assert.include(hidden, "PARLEY_SLACK_CHANNEL")
      assert.lengthOf(slack.calls("chat.postMessage"), 0)
    }))

  it.scoped("misses the scope that writing takes before anything is to be written (OPS-04)", () =>
    Effect.gen(function*() {
      const slack = yield* server
      yield* Effect.promise(() => slack.forAnyRequest().thenReply(200, "{\"ok\":true,\"messages\":[]}", { "x-oauth-scopes": "channels:read,channels:history" }))
      assert.include((yield* Effect.flip((yield* teamOf(optionsOf(`${slack.url}/api/`))).check)).reason, "the scope chat:write")
    }))

  for (const token of ["xoxb-not-the-one", "xoxb-1-secret\nsecond-line", "xoxb-é-secret", "secret token", ""]) {
    it.scoped(`says nowhere what the token is, be it ${JSON.stringify(token)} (SEC-02)`, () =>
      Effect.gen(function*() {
        const { slack } = yield* world()
        const logged: Array<unknown> = []
        const logs = Logger.replace(Logger.defaultLogger, Logger.make(({ annotations, message }) => void logged.push(message, [...annotations])))
        const team = yield* teamOf({ ...optionsOf(slack.apiUrl), botToken: Redacted.make(token) })
        const errors = yield* Effect.all([
          Effect.flip(team.check), Effect.flip(team.post(escalation("n-1"), null)), Effect.flip(team.update(`${channel}/1790000000.000100`, settled("n-1"))),
          Effect.flip(team.forget({ address: "maya@example.com", negotiations: new Set(), mails: new Set() }))
        ]).pipe(Effect.provide(logs))
        const told = JSON.stringify([errors, logged, errors.map(String)])
        assert.notInclude(told, "secret")
        assert.notInclude(told, "not-the-one")
      }))
  }
})
