import { assert, describe, it } from "@effect/vitest"
import { createHmac } from "node:crypto"
import { type ClickUpWorld, inClickUpWorld } from "./harness/clickup.ts"
import { mailsByAddress } from "./harness/creators.ts"
import { inWorld, until } from "./harness/ServerProcess.ts"

const target = "CPM Target - Numerical value ($20-$50)"

/** The openings of one campaign: each creator of the roster has one mail. */
const opened = (world: ClickUpWorld, campaigns: number) =>
  until(`${campaigns} campaigns' openings`, async () => [...(await mailsByAddress(world)).values()].join() === [campaigns, campaigns].join())

const answer = (world: ClickUpWorld, form: string, label: string, value: string) => world.cli("campaign", "answer", form, label, value)

describe("campaigns from ClickUp", () => {
  it("INTAKE-01 SEC-01 a form with all 45 fields starts its campaign once, however often ClickUp tells of it", () =>
    inClickUpWorld(async (world) => {
      await world.start()
      const form = await world.clickUp.submit()
      assert.deepStrictEqual(world.clickUp.webhooks.attempts().map(({ number, status }) => [number, status]), [[1, 200]])
      const report = await world.inStatus(form, "started")
      await opened(world, 1)
      const [first] = world.clickUp.webhooks.attempts()
      assert.isDefined(first)
      if (first === undefined) return
      assert.strictEqual(await world.clickUp.webhooks.again(first), 200)
      await world.clickUp.webhooks.tell("taskCreated", form, world.clickUp.list)
      assert.deepStrictEqual((await world.ready()).forms, { accepted: 2, repeated: 1, rejected: 0, refused: 0, unanswered: 0 })
      const second = await world.clickUp.submit({ title: "Another Glow" })
      await world.inStatus(second, "started")
      await opened(world, 2)
      const { campaigns } = await world.status()
      assert.deepStrictEqual(campaigns.map(({ budget, headcount, id }) => [id, budget, headcount]), [[`spring-glow-${form}`, 4_500_000, 12], [`another-glow-${second}`, 4_500_000, 12]])
      assert.deepStrictEqual([report.campaign, report.background.length, report.questions], [`spring-glow-${form}`, 16, []])
      assert.deepStrictEqual(world.notices(), [])
    }))

  it("INTAKE-01 a renamed option and a missing target are asked for once by the form's labels; a wrong answer is refused with what is expected; the last right one starts the campaign", () =>
    inClickUpWorld(async (world) => {
      await world.start()
      const duration = "Target for Paid Usage Required (select one)"
      world.clickUp.rename(duration, "A quarter", "90 Days")
      const form = await world.clickUp.submit({ changes: { [target]: undefined, "CPM Target": undefined, [duration]: "A quarter" } })
      await world.inStatus(form, "waiting")
      await world.clickUp.webhooks.tell("taskCreated", form, world.clickUp.list)
      const [notice] = await until("the notice", () => world.notices().length > 0 ? world.notices() : null)
      assert.deepStrictEqual(notice?.facts.slice(0, 3), [
        ["campaign manager", "Nora Lind"],
        [target, "expected a value: this field is required; got nothing"],
        [duration, "expected one of none, 30_days, 60_days, 90_days, 6_months, 1_year, perpetual; got \"A quarter\""]
      ])
      const shown = await world.cli("campaign", "intakes")
      assert.include(shown.stdout, `${target}: expected a value`)
      assert.deepStrictEqual(JSON.parse((await world.cli("campaign", "intakes", "--json")).stdout), { intakes: await world.intakes() })

      const wrong = await answer(world, form, target, "cheap")
      assert.strictEqual(wrong.code, 2)
      assert.include(wrong.stderr, `${target}: expected a CPM in the campaign's currency`)
      const nobody = await answer(world, form, "CPM", "20")
      assert.strictEqual(nobody.code, 1)
      assert.include(nobody.stderr, target)
      assert.strictEqual((await answer(world, "nothing", target, "20")).code, 1)
      const half = await answer(world, form, target.toUpperCase(), "20")
      assert.strictEqual(half.code, 0, half.stderr)
      assert.lengthOf((await world.status()).campaigns, 0)
      const last = await answer(world, form, duration, "90 days")
      assert.include(last.stdout, `started: campaign spring-glow-${form}`)
      await opened(world, 1)
      assert.lengthOf(world.notices(), 1)
      const late = await answer(world, form, target, "25")
      assert.strictEqual(late.code, 1)
      assert.include(late.stderr, "has started already")
    }))

  it("INTAKE-01 10k in the form is a budget of 10,000, and a question can be answered while no server runs", () =>
    inClickUpWorld(async (world) => {
      const server = await world.start()
      const form = await world.clickUp.submit({ changes: { "Campaign Budget": "10k" } })
      await world.inStatus(form, "started")
      assert.deepStrictEqual((await world.status()).campaigns.map(({ budget }) => budget), [1_000_000])
      const second = await world.clickUp.submit({ changes: { "Campaign Budget": "plenty" } })
      await world.inStatus(second, "waiting")
      server.process.kill("SIGTERM")
      await server.exited
      const answered = await answer(world, second, "Campaign Budget", "20k")
      assert.include(answered.stdout, "started", answered.stderr)
      await world.start()
      assert.deepStrictEqual((await world.status()).campaigns.map(({ budget }) => budget), [1_000_000, 2_000_000])
      await opened(world, 2)
    }))

  it("SEC-01 INTAKE-01 what ClickUp did not sign is refused and not kept; what is genuine and of no use is kept and answered", () =>
    inClickUpWorld(async (world) => {
      await world.start()
      const [webhook] = world.clickUp.webhooks.all()
      const post = async (body: string, signature: string | null, method = "POST") =>
        (await fetch(world.hook, { method, ...method === "GET" ? {} : { body }, headers: signature === null ? {} : { "x-signature": signature } })).status
      const sign = (body: string, secret = webhook?.secret ?? "") => createHmac("sha256", secret).update(body).digest("hex")
      const body = JSON.stringify({ event: "taskCreated", task_id: "86forged", webhook_id: webhook?.id })
      assert.deepStrictEqual([await post(body, null), await post(body, sign(body, "guess")), await post(`${body} `, sign(body)), await post(body, "")], [401, 401, 401, 401])
      const long = JSON.stringify({ event: "taskCreated", task_id: "86long", filler: "x".repeat(300_000) })
      assert.strictEqual(await post(long, sign(long)), 413)
      assert.strictEqual(await post("", null, "GET"), 405)
      assert.deepStrictEqual(await world.intakes(), [])
      assert.deepStrictEqual([await post("not json", sign("not json")), await post("{\"event\":\"taskUpdated\",\"task_id\":\"86x\"}", sign("{\"event\":\"taskUpdated\",\"task_id\":\"86x\"}"))], [200, 200])
      assert.deepStrictEqual((await world.ready()).forms, { accepted: 0, repeated: 0, rejected: 2, refused: 5, unanswered: 0 })
      assert.deepStrictEqual(await world.intakes(), [])
      // genuine, but of a task that there is not
      const gone = JSON.stringify({ event: "taskCreated", task_id: "86gone" })
      assert.strictEqual(await post(gone, sign(gone)), 200)
      await until("it to be put aside", async () => (await world.intakes()).length === 0 && world.clickUp.calls().some(([path, status]) => path.endsWith("/task/86gone") && status === 404))
    }))

  it("INTAKE-01 a webhook that was lost while the server was down is found by looking through the list", () =>
    inClickUpWorld(async (world) => {
      await world.clickUp.submit({ title: "From before Parley", untold: true })
      const first = await world.start()
      await until("the first look", () => world.clickUp.calls().some(([path]) => path.includes("/list/")))
      first.process.kill("SIGTERM")
      await first.exited
      const lost = await world.clickUp.submit()
      assert.deepStrictEqual(world.clickUp.webhooks.attempts().map(({ status }) => status), [null, null, null, null, null])
      await world.clickUp.submit({ list: "77", title: "Another list's" })
      await world.start()
      await world.inStatus(lost, "started")
      await opened(world, 1)
      assert.deepStrictEqual((await world.intakes()).map(({ form }) => form), [lost])
    }))

  it("INTAKE-01 OPS-03 the webhook is acknowledged though ClickUp's API is down, and its form is fetched when it is back", () =>
    inClickUpWorld(async (world) => {
      await world.start()
      await until("the first look", () => world.clickUp.calls().some(([path]) => path.includes("/webhook")))
      world.clickUp.outage(503)
      const form = await world.clickUp.submit()
      assert.strictEqual(world.clickUp.webhooks.attempts().at(-1)?.status, 200)
      const waiting = await until("a failed try", async () => {
        const one = await world.intake(form)
        return one?.problem === null ? null : one
      })
      assert.deepInclude(waiting, { status: "pending", title: null, problem: "the form cannot be fetched: ClickUp answered 503" })
      world.clickUp.outage(null)
      await world.inStatus(form, "started")
      assert.lengthOf((await world.status()).campaigns, 1)
    }))

  it("INTAKE-01 SEC-02 every setting that is missing or wrong is named together, a map that cannot be used with its problems, and no secret with them", () =>
    inWorld(async (world) => {
      const bare = await world.bash("CLICKUP_LIST_ID=soon CLICKUP_API_TOKEN=pk_secret CLICKUP_LOOK_MINUTES=0", "start")
      assert.strictEqual(bare.code, 2)
      for (const name of ["CLICKUP_LIST_ID: expected the id of the list", "CLICKUP_LOOK_MINUTES: expected a whole number"]) assert.include(bare.stderr, name)
      const none = await world.cli("start")
      for (const name of ["CLICKUP_API_TOKEN: ", "CLICKUP_WEBHOOK_SECRET: ", "CLICKUP_LIST_ID: ", "CLICKUP_ROSTER: "]) assert.include(none.stderr, name)
      const map = await world.bash("CLICKUP_LIST_ID=1 CLICKUP_API_TOKEN=pk_secret CLICKUP_WEBHOOK_SECRET=hush CLICKUP_ROSTER=r.csv CLICKUP_MAP=nowhere.yaml", "start")
      assert.strictEqual(map.code, 2)
      assert.include(map.stderr, "CLICKUP_MAP: expected a map that can be used")
      for (const secret of ["pk_secret", "hush"]) assert.notInclude(`${bare.stderr}${none.stderr}${map.stderr}`, secret)
    }, { PARLEY_INTAKE: "clickup" }))

  it("INTAKE-01 without a form service nobody listens where its webhooks would come", () =>
    inWorld(async (world) => {
      const { port } = await world.start({ PARLEY_HTTP_PORT: "0" })
      assert.strictEqual((await fetch(`http://127.0.0.1:${port}/webhooks/clickup`, { method: "POST", body: "{}" })).status, 404)
    }))
})
