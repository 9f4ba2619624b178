import * as HttpApi from "@effect/platform/HttpApi"
import * as OpenApi from "@effect/platform/OpenApi"
import { assert, describe, it } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Option from "effect/Option"
import { Access, Authorization } from "../src/Access.ts"
import { Api } from "../src/Api.ts"

describe("the API's definitions (API-01, SEC-01)", () => {
  it("say of every endpoint who may call it, and only signing in is open", () => {
    const open: Array<string> = []
    const without: Array<string> = []
    HttpApi.reflect(Api, {
      onGroup: () => {},
      onEndpoint: ({ endpoint, middleware }) => {
        const name = `${endpoint.method} ${endpoint.path}`
        const access = Option.getOrNull(Context.getOption(endpoint.annotations, Access))
        if (access === "open") open.push(name)
        if (access === null || access !== "open" && ![...middleware].some(({ key }) => key === Authorization.key)) without.push(name)
      }
    })
    assert.deepStrictEqual(without, [])
    assert.deepStrictEqual(open, ["POST /api/v1/session"])
  })

  it("make an OpenAPI document in which every operation is named once", () => {
    const operations = Object.values(OpenApi.fromApi(Api).paths).flatMap((path) => Object.values(path)).map(({ operationId }) => operationId)
    assert.isAbove(operations.length, 30)
    assert.strictEqual(new Set(operations).size, operations.length)
  })
})
