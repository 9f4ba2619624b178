import { NegotiationId } from "@parley/domain/Ids"
import type { Message } from "@parley/local-slack/Message"
import { type Options as SlackServerOptions, type SlackServer, start } from "@parley/local-slack/SlackServer"
import { WebClient } from "@slack/web-api"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Redacted from "effect/Redacted"
import { createServer } from "node:http"
import { Desk, type DeskDecision, type DeskRefused } from "../src/Desk.ts"
import * as Button from "../src/internal/Button.ts"
import * as SlackDesk from "../src/SlackDesk.ts"

export const channel = "C0PARTNERS"
export const ana = "U0ANA"
export const stranger = "U0CLEO"

type DeskService = Context.Tag.Service<typeof Desk>

export interface World {
  readonly server: SlackServer
  readonly decisions: ReadonlyArray<DeskDecision>
  /** Every other call, as `name arguments`. */
  readonly asked: ReadonlyArray<string>
  readonly logs: ReadonlyArray<string>
  readonly url: string | null
  readonly health: () => Promise<SlackDesk.SlackHealth>
  readonly notice: (choices: ReadonlyArray<Button.Button["choice"]>, seen?: number) => Promise<Message>
  /** Comes when the person was told this much privately. */
  readonly whispered: (user: string, count: number) => Promise<ReadonlyArray<Message>>
  readonly stop: () => Promise<void>
}

export interface Given {
  readonly slack?: SlackServerOptions
  readonly desk?: Partial<DeskService>
  readonly deciders?: ReadonlyArray<string>
  readonly transport?: (server: SlackServer) => SlackDesk.SlackDeskOptions["transport"]
}

/** Short, for tests that wait for them. */
export const times: Partial<SlackDesk.SocketTimes> = { firstRetry: 5, longestRetry: 40, drain: 1000 }

export const bySocket = (server: SlackServer): SlackDesk.SlackDeskOptions["transport"] =>
  ({ _tag: "Socket", appToken: Redacted.make(server.workspace.appToken), times })

export const byHttp = (server: SlackServer): SlackDesk.SlackDeskOptions["transport"] =>
  ({ _tag: "Http", signingSecret: Redacted.make(server.workspace.signingSecret) })

/** Slack's real client libraries against a Slack on this machine, and a desk that writes down what it was asked. */
export const withDesk = async (given: Given, run: (world: World) => Promise<void>): Promise<void> => {
  const server = await start(given.slack ?? {})
  const decisions: Array<DeskDecision> = []
  const asked: Array<string> = []
  const logs: Array<string> = []
  const note = <A>(call: string, answer: A): Effect.Effect<A> => Effect.sync(() => {
    asked.push(call)
    return answer
  })
  const fake: DeskService = {
    question: (negotiation) => note(`question ${negotiation}`, {
      negotiation: NegotiationId.make(negotiation), creator: "Maya Chen", campaign: "Spring Glow", state: "Waiting for a yes", currency: "USD",
      facts: [["Our offer", "$2,000"], ["Their ask", "$3,500"]]
    }),
    draft: (negotiation) => note(`draft ${negotiation}`, { subject: "Re: Spring Glow", body: "Hello {{first name}}\nbye", text: "Hello Maya\nbye" }),
    status: (campaign) => note(`status ${String(campaign)}`, ["Maya Chen  waiting", "Tom Ray  agreed"]),
    explain: (negotiation) => note(`explain ${negotiation}`, ["cap $3,000"]),
    audit: (fields) => note(`audit ${JSON.stringify(fields)}`, ["1 OfferSent"]),
    stopAgency: (domain, seen, by) => note(`stopAgency ${domain} ${seen ?? "list"} ${by}`, { domain, lines: ["Maya Chen", "Tom Ray"], count: 2, digest: "1f3a90bc" }),
    denied: (by, what) => Effect.asVoid(note(`denied ${by} ${what}`, null)),
    ...given.desk,
    decide: (decision) => {
      decisions.push(decision)
      return given.desk?.decide?.(decision) ?? Effect.succeed(`Done: ${decision.choice}.`)
    }
  }
  const transport = (given.transport ?? bySocket)(server)
  const runtime = ManagedRuntime.make(
    SlackDesk.layer({
      botToken: Redacted.make(server.workspace.botToken), apiUrl: server.apiUrl, channel, deciders: given.deciders ?? [ana], mentions: [], timeout: 2000, transport
    }).pipe(
      Layer.provide(Layer.succeed(Desk, fake)),
      Layer.provide(Logger.replace(Logger.defaultLogger, Logger.make(({ annotations, logLevel, message }) => void logs.push(`${logLevel.label} ${String(message)} ${JSON.stringify([...annotations])}`))))))
  const rejections: Array<unknown> = []
  const onRejection = (reason: unknown): void => void rejections.push(reason)
  process.on("unhandledRejection", onRejection)
  const api = new WebClient(server.workspace.botToken, { slackApiUrl: server.apiUrl, retryConfig: { retries: 0 } })
  const { health, take } = await runtime.runPromise(SlackDesk.SlackDesk)
  const listener = take === null ? null : createServer(take)
  let url: string | null = null
  try {
    if (listener !== null) {
      await new Promise<void>((resolve) => void listener.listen(0, "127.0.0.1", resolve))
      const address = listener.address()
      url = `http://127.0.0.1:${typeof address === "object" ? address?.port ?? 0 : 0}/webhooks/slack`
      server.world.useHttp(url)
    } else if (!logs.some((line) => line.startsWith("ERROR")) && given.transport === undefined) await server.world.socket.connected()
    await run({
      server, decisions, asked, logs, url,
      health: () => runtime.runPromise(health),
      notice: async (choices, seen: number = 7) => {
        const { ts = "" } = await api.chat.postMessage({
          channel, text: "Maya Chen waits",
          blocks: [{
            type: "actions",
            elements: choices.map((choice) => ({
              type: "button" as const, action_id: Button.actionId(choice), text: { type: "plain_text" as const, text: choice }, value: Button.encode({ negotiation: "n-maya", choice, seen, mark: "a1b2" })
            }))
          }]
        })
        const message = server.world.message(channel, ts)
        if (message === null) throw new Error("nothing was posted")
        return message
      },
      whispered: (user, count) => new Promise((resolve) => {
        const look = (): void => {
          const told = server.world.ephemerals(user)
          if (told.length < count) return
          off()
          resolve(told)
        }
        const off = server.world.onMessage(look)
        look()
      }),
      stop: () => runtime.dispose()
    })
  } finally {
    await runtime.dispose()
    listener?.closeAllConnections()
    listener?.close()
    await server.close()
    process.off("unhandledRejection", onRejection)
  }
  if (rejections.length > 0) throw new Error(`unhandled rejections: ${rejections.map(String).join(", ")}`)
}

export const refuse = (refused: Partial<Pick<DeskRefused, "field" | "candidates">> & { readonly message: string }) => ({ field: null, candidates: [], ...refused })

/** All that a message says. */
export const words = ({ blocks, text }: Pick<Message, "blocks" | "text">): string => `${text} ${JSON.stringify(blocks)}`
