import { describe, it } from "@effect/vitest"
import { arrivals, forgetting, listings } from "./arrivalFaults.ts"
import { deliveries } from "./deliveryFaults.ts"

describe("every fault at every call, by the same process and by another", () => {
  it.scopedLive("sends once and leaves no draft, whatever becomes of an answer (MAIL-06)", () => deliveries(0, "all"))
  it.scopedLive("sends once where two copies of the draft were left behind (MAIL-06)", () => deliveries(2, "all"))
  it.scopedLive("loses no message that history shows (MAIL-03, MAIL-04)", () => arrivals("all"))
  it.scopedLive("loses no message where history is gone (MAIL-03, MAIL-04)", () => listings("all"))
  it.scopedLive("forgets and discards in the end, and nothing else (STATE-06, MAIL-12)", () => forgetting("all"))
})
