import { randomBytes } from "node:crypto"
import { Refusal } from "./Refusal.ts"

/** What lets an app open a modal for a person: once, within three seconds of what the person did. */
export interface Triggers {
  readonly issue: (user: string) => string
  /** Whose it is. */
  readonly use: (id: string) => string
}

export const make = (now: () => number, lifetimeMillis: number): Triggers => {
  const issued = new Map<string, { readonly user: string; readonly until: number; isUsed: boolean }>()
  return {
    issue: (user) => {
      const id = `${Math.floor(now())}.${issued.size + 1}.${randomBytes(16).toString("hex")}`
      issued.set(id, { user, until: now() + lifetimeMillis, isUsed: false })
      return id
    },
    use: (id) => {
      const trigger = issued.get(id)
      if (trigger === undefined) throw new Refusal("invalid_trigger_id")
      if (trigger.isUsed) throw new Refusal("exchanged_trigger_id")
      if (now() > trigger.until) throw new Refusal("expired_trigger_id")
      trigger.isUsed = true
      return trigger.user
    }
  }
}
