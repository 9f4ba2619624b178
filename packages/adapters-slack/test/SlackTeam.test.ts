import { assert, describe, it } from "@effect/vitest"
import * as TeamChannelContract from "@parley/testkit/TeamChannelContract"
import { WebClient } from "@slack/web-api"
import { createEmulator } from "emulate"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as TestClock from "effect/TestClock"
import { escalation, settled } from "./notices.ts"
import { channel, optionsOf, teamOf, world } from "./teamWorld.ts"

TeamChannelContract.suite(
  "a Slack channel",
  Effect.map(world({ pageLimits: { history: 2, replies: 2 } }), ({ messages, posted, start }) => ({
    start, posted: Effect.sync(posted), shown: Effect.sync(() => JSON.stringify(messages()))
  }))
)

const Page = Schema.Struct({
  messages: Schema.Array(Schema.Struct({ ts: Schema.String, metadata: Schema.optional(Schema.Struct({ event_payload: Schema.Struct({ id: Schema.String }) })) }, { key: Schema.String, value: Schema.Unknown }))
})

/**
 * A Slack that others wrote, so that the adapter and the stand-in cannot agree on the same mistake. Where it deviates from Slack: it takes any blocks,
 * any token and any thread, pays no heed to `oldest`, and shows no reply in the channel.
 */
TeamChannelContract.suite(
  "a channel of a Slack that others wrote",
  Effect.gen(function*() {
    const server = yield* Effect.acquireRelease(
      Effect.promise(() => createEmulator({ service: "slack", port: 0 })),
      (running) => Effect.promise(() => running.close())
    )
    const place = "C000000001"
    const api = new WebClient("xoxb-any", { slackApiUrl: `${server.url}/api/`, retryConfig: { retries: 0 } })
    const read = (method: string, args: Record<string, unknown>) => Effect.promise(() => api.apiCall(method, { channel: place, include_all_metadata: true, ...args })).pipe(
      Effect.flatMap(Schema.decodeUnknown(Page)), Effect.map(({ messages }) => messages), Effect.orDie)
    const messages = Effect.gen(function*() {
      const roots = yield* read("conversations.history", { limit: 999 })
      const all = yield* Effect.forEach(roots, ({ ts }) => read("conversations.replies", { ts }))
      return all.flat().toSorted((one, other) => Number(one.ts) - Number(other.ts))
    })
    return {
      start: teamOf({ ...optionsOf(`${server.url}/api/`), channel: place }),
      posted: Effect.map(messages, (all) => all.flatMap(({ metadata }) => metadata === undefined ? [] : [metadata.event_payload.id])),
      shown: Effect.map(messages, (all) => JSON.stringify(all))
    }
  })
)

