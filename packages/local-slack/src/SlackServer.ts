import type { Retry, Envelope } from "./Delivery.ts"
import type { Fault, Faults } from "./Fault.ts"
import * as HttpWorld from "./HttpWorld.ts"
import { type Arguments, read as readArguments } from "./internal/Arguments.ts"
import { blockIds } from "./internal/BlockIds.ts"
import { type Call, call, type Slack } from "./internal/Call.ts"
import { chatCalls } from "./internal/ChatCalls.ts"
import { conversationCalls, type PageLimits } from "./internal/ConversationCalls.ts"
import * as Directory from "./internal/Directory.ts"
import { directoryCalls } from "./internal/DirectoryCalls.ts"
import { type Answer, listen, type Outcome, type Request } from "./internal/HttpListener.ts"
import * as MessageStore from "./internal/MessageStore.ts"
import { Refusal } from "./internal/Refusal.ts"
import * as ResponseUrls from "./internal/ResponseUrls.ts"
import { timestamps } from "./internal/Timestamps.ts"
import * as Triggers from "./internal/Triggers.ts"
import { viewCalls } from "./internal/ViewCalls.ts"
import * as ViewStore from "./internal/ViewStore.ts"
import type { Json } from "./Message.ts"
import * as SlackWorld from "./SlackWorld.ts"
import * as SocketWorld from "./SocketWorld.ts"
import * as Workspace from "./Workspace.ts"

export interface Options {
  /** 0, the default, is any free one. */
  readonly port?: number
  readonly workspace?: Workspace.Options
  /** What goes wrong with the calls; nothing without it. */
  readonly faults?: Faults
  /** Slack's clock, which its signatures and the lives of triggers go by. */
  readonly now?: () => number
  readonly pageLimits?: PageLimits
  /** How long the app has to acknowledge; 3000 as documented. */
  readonly ackTimeoutMillis?: number
  /** How long a trigger lives; 3000 as documented. */
  readonly triggerMillis?: number
  /** Between Slack's pings on a socket. */
  readonly pingMillis?: number
  /** Draws the connection of each delivery where there are several; null, the default, takes the newest. */
  readonly connectionSeed?: number | null
}

/** A call that reached Slack, in the order in which they were answered. */
export interface CallMade {
  readonly method: string
  /** Without the token. */
  readonly args: Json
  readonly at: number
  /** Null when it was carried out. */
  readonly error: string | null
}

/** A Slack on this machine's loopback. */
export interface SlackServer {
  /** For WebClient's `slackApiUrl`. */
  readonly apiUrl: string
  readonly port: number
  readonly workspace: Workspace.Workspace
  readonly world: SlackWorld.SlackWorld
  /** All, or those of one method. */
  readonly calls: (method?: string) => ReadonlyArray<CallMade>
  readonly close: () => Promise<void>
}

