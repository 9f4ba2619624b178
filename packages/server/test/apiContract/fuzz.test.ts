import { assert, describe, it } from "@effect/vitest"
import * as FastCheck from "effect/FastCheck"
import { ask, type Asked } from "./ask.ts"
import type { Answer } from "./Document.ts"
import { requestsTo } from "./hostile.ts"
import { samplesOf } from "./samples.ts"
import { inApiWorld } from "./world.ts"

/** Another one by PARLEY_FUZZ_SEED; each run names its own where it fails. */
const seed = Number(process.env["PARLEY_FUZZ_SEED"] ?? Math.floor(Math.random() * 2 ** 31))

const requestsEach = 100

/** What only the inside of a server says. */
const inside = /\bat \S+ ?\(?\S+:\d+:\d+|node_modules|\.m?[jt]s:\d+|SQLITE_|better-sqlite3|\bSELECT\b.*\bFROM\b|\bINSERT INTO\b|no such (?:table|column)|Effect\.|FiberFailure|TypeError|RangeError/u

describe("the HTTP API under fire (API-01)", () => {
  it("API-01 SEC-01 answers whatever it is sent as the document allows, with no 5xx but a declared 503 and nothing of its inside, and lives on", () =>
    inApiWorld(async ({ admin, document, known, server }) => {
      const samples = samplesOf(known)
      const statuses = new Map<number, number>()
      const objection = async (id: string, asked: Asked): Promise<string | null> => {
        const operation = document.operations.find((one) => one.id === id)
        const answer: Answer = await ask(server.port, asked).catch((error: unknown) => ({ status: 0, headers: {}, body: String(error) }))
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
        if (answer.status === 0) return `the connection broke: ${answer.body}`
        if (inside.test(answer.body)) return `${answer.status} shows the inside: ${answer.body.slice(0, 500)}`
        if (answer.status === 503 && operation !== undefined) return document.objection(operation, answer)
        return answer.status >= 500 ? `${answer.status}: ${answer.body.slice(0, 500)}` : null
      }
      const failed: Array<string> = []
      await Promise.all(document.operations.map(async (operation) => {
        const requests = requestsTo(operation, samples[operation.id] ?? {}, admin)
        const found = await FastCheck.check(FastCheck.asyncProperty(requests, async (asked) => {
          const wrong = await objection(operation.id, asked)
          if (wrong !== null) throw new Error(wrong)
        }), { seed, numRuns: requestsEach, endOnFailure: false })
        if (found.failed) failed.push(`${operation.id}: ${String(found.errorInstance)}\n  ${JSON.stringify(found.counterexample).slice(0, 600)}`)
      }))
      const context = `PARLEY_FUZZ_SEED=${seed}; answers: ${JSON.stringify(Object.fromEntries(statuses))}`
      assert.deepStrictEqual(failed, [], context)
      assert.isNull(server.process.exitCode, `${context}\n${server.log().slice(-3000)}`)
      const alive = await ask(server.port, { method: "GET", target: "/api/v1/status", headers: { authorization: `Bearer ${admin}` } })
      assert.strictEqual(alive.status, 200, context)
      const count = (of: (status: number) => boolean) => [...statuses].reduce((sum, [status, times]) => of(status) ? sum + times : sum, 0)
      // or else nothing was asked
      assert.isAbove(count((status) => status === 400), 300, context)
      assert.isBelow(count((status) => status === 429), count(() => true) / 10, context)
    }), 120_000)
})
