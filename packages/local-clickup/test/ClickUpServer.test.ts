import { assert, describe, it } from "@effect/vitest"
import { createHmac } from "node:crypto"
import { createServer, type IncomingHttpHeaders } from "node:http"
import { type ClickUpServer, type Options, start } from "../src/ClickUpServer.ts"

interface Heard {
  readonly body: string
  readonly headers: IncomingHttpHeaders
}

/** An endpoint for webhooks that answers with these statuses, the last one for ever; null never answers. */
const endpoint = async (...statuses: ReadonlyArray<number | null>) => {
  const heard: Array<Heard> = []
  const server = createServer(async (request, response) => {
    const chunks: Array<Buffer> = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const status = statuses[Math.min(heard.length, statuses.length - 1)]
    heard.push({ body: Buffer.concat(chunks).toString("utf8"), headers: request.headers })
    if (typeof status === "number") response.writeHead(status).end()
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  const address = server.address()
  return {
    heard, url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/webhooks/clickup`,
    close: () => {
      server.close()
      server.closeAllConnections()
    }
  }
}

const withServer = async (use: (server: ClickUpServer, call: (method: string, path: string, body?: object, token?: string | null) => Promise<{ readonly status: number; readonly headers: Headers; readonly body: unknown }>) => Promise<void>, options: Options = {}) => {
  const server = await start(options)
  try {
    await use(server, async (method, path, body, token = server.token) => {
      const response = await fetch(`${server.apiUrl}${path}`, { method, headers: token === null ? {} : { authorization: token }, ...body === undefined ? {} : { body: JSON.stringify(body) } })
      return { status: response.status, headers: response.headers, body: await response.json() }
    })
  } finally {
    await server.close()
  }
}

describe("a ClickUp on this machine", () => {
  it("registers a webhook by its API, tells its secret once, and signs the bytes it sends with it", () => withServer(async (server, call) => {
    const { close, heard, url } = await endpoint(200)
    const made = await call("POST", `team/${server.team}/webhook`, { endpoint: url, events: ["taskCreated"], list_id: Number(server.list) })
    const secret = String((made.body as { webhook: { secret: string } }).webhook.secret)
    assert.notInclude(JSON.stringify((await call("GET", `team/${server.team}/webhook`)).body), secret)
    const task = await server.submit()
    await server.submit({ list: "77" })
    close()
    assert.deepInclude(JSON.parse(heard[0]?.body ?? ""), { event: "taskCreated", task_id: task, webhook_id: server.webhooks.all()[0]?.id })
    assert.strictEqual(heard[0]?.headers["x-signature"], createHmac("sha256", secret).update(heard[0]?.body ?? "").digest("hex"))
    assert.lengthOf(heard, 1, "another list's task is nobody's business")
  }))

  it("tries an event five times and drops it then; a hundred of those, or a 410, suspend the webhook until it is made active again", () => withServer(async (server, call) => {
    const broken = await endpoint(500, null, 302, 503, 404, 500)
    const { id } = server.webhooks.make(broken.url, ["taskCreated"], null)
    await server.submit()
    assert.deepStrictEqual(server.webhooks.attempts().map(({ number, status }) => [number, status]), [[1, 500], [2, null], [3, 302], [4, 503], [5, 404]])
    assert.deepInclude(server.webhooks.all()[0], { status: "active", failCount: 1 })
    for (let count = 0; count < 99; count++) await server.submit()
    broken.close()
    assert.deepInclude(server.webhooks.all()[0], { status: "suspended", failCount: 100 })
    await server.submit()
    assert.lengthOf(server.webhooks.attempts(), 500)
    const gone = await endpoint(410)
    assert.strictEqual((await call("PUT", `webhook/${id}`, { endpoint: gone.url, events: ["taskCreated"], status: "active" })).status, 200)
    assert.deepInclude(server.webhooks.change(id, { endpoint: gone.url }), { status: "active", failCount: 0 })
    await server.submit()
    gone.close()
    assert.lengthOf(gone.heard, 1)
    assert.strictEqual(server.webhooks.all()[0]?.status, "suspended")
  }, { webhookLimit: 50, requestsPerMinute: 1000 }))

  it("gives options by index or by id and never by label, numbers and dates as texts, an empty text as 0, and nothing where nothing was filled in", () => withServer(async (server, call) => {
    const value = async (label: string, form: Parameters<typeof server.submit>[0]) => {
      const { body } = await call("GET", `task/${await server.submit(form)}`)
      return (body as { custom_fields: ReadonlyArray<{ name: string; value?: unknown }> }).custom_fields.find(({ name }) => name === label)?.value
    }
    const option = server.fields().find(({ name }) => name === "Optimize For")?.type_config.options?.[2]?.id
    assert.strictEqual(await value("Optimize For", {}), 2)
    assert.strictEqual(await value("Optimize For", { optionAs: "id" }), option)
    assert.strictEqual(await value("Campaign Budget", {}), "45000")
    assert.strictEqual(await value("When is the content expected to be delivered for approval?", {}), "1791763200000")
    assert.strictEqual(await value("Client Name", { changes: { "Client Name": "" } }), 0)
    assert.isUndefined(await value("Client Name", { changes: { "Client Name": undefined } }))
    assert.match(JSON.stringify(await value("Target Deliverables per Influencer (select all that apply)", {})), /^\["[0-9a-f-]{36}","[0-9a-f-]{36}"\]$/u)
  }))

  it("wants its token, limits it by the minute, and says when the limit ends", async () => {
    let at = 1_791_763_215_000
    await withServer(async (server, call) => {
      assert.deepStrictEqual([(await call("GET", "task/x", undefined, null)).status, (await call("GET", "task/x", undefined, "pk_other")).status], [400, 401])
      assert.deepStrictEqual((await call("GET", "task/x")).body, { err: "Task not found, deleted", ECODE: "ITEM_013" })
      assert.strictEqual((await call("GET", `list/${server.list}/task`)).status, 200)
      const limited = await call("GET", "task/x")
      assert.deepStrictEqual([limited.status, limited.headers.get("x-ratelimit-remaining"), limited.headers.get("x-ratelimit-reset")], [429, "0", "1791763260"])
      at += 60_000
      assert.strictEqual((await call("GET", "task/x")).status, 404)
      server.outage(502)
      assert.strictEqual((await call("GET", "task/x")).status, 502)
    }, { requestsPerMinute: 2, now: () => at })
  })
})
