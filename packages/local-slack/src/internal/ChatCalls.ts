import type { Message } from "../Message.ts"
import type { Arguments } from "./Arguments.ts"
import { type Call, call, type Slack } from "./Call.ts"
import * as Content from "./Content.ts"
import { messageResource } from "./MessageResource.ts"
import { Refusal } from "./Refusal.ts"

export const chatCalls = (slack: Slack): ReadonlyArray<Call> => {
  const { directory, messages, named, nextTs } = slack
  const { workspace } = directory

  const written = (args: Arguments, channel: string): Message => {
    const content = Content.read(args)
    Content.requireText(content)
    const { blocks = [], metadata = null, text = "" } = content
    return {
      channel, text, metadata, blocks: named(blocks), ts: nextTs(), threadTs: rootOf(args, channel), isBroadcast: args.has("thread_ts") && args.flag("reply_broadcast"),
      user: workspace.botUserId, botId: workspace.botId, editedTs: null, parse: args.has("parse") ? args.text("parse") : null, onlyFor: null,
      unfurlLinks: args.flag("unfurl_links"), unfurlMedia: !args.has("unfurl_media") || args.flag("unfurl_media")
    }
  }

  const rootOf = (args: Arguments, channel: string): string | null => {
    if (!args.has("thread_ts")) return null
    const parent = messages.find(channel, args.text("thread_ts"))
    if (parent === null || parent.onlyFor !== null) throw new Refusal("thread_not_found")
    return parent.threadTs ?? parent.ts
  }

  const own = (args: Arguments, error: string): Message => {
    const message = messages.find(directory.readableChannel(args.text("channel")).id, args.text("ts"))
    if (message === null || message.onlyFor !== null) throw new Refusal("message_not_found")
    if (message.botId !== workspace.botId) throw new Refusal(error)
    return message
  }

  return [
    call("chat.postMessage", (args) => {
      const message = written(args, directory.writableChannel(args.text("channel")).id)
      messages.put(message)
      return { channel: message.channel, ts: message.ts, message: messageResource(slack, message, true) }
    }),
    call("chat.update", (args) => {
      const message = own(args, "cant_update_message")
      const { blocks, metadata, text } = Content.read(args)
      if (text === undefined && blocks === undefined) throw new Refusal("no_text")
      const next: Message = {
        ...message, text: text ?? message.text, blocks: blocks === undefined ? message.blocks : named(blocks),
        metadata: metadata === undefined ? message.metadata : metadata, editedTs: nextTs()
      }
      if (next.text.trim() === "" && next.blocks.length === 0) throw new Refusal("no_text")
      messages.put(next)
      return { channel: next.channel, ts: next.ts, text: next.text, message: messageResource(slack, next, true) }
    }),
    call("chat.delete", (args) => {
      const message = own(args, "cant_delete_message")
      messages.remove(message)
      return { channel: message.channel, ts: message.ts }
    }),
    call("chat.postEphemeral", (args) => {
      const channel = directory.writableChannel(args.text("channel"))
      if (!directory.users().some(({ id }) => id === args.text("user"))) throw new Refusal("user_not_in_channel")
      const message: Message = { ...written(args, channel.id), onlyFor: args.text("user"), metadata: null, isBroadcast: false }
      messages.put(message)
      return { message_ts: message.ts }
    }),
    call("chat.getPermalink", (args) => {
      const { id } = directory.visibleChannel(args.text("channel"))
      const message = messages.find(id, args.text("message_ts"))
      if (message === null || message.onlyFor !== null) throw new Refusal("message_not_found")
      const thread = message.threadTs === null ? "" : `?thread_ts=${message.threadTs}&cid=${id}`
      return { channel: id, permalink: `https://${workspace.teamDomain}.slack.com/archives/${id}/p${message.ts.replace(".", "")}${thread}` }
    })
  ]
}
