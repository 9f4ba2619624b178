import { randomUUID } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import { type Algorithm, type Key, newKey, signed } from "./internal/Jwt.ts"

/** What Gmail says of a mailbox. Google's guide shows the id as text; what arrives in practice is a number. */
export interface Notification {
  readonly emailAddress: string
  readonly historyId: string | number
}

/** What is to be wrong about a token. A claim of undefined is left out. */
export interface Overrides {
  readonly claims?: Readonly<Record<string, unknown>>
  readonly algorithm?: Algorithm
  /** Signed by a key of somebody else, under the right key's id. */
  readonly foreignKey?: boolean
  readonly kid?: string
}

/** A push subscription: https://docs.cloud.google.com/pubsub/docs/push */
export interface PubSubWorld {
  /** Resolves when the push was acknowledged (true) or given up (false). */
  readonly publish: (notification: Notification, messageId?: string) => Promise<boolean>
  /** A token as Google signs it for a push. */
  readonly token: (overrides?: Overrides) => string
  /** While true, pushes get lost. */
  failing: boolean
  /** Acknowledged, and attempts that were not. */
  readonly counts: () => { readonly sent: number; readonly failed: number }
  /** When no push is under way any more. */
  readonly idle: () => Promise<void>
}

export interface Subscription {
  readonly endpoint: string
  readonly audience: string
  readonly serviceAccount: string
}

export interface Options {
  readonly subscription: Subscription | null
  readonly key: Key
  readonly now: () => number
  readonly firstPauseMillis: number
  readonly tries: number
  /** Ends all pushes. */
  readonly signal: AbortSignal
}

export const make = (options: Options): PubSubWorld => {
  const { firstPauseMillis, key, now, signal, subscription, tries } = options
  const underWay = new Set<Promise<boolean>>()
  let [sent, failed] = [0, 0]
  let number = 0
  let foreign: Key | null = null

  const token = ({ algorithm = "RS256", claims = {}, foreignKey = false, kid = key.id }: Overrides = {}): string => {
    const at = Math.floor(now() / 1000)
    foreign ??= foreignKey ? newKey("foreign") : null
    return signed({
      iss: "https://accounts.google.com", aud: subscription?.audience, azp: "113774264463038321964", email: subscription?.serviceAccount,
      email_verified: true, sub: "113774264463038321964", iat: at, exp: at + 3600, ...claims
    }, foreignKey && foreign !== null ? foreign : key, algorithm, kid)
  }

  const attempt = async (endpoint: string, body: string): Promise<boolean> => {
    try {
      const response = await fetch(endpoint, { method: "POST", body, signal, headers: { "content-type": "application/json", authorization: `Bearer ${token()}` } })
      await response.arrayBuffer()
      return acknowledging.has(response.status)
    } catch {
      // Nobody listens: to Pub/Sub that is a push that was not acknowledged.
      return false
    }
  }

  const deliver = async (endpoint: string, body: string): Promise<boolean> => {
    for (let tried = 0; tried < tries && !signal.aborted; tried++) {
      if (world.failing) {
        failed += 1
        return false
      }
      if (await attempt(endpoint, body)) {
        sent += 1
        return true
      }
      failed += 1
      if (tried + 1 < tries) await pause(firstPauseMillis * 2 ** tried, undefined, { signal }).catch(() => undefined)
    }
    return false
  }

  const world: PubSubWorld = {
    publish: (notification, messageId) => {
      if (subscription === null) return Promise.resolve(false)
      number += 1
      const id = messageId ?? `${now()}${String(number).padStart(4, "0")}`
      const data = Buffer.from(JSON.stringify(notification)).toString("base64")
      const publishTime = new Date(now()).toISOString()
      const message = { data, messageId: id, message_id: id, publishTime, publish_time: publishTime }
      const push = deliver(subscription.endpoint, JSON.stringify({ message, subscription: "projects/p/subscriptions/s" }))
      underWay.add(push)
      void push.finally(() => underWay.delete(push))
      return push
    },
    token,
    failing: false,
    counts: () => ({ sent, failed }),
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    }
  }
  return world
}

/** One for all servers of a process, for making one takes longer than most tests. Google's own signing key's id looks like this. */
export const signingKey = (): Key => {
  madeKey ??= newKey(randomUUID().replace(/-/gu, ""))
  return madeKey
}

let madeKey: Key | null = null

const acknowledging: ReadonlySet<number> = new Set([102, 200, 201, 202, 204])
