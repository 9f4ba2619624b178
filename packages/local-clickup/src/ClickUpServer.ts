import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { filled as allFilled, type Filled, type Question, questions as allQuestions } from "./CampaignForm.ts"
import { type CustomField, customField, valueOf } from "./internal/CustomFields.ts"
import * as Webhooks from "./internal/Webhooks.ts"

export interface Options {
  /** 0, the default, is any free one. */
  readonly port?: number
  /** The form's questions; the campaign form without it. */
  readonly questions?: ReadonlyArray<Question>
  /** ClickUp's clock, which the limits and the tasks' dates go by. */
  readonly now?: () => number
  /** Requests a token may make in a minute; 100, as on most plans. */
  readonly requestsPerMinute?: number
  /** Milliseconds that an endpoint has to answer a webhook; 7000 as documented. */
  readonly webhookLimit?: number
  /** Tasks on a page; 100 as documented. */
  readonly pageSize?: number
}

export interface Submitted {
  readonly title?: string
  /** In place of what the sample form says, label by label. */
  readonly changes?: Readonly<Record<string, Filled>>
  /** Whether dropdowns give their options by index or by id. */
  readonly optionAs?: "index" | "id"
  /** Another list than the form's. */
  readonly list?: string
  /** No webhook tells of it. */
  readonly untold?: boolean
}

/** A ClickUp on this machine's loopback, with one list that a form fills. */
export interface ClickUpServer {
  /** For CLICKUP_API_URL. */
  readonly apiUrl: string
  readonly token: string
  readonly list: string
  readonly team: string
  readonly webhooks: Webhooks.Webhooks
  /** The list's custom fields. */
  readonly fields: () => ReadonlyArray<CustomField>
  /** Somebody renames a field, or one of its options; its id stays. */
  readonly rename: (label: string, to: string, option?: string) => void
  /** Somebody submits the form; answers the task's id once its webhooks were delivered, or given up. */
  readonly submit: (form?: Submitted) => Promise<string>
  readonly remove: (task: string) => void
  /** Every request from now on is answered so; null ends it. */
  readonly outage: (status: number | "reset" | null) => void
  /** Paths that were asked for, the answer's status behind them. */
  readonly calls: () => ReadonlyArray<readonly [path: string, status: number]>
  readonly close: () => Promise<void>
}

interface Task {
  readonly id: string
  readonly name: string
  readonly list: string
  readonly createdAt: number
  readonly values: ReadonlyMap<string, unknown>
}

interface Answer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

const token = "pk_1234567_LOCALCLICKUP"
const list = "901100000001"
const team = "9011000001"

