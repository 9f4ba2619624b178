import { assert, describe, it } from "@effect/vitest"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { googleProblems, googleSettings } from "../src/GoogleSettings.ts"
import { problemsOf } from "../src/settingOf.ts"

const read = (env: Readonly<Record<string, string>>) =>
  Effect.withConfigProvider(googleSettings, ConfigProvider.fromMap(new Map(Object.entries(env))))

const client = { GOOGLE_CLIENT_ID: "1-a.apps.googleusercontent.com", GOOGLE_CLIENT_SECRET: "GOCSPX-secret" }
const pushes = {
  GOOGLE_PUBSUB_TOPIC: "projects/p/topics/gmail", GOOGLE_PUSH_AUDIENCE: "https://parley.example/webhooks/gmail", GOOGLE_PUSH_SERVICE_ACCOUNT: "Push@p.iam.gserviceaccount.com"
}
const names = (problems: ReadonlyArray<string>) => problems.map((one) => one.slice(0, one.indexOf(":")))

describe("googleSettings", () => {
  it.effect("take Google's own addresses where nothing, or nothing but spaces, is set", () =>
    Effect.gen(function*() {
      for (const env of [{}, { GOOGLE_CLIENT_ID: " ", GOOGLE_CLIENT_SECRET: " ", GOOGLE_OAUTH_TOKEN_URL: "" }]) {
        assert.deepStrictEqual(yield* read(env), {
          clientId: null, clientSecret: null, tokenUrl: null, authUrl: null, certsUrl: null, apiRootUrl: null, tokenFile: null, topic: null, pushAudience: null,
          pushServiceAccount: null, unitsPerMinute: 6000, pollSeconds: 20
        })
      }
    }))

  it.effect("SEC-02 redact the secret", () =>
    Effect.gen(function*() {
      const settings = yield* read({ ...client, ...pushes })
      assert.notInclude(JSON.stringify(settings), "GOCSPX")
      assert.strictEqual(settings.clientSecret === null ? null : Redacted.value(settings.clientSecret), "GOCSPX-secret")
      assert.strictEqual(settings.pushServiceAccount, "push@p.iam.gserviceaccount.com")
    }))

  it.effect("name every variable that cannot be used, with what it expects; secrets go over https, or nowhere but this machine", () =>
    Effect.gen(function*() {
      const problems = problemsOf(yield* Effect.flip(read({
        GOOGLE_CLIENT_ID: "two words", GOOGLE_OAUTH_TOKEN_URL: "http://oauth2.googleapis.com/token", GOOGLE_OAUTH_AUTH_URL: "javascript:alert(1)",
        GOOGLE_OAUTH_CERTS_URL: "certs", GOOGLE_API_ROOT_URL: "http://127.0.0.1.evil.example/", GOOGLE_PUBSUB_TOPIC: "gmail", GOOGLE_PUSH_SERVICE_ACCOUNT: "push",
        GMAIL_UNITS_PER_MINUTE: "0", GMAIL_POLL_SECONDS: "soon"
      })))
      assert.deepStrictEqual(names(problems), [
        "GOOGLE_CLIENT_ID", "GOOGLE_OAUTH_TOKEN_URL", "GOOGLE_OAUTH_AUTH_URL", "GOOGLE_OAUTH_CERTS_URL", "GOOGLE_API_ROOT_URL", "GOOGLE_PUBSUB_TOPIC",
        "GOOGLE_PUSH_SERVICE_ACCOUNT", "GMAIL_UNITS_PER_MINUTE", "GMAIL_POLL_SECONDS"
      ])
      for (const problem of problems) assert.match(problem, /: expected .*, e\.g\. .*; got "/u)
      const local = yield* read({ GOOGLE_API_ROOT_URL: "http://127.0.0.1:8085/", GOOGLE_OAUTH_TOKEN_URL: "http://localhost:8085/token" })
      assert.strictEqual(local.apiRootUrl, "http://127.0.0.1:8085/")
    }))
})

describe("googleProblems", () => {
  it.effect("names what Gmail as the mailbox lacks: the client always, pushes all or not at all", () =>
    Effect.gen(function*() {
      const lacking = (env: Readonly<Record<string, string>>) => Effect.map(read(env), googleProblems)
      assert.deepStrictEqual(names(yield* lacking({})), ["GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"])
      assert.deepStrictEqual(yield* lacking(client), [])
      assert.deepStrictEqual(yield* lacking({ ...client, ...pushes }), [])
      assert.deepStrictEqual(names(yield* lacking({ ...client, GOOGLE_PUBSUB_TOPIC: pushes.GOOGLE_PUBSUB_TOPIC })), ["GOOGLE_PUSH_AUDIENCE", "GOOGLE_PUSH_SERVICE_ACCOUNT"])
      for (const problem of yield* lacking({ GOOGLE_PUSH_AUDIENCE: "x" })) assert.match(problem, /: expected .*, e\.g\. .*; got ""$/u)
    }))
})
