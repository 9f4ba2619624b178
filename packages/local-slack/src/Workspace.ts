export interface Channel {
  readonly id: string
  readonly name: string
  readonly isPrivate: boolean
  readonly botIsMember: boolean
  readonly isArchived: boolean
}

export interface User {
  readonly id: string
  readonly name: string
  readonly realName: string
}

/** A user group such as @partnerships. */
export interface Group {
  readonly id: string
  readonly handle: string
  readonly members: ReadonlyArray<string>
}

export interface Workspace {
  readonly botToken: string
  readonly appToken: string
  readonly signingSecret: string
  /** What the bot token may do, as Slack tells with every answer. */
  readonly scopes: ReadonlyArray<string>
  readonly teamId: string
  readonly teamDomain: string
  readonly botUserId: string
  readonly botId: string
  readonly appId: string
  readonly channels: ReadonlyArray<Channel>
  readonly users: ReadonlyArray<User>
  readonly groups: ReadonlyArray<Group>
}

/** A public channel with the bot in it, where nothing else is said. */
export type ChannelOptions = Pick<Channel, "id" | "name"> & Partial<Channel>

export type Options = Partial<Omit<Workspace, "channels">> & { readonly channels?: ReadonlyArray<ChannelOptions> }

export const make = ({ channels = defaultChannels, ...given }: Options): Workspace => ({
  botToken: "xoxb-local-bot",
  appToken: "xapp-1-ALOCAL-1-local",
  signingSecret: "local-signing-secret",
  scopes: ["chat:write", "commands", "channels:history", "groups:history", "channels:read", "groups:read", "usergroups:read"],
  teamId: "T0LOCAL",
  teamDomain: "local",
  botUserId: "U0PARLEY",
  botId: "B0PARLEY",
  appId: "A0PARLEY",
  users: [
    { id: "U0ANA", name: "ana", realName: "Ana Ruiz" },
    { id: "U0BEN", name: "ben", realName: "Ben Okafor" },
    { id: "U0CLEO", name: "cleo", realName: "Cleo Stranger" }
  ],
  groups: [{ id: "S0DECIDE", handle: "deciders", members: ["U0ANA", "U0BEN"] }],
  ...given,
  channels: channels.map((channel) => ({ isPrivate: false, botIsMember: true, isArchived: false, ...channel }))
})

const defaultChannels: ReadonlyArray<ChannelOptions> = [
  { id: "C0PARTNERS", name: "partnerships" },
  { id: "C0RANDOM", name: "random", botIsMember: false },
  { id: "G0SECRET", name: "board", isPrivate: true, botIsMember: false },
  { id: "C0OLD", name: "old-campaigns", isArchived: true }
]
