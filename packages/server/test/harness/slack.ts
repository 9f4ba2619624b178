import * as Buttons from "@parley/local-slack/Buttons"
import type { Message } from "@parley/local-slack/Message"
import * as SlackServer from "@parley/local-slack/SlackServer"
import { inState, openingTo } from "./creators.ts"
import { freePort } from "./freePort.ts"
import { reply } from "./letters.ts"
import { inWorld, until, type World } from "./ServerProcess.ts"

export type Transport = "socket" | "http"

/** A Slack on this machine, and a server that is configured for it by its environment alone. */
export interface SlackWorld extends World {
  readonly slack: SlackServer.SlackServer
  readonly url: string
  /** What `GET /ready` says. */
  readonly ready: () => Promise<Ready>
  /** Everything in the channel, oldest first, replies below their first post too. */
  readonly posts: () => ReadonlyArray<Message>
  /** Waits for a post that holds this text. */
  readonly post: (holds: string) => Promise<Message>
  /** Runs when what people do reaches the server. */
  readonly connected: () => Promise<unknown>
}

export interface Ready {
  readonly ready: boolean
  readonly reasons: ReadonlyArray<string>
  readonly slack: null | {
    readonly transport: string
    readonly connected: boolean | null
    readonly lastHello: number | null
    readonly reconnects: number
    readonly handled: number
    readonly refused: number
    readonly denied: number
  }
}

export const channel = "C0PARTNERS"
export const ana = "U0ANA"
export const ben = "U0BEN"
/** Nobody who may decide. */
export const cleo = "U0CLEO"

export const inSlackWorld = async (transport: Transport, use: (world: SlackWorld) => Promise<void>, settings: Readonly<Record<string, string>> = {}): Promise<void> => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const slack = await SlackServer.start()
  if (transport === "http") slack.world.useHttp(`${url}/webhooks/slack`)
  const { appToken, botToken, signingSecret } = slack.workspace
  try {
    await inWorld((world) => {
      const posts = () => slack.world.messages(channel)
      return use({
        ...world, slack, url, posts,
        ready: async () => JSON.parse(await (await fetch(`${url}/ready`)).text()),
        post: (holds) => until(`a post with ${JSON.stringify(holds)}`, () => posts().findLast((one) => shown(one).includes(holds)) ?? null, () => posts().map(shown).join("\n---\n")),
        connected: () => transport === "http" ? Promise.resolve() : slack.world.socket.connected()
      })
    }, {
      PARLEY_TEAM: "slack", PARLEY_HTTP_PORT: String(port), PARLEY_SLACK_MODE: transport, SLACK_API_URL: slack.apiUrl, SLACK_BOT_TOKEN: botToken,
      ...(transport === "socket" ? { SLACK_APP_TOKEN: appToken } : { SLACK_SIGNING_SECRET: signingSecret }),
      PARLEY_SLACK_CHANNEL: channel, PARLEY_SLACK_DECIDERS: `${ana},${ben}`, ...settings
    })
  } finally {
    await slack.close()
  }
}

/** All its text. */
export const shown = ({ blocks, text }: Pick<Message, "blocks" | "text">): string => `${text}\n${blocks.map((block) => JSON.stringify(block)).join("\n")}`

/** The action ids of its buttons. */
export const buttons = (message: Message): ReadonlyArray<string> => Buttons.of(message).map(({ actionId }) => actionId)

/** What it was posted for. */
export const noticeId = (message: Message): string => String(message.metadata?.event_payload["id"])

export const hostile = "My lawyer will look at this. I insist on exclusivity being priced separately."

/** A creator writes what a person must see; answers the post that asks. */
export const escalated = async (world: SlackWorld, name: string): Promise<Message> => {
  world.copyIn(`${name} hostile.eml`, reply(await openingTo(world, name), name, hostile))
  await inState(world, name, "Escalated")
  return world.post(`${name}: legal language`)
}
