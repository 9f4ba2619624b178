import type { Channel, Group, User, Workspace } from "../Workspace.ts"
import { Refusal } from "./Refusal.ts"

/** Who and what there is, as it changes. */
export interface Directory {
  readonly workspace: Workspace
  readonly channels: () => ReadonlyArray<Channel>
  readonly users: () => ReadonlyArray<User>
  /** Refused when the bot may not know of it. */
  readonly visibleChannel: (idOrName: string) => Channel
  /** Refused unless the bot is in it. */
  readonly readableChannel: (id: string) => Channel
  /** Refused unless the bot can write into it. */
  readonly writableChannel: (idOrName: string) => Channel
  readonly channel: (id: string) => Channel
  readonly user: (id: string) => User
  readonly group: (id: string) => Group
  readonly changeChannel: (id: string, change: Partial<Omit<Channel, "id">>) => void
  readonly changeGroup: (id: string, members: ReadonlyArray<string>) => void
}

export const make = (workspace: Workspace): Directory => {
  const channels = new Map(workspace.channels.map((channel) => [channel.id, channel]))
  const groups = new Map(workspace.groups.map((group) => [group.id, group]))
  const bot: User = { id: workspace.botUserId, name: "parley", realName: "Parley" }
  const users = new Map([bot, ...workspace.users].map((user) => [user.id, user]))

  const channel = (id: string): Channel => found(channels.get(id), "channel_not_found")
  const visibleChannel = (idOrName: string): Channel => {
    const name = idOrName.replace(/^#/u, "")
    const one = found(channels.get(idOrName) ?? [...channels.values()].find((other) => other.name === name), "channel_not_found")
    if (one.isPrivate && !one.botIsMember) throw new Refusal("channel_not_found")
    return one
  }
  const readableChannel = (id: string): Channel => {
    const one = visibleChannel(channel(id).id)
    if (!one.botIsMember) throw new Refusal("not_in_channel")
    return one
  }
  return {
    workspace, visibleChannel, readableChannel, channel,
    channels: () => [...channels.values()],
    users: () => [...users.values()],
    writableChannel: (idOrName) => {
      const one = visibleChannel(idOrName)
      if (one.isArchived) throw new Refusal("is_archived")
      if (!one.botIsMember) throw new Refusal("not_in_channel")
      return one
    },
    user: (id) => found(users.get(id), "user_not_found"),
    group: (id) => found(groups.get(id), "no_such_subteam"),
    changeChannel: (id, change) => void channels.set(id, { ...channel(id), ...change }),
    changeGroup: (id, members) => void groups.set(id, { ...found(groups.get(id), "no_such_subteam"), members })
  }
}

const found = <A>(value: A | undefined, error: string): A => {
  if (value === undefined) throw new Refusal(error)
  return value
}