export const start = async (options: Options = {}): Promise<SlackServer> => {
  const { ackTimeoutMillis = 3000, now = Date.now } = options
  const workspace = Workspace.make(options.workspace ?? {})
  const named = blockIds()
  const slack: Slack = {
    directory: Directory.make(workspace), messages: MessageStore.make(), views: ViewStore.make(workspace, now, named),
    triggers: Triggers.make(now, options.triggerMillis ?? 3000), nextTs: timestamps(now), named, now
  }
  let appUrl: string | null = null
  let down: "503" | "reset" | null = null
  const made: Array<CallMade> = []
  const urls = ResponseUrls.make(slack, () => `http://127.0.0.1:${listener.port}`)
  const sockets = SocketWorld.make({
    ackTimeoutMillis, appId: workspace.appId, pingMillis: options.pingMillis ?? 5000, seed: options.connectionSeed ?? null, port: () => listener.port
  })
  const http = HttpWorld.make({ ackTimeoutMillis, now, secret: workspace.signingSecret, url: () => appUrl })
  const deliver = (envelope: Envelope, retry: Retry | null) => appUrl === null ? sockets.send(envelope, retry) : http.send(envelope, retry)
  const world = SlackWorld.make({
    slack, urls, deliver, http: http.world, socket: sockets.world,
    useHttp: (url) => {
      appUrl = url
    },
    outage: (isDown, how = "503") => {
      down = isDown ? how : null
      if (isDown) sockets.world.kill()
    }
  })
  const calls = new Map([
    ...directoryCalls(slack), ...chatCalls(slack), ...conversationCalls(slack, options.pageLimits ?? {}), ...viewCalls(slack),
    call("apps.connections.open", () => ({ url: sockets.open() }), "app")
  ].map((one) => [one.name, one]))

  const record = (method: string, args: Json, error: string | null): void => {
    const { token: _, ...told } = args
    made.push({ method, args: told, at: now(), error })
  }

  const handle = (request: Request): Answer => {
    const answered = urls.ask(request)
    if (answered !== null) {
      record("response_url", { body: request.body }, answered.status === 200 ? null : String(answered.status))
      return answered
    }
    const name = request.path.replace(/^\/api\//u, "")
    let args: Json = {}
    try {
      const one = calls.get(name)
      if (one === undefined) throw new Refusal("unknown_method", { req_method: name })
      const given = argumentsOf(request)
      args = given.raw
      authorize(one, request, given, workspace)
      const body = one.run(given)
      record(name, args, null)
      return { status: 200, headers: { "x-oauth-scopes": workspace.scopes.join(",") }, body: { ok: true, ...body } }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      record(name, args, error.error)
      return { status: 200, body: { ok: false, error: error.error, ...error.more } }
    }
  }

  const faulty = async (request: Request, gone: Promise<void>): Promise<Outcome> => {
    if (down !== null) return down === "503" ? { status: 503, body: { ok: false, error: "service_unavailable" } } : "reset"
    const name = request.path.startsWith("/api/") ? request.path.slice("/api/".length) : "response_url"
    const fault = options.faults?.(name) ?? null
    if (fault === null) return handle(request)
    if (typeof fault === "object") {
      const { answer, error } = failing(fault)
      record(name, argumentsOf(request).raw, error)
      return answer
    }
    if (fault === "late") await gone
    if (fault !== "refused") handle(request)
    return "reset"
  }

  const listener = await listen(options.port ?? 0, faulty, (incoming, socket, head) => {
    if (down === null) sockets.upgrade(incoming, socket, head)
    else socket.destroy()
  })
  return {
    apiUrl: `http://127.0.0.1:${listener.port}/api/`,
    port: listener.port,
    workspace, world,
    calls: (method) => made.filter((one) => method === undefined || one.method === method),
    close: async () => {
      sockets.close()
      await listener.close()
    }
  }
}

const argumentsOf = ({ body, headers, query }: Request): Arguments => readArguments(headers["content-type"] ?? "", body, query)

/** Every method takes one kind of token, in the header or among the arguments. */
const authorize = ({ token: wanted }: Call, request: Request, args: Arguments, { appToken, botToken }: Workspace.Workspace): void => {
  if (wanted === "none") return
  const [, inHeader = args.text("token")] = /^Bearer\s+(\S+)$/iu.exec(request.headers["authorization"] ?? "") ?? []
  if (inHeader === "") throw new Refusal("not_authed")
  if (inHeader !== botToken && inHeader !== appToken) throw new Refusal("invalid_auth")
  if (inHeader !== (wanted === "bot" ? botToken : appToken)) throw new Refusal("not_allowed_token_type")
}

const failing = (fault: Exclude<Fault, string>): { readonly answer: Answer; readonly error: string } => {
  if ("error" in fault) return { error: fault.error, answer: { status: 200, body: { ok: false, error: fault.error } } }
  const { retryAfterSeconds, status } = fault
  const error = status === 429 ? "ratelimited" : status === 503 ? "service_unavailable" : "internal_error"
  return { error, answer: { status, headers: retryAfterSeconds === null ? {} : { "retry-after": String(retryAfterSeconds) }, body: { ok: false, error } } }
}
