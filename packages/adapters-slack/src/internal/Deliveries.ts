import type { App, Receiver } from "@slack/bolt"

/** Something that Slack sent, and how it is acknowledged; acknowledging never fails. */
export interface Delivery {
  readonly body: Record<string, unknown>
  readonly retryNum?: number
  readonly retryReason?: string
  readonly ack: (answer: unknown) => Promise<void>
}

/** Hands what comes by either way to Bolt, and knows what is still being worked on. */
export interface Deliveries {
  readonly receiver: Receiver
  /** Comes when it was handled, acknowledged or not; fails where nobody could be told that it was not. */
  readonly handle: (delivery: Delivery) => Promise<void>
  /** Comes when nothing is being worked on. */
  readonly idle: () => Promise<void>
  /** Fails whatever comes from now on: Slack sends it to whoever runs next, or shows that it failed. */
  readonly stop: () => void
}

export const make = (): Deliveries => {
  let app: App | null = null
  let isOpen = true
  const running = new Set<Promise<unknown>>()
  const handle = async ({ ack, body, ...retry }: Delivery): Promise<void> => {
    if (app === null || !isOpen) throw new Error(isOpen ? "the app is not made yet" : "Parley is stopping")
    let isAcked = false
    const once = async (answer?: unknown): Promise<void> => {
      if (isAcked) return
      isAcked = true
      await ack(answer)
    }
    await app.processEvent({ body, ack: once, ...retry })
    // of no use to us, and not to be sent again
    await once()
  }
  return {
    receiver: {
      init: (made) => {
        app = made
      },
      start: () => Promise.resolve(),
      stop: () => Promise.resolve()
    },
    handle: (delivery) => {
      const work = handle(delivery)
      const settled = work.then(() => undefined, () => undefined)
      running.add(settled)
      void settled.then(() => running.delete(settled))
      return work
    },
    idle: async () => {
      while (running.size > 0) await Promise.all(running)
    },
    stop: () => {
      isOpen = false
    }
  }
}
