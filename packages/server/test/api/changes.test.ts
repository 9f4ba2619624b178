import { assert, describe, it } from "@effect/vitest"
import type { Change } from "@parley/api/ChangesApi"
import type { MadeToken } from "@parley/api/TokensApi"
import { instant } from "@parley/domain/Instant"
import { always, campaign, campaignId, influencer, negotiationId, offerDecided, opened, personId, step, stopped } from "@parley/testkit/fixtures"
import * as Effect from "effect/Effect"
import { type ApiWorld, inApi } from "./apiWorld.ts"

const begin = ({ store }: ApiWorld) =>
  Effect.runPromise(store.addCampaign(campaign("spring", { budget: 100_000, headcount: 9 }), ["n-a", "n-b"].map((id) => ({ id: negotiationId(id), influencer: influencer(`p-${id}`) })), instant(1)))

const open = ({ store }: ApiWorld, id: string) =>
  Effect.runPromise(store.transact(step(id, `open ${id}`, 10, always([opened({ campaign: campaignId("spring"), influencer: personId(`p-${id}`) }, 10), offerDecided(1, 100, 10)]))))

/** A stream of changes, read until `count` have come, or to its end. */
const listen = async ({ url }: ApiWorld, token: string, path: string, headers: Readonly<Record<string, string>> = {}) => {
  const response = await fetch(`${url}/api/v1/changes${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } })
  assert.deepStrictEqual([response.status, response.headers.get("content-type")], [200, "text/event-stream"])
  const reader = (response.body ?? assert.fail("no body")).getReader()
  const decoder = new TextDecoder()
  let text = ""
  const more = async (): Promise<boolean> => {
    const { done, value } = await reader.read()
    if (value !== undefined) text += decoder.decode(value, { stream: true })
    return !done
  }
  const changes = (): ReadonlyArray<Change> => [...text.matchAll(/^id: (\d+)\nevent: change\ndata: (.*)\n\n/gmu)].map(([, id, data]) => {
    const change: Change = JSON.parse(data ?? "")
    assert.strictEqual(String(change.position), id)
    return change
  })
  return {
    until: async (count: number) => {
      while (changes().length < count && await more());
      return changes()
    },
    end: async () => {
      while (await more());
      return changes()
    },
    began: more,
    leave: () => reader.cancel(),
    text: () => text
  }
}

describe("the stream of changes", () => {
  it("API-01 tells what happens from now on, by ids and kinds and no words", () =>
    inApi(async (world) => {
      await begin(world)
      await open(world, "n-a")
      const stream = await listen(world, world.tokens.viewer, "")
      await stream.began()
      await open(world, "n-b")
      assert.deepStrictEqual(await stream.until(2), [
        { position: 3, negotiation: "n-b", campaign: "spring", version: 1, kind: "NegotiationOpened" }, { position: 4, negotiation: "n-b", campaign: "spring", version: 2, kind: "OfferDecided" }
      ])
      assert.notInclude(stream.text(), "Creator")
      await stream.leave()
    }))

  it("API-01 resumes after the position a browser names when it connects again, without a gap or a repeat", () =>
    inApi(async (world) => {
      await begin(world)
      await open(world, "n-a")
      const first = await listen(world, world.tokens.viewer, "?after=0")
      assert.deepStrictEqual((await first.until(2)).map(({ position }) => position), [1, 2])
      await first.leave()
      await open(world, "n-b")
      const second = await listen(world, world.tokens.viewer, "?after=0", { "last-event-id": "1" })
      assert.deepStrictEqual((await second.until(3)).map(({ position }) => position), [2, 3, 4])
      await second.leave()
      assert.strictEqual((await world.call(world.tokens.viewer, "GET", "/api/v1/changes", undefined, { "last-event-id": "x" })).status, 400)
    }))

  it("API-01 ends with the server, and SEC-01 with the token it began with", () =>
    inApi(async (world) => {
      await begin(world)
      const { body } = await world.call<MadeToken>(world.tokens.admin, "POST", "/api/v1/tokens", { name: "ana", role: "viewer" })
      const hers = await listen(world, body.secret, "")
      const mine = await listen(world, world.tokens.viewer, "")
      await Promise.all([hers.began(), mine.began()])
      await world.call(world.tokens.admin, "DELETE", `/api/v1/tokens/${body.token.id}`)
      assert.deepStrictEqual(await hers.end(), [])
      await Effect.runPromise(world.store.transact(step("n-a", "stop", 30, always([stopped(30)]))))
      assert.lengthOf(await mine.until(1), 1)
      await world.endStreams()
      assert.lengthOf(await mine.end(), 1)
    }))
})
