import type { Json, Message } from "../Message.ts"
import type { Slack } from "./Call.ts"

/** A message as the API gives it; its metadata only for those who ask. */
export const messageResource = ({ directory: { workspace }, messages }: Slack, message: Message, withMetadata: boolean): Json => {
  const replies = message.threadTs === null ? messages.repliesTo(message) : []
  return {
    type: "message",
    ...(message.isBroadcast ? { subtype: "thread_broadcast" } : {}),
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: workspace.teamId,
    ...(message.botId === null ? {} : {
      bot_id: message.botId, app_id: workspace.appId,
      bot_profile: { id: message.botId, app_id: workspace.appId, name: "Parley", deleted: false, team_id: workspace.teamId }
    }),
    ...(message.blocks.length === 0 ? {} : { blocks: message.blocks }),
    ...(message.editedTs === null ? {} : { edited: { user: message.botId ?? message.user, ts: message.editedTs } }),
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs, parent_user_id: messages.find(message.channel, message.threadTs)?.user }),
    ...(replies.length === 0 ? {} : {
      thread_ts: message.ts, reply_count: replies.length, reply_users_count: new Set(replies.map(({ user }) => user)).size,
      reply_users: [...new Set(replies.map(({ user }) => user))], latest_reply: replies.at(-1)?.ts
    }),
    ...(withMetadata && message.metadata !== null ? { metadata: message.metadata } : {})
  }
}
