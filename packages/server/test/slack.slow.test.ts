import { describe, it } from "@effect/vitest"
import { socketKilled } from "./harness/socketKilled.ts"

describe("what reaches the server from Slack", () => {
  it("HUMAN-02 HUMAN-03 a socket killed 50 times under load: nothing lost, nothing doubled, the process lives, and readiness tells the truth", () => socketKilled(50, 20), 600_000)
})
