import { assert, describe, it } from "@effect/vitest"
import type { Fault } from "../src/Fault.ts"
import { base64, field, mail, refusalOf, withGoogle } from "./world.ts"

describe("faults", () => {
  const requestBody = { message: { raw: base64(mail({ To: "maya@creator.example" })) } }
  const withFault = (fault: Fault, run: Parameters<typeof withGoogle>[1]) => {
    let left = 1
    return withGoogle({ faults: (call) => call === "users.drafts.create" && left-- > 0 ? fault : null }, run)
  }

  it("a lost answer is of a call that was carried out, a refused call never was", async () => {
    await withFault("lost", async ({ api, server }) => {
      await refused(api.users.drafts.create({ userId: "me", requestBody }))
      assert.strictEqual(server.gmail.drafts().length, 1)
    })
    await withFault("refused", async ({ api, server }) => {
      await refused(api.users.drafts.create({ userId: "me", requestBody }))
      assert.deepStrictEqual([server.gmail.drafts().length, server.calls()], [0, []])
      await api.users.drafts.create({ userId: "me", requestBody })
      assert.strictEqual(server.gmail.drafts().length, 1)
    })
  })

  it("a late call is carried out when its caller has given up", () =>
    withFault("late", async ({ api, server }) => {
      await refused(api.users.drafts.create({ userId: "me", requestBody }, { timeout: 50 }))
      await untilOne(() => server.gmail.drafts().length)
    }))

  it("another answer says when to come back, and changes nothing", () =>
    withFault({ status: 429, retryAfterSeconds: 1 }, async ({ api, server }) => {
      assert.strictEqual((await refusalOf(api.users.drafts.create({ userId: "me", requestBody }))).status, 429)
      assert.deepStrictEqual(server.gmail.drafts(), [])
    }))
})

const refused = async (call: Promise<unknown>): Promise<void> => {
  const error = await call.then(() => null, (thrown: unknown) => thrown)
  assert.isNotNull(error)
  assert.isUndefined(field(error, "response"))
}

const untilOne = async (count: () => number): Promise<void> => {
  while (count() < 1) await new Promise((done) => setImmediate(done))
}
