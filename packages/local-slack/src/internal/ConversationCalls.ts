import type { Json, Message } from "../Message.ts"
import type { Channel } from "../Workspace.ts"
import type { Arguments } from "./Arguments.ts"
import { type Call, call, type Slack } from "./Call.ts"
import { messageResource } from "./MessageResource.ts"
import { page } from "./Paging.ts"
import { Refusal } from "./Refusal.ts"
import { micros } from "./Timestamps.ts"

/** The most that a page holds, whatever was asked for. */
export interface PageLimits {
  readonly history?: number
  readonly replies?: number
  readonly list?: number
}

export const conversationCalls = (slack: Slack, { history = 999, list = 1000, replies = 1000 }: PageLimits): ReadonlyArray<Call> => {
  const { directory, messages } = slack
  const resources = (shown: ReadonlyArray<Message>, args: Arguments): ReadonlyArray<Json> =>
    shown.map((message) => messageResource(slack, message, args.flag("include_all_metadata")))

  return [
    call("conversations.history", (args) => {
      const { id } = directory.readableChannel(args.text("channel"))
      const isShown = within(args)
      const all = messages.inChannel(id).filter((message) => (message.threadTs === null || message.isBroadcast) && isShown(message)).toReversed()
      const { hasMore, metadata, shown } = page(all, args, { keyOf: ({ ts }) => ts, limits: [100, history], order: (ts, other) => micros(ts) < micros(other) })
      return { messages: resources(shown, args), has_more: hasMore, pin_count: 0, ...metadata }
    }),
    call("conversations.replies", (args) => {
      const { id } = directory.readableChannel(args.text("channel"))
      const root = messages.find(id, args.text("ts"))
      if (root === null || root.onlyFor !== null) throw new Refusal("thread_not_found")
      const isShown = within(args)
      const thread = root.threadTs === null ? [root, ...messages.repliesTo(root).filter(isShown)] : [root]
      const { hasMore, metadata, shown } = page(thread, args, { keyOf: ({ ts }) => ts, limits: [1000, replies], order: (ts, other) => micros(ts) > micros(other) })
      return { messages: resources(shown, args), has_more: hasMore, ...metadata }
    }),
    call("conversations.info", (args) => ({ channel: channelResource(directory.visibleChannel(args.text("channel"))) })),
    call("conversations.list", (args) => {
      const types = args.has("types") ? args.text("types").split(",").map((type) => type.trim()) : ["public_channel"]
      const all = directory.channels().filter((channel) =>
        types.includes(channel.isPrivate ? "private_channel" : "public_channel") && (!channel.isPrivate || channel.botIsMember) &&
        !(channel.isArchived && args.flag("exclude_archived"))
      )
      const { metadata, shown } = page(all, args, { keyOf: ({ id }) => id, limits: [100, list], order: after(all.map(({ id }) => id)) })
      return { channels: shown.map(channelResource), ...metadata }
    })
  ]
}

const after = (ids: ReadonlyArray<string>) => (id: string, other: string): boolean => ids.indexOf(id) > ids.indexOf(other)

/** Both ends are left out unless asked for. */
const within = (args: Arguments): (message: Message) => boolean => {
  const oldest = bound(args, "oldest", 0)
  const latest = bound(args, "latest", Number.POSITIVE_INFINITY)
  return ({ ts }) => {
    const at = micros(ts)
    return args.flag("inclusive") ? at >= oldest && at <= latest : at > oldest && at < latest
  }
}

const bound = (args: Arguments, name: string, without: number): number => {
  if (!args.has(name)) return without
  const value = micros(args.text(name))
  if (Number.isNaN(value)) throw new Refusal(`invalid_ts_${name}`)
  return value
}

const channelResource = ({ botIsMember, id, isArchived, isPrivate, name }: Channel): Json => ({
  id, name, name_normalized: name, is_channel: !isPrivate, is_group: isPrivate, is_im: false, is_mpim: false, is_private: isPrivate,
  is_archived: isArchived, is_member: botIsMember, is_general: false, is_shared: false
})
