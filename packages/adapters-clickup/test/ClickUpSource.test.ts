import { assert, describe, it } from "@effect/vitest"
import { instant } from "@parley/domain/Instant"
import { campaignOfForm } from "@parley/domain/intake/campaignOfForm"
import { type Form, FormId } from "@parley/domain/intake/Form"
import { NoForm } from "@parley/domain/ports/CampaignSource"
import type { Submitted } from "@parley/local-clickup/ClickUpServer"
import { filled, questions as asked } from "@parley/local-clickup/CampaignForm"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as TestClock from "effect/TestClock"
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { load } from "../src/FormMap.ts"
import { map, world } from "./world.ts"

const questions = (form: Form) => Either.match(campaignOfForm(form, new Map()).campaign, { onLeft: (all) => all.map(({ expected, got, label }) => [label, got, expected] as const), onRight: () => [] })

/** What the campaign manager is asked after a form like this. */
const questionsAfter = (form: Submitted, ready: (server: Effect.Effect.Success<ReturnType<typeof world>>["server"]) => void = () => {}) =>
  Effect.gen(function*() {
    const { server, source, submit } = yield* world()
    const id = yield* submit(form)
    ready(server)
    return questions(yield* source.fetch(FormId.make(id)))
  })

describe("ClickUp's tasks as forms", () => {
  it("INTAKE-01 the shipped map knows each of the form's 45 labels, for 44 fields", () => {
    const { fields } = Either.getOrThrow(load(map))
    assert.deepStrictEqual(fields.map(({ label }) => label.replace(/\s+/gu, " ")), asked.map(({ label }) => label.replace(/\s+/gu, " ")))
    assert.deepStrictEqual([fields.length, new Set(fields.map(({ field }) => field)).size], [45, 44])
    assert.sameMembers(Object.keys(filled), asked.map(({ label }) => label))
  })

  for (const optionAs of ["index", "id"] as const) {
    it.scoped(`INTAKE-01 a form with all 45 fields, options by ${optionAs}, is a campaign, and what Parley has no use for is kept`, () =>
      Effect.gen(function*() {
        const { source, submit } = yield* world()
        const form = yield* source.fetch(FormId.make(yield* submit({ optionAs })))
        const { background, campaign, platform, roster } = campaignOfForm(form, new Map())
        const { budget, cpm, headcount, levers, packages, paymentTerms, policy, schedule, senderName } = Either.getOrThrow(campaign)
        assert.deepStrictEqual([Number(budget), headcount, Number(cpm.target), Number(cpm.ceiling), senderName, policy.pace], [4_500_000, 12, 2000, 3000, "Nora Lind", "balanced"])
        assert.deepStrictEqual([paymentTerms, schedule], ["Net 30, by PayPal or Bank Transfer", "content for approval by 12 October 2026, live from 17 October 2026 to 20 October 2026"])
        assert.deepStrictEqual(packages.map(({ deliverables }) => deliverables.map(({ kind }) => kind)), [["instagram_reel", "tiktok_video"], ["instagram_story", "instagram_reel"], ["instagram_reel"]])
        assert.deepStrictEqual(packages.map(({ leastUsage, usage }) => [usage, leastUsage]), packages.map(() => [
          { paid: "90_days" as const, whitelisting: "30_days" as const, organic: "perpetual" as const }, { paid: "30_days" as const, whitelisting: "none" as const, organic: "6_months" as const }
        ]))
        assert.deepStrictEqual([levers?.product?.what, levers?.syndication === undefined, platform], ["a full-size skincare set", false, "instagram"])
        assert.deepStrictEqual(roster, { sheet: "1aBcDeFgHiJkLmNoP", tab: "creators", label: "Influencer Sheet Tab Name" })
        assert.lengthOf(background, 16)
        assert.deepInclude(background, ["Category exclusivity description", "no other day creams"])
        assert.deepInclude(background, ["CPM Target", "around twenty dollars"])
        assert.match(form.link ?? "", /^https:\/\/app\.clickup\.com\/t\/86/u)
      }))
  }

  it.scoped("INTAKE-01 a renamed option is asked for by the form's own label where its meaning is lost, and not where nothing hangs on it", () =>
    Effect.gen(function*() {
      const duration = "Target for Paid Usage Required (select one)"
      assert.deepStrictEqual(yield* questionsAfter({}, (server) => {
        server.rename(duration, "A quarter", "90 Days")
        server.rename("Category Exclusivity Term Requirement", "A month", "30 Days")
      }), [[duration, "\"A quarter\"", "one of none, 30_days, 60_days, 90_days, 6_months, 1_year, perpetual"]])
    }))

  it.scoped("INTAKE-01 an option that the field has no more is asked for, with those that it has", () =>
    Effect.gen(function*() {
      const [[label, got, expected] = [], ...others] = yield* questionsAfter({ changes: { "Optimize For": "Fame" } })
      assert.deepStrictEqual([label, expected, others], ["Optimize For", "one of CPM, Content volume and usage rights, Balance", []])
      assert.match(got ?? "", /^option [0-9a-f-]{36}$/u)
      const several = "Target Deliverables per Influencer (select all that apply)"
      assert.deepStrictEqual((yield* questionsAfter({ changes: { [several]: ["Instagram Reel", "Podcast"] } })).map(([one]) => one), [several])
    }))

  it.scoped("INTAKE-01 10k is 10,000, an empty text that arrives as 0 is empty, and a missing target is asked for", () =>
    Effect.gen(function*() {
      const { source, submit } = yield* world()
      const target = "CPM Target - Numerical value ($20-$50)"
      const tenK = yield* source.fetch(FormId.make(yield* submit({ changes: { "Campaign Budget": "10k", "Target Cost per Influencer (Range)": "" } })))
      assert.strictEqual(Number(Either.getOrThrow(campaignOfForm(tenK, new Map()).campaign).budget), 1_000_000)
      assert.deepStrictEqual(tenK.fields.find(({ label }) => label.startsWith("Target Cost"))?.answer, { _tag: "Nothing" })
      const missing = yield* source.fetch(FormId.make(yield* submit({ changes: { [target]: undefined, "CPM Target": undefined } })))
      assert.deepStrictEqual(questions(missing), [[target, "nothing", "a value: this field is required"]])
      const empty = yield* source.fetch(FormId.make(yield* submit({ changes: { "Client Name": "" } })))
      assert.deepStrictEqual(questions(empty), [["Client Name", "nothing", "a value: this field is required"]])
    }))

  it.scoped("INTAKE-01 a renamed field is known by its id where the map has that, and asked for otherwise; a field that nobody mapped is kept", () =>
    Effect.gen(function*() {
      const file = join(mkdtempSync(join(tmpdir(), "parley-map-")), "map.yaml")
      writeFileSync(file, readFileSync(map, "utf8"))
      const { server, source, submit } = yield* world({}, { map: file })
      const id = server.fields().find(({ name }) => name === "Campaign Budget")?.id ?? ""
      const task = FormId.make(yield* submit())
      server.rename("Campaign Budget", "Total budget")
      const unknown = yield* source.fetch(task)
      assert.deepStrictEqual(questions(unknown), [["Campaign Budget", "no such field in the form", "a field with this label, or its id in the map"]])
      assert.deepInclude(campaignOfForm(unknown, new Map()).background, ["Total budget", "45000"])
      writeFileSync(file, readFileSync(map, "utf8").replace("label: \"Campaign Budget\"", `label: "Campaign Budget", id: ${id}`))
      const known = yield* source.fetch(task)
      assert.deepStrictEqual(questions(known), [])
      assert.isDefined(known.fields.find(({ label }) => label === "Total budget"))
      writeFileSync(file, "currency: [")
      assert.include((yield* Effect.flip(source.fetch(task))).reason, "map.yaml cannot be used")
    }))

  it.scoped("INTAKE-01 lists every page of forms since an instant, and knows what is no form of ours", () =>
    Effect.gen(function*() {
      let at = 1_000_000
      const { server, source, submit } = yield* world({ pageSize: 3, now: () => at })
      const ids: Array<FormId> = []
      for (let count = 0; count < 8; count++) {
        at += 60_000
        ids.unshift(FormId.make(yield* submit()))
      }
      const other = yield* submit({ list: "77" })
      assert.deepStrictEqual(yield* source.list(instant(1_000_000)), ids)
      assert.deepStrictEqual(yield* source.list(instant(1_000_000 + 7 * 60_000)), ids.slice(0, 2))
      assert.deepStrictEqual((yield* Effect.flip(source.fetch(FormId.make(other)))).reason, `the task belongs to the list 77, not to ${server.list}`)
      const [first] = ids
      assert.isDefined(first)
      server.remove(first)
      assert.instanceOf(yield* Effect.flip(source.fetch(first)), NoForm)
    }))

  it.scoped("INTAKE-01 OPS-03 says why ClickUp cannot be asked, and how long it wants to be left alone", () =>
    Effect.gen(function*() {
      const at = 1_791_763_215_000
      const { server, source, submit } = yield* world({ requestsPerMinute: 2, now: () => at })
      const task = FormId.make(yield* submit())
      yield* TestClock.setTime(at)
      const failure = Effect.flip(source.fetch(task))
      yield* source.fetch(task)
      yield* source.fetch(task)
      assert.deepInclude(yield* failure, { _tag: "SourceUnavailable", reason: "ClickUp answered 429 APP_002 Rate limit reached", retryAfter: 45_000 })
      server.outage(503)
      const { reason, ...more } = yield* failure
      assert.deepStrictEqual([reason, "retryAfter" in more], ["ClickUp answered 503", false])
      server.outage("reset")
      assert.match((yield* failure).reason, /^ClickUp cannot be reached: /u)
      yield* Effect.promise(() => server.close())
      assert.include((yield* failure).reason, "ECONNREFUSED")
      const { source: stranger } = yield* world({}, { token: "pk_wrong_secret" })
      const refused = (yield* Effect.flip(stranger.fetch(task))).reason
      assert.include(refused, "401 OAUTH_025 Token invalid; expected in CLICKUP_API_TOKEN")
      assert.notInclude(refused, "pk_wrong_secret")
    }))

  it.scoped("INTAKE-01 an answer that is not ClickUp's, or none in time, is a failure like any other", () =>
    Effect.gen(function*() {
      const odd = createServer((request, response) => void (request.url?.includes("hangs") === true ? request.resume() : response.end("<html>")))
      yield* Effect.acquireRelease(Effect.promise(() => new Promise<void>((done) => odd.listen(0, "127.0.0.1", done))), () => Effect.sync(() => {
        odd.close()
        odd.closeAllConnections()
      }))
      const address = odd.address()
      const { server } = yield* world()
      const { layer } = yield* Effect.promise(() => import("../src/ClickUpSource.ts"))
      const { CampaignSource } = yield* Effect.promise(() => import("@parley/domain/ports/CampaignSource"))
      const { make } = yield* Effect.promise(() => import("effect/Redacted"))
      const source = yield* Effect.provide(CampaignSource, layer({
        token: make("x"), apiUrl: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/`, list: server.list, team: null, map, timeout: 200, rosterOf: () => Either.left("")
      }))
      assert.include((yield* Effect.flip(source.fetch(FormId.make("86a")))).reason, "an answer that is not ClickUp's")
      assert.include((yield* Effect.flip(source.fetch(FormId.make("hangs")))).reason, "timeout")
      assert.isNull(yield* source.trouble)
    }))

  it.scoped("INTAKE-01 tells that no webhook is registered, or that ClickUp has suspended it", () =>
    Effect.gen(function*() {
      const { server, source } = yield* world()
      assert.match((yield* source.trouble) ?? "", /^no webhook whose endpoint ends in \/webhooks\/clickup/u)
      const { id } = server.webhooks.make("https://parley.example/webhooks/clickup", ["taskCreated"], server.list)
      assert.isNull(yield* source.trouble)
      server.webhooks.change(id, { status: "suspended", failCount: 100 })
      assert.include(yield* source.trouble, "after 100 failed deliveries")
    }))
})
