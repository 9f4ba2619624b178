import type { Message } from "../Message.ts"
import { micros } from "./Timestamps.ts"

/** Every message of the workspace. */
export interface MessageStore {
  readonly put: (message: Message) => void
  readonly find: (channel: string, ts: string) => Message | null
  readonly remove: (message: Message) => void
  /** Oldest first, replies among them, and none that one person alone sees. */
  readonly inChannel: (channel: string) => ReadonlyArray<Message>
  readonly repliesTo: (root: Message) => ReadonlyArray<Message>
  /** Oldest first. */
  readonly onlyFor: (user: string) => ReadonlyArray<Message>
  readonly onChange: (heard: (message: Message, change: "posted" | "updated" | "deleted") => void) => () => void
}

export const make = (): MessageStore => {
  const messages = new Map<string, Message>()
  const listeners = new Set<(message: Message, change: "posted" | "updated" | "deleted") => void>()
  const keyOf = ({ channel, ts }: Pick<Message, "channel" | "ts">): string => `${channel}/${ts}`
  const tell = (message: Message, change: "posted" | "updated" | "deleted"): void => listeners.forEach((heard) => heard(message, change))
  const sorted = (keep: (message: Message) => boolean): ReadonlyArray<Message> =>
    [...messages.values()].filter(keep).toSorted((one, other) => micros(one.ts) - micros(other.ts))
  return {
    put: (message) => {
      const change = messages.has(keyOf(message)) ? "updated" : "posted"
      messages.set(keyOf(message), message)
      tell(message, change)
    },
    find: (channel, ts) => messages.get(keyOf({ channel, ts })) ?? null,
    remove: (message) => {
      if (messages.delete(keyOf(message))) tell(message, "deleted")
    },
    inChannel: (channel) => sorted((message) => message.channel === channel && message.onlyFor === null),
    repliesTo: (root) => sorted((message) => message.channel === root.channel && message.threadTs === root.ts && message.onlyFor === null),
    onlyFor: (user) => sorted((message) => message.onlyFor === user),
    onChange: (heard) => {
      listeners.add(heard)
      return () => void listeners.delete(heard)
    }
  }
}
