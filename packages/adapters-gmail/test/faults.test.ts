import { describe, it } from "@effect/vitest"
import { afterAll, beforeAll, vi } from "vitest"
import { arrivals, forgetting, listings } from "./arrivalFaults.ts"
import { deliveries } from "./deliveryFaults.ts"

// the proxy tells of every connection that it was asked to break
const silence = vi.spyOn(console, "error")
beforeAll(() => void silence.mockImplementation(() => {}))
afterAll(() => silence.mockRestore())

describe("a fault at any call", () => {
  it.scopedLive("sends once and leaves no draft, whatever becomes of an answer (MAIL-06)", () => deliveries(0, "some"))
  it.scopedLive("sends once where two copies of the draft were left behind (MAIL-06)", () => deliveries(2, "none"))
  it.scopedLive("loses no message that history shows (MAIL-03, MAIL-04)", () => arrivals("some"))
  it.scopedLive("loses no message where history is gone (MAIL-03, MAIL-04)", () => listings("some"))
  it.scopedLive("forgets and discards in the end, and nothing else (STATE-06, MAIL-12)", () => forgetting("none"))
})
