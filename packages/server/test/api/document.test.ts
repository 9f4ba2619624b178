import * as HttpApi from "@effect/platform/HttpApi"
import { assert, describe, it } from "@effect/vitest"
import { Api } from "@parley/api/Api"
import { openApi } from "../../src/http/openApi.ts"
import { inApi } from "./apiWorld.ts"

interface Operation {
  readonly security: ReadonlyArray<unknown>
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>
}

interface Document {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> }
}

describe("the API's document", () => {
  it("API-01 tells every endpoint with all it may answer, failures as problems, and what it wants of the caller", () => {
    const document: Document = JSON.parse(JSON.stringify(openApi()))
    const told = new Map(Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const)))
    const all: Array<string> = []
    HttpApi.reflect(Api, { onGroup: () => {}, onEndpoint: ({ endpoint }) => void all.push(`${endpoint.method} ${endpoint.path.replace(/:(\w+)/g, "{$1}")}`) })
    assert.deepStrictEqual([...told.keys()].sort(), all.sort())
    for (const [name, { responses, security }] of told) {
      const isOpen = name === "POST /api/v1/session"
      assert.strictEqual(security.length, isOpen ? 0 : 2, name)
      const statuses = Object.keys(responses)
      for (const status of ["400", "401", ...isOpen ? [] : ["403"], "404", "409", "413", "429", "500", "503"]) {
        assert.include(statuses, status, name)
        assert.deepStrictEqual(responses[status]?.content, { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } }, name)
      }
    }
  })

  it("API-01 names no schema that it does not hold", () => {
    const text = JSON.stringify(openApi())
    const document: Document = JSON.parse(text)
    assert.strictEqual(document.openapi, "3.1.0")
    for (const [, path] of text.matchAll(/"\$ref":"([^"]+)"/g)) {
      const [, name] = /^#\/components\/schemas\/(.+)$/.exec(path ?? "") ?? []
      assert.property(document.components.schemas, name ?? "", path)
    }
    assert.notInclude(text, "HttpApiDecodeError")
  })

  it("API-01 is served, with a page that shows it and fetches nothing", () =>
    inApi(async ({ call, tokens }) => {
      const served = await call<Document>(tokens.viewer, "GET", "/openapi.json")
      assert.deepStrictEqual(served.body, JSON.parse(JSON.stringify(openApi())))
      const page = await call<string>(tokens.viewer, "GET", "/docs")
      assert.strictEqual(page.status, 200)
      assert.match(page.headers.get("content-type") ?? "", /^text\/html/)
      assert.notMatch(page.body, /<(?:script|link|img)[^>]+(?:src|href)="http/)
      assert.include(page.headers.get("content-security-policy"), "default-src 'self'")
    }))
})
