import SwaggerParser from "@apidevtools/swagger-parser"
import { assert, describe, it } from "@effect/vitest"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { ask, type Asked } from "./ask.ts"
import type { Answer, Operation } from "./Document.ts"
import { type Sample, samplesOf } from "./samples.ts"
import { type ApiWorld, inApiWorld } from "./world.ts"

/** The request that the document and a sample make. */
const requestOf = ({ method, path, takes }: Operation, sample: Sample, token: string | null): Asked => {
  const target = path.replace(/\{(\w+)\}/gu, (_, name: string) => encodeURIComponent(sample.path?.[name] ?? ""))
  const query = new URLSearchParams(sample.query ?? {}).toString()
  return {
    method, target: query === "" ? target : `${target}?${query}`,
    headers: { ...sample.headers, ...token === null ? {} : { authorization: `Bearer ${token}` }, ...takes === null ? {} : { "content-type": takes } },
    ...takes === null ? {} : { body: JSON.stringify(sample.body ?? {}) }
  }
}

/** Calls an operation and says what is not as the document has it, or not as it was expected. */
const called = async ({ document, server }: ApiWorld, operation: Operation, asked: Asked, expected: (status: number) => boolean): Promise<ReadonlyArray<string>> => {
  const answer: Answer = await ask(server.port, asked)
  const objection = document.objection(operation, answer)
  return [
    ...objection === null ? [] : [`${operation.id} (${asked.method} ${asked.target}) answered ${objection}`],
    ...expected(answer.status) ? [] : [`${operation.id} (${asked.method} ${asked.target}) answered ${answer.status}: ${answer.body.slice(0, 300)}`],
    ...typeof answer.headers["x-request-id"] === "string" ? [] : [`${operation.id} answered without x-request-id`]
  ]
}

describe("the HTTP API (API-01)", () => {
  it("API-01 tells a document that an independent validator takes, and every operation of it has a sample and answers as the document says", () =>
    inApiWorld(async (world) => {
      const file = join(world.dataDir, "openapi.json")
      writeFileSync(file, JSON.stringify(world.openapi))
      await SwaggerParser.validate(file)
      const { document, known } = world
      const samples = samplesOf(known)
      const ids = document.operations.map(({ id }) => id)
      assert.isAbove(ids.length, 30)
      assert.deepStrictEqual(ids.filter((id) => !(id in samples)), [], "operations without a sample")
      assert.deepStrictEqual(Object.keys(samples).filter((id) => !ids.includes(id)), [], "samples of no operation")
      for (const operation of document.operations) {
        for (const { in: place, name, required } of operation.parameters) {
          if (required === true) assert.property(place === "path" ? samples[operation.id]?.path : samples[operation.id]?.query, name, operation.id)
        }
      }

      const wrong: Array<string> = []
      for (const [id, sample] of Object.entries(samples)) {
        const operation = document.operations.find((one) => one.id === id)
        if (operation !== undefined) wrong.push(...await called(world, operation, requestOf(operation, sample, world.admin), (status) => sample.status === undefined ? status >= 200 && status < 300 : status === sample.status))
      }
      assert.deepStrictEqual(wrong, [])
    }), 60_000)

  it("API-01 SEC-01 answers errors as the document says: nobody signed in, too low a role, nothing of that name, and what cannot be used", () =>
    inApiWorld(async (world) => {
      const samples = samplesOf(world.known)
      const wrong: Array<string> = []
      let forbidden = 0
      for (const operation of world.document.operations) {
        const sample = samples[operation.id] ?? {}
        if (!operation.isOpen) {
          for (const token of [null, "parley_unknown_0123456789"]) wrong.push(...await called(world, operation, requestOf(operation, sample, token), (status) => status === 401))
        }
        if (operation.method !== "GET" && !operation.id.startsWith("session.")) {
          forbidden++
          wrong.push(...await called(world, operation, requestOf(operation, sample, world.viewer), (status) => status === 403))
        }
        if (operation.parameters.some((one) => one.in === "path")) {
          const nobody = { ...sample, path: Object.fromEntries(Object.keys(sample.path ?? {}).map((name) => [name, "nobody-is-called-this"])) }
          wrong.push(...await called(world, operation, requestOf(operation, nobody, world.admin), (status) => status === 404))
        }
        for (const { in: place, name } of operation.parameters) {
          if (place === "query" && name === "limit") wrong.push(...await called(world, operation, requestOf(operation, { ...sample, query: { limit: "0" } }, world.admin), (status) => status === 400))
          if (place === "query" && name === "cursor") wrong.push(...await called(world, operation, requestOf(operation, { ...sample, query: { cursor: "nonsense" } }, world.admin), (status) => status === 400))
        }
        if (operation.takes !== null) {
          for (const body of ["{", "null", "{}"]) wrong.push(...await called(world, operation, { ...requestOf(operation, sample, world.admin), body }, (status) => status === 400))
        }
      }
      assert.deepStrictEqual(wrong, [])
      assert.isAbove(forbidden, 5)
    }), 60_000)
})
