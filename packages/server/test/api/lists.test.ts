import { assert, describe, it } from "@effect/vitest"
import type { LedgerEntry } from "@parley/api/CampaignsApi"
import type { NegotiationReport } from "@parley/api/NegotiationReports"
import type { Page } from "@parley/api/Page"
import type { Problem } from "@parley/api/Problems"
import { instant } from "@parley/domain/Instant"
import { agreed, always, campaign, campaignId, influencer, negotiationId, offerDecided, opened, personId, step } from "@parley/testkit/fixtures"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import { type ApiWorld, inApi } from "./apiWorld.ts"

const add = ({ store }: ApiWorld, id: string, names: ReadonlyArray<string>, at: number) =>
  Effect.runPromise(store.addCampaign(campaign(id, { budget: 100_000, headcount: 50 }), names.map((name) => ({ id: negotiationId(name), influencer: influencer(`p-${name}`) })), instant(at)))

const open = ({ store }: ApiWorld, id: string, of: string, at: number) =>
  Effect.runPromise(store.transact(step(id, `open ${id}`, at, always([opened({ campaign: campaignId(of), influencer: personId(`p-${id}`) }, at), offerDecided(1, 100, at)]))))

const numbered = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}${n}`)

describe("the API's lists", () => {
  it("API-01 give, page after page, every negotiation once, whatever the order, the filter and the page, while others are added", () =>
    inApi(async (world) => {
      await add(world, "spring", numbered("n-s", 17), 10)
      await add(world, "autumn", numbered("n-a", 8), 20)
      for (const [index, id] of numbered("n-s", 6).entries()) await open(world, id, "spring", 30 + index % 2)
      const runs = FastCheck.sample(FastCheck.record({
        sort: FastCheck.constantFrom("updated", "created"), order: FastCheck.constantFrom("asc", "desc"), limit: FastCheck.integer({ min: 1, max: 9 }),
        filter: FastCheck.constantFrom("", "&campaign=spring", "&state=Unopened", "&state=Opening&campaign=spring", "&search=CREATOR%20p-n-a", "&campaign=nowhere")
      }), { numRuns: 30, seed: 11 })
      for (const [turn, { filter, limit, order, sort }] of runs.entries()) {
        const path = `/api/v1/negotiations?sort=${sort}&order=${order}${filter}`
        const whole = (await world.call<Page<NegotiationReport>>(world.tokens.viewer, "GET", `${path}&limit=200`)).body
        assert.isNull(whole.next)
        const told: Array<NegotiationReport> = []
        for (let cursor = "", pages = 0; ; pages++) {
          const { body } = await world.call<Page<NegotiationReport>>(world.tokens.viewer, "GET", `${path}&limit=${limit}${cursor}`)
          assert.isAtMost(body.items.length, limit)
          told.push(...body.items)
          if (body.next === null) break
          cursor = `&cursor=${encodeURIComponent(body.next)}`
          if (pages === 0 && turn % 6 === 0) await add(world, `more-${turn}`, [`n-more${turn}`], 40 + turn)
        }
        const before = new Set(whole.items.map(({ id }) => id))
        assert.deepStrictEqual(told.filter(({ id }) => before.has(id)), [...whole.items], `${path} by ${limit}`)
        assert.strictEqual(new Set(told.map(({ id }) => id)).size, told.length)
      }
    }))

  it("API-01 refuse a cursor that is none, and one of another list or order", () =>
    inApi(async (world) => {
      await add(world, "spring", numbered("n-s", 3), 10)
      const { body } = await world.call<Page<unknown>>(world.tokens.viewer, "GET", "/api/v1/negotiations?limit=1")
      for (const [path, cursor] of [["negotiations?", "nonsense"], ["negotiations?", "e30"], ["negotiations?order=asc&", body.next], ["approvals?", body.next], ["campaigns?", body.next]] as const) {
        const answer = await world.call<Problem>(world.tokens.viewer, "GET", `/api/v1/${path}cursor=${cursor ?? ""}`)
        assert.deepStrictEqual([answer.status, answer.body.problems[0]?.field], [400, "cursor"], path)
      }
    }))

  it("API-01 LEDGER-01 tell what each negotiation holds of the budget, and a campaign's totals are their sum", () =>
    inApi(async (world) => {
      await add(world, "spring", ["n-a", "n-b", "n-c"], 10)
      for (const id of ["n-a", "n-b"]) await open(world, id, "spring", 20)
      await Effect.runPromise(world.store.transact(step("n-a", "agree", 30, always([agreed(90, 30, 120)]))))
      const ledger = (await world.call<Page<LedgerEntry>>(world.tokens.viewer, "GET", "/api/v1/campaigns/spring/ledger")).body
      assert.deepStrictEqual(ledger, {
        next: null, items: [
          { negotiation: "n-a", creator: "Creator p-n-a", state: "Agreed", reserved: 0, agreed: 90, saved: 30, views: 100_000, cpm: 1 },
          { negotiation: "n-b", creator: "Creator p-n-b", state: "Opening", reserved: 100, agreed: null, saved: 0, views: 100_000, cpm: null },
          { negotiation: "n-c", creator: "Creator p-n-c", state: "Unopened", reserved: 0, agreed: null, saved: 0, views: null, cpm: null }
        ]
      })
      const { body } = await world.call(world.tokens.viewer, "GET", "/api/v1/campaigns/spring")
      assert.deepInclude(body, { agreed: 90, reserved: 100, saved: 30, deals: 1, states: { Agreed: 1, Opening: 1, Unopened: 1 }, startedAt: 10, roster: null })
      const none = await world.call<Problem>(world.tokens.viewer, "GET", "/api/v1/campaigns/winter")
      assert.deepStrictEqual([none.status, none.body.candidates], [404, ["spring (Spring Glow)"]])
    }))
})
