import * as HttpApi from "@effect/platform/HttpApi"
import * as OpenApi from "@effect/platform/OpenApi"
import * as OpenApiJsonSchema from "@effect/platform/OpenApiJsonSchema"
import { Access, type Role } from "@parley/api/Access"
import { Api } from "@parley/api/Api"
import { kinds, Problem, problemType } from "@parley/api/Problems"
import { csrfHeader, sessionCookie } from "@parley/api/SessionApi"
import * as Context from "effect/Context"
import * as Option from "effect/Option"

/** The API's document (OpenAPI 3.1), with room for fields that a later release adds: every failure in the one shape it has, and who may call what. */
export const openApi = () => {
  const { components, paths, ...rest } = OpenApi.fromApi(Api, { additionalPropertiesStrategy: "allow" })
  const schemas: Record<string, OpenApiJsonSchema.JsonSchema> = Object.fromEntries(Object.entries(components.schemas).filter(([name]) => !isReplaced.has(name)))
  // puts itself, and what it is made of, among the others
  OpenApiJsonSchema.makeWithDefs(Problem, { defs: schemas, additionalPropertiesStrategy: "allow" })
  return {
    ...rest,
    info: { title: "Parley", version: "1", description: "Negotiations of influencer rates. Amounts are minor units of a campaign's currency, times epoch milliseconds." },
    // a session's writes carry its csrf as well, which the document cannot say of a cookie
    security: [],
    components: {
      schemas,
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "A token: `parley_token_...`" },
        session: { type: "apiKey", in: "cookie", name: sessionCookie, description: `A session; writes carry its csrf in ${csrfHeader}` }
      }
    },
    paths: Object.fromEntries(Object.entries(paths).map(([path, methods]) => [path, Object.fromEntries(Object.entries(methods).map(([method, operation]) => {
      const access = rules.get(`${method.toUpperCase()} ${path}`)
      return [method, {
        ...operation,
        description: [operation.description, access === "open" ? "Open." : `Wants the role ${access ?? "of nobody"}.`].filter((text) => text !== undefined).join(" "),
        security: access === "open" ? [] : [{ bearer: [] }, { session: [] }],
        responses: { ...operation.responses, ...failures(access === "open") }
      }]
    }))]))
  }
}

/** Those that the one shape of a failure stands for. */
const isReplaced: ReadonlySet<string> = new Set([
  "HttpApiDecodeError", "Issue", "PropertyKey", "BadInput", "NotFound", "Refused", "Unavailable", "Unauthenticated", "NotAllowed", "TooLarge", "TooMany"
])

const failures = (isOpen: boolean) =>
  Object.fromEntries(Object.entries(kinds).flatMap(([kind, { status, title }]) => isOpen && kind === "forbidden" ? [] : [[status, {
    description: title, content: { [problemType]: { schema: { $ref: "#/components/schemas/Problem" } } }
  }]]))

const rules: ReadonlyMap<string, Role | "open"> = (() => {
  const found = new Map<string, Role | "open">()
  HttpApi.reflect(Api, {
    onGroup: () => {},
    onEndpoint: ({ endpoint }) => Option.map(Context.getOption(endpoint.annotations, Access), (access) => found.set(`${endpoint.method} ${endpoint.path.replace(/:(\w+)/g, "{$1}")}`, access))
  })
  return found
})()
