import { assert, describe, it } from "@effect/vitest"
import type { KillPoint } from "@parley/domain/usecases/KillPoints"
import { inClickUpWorld } from "./harness/clickup.ts"
import { mailsByAddress } from "./harness/creators.ts"
import { until } from "./harness/ServerProcess.ts"

const budget = "Campaign Budget"

/** Each moment between two durable steps of an intake, in their order, and whether a form reaches it by itself or by a person's answer. */
const points: ReadonlyArray<readonly [KillPoint, "form" | "answer"]> = [
  ["before-webhook", "form"], ["after-webhook", "form"], ["before-form", "form"], ["after-form", "form"], ["before-questions", "form"], ["after-questions", "form"],
  ["before-answer", "answer"], ["after-answer", "answer"], ["before-campaign", "answer"], ["after-campaign", "answer"]
]

describe("kill -9 in the middle of an intake", () => {
  it("INTAKE-01 STATE-01 whatever the moment, the form is asked about once, its campaign starts once, and each creator has one opening", () =>
    inClickUpWorld(async (world) => {
      const titles: Array<string> = []
      for (const [point, by] of points) {
        const title = `Glow ${point}`
        titles.push(title)
        const doomed = await world.start({ PARLEY_KILL_AT: point })
        const submitted = world.clickUp.submit({ title, changes: { [budget]: "plenty" } })
        if (by === "answer") {
          const form = await submitted
          await world.inStatus(form, "waiting")
          await until("the notice", () => world.notices().some((one) => one.title.startsWith(title)))
          await world.cli("campaign", "answer", form, budget, "60k")
        }
        assert.deepStrictEqual(await doomed.exited, { code: null, signal: "SIGKILL" }, point)

        const healed = await world.start()
        // before it was kept nothing was acknowledged: ClickUp has dropped it by then, and the list is looked through when the server starts
        const form = await submitted
        await until(`the end of ${point}`, async () => {
          const one = await world.intake(form)
          if (one?.status === "waiting") await world.cli("campaign", "answer", form, budget, "60k")
          return one?.status === "started"
        }, healed.log)
        await until(`the openings after ${point}`, async () => [...(await mailsByAddress(world)).values()].join() === [titles.length, titles.length].join(), healed.log)
        healed.process.kill("SIGKILL")
        await healed.exited
      }

      await world.start()
      assert.deepStrictEqual((await world.status()).campaigns.map(({ name }) => name), titles)
      const told = await until("every notice", () => world.notices().length >= titles.length ? world.notices() : null)
      assert.deepStrictEqual(told.map(({ title }) => title), titles.map((title) => `${title}: a question before the campaign can start`))
      assert.deepStrictEqual([...(await mailsByAddress(world)).values()], [titles.length, titles.length])
      const verified = await world.cli("verify")
      assert.strictEqual(verified.code, 0, verified.stdout)
    }))
})
