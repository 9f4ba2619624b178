import { verifySlackRequest } from "@slack/bolt"
import type { Logger } from "@slack/web-api"
import * as Redacted from "effect/Redacted"
import { randomUUID } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import { clean } from "./BoltLogger.ts"
import type { Deliveries } from "./Deliveries.ts"

/** Longer bodies are not read; Slack's are below 100,000 bytes. */
export const longestBody = 262_144

/** Milliseconds. Slack shows an error after three seconds; ours says that it was us. */
export const usualPatience = 2800

export interface HttpReceiver {
  readonly take: (request: IncomingMessage, response: ServerResponse) => void
  /** Answers 503 from now on. */
  readonly close: () => void
}

/** Takes what Slack sends to our own URL, once its signature and age are right (SEC-01). */
export const make = ({ deliveries, logger, now, patience, refused, signingSecret }: {
  readonly signingSecret: Redacted.Redacted
  readonly deliveries: Deliveries
  readonly logger: Logger
  readonly now: () => number
  readonly patience: number
  /** Told of each forged or old request. */
  readonly refused: () => void
}): HttpReceiver => {
  let isOpen = true
  let toldAt = 0
  const turnAway = (response: ServerResponse, problem: string): void => {
    refused()
    // whoever sends many would fill the log
    if (now() - toldAt >= 60_000) {
      toldAt = now()
      logger.warn(`a request that Slack did not sign, or long ago, was refused: ${problem}`)
    }
    answer(response, 401)
  }

  const handled = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== "POST") return void response.writeHead(405, { allow: "POST" }).end()
    if (!isOpen) return answer(response, 503)
    const bytes = await bodyOf(request)
    if (bytes === null) return answer(response, 413)
    const text = bytes.toString("utf8")
    const form = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true ? new URLSearchParams(text) : null
    // Slack only asks whether anybody is here, and signs nothing
    if (form?.get("ssl_check") === "1") return answer(response, 200)
    const problem = forgery(request, text, Redacted.value(signingSecret), now())
    if (problem !== null) return turnAway(response, problem)
    const body = parsed(form, text)
    if (body === null) return answer(response, 400)
    if (body["type"] === "url_verification") return answer(response, 200, { challenge: String(body["challenge"]) })
    await delivered(body, request, response)
  }

  const delivered = async (body: Record<string, unknown>, { headers }: IncomingMessage, response: ServerResponse): Promise<void> => {
    const timer = setTimeout(() => {
      logger.error("a delivery of Slack's was not handled in time")
      answer(response, 503)
    }, patience)
    try {
      const attempt = Number(headers["x-slack-retry-num"])
      const reason = headers["x-slack-retry-reason"]
      await deliveries.handle({
        body,
        ...(Number.isInteger(attempt) ? { retryNum: attempt } : {}),
        ...(typeof reason === "string" ? { retryReason: reason } : {}),
        ack: (told) => {
          clearTimeout(timer)
          answer(response, 200, told)
          return Promise.resolve()
        }
      })
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    close: () => {
      isOpen = false
    },
    take: (request, response) => {
      response.setHeader("x-request-id", randomUUID())
      handled(request, response).catch((error: unknown) => {
        logger.error(`what Slack sent was not handled: ${clean([error])}`)
        answer(response, 500)
      })
    }
  }
}

/** The first answer counts. */
const answer = (response: ServerResponse, status: number, body?: unknown): void => {
  if (response.headersSent || response.destroyed) return
  if (status !== 200) response.setHeader("connection", "close")
  if (typeof body === "object" && body !== null) response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))
  else response.writeHead(status).end()
}

/** Why it is not Slack's, or too old. https://docs.slack.dev/authentication/verifying-requests-from-slack */
const forgery = ({ headers }: IncomingMessage, body: string, signingSecret: string, nowMilliseconds: number): string | null => {
  const signature = headers["x-slack-signature"]
  const timestamp = headers["x-slack-request-timestamp"]
  if (typeof signature !== "string" || typeof timestamp !== "string") return "it is not signed"
  const seconds = Number(timestamp)
  // Slack's own function lets the future pass
  if (!(Math.abs(nowMilliseconds / 1000 - seconds) <= 301)) return "its time is not now"
  try {
    verifySlackRequest({ signingSecret, body, headers: { "x-slack-signature": signature, "x-slack-request-timestamp": seconds }, nowMilliseconds })
    return null
  } catch {
    return "the signature or its age is wrong"
  }
}

const parsed = (form: URLSearchParams | null, text: string): Record<string, unknown> | null => {
  const payload = form === null ? text : form.get("payload")
  if (payload === null) return form === null ? null : Object.fromEntries(form)
  try {
    const value: unknown = JSON.parse(payload)
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}

/** Null where it is too long; what is left of it then is let pass unread. */
const bodyOf = (request: IncomingMessage): Promise<Buffer | null> =>
  new Promise((resolve, reject) => {
    const chunks: Array<Buffer> = []
    let size = Number(request.headers["content-length"] ?? 0)
    if (size > longestBody) {
      request.resume()
      return resolve(null)
    }
    size = 0
    request.on("data", (chunk: Buffer) => {
      size += chunk.length
      if (size > longestBody) {
        chunks.length = 0
        resolve(null)
      } else chunks.push(chunk)
    })
    request.once("end", () => resolve(Buffer.concat(chunks)))
    request.once("error", reject)
    request.once("close", () => reject(new Error("the request ended early")))
  })
