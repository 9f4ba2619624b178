/** What a change did to a message; labels are those it had then. */
export interface Change {
  readonly kind: "messageAdded" | "messageDeleted" | "labelAdded" | "labelRemoved"
  readonly id: string
  readonly threadId: string
  readonly labels: ReadonlyArray<string>
  /** The labels that came or went. */
  readonly changed: ReadonlyArray<string>
}

export interface Entry {
  readonly id: bigint
  readonly change: Change
}

/** A mailbox's history. Ids grow with gaps. */
export interface History {
  readonly record: (change: Change) => bigint
  readonly current: () => bigint
  /** Entries after an id; null when what came after it is no longer kept. */
  readonly after: (id: bigint) => ReadonlyArray<Entry> | null
  /** No id given out so far can be asked for any more. */
  readonly expire: () => void
  readonly onChange: (listener: (entry: Entry) => void) => void
}

export const make = (first: bigint): History => {
  const listeners: Array<(entry: Entry) => void> = []
  let entries: Array<Entry> = []
  let current = first
  let oldest = first
  let step = 0
  const advance = (): bigint => {
    step += 1
    current += BigInt(3 + (step * 17) % 29)
    return current
  }
  return {
    record: (change) => {
      const entry = { id: advance(), change }
      entries.push(entry)
      for (const listener of listeners) listener(entry)
      return entry.id
    },
    current: () => current,
    after: (id) => id < oldest ? null : entries.filter((entry) => entry.id > id),
    expire: () => {
      oldest = advance()
      entries = []
    },
    onChange: (listener) => {
      listeners.push(listener)
    }
  }
}
