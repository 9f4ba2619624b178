import { isJson, list } from "./internal/Json.ts"
import type { Json, Message } from "./Message.ts"

export interface Link {
  readonly url: string
  /** What a person reads instead of the address; null where they read the address. */
  readonly label: string | null
}

/** Everything in a message that does more than stand there. */
export interface Rendered {
  /** Whom it calls together: "channel", "here", "everyone", or "subteam:S123". */
  readonly broadcasts: ReadonlyArray<string>
  readonly users: ReadonlyArray<string>
  readonly channels: ReadonlyArray<string>
  readonly links: ReadonlyArray<Link>
  /** Bare addresses that Slack makes links of by itself. */
  readonly autoLinks: ReadonlyArray<string>
  /** Bare @channel, @here and @everyone, where Slack says that it parses "certain mentions" by itself. */
  readonly autoBroadcasts: ReadonlyArray<string>
}

/** In the blocks and in the text that stands for them in notifications. https://docs.slack.dev/messaging/formatting-message-text */
export const rendered = ({ blocks, parse = null, text }: Pick<Message, "blocks" | "text"> & Partial<Pick<Message, "parse">>): Rendered => {
  const found = { broadcasts: new Array<string>(), users: new Array<string>(), channels: new Array<string>(), links: new Array<Link>(), autoLinks: new Array<string>(), autoBroadcasts: new Array<string>() }
  const mrkdwn = (source: string, links: boolean, names: boolean): void => {
    for (const [, inside = ""] of source.matchAll(special)) act(inside)
    const bare = source.replaceAll(special, " ")
    if (links) found.autoLinks.push(...Array.from(bare.matchAll(/https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)]/giu), ([url]) => unescaped(url)))
    if (names) found.autoBroadcasts.push(...Array.from(bare.matchAll(/(?<![\w@])@(channel|here|everyone)\b/giu), ([, name = ""]) => name.toLowerCase()))
  }
  const act = (inside: string): void => {
    const [target = "", label = null] = inside.split(/\|(.*)/su)
    const sign = target[0]
    if (sign === "@") found.users.push(target.slice(1))
    else if (sign === "#") found.channels.push(target.slice(1))
    else if (sign === "!") command(target.slice(1))
    else if (/^(?:[a-z][a-z\d+.-]*:|www\.)/iu.test(target)) found.links.push({ url: unescaped(target), label: label === null || label === "" ? null : unescaped(label) })
  }
  const command = (name: string): void => {
    if (/^(?:channel|here|everyone|group)$/u.test(name)) found.broadcasts.push(name === "group" ? "channel" : name)
    else if (name.startsWith("subteam^")) found.broadcasts.push(`subteam:${name.slice("subteam^".length)}`)
    const [, url] = /^date\^[^^]*\^[^^]*\^(.+)$/u.exec(name) ?? []
    if (url !== undefined) found.links.push({ url: unescaped(url), label: "a date" })
  }
  const walk = (value: unknown): void => {
    list(value).forEach(walk)
    if (!isJson(value)) return
    if (value["type"] === "mrkdwn" && typeof value["text"] === "string") mrkdwn(value["text"], value["verbatim"] !== true, value["verbatim"] !== true)
    else rich(value)
    Object.values(value).forEach(walk)
  }
  const rich = (element: Json): void => {
    const at = (name: string): string => String(element[name])
    if (element["type"] === "user" && element["user_id"] !== undefined) found.users.push(at("user_id"))
    if (element["type"] === "channel" && element["channel_id"] !== undefined) found.channels.push(at("channel_id"))
    if (element["type"] === "usergroup" && element["usergroup_id"] !== undefined) found.broadcasts.push(`subteam:${at("usergroup_id")}`)
    if (element["type"] === "broadcast") found.broadcasts.push(at("range"))
    if (element["type"] === "link" && element["url"] !== undefined) found.links.push({ url: at("url"), label: typeof element["text"] === "string" ? element["text"] : null })
  }
  mrkdwn(text, parse !== "none", parse === "full")
  walk(blocks)
  return found
}

const special = /<([^<>\n]+)>/gu

const unescaped = (text: string): string => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&")
