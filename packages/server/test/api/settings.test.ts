import { assert, describe, it } from "@effect/vitest"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as RosterUploads from "../../src/operations/RosterUploads.ts"
import { loadSettings } from "../../src/Settings.ts"

const read = (env: Readonly<Record<string, string>>) => Effect.withConfigProvider(loadSettings, ConfigProvider.fromMap(new Map(Object.entries(env))))

describe("the API's settings", () => {
  it.effect("SEC-02 take the first admin's token, and show it nowhere", () =>
    Effect.gen(function*() {
      const settings = yield* read({ PARLEY_API_TOKEN: " 0123456789abcdef0123456789abcdef " })
      assert.strictEqual(settings.apiToken === null ? null : Redacted.value(settings.apiToken), "0123456789abcdef0123456789abcdef")
      assert.notInclude(JSON.stringify(settings), "0123456789abcdef")
      assert.isNull((yield* read({})).apiToken)
    }))

  it.effect("SEC-01 SEC-02 refuse a token that can be guessed, by its name and not by its value", () =>
    Effect.gen(function*() {
      for (const token of ["secret", "thirty-two characters with spaces in it"]) {
        const { problems } = yield* Effect.flip(read({ PARLEY_API_TOKEN: token }))
        assert.lengthOf(problems, 1)
        assert.match(problems[0] ?? "", /^PARLEY_API_TOKEN: expected at least 32 random characters/)
        assert.notInclude(problems[0], token)
      }
    }))

  it.effect("refuse an address that no browser can open, and keep the origin of one that it can", () =>
    Effect.gen(function*() {
      for (const url of ["parley", "ftp://parley.example"]) assert.match((yield* Effect.flip(read({ PARLEY_PUBLIC_URL: url }))).problems[0] ?? "", /^PARLEY_PUBLIC_URL: expected/)
      assert.strictEqual((yield* read({ PARLEY_PUBLIC_URL: "https://parley.example/console/" })).publicUrl, "https://parley.example")
    }))

  it.effect("API-01 take a roster as text only where rosters are CSV files", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(RosterUploads.none.keep("spring", "Name,Email"))
      assert.strictEqual(error._tag === "BadInput" ? error.problems[0]?.field : null, "roster.csv")
    }))
})
