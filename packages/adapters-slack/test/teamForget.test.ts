import { assert, describe, it } from "@effect/vitest"
import { TeamUnavailable } from "@parley/domain/ports/TeamChannel"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/TestClock"
import { escalation, settled } from "./notices.ts"
import { channel, world } from "./teamWorld.ts"

const maya = { address: "maya@example.com", negotiations: new Set(["n-7k2"]), mails: new Set<string>() }

describe("a Slack channel that forgets somebody (STATE-06)", () => {
  it.scoped("takes the words out of a negotiation's thread too, and counts what shows twice once", () =>
    Effect.gen(function*() {
      const { messages, posted, slack, start } = yield* world({ pageLimits: { history: 2, replies: 2 } })
      const team = yield* start
      const first = yield* team.post(escalation("n-1"), null)
      yield* team.post(escalation("n-2"), first)
      yield* team.post(escalation("n-3", { kind: "stale" }), first)
      yield* team.post(escalation("m-1", { negotiation: "n-8", title: "Ben" }), null)
      slack.world.write("U0ANA", channel, "Maya is nice", first.split("/")[1])
      assert.strictEqual(yield* team.forget(maya), 3)
      assert.strictEqual(yield* (yield* start).forget(maya), 0)
      assert.deepStrictEqual(posted(), ["n-1", "n-2", "n-3", "m-1"])
      assert.deepStrictEqual(messages().filter(({ botId }) => botId !== null).map((message) => JSON.stringify(message).includes("2,500")), [false, false, false, true])
    }))

  it.scoped("finds what is left of a thread whose first message a person deleted, where it shows in the channel", () =>
    Effect.gen(function*() {
      const { messages, slack, start } = yield* world()
      const team = yield* start
      const first = yield* team.post(escalation("n-1"), null)
      yield* team.post(escalation("n-2"), first)
      const [root] = messages()
      assert.isDefined(root)
      slack.world.remove(root)
      assert.strictEqual(yield* team.forget(maya), 1)
      assert.notInclude(JSON.stringify(messages()), "Maya")
    }))

  it.scoped("does not bring words back by showing how it was settled", () =>
    Effect.gen(function*() {
      const { messages, start } = yield* world()
      const team = yield* start
      const first = yield* team.post(escalation("n-1"), null)
      const second = yield* team.post(escalation("n-2"), first)
      yield* team.forget(maya)
      for (const process of [team, yield* start]) {
        yield* process.update(first, settled("n-1"))
        yield* process.update(second, settled("n-2"))
      }
      assert.notInclude(JSON.stringify(messages()), "Maya")
    }))

  it.scoped("finds an address that had to be escaped, and posts anew what it deleted", () =>
    Effect.gen(function*() {
      const { posted, start } = yield* world()
      const team = yield* start
      const loose = escalation("loose", { negotiation: null, quotes: ["write to a&b@example.com"], kind: "unknown_thread" })
      yield* team.post(loose, null)
      assert.strictEqual(yield* team.forget({ address: "a&b@example.com", negotiations: new Set(), mails: new Set() }), 1)
      assert.deepStrictEqual(posted(), [])
      yield* team.post(loose, null)
      assert.deepStrictEqual(posted(), ["loose"])
    }))

  it.scoped("waits as long as Slack asks it to, lets posts through meanwhile, and goes on (OPS-03)", () =>
    Effect.gen(function*() {
      const { fail, posted, start } = yield* world()
      const team = yield* start
      for (const id of ["n-1", "n-2"]) yield* team.post(escalation(id), null)
      const { reached } = fail("chat.update", { status: 429, retryAfterSeconds: 60 })
      const forgetting = yield* Effect.fork(team.forget(maya))
      yield* Effect.promise(() => reached)
      yield* team.post(escalation("m-1", { negotiation: "n-8" }), null)
      yield* TestClock.adjust("59 seconds")
      assert.isTrue((yield* Fiber.poll(forgetting))._tag === "None")
      yield* TestClock.adjust("1 seconds")
      assert.strictEqual(yield* Fiber.join(forgetting), 2)
      assert.deepStrictEqual(posted(), ["n-1", "n-2", "m-1"])
    }))

  it.scoped("is done by asking again after it failed halfway", () =>
    Effect.gen(function*() {
      const { fail, messages, start } = yield* world()
      const team = yield* start
      for (const id of ["n-1", "n-2"]) yield* team.post(escalation(id), null)
      fail("chat.update", "lost")
      assert.instanceOf(yield* Effect.flip(team.forget(maya)), TeamUnavailable)
      assert.strictEqual(yield* team.forget(maya), 1)
      assert.notInclude(JSON.stringify(messages()), "Maya")
    }))
})