describe("a Slack channel as the team's", () => {
  it.scoped("looks through what was posted once, and posts with one call from then on", () =>
    Effect.gen(function*() {
      const { slack, start } = yield* world()
      const team = yield* start
      for (const id of ["n-1", "n-2", "n-3"]) yield* team.post(escalation(id), null)
      assert.deepStrictEqual(slack.calls().map(({ method }) => method), ["conversations.history", "chat.postMessage", "chat.postMessage", "chat.postMessage"])
    }))

  it.scopedLive("looks no further back than an hour before the notice, and further for an older one", () =>
    Effect.gen(function*() {
      const { slack, start } = yield* world()
      const team = yield* start
      const hour = 3_600_000
      for (const [id, at] of [["n-1", 1_700_000_000_000], ["n-2", 1_700_000_000_001], ["n-3", 1_600_000_000_000], ["n-4", 1_650_000_000_000]] as const) yield* team.post(escalation(id, { at }), null)
      assert.deepStrictEqual(
        slack.calls("conversations.history").map(({ args }) => Number(args["oldest"]) * 1000),
        [1_700_000_000_000 - hour, 1_600_000_000_000 - hour]
      )
      const before = Date.now()
      yield* (yield* start).post(escalation("n-5", { at: before + 10 * hour }), null)
      assert.isAtMost(Number(slack.calls("conversations.history").at(-1)?.args["oldest"]) * 1000, Date.now() - hour)
    }))

  it.scoped("keeps a negotiation in a thread, and shows what needs a person in the channel too (HUMAN-02)", () =>
    Effect.gen(function*() {
      const { messages, start } = yield* world()
      const team = yield* start
      const first = yield* team.post(escalation("n-1"), null)
      const other = yield* team.post(escalation("m-1", { negotiation: "n-8" }), null)
      yield* team.post(escalation("n-2"), first)
      yield* team.post(escalation("m-2", { negotiation: "n-8", kind: "stale" }), other)
      const [one, two, three, four] = messages()
      assert.deepStrictEqual([one?.threadTs, two?.threadTs], [null, null])
      assert.deepStrictEqual([three?.threadTs, three?.isBroadcast], [one?.ts, true])
      assert.deepStrictEqual([four?.threadTs, four?.isBroadcast], [two?.ts, false])
      assert.strictEqual(first, `${channel}/${one?.ts}`)
    }))

  it.scoped("posts what belongs below a deleted message, or below another channel's, into the channel, and once (HUMAN-02)", () =>
    Effect.gen(function*() {
      const { messages, posted, slack, start } = yield* world()
      const team = yield* start
      const first = yield* team.post(escalation("n-1"), null)
      for (const message of messages()) slack.world.remove(message)
      const second = yield* team.post(escalation("n-2"), first)
      yield* team.post(escalation("n-3"), "C0ELSEWHERE/1790000000.000100")
      yield* team.post(escalation("n-4"), "n-1")
      assert.deepStrictEqual(posted(), ["n-2", "n-3", "n-4"])
      assert.isTrue(messages().every(({ threadTs }) => threadTs === null))
      assert.strictEqual(yield* (yield* start).post(escalation("n-2"), first), second)
      assert.deepStrictEqual(posted(), ["n-2", "n-3", "n-4"])
    }))

  it.scoped("takes it as no failure that a person deleted what it would show as settled, or that another channel posted it (HUMAN-03)", () =>
    Effect.gen(function*() {
      const { messages, slack, start } = yield* world()
      const team = yield* start
      const post = yield* team.post(escalation("n-1"), null)
      for (const message of messages()) slack.world.remove(message)
      yield* team.update(post, settled("n-1"))
      for (const gone of ["C0RANDOM/1790000000.000100", "C0NOWHERE/1790000000.000100", "n-1"]) yield* team.update(gone, settled("n-1"))
      assert.deepStrictEqual(messages(), [])
    }))

  it.scoped("shows who settled a notice and how, without its buttons (HUMAN-03)", () =>
    Effect.gen(function*() {
      const { messages, slack, start } = yield* world()
      const team = yield* start
      yield* team.update(yield* team.post(escalation("n-1"), null), settled("n-1"))
      const [message] = messages()
      assert.isDefined(message)
      assert.notInclude(JSON.stringify(message), "parley_approve")
      assert.include(JSON.stringify(message), "countered with $2,345 by <@U0BEN>")
      assert.deepStrictEqual(slack.world.rendered(message).users, ["U0BEN"])
    }))

  it.scoped("lets nothing of what it is told mention anybody or link anywhere (HUMAN-06)", () =>
    Effect.gen(function*() {
      const { messages, slack, start } = yield* world()
      const evil = "<!channel> <!everyone|x> <@U0CLEO> <#C0RANDOM> <https://evil.example|log in> https://evil.example @here *b* &lt;!here&gt; \u202eevil"
      yield* (yield* start).post({
        id: `n ${evil}`, kind: "approval", negotiation: "n-7k2", title: evil, facts: [[evil, evil]], quotes: [evil, `a\n${evil}`], draft: { to: "maya@example.com", subject: evil, text: evil },
        why: [evil], link: `https://mail.example/?q=${evil}`, ask: { seen: 1, mark: "hash", choices: [{ choice: "approve", detail: evil }, { choice: "decline", detail: null }] }, outcome: null, at: 1_790_000_000_000
      }, null)
      const [message] = messages()
      assert.isDefined(message)
      const { links, ...rest } = slack.world.rendered(message)
      assert.deepStrictEqual(rest, { broadcasts: ["subteam:S0DECIDE"], users: ["U0ANA"], channels: [], autoLinks: [], autoBroadcasts: [] })
      assert.deepStrictEqual(links.map(({ label, url }) => [label, new URL(url).host]), [["Open the thread", "mail.example"]])
      assert.notInclude(JSON.stringify(message), "\u202e")
    }))

  it.scoped("looks at Slack once in 15 seconds, however often it is asked whether it is usable (OPS-01)", () =>
    Effect.gen(function*() {
      const { slack, start } = yield* world()
      const team = yield* start
      yield* Effect.all([team.check, team.check, team.check], { concurrency: "unbounded" })
      assert.lengthOf(slack.calls("auth.test"), 1)
      yield* TestClock.adjust("16 seconds")
      yield* team.check
      assert.lengthOf(slack.calls("auth.test"), 2)
    }))

  it.scoped("is asked between Slack's answer and its own whether the process ends here", () =>
    Effect.gen(function*() {
      const points: Array<string> = []
      const { posted, start } = yield* world({}, { kill: (point) => void points.push(`${point} ${posted().join()}`) })
      yield* (yield* start).post(escalation("n-1"), null)
      assert.deepStrictEqual(points, ["notice-written n-1"])
    }))
})
