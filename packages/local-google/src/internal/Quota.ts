import { failure } from "../Exchange.ts"
import { Refusal } from "./Refusal.ts"

/** Units within any minute: https://developers.google.com/workspace/gmail/api/reference/quota */
export interface Quota {
  /** Refuses when these units are more than what is left. */
  readonly spend: (units: number) => void
  readonly spent: () => number
}

export const make = (unitsPerMinute: number, now: () => number): Quota => {
  let spending: Array<{ readonly at: number; readonly units: number }> = []
  const spent = (): number => {
    spending = spending.filter(({ at }) => at > now() - 60_000)
    return spending.reduce((sum, { units }) => sum + units, 0)
  }
  return {
    spent,
    spend: (units) => {
      let over = spent() + units - unitsPerMinute
      if (over <= 0) {
        spending.push({ at: now(), units })
        return
      }
      let free = now()
      for (const one of spending) {
        if (over <= 0) break
        over -= one.units
        free = one.at + 60_000
      }
      throw new Refusal(failure(429, "rateLimitExceeded", `User-rate limit exceeded.  Retry after ${new Date(free).toISOString()}`))
    }
  }
}
