import { failure } from "../Exchange.ts"
import type { Entry, History } from "./History.ts"
import { invalid, Refusal } from "./Refusal.ts"

/** What is to be notified of. */
export interface Wish {
  readonly topic: string
  readonly labelIds: ReadonlyArray<string>
  readonly excludes: boolean
}

/** A mailbox's push notifications: https://developers.google.com/workspace/gmail/api/guides/push */
export interface Watch {
  /** Epoch milliseconds at which it ends. */
  readonly start: (wish: Wish) => number
  readonly stop: () => void
  readonly isActive: () => boolean
}

export interface Options {
  readonly history: History
  readonly now: () => number
  /** Above one notification per this many milliseconds, the others are dropped, not put off. */
  readonly interval: number
  readonly notify: (historyId: bigint) => void
}

export const make = ({ history, interval, notify, now }: Options): Watch => {
  let wish: Wish | null = null
  let ends = 0
  let last = Number.NEGATIVE_INFINITY
  let isComing = false
  const isActive = (): boolean => wish !== null && now() < ends

  history.onChange((entry) => {
    if (wish === null || !isActive() || !concerns(wish, entry) || isComing) return
    isComing = true
    // One call may make several entries; the notification names the last of them.
    queueMicrotask(() => {
      isComing = false
      if (now() - last < interval) return
      last = now()
      notify(history.current())
    })
  })

  return {
    start: (wanted) => {
      if (!/^projects\/[^/]+\/topics\/[^/]+$/u.test(wanted.topic)) throw invalid("Invalid topicName does not match projects/[^/]+/topics/[^/]+")
      if (wish !== null && isActive() && wish.topic !== wanted.topic) {
        throw new Refusal(failure(400, "failedPrecondition", "Only one user push notification client allowed per developer (call /stop then try again)"))
      }
      wish = wanted
      ends = now() + 7 * 86_400_000
      return ends
    },
    stop: () => {
      wish = null
    },
    isActive
  }
}

const concerns = ({ excludes, labelIds }: Wish, { change }: Entry): boolean => {
  const labels = [...change.labels, ...change.changed]
  return labelIds.length === 0 || labelIds.some((label) => labels.includes(label)) !== excludes
}