export const start = async (options: Options = {}): Promise<ClickUpServer> => {
  const { now = Date.now, pageSize = 100, requestsPerMinute = 100 } = options
  let fields = (options.questions ?? allQuestions).map(customField)
  const tasks = new Map<string, Task>()
  const webhooks = Webhooks.make(options.webhookLimit ?? 7_000)
  const calls: Array<readonly [string, number]> = []
  let down: number | "reset" | null = null
  let spent = { minute: 0, requests: 0 }

  const shown = ({ createdAt, id, list, name, values }: Task) => ({
    id, name, url: `https://app.clickup.com/t/${id}`, date_created: String(createdAt), date_updated: String(createdAt), parent: null, list: { id: list, name: "Campaign forms" },
    status: { status: "to do", type: "open" },
    // every field of the list is there, without a value where nothing was filled in
    custom_fields: fields.map((field) => values.has(field.id) ? { ...field, value: values.get(field.id) } : field)
  })
  const webhookShown = ({ endpoint, events, failCount, id, list, status }: Webhooks.Webhook) =>
    ({ id, userid: 1, team_id: Number(team), endpoint, events, list_id: list, health: { status, fail_count: failCount } })

  const answer = (method: string, url: URL, authorization: string | undefined, body: string): Answer => {
    if (authorization === undefined) return refused(400, "OAUTH_017", "Authorization header required")
    if (authorization !== token) return refused(401, "OAUTH_025", "Token invalid")
    const minute = Math.floor(now() / 60_000)
    spent = spent.minute === minute ? { minute, requests: spent.requests + 1 } : { minute, requests: 1 }
    const headers = {
      "x-ratelimit-limit": String(requestsPerMinute), "x-ratelimit-remaining": String(Math.max(0, requestsPerMinute - spent.requests)), "x-ratelimit-reset": String((minute + 1) * 60)
    }
    if (spent.requests > requestsPerMinute) return { ...refused(429, "APP_002", "Rate limit reached"), headers }
    return { ...routed(method, url, body), headers }
  }

  const routed = (method: string, { pathname, searchParams }: URL, body: string): Answer => {
    const [, kind = "", id = "", sub = ""] = /^\/api\/v2\/(task|list|team|webhook)\/([^/]+)(?:\/([a-z]+))?$/u.exec(pathname) ?? []
    const route = `${method} ${kind}${sub === "" ? "" : ` ${sub}`}`
    switch (route) {
      case "GET task": {
        const task = tasks.get(id)
        return task === undefined ? refused(404, "ITEM_013", "Task not found, deleted") : { status: 200, body: shown(task) }
      }
      case "GET list task": {
        const since = Number(searchParams.get("date_created_gt") ?? "-1")
        const all = [...tasks.values()].filter((one) => one.list === id && one.createdAt > since).toSorted((a, b) => b.createdAt - a.createdAt)
        const from = Number(searchParams.get("page") ?? "0") * pageSize
        return { status: 200, body: { tasks: all.slice(from, from + pageSize).map(shown), last_page: from + pageSize >= all.length } }
      }
      case "GET team webhook":
        return id === team ? { status: 200, body: { webhooks: webhooks.all().map(webhookShown) } } : refused(401, "OAUTH_027", "Team not authorized")
      case "POST team webhook": {
        const wanted: { readonly endpoint?: unknown; readonly events?: unknown; readonly list_id?: unknown } = JSON.parse(body)
        if (id !== team) return refused(401, "OAUTH_027", "Team not authorized")
        if (typeof wanted.endpoint !== "string" || !URL.canParse(wanted.endpoint) || !Array.isArray(wanted.events)) return refused(400, "OAUTH_085", "Webhook configuration invalid")
        const made = webhooks.make(wanted.endpoint, wanted.events.map(String), typeof wanted.list_id === "string" || typeof wanted.list_id === "number" ? String(wanted.list_id) : null)
        return { status: 200, body: { id: made.id, webhook: { ...webhookShown(made), secret: made.secret } } }
      }
      case "PUT webhook": {
        const { status }: { readonly status?: unknown } = JSON.parse(body)
        const changed = webhooks.change(id, status === "active" ? { status, failCount: 0 } : {})
        return changed === null ? refused(404, "OAUTH_023", "Webhook not found") : { status: 200, body: { id, webhook: webhookShown(changed) } }
      }
      default:
        return refused(404, "APP_001", "Route not found")
    }
  }

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (down === "reset") return void request.socket.resetAndDestroy()
    const chunks: Array<Buffer> = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const url = new URL(request.url ?? "/", "http://localhost")
    const { body, headers, status } = down === null ? answer(request.method ?? "GET", url, request.headers.authorization, Buffer.concat(chunks).toString("utf8")) : refused(down, "", "")
    calls.push([`${url.pathname}${url.search}`, status])
    response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers }).end(JSON.stringify(body))
  }

  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve))
  const address = server.address()
  const port = typeof address === "object" && address !== null ? address.port : 0

  return {
    apiUrl: `http://127.0.0.1:${port}/api/v2/`, token, list, team, webhooks,
    fields: () => fields,
    rename: (label, to, option) => {
      fields = fields.map((field) => field.name !== label ? field : option === undefined ? { ...field, name: to } : {
        ...field, type_config: { options: (field.type_config.options ?? []).map((one) => one.name === option ? { ...one, name: to } : one.label === option ? { ...one, label: to } : one) }
      })
    },
    submit: async (form = {}) => {
      const id = `86${(now() * 1000 + tasks.size).toString(36)}`
      const said: Readonly<Record<string, Filled>> = { ...allFilled, ...form.changes }
      const values = new Map(fields.flatMap((field) => {
        const one = said[field.name]
        return one === undefined ? [] : [[field.id, valueOf(field, one, form.optionAs ?? "index")] as const]
      }))
      const task = { id, name: form.title ?? "Spring Glow", list: form.list ?? list, createdAt: now(), values }
      tasks.set(id, task)
      if (form.untold !== true) await webhooks.tell("taskCreated", id, task.list)
      return id
    },
    remove: (task) => void tasks.delete(task),
    outage: (status) => {
      down = status
    },
    calls: () => calls,
    close: () => new Promise((closed) => {
      server.close(() => closed())
      server.closeAllConnections()
    })
  }
}

const refused = (status: number, ECODE: string, err: string): Answer => ({ status, body: { err, ECODE } })
