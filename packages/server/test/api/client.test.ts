import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import { assert, describe, it } from "@effect/vitest"
import { instant } from "@parley/domain/Instant"
import { campaign, influencer, negotiationId } from "@parley/testkit/fixtures"
import * as Effect from "effect/Effect"
import * as OperationsClient from "../../src/OperationsClient.ts"
import { type ApiWorld, inApi } from "./apiWorld.ts"

const over = ({ url }: ApiWorld, token: string) =>
  Effect.runPromise(Effect.provide(OperationsClient.make({ baseUrl: url, transform: HttpClient.mapRequest(HttpClientRequest.bearerToken(token)) }), FetchHttpClient.layer))

describe("the operations of a server elsewhere", () => {
  it("API-01 are asked with a token, lists whole", () =>
    inApi(async (world) => {
      const names = Array.from({ length: 205 }, (_, n) => `n-${n}`)
      await Effect.runPromise(world.store.addCampaign(campaign("spring", { budget: 1000, headcount: 300 }), names.map((id) => ({ id: negotiationId(id), influencer: influencer(`p-${id}`) })), instant(1)))
      const { find, status } = await over(world, world.tokens.viewer)
      const { campaigns, negotiations } = await Effect.runPromise(status)
      assert.deepStrictEqual(negotiations.map(({ id }) => id), names)
      assert.deepStrictEqual(campaigns.map(({ forecast, id }) => [id, forecast.headcountLeft]), [["spring", 300]])
      const error = await Effect.runPromise(Effect.flip(find("nobody")))
      assert.strictEqual(error._tag, "NotFound")
    }))

  it("API-01 say in the server's words what the token may not", () =>
    inApi(async (world) => {
      const { switchSending } = await over(world, world.tokens.viewer)
      const error = await Effect.runPromise(Effect.flip(switchSending(true, "ana")))
      assert.deepStrictEqual([error._tag, error.message], ["Refused", "This wants the role negotiator; viewer of the test has the role viewer"])
      const stranger = await over(world, "guess")
      assert.strictEqual((await Effect.runPromise(Effect.flip(stranger.overview))).message, "This token is not known, has ended or was revoked")
      const other = await over(world, world.tokens.negotiator)
      assert.deepInclude(await Effect.runPromise(other.switchSending(true, "somebody else")), { stopped: true, by: "negotiator of the test" })
    }))
})
