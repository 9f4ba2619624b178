import { createHmac, randomUUID } from "node:crypto"

/** A webhook as ClickUp keeps it; `secret` is told once, when it is made. */
export interface Webhook {
  readonly id: string
  readonly endpoint: string
  readonly events: ReadonlyArray<string>
  readonly list: string | null
  readonly secret: string
  readonly status: "active" | "suspended"
  readonly failCount: number
}

/** One try to deliver an event; `status` is null where nobody answered in time. */
export interface Attempt {
  readonly webhook: string
  readonly event: string
  readonly task: string
  readonly number: number
  readonly status: number | null
  readonly body: string
}

export interface Webhooks {
  readonly all: () => ReadonlyArray<Webhook>
  readonly make: (endpoint: string, events: ReadonlyArray<string>, list: string | null) => Webhook
  readonly change: (id: string, change: Partial<Webhook>) => Webhook | null
  readonly remove: (id: string) => boolean
  /** Delivers an event of a task to whoever asked for it. */
  readonly tell: (event: string, task: string, list: string) => Promise<void>
  /** The same bytes once more, signed, whatever became of them. */
  readonly again: (attempt: Attempt) => Promise<number | null>
  readonly attempts: () => ReadonlyArray<Attempt>
}

/** Tries for one event, and failed events until a webhook is suspended. https://developer.clickup.com/docs/webhookhealth */
const tries = 5
const mostFailures = 100

/** `limit`: milliseconds in which an endpoint has to answer. A failed delivery is tried again at once: what lies between tries is nobody's business here. */
export const make = (limit: number): Webhooks => {
  const webhooks = new Map<string, Webhook>()
  const attempts: Array<Attempt> = []

  const post = async ({ endpoint, secret }: Webhook, body: string): Promise<number | null> => {
    try {
      const response = await fetch(endpoint, {
        method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(limit),
        headers: { "content-type": "application/json", "x-signature": createHmac("sha256", secret).update(body).digest("hex") }
      })
      await response.arrayBuffer()
      return response.status
    } catch {
      return null
    }
  }
  const change: Webhooks["change"] = (id, changed) => {
    const known = webhooks.get(id)
    if (known === undefined) return null
    const next = { ...known, ...changed }
    webhooks.set(id, next)
    return next
  }
  const deliver = async (webhook: Webhook, event: string, task: string): Promise<void> => {
    const body = JSON.stringify({ event, history_items: [{ id: String(attempts.length + 2_800_763_136), type: 1, field: "task_creation", parent_id: webhook.list }], task_id: task, webhook_id: webhook.id })
    for (let number = 1; number <= tries; number++) {
      const status = await post(webhook, body)
      attempts.push({ webhook: webhook.id, event, task, number, status, body })
      if (status !== null && status >= 200 && status < 300) return
      if (status === 410) return void change(webhook.id, { status: "suspended" })
    }
    // the event is gone for good
    const failCount = (webhooks.get(webhook.id)?.failCount ?? 0) + 1
    change(webhook.id, { failCount, ...failCount >= mostFailures ? { status: "suspended" } : {} })
  }

  return {
    all: () => [...webhooks.values()],
    make: (endpoint, events, list) => {
      const webhook: Webhook = { id: randomUUID(), endpoint, events, list, secret: randomUUID().replaceAll("-", "").toUpperCase(), status: "active", failCount: 0 }
      webhooks.set(webhook.id, webhook)
      return webhook
    },
    change,
    remove: (id) => webhooks.delete(id),
    tell: async (event, task, list) => {
      const told = [...webhooks.values()].filter((one) => one.status === "active" && (one.list === null || one.list === list) && (one.events.includes(event) || one.events.includes("*")))
      await Promise.all(told.map((one) => deliver(one, event, task)))
    },
    again: async ({ body, webhook }) => {
      const known = webhooks.get(webhook)
      return known === undefined ? null : post(known, body)
    },
    attempts: () => attempts
  }
}
