import type { Envelope, Outcome, Retry, Transport } from "./Delivery.ts"
import { isJson, parsed } from "./internal/Json.ts"
import { signature } from "./internal/Signing.ts"
import type { Json } from "./Message.ts"

/** What a forger changes in a request. */
export interface Forgery {
  readonly secret?: string
  readonly timestampSeconds?: number
  /** Said in place of the true one; null says none. */
  readonly signature?: string | null
  /** Changes the body after it was signed. */
  readonly tamper?: (body: string) => string
}

/** Requests to the app's own URL. */
export interface HttpWorld {
  /** Sends it as Slack does, but for what is forged. */
  readonly forge: (envelope: Envelope, forgery: Forgery) => Promise<Outcome>
  /** The last request again, byte for byte. */
  readonly replay: () => Promise<Outcome>
}

interface Sent {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export const make = ({ ackTimeoutMillis, now, secret, url }: {
  readonly ackTimeoutMillis: number
  readonly now: () => number
  readonly secret: string
  readonly url: () => string | null
}): { readonly world: HttpWorld; readonly send: Transport } => {
  let last: Sent | null = null
  const post = async ({ body, headers, url }: Sent): Promise<Outcome> => {
    try {
      const response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal: AbortSignal.timeout(ackTimeoutMillis) })
      const text = await response.text()
      return response.status === 200
        ? { _tag: "acked", payload: payloadOf(text), attempts: 1 }
        : { _tag: "refused", status: response.status, reason: text === "" ? response.statusText : text, shown: "http_service_error" }
    } catch (error) {
      if (error instanceof DOMException && error.name === "TimeoutError") return { _tag: "unanswered", attempts: 1, shown: "operation_timeout" }
      return { _tag: "refused", status: null, reason: error instanceof Error ? error.message : String(error), shown: "http_client_error" }
    }
  }
  const send = async (envelope: Envelope, retry: Retry | null, forgery: Forgery = {}): Promise<Outcome> => {
    const target = url()
    if (target === null) throw new Error("no URL of the app is known")
    const { body, contentType } = bodyOf(envelope)
    const seconds = forgery.timestampSeconds ?? Math.floor(now() / 1000)
    const shown = forgery.signature === undefined ? signature(forgery.secret ?? secret, seconds, body) : forgery.signature
    last = {
      url: target,
      body: forgery.tamper === undefined ? body : forgery.tamper(body),
      headers: {
        "content-type": contentType, "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)", "x-slack-request-timestamp": String(seconds),
        ...(shown === null ? {} : { "x-slack-signature": shown }),
        ...(retry === null ? {} : { "x-slack-retry-num": String(retry.attempt), "x-slack-retry-reason": retry.reason })
      }
    }
    return post(last)
  }
  return {
    send: (envelope, retry) => send(envelope, retry),
    world: {
      forge: (envelope, forgery) => send(envelope, null, forgery),
      replay: () => {
        if (last === null) throw new Error("nothing was sent yet")
        return post(last)
      }
    }
  }
}

const bodyOf = ({ kind, payload }: Envelope): { readonly body: string; readonly contentType: string } => {
  if (kind === "events_api") return { body: JSON.stringify(payload), contentType: "application/json" }
  const fields: Readonly<Record<string, string>> = kind === "interactive"
    ? { payload: JSON.stringify(payload) }
    : Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]))
  return { body: new URLSearchParams(fields).toString(), contentType: "application/x-www-form-urlencoded" }
}

const payloadOf = (text: string): Json => {
  const value = parsed(text)
  return isJson(value) ? value : text === "" ? {} : { text }
}
