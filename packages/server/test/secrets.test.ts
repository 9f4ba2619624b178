import { assert, describe, it } from "@effect/vitest"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { loadSettings } from "../src/Settings.ts"

const key = "sk-ant-kept-in-a-file"

/** The settings, or their problems, with these variables and a folder of secrets. */
const settingsWith = (folder: string, env: Readonly<Record<string, string>>) =>
  loadSettings.pipe(Effect.withConfigProvider(ConfigProvider.fromMap(new Map(Object.entries({ PARLEY_SECRETS_DIR: folder, ...env })))))

const withFolder = <A, E>(use: (folder: string) => Effect.Effect<A, E>) =>
  Effect.acquireUseRelease(Effect.sync(() => mkdtempSync(join(tmpdir(), "parley-secrets-"))), use, (folder) => Effect.sync(() => rmSync(folder, { recursive: true, force: true })))

describe("secrets as files", () => {
  it.effect("OPS-05 are read by the variable's name, and an empty one or none is none", () =>
    withFolder((folder) =>
      Effect.gen(function*() {
        assert.isNull((yield* settingsWith(folder, {})).anthropic.apiKey)
        writeFileSync(join(folder, "ANTHROPIC_API_KEY"), "\n")
        const lacking = yield* Effect.flip(settingsWith(folder, { PARLEY_READER: "anthropic" }))
        assert.match(lacking.problems.join("\n"), /^ANTHROPIC_API_KEY: expected an API key/)
        writeFileSync(join(folder, "ANTHROPIC_API_KEY"), `${key}\n`)
        const { anthropic } = yield* settingsWith(folder, { PARLEY_READER: "anthropic" })
        assert.strictEqual(anthropic.apiKey === null ? null : Redacted.value(anthropic.apiKey), key)
      })))

  it.effect("OPS-05 are a problem where the environment says them too, or where they cannot be read; no problem shows one", () =>
    withFolder((folder) =>
      Effect.gen(function*() {
        writeFileSync(join(folder, "ANTHROPIC_API_KEY"), key)
        mkdirSync(join(folder, "SLACK_BOT_TOKEN"))
        const { problems } = yield* Effect.flip(settingsWith(folder, { ANTHROPIC_API_KEY: "sk-ant-old" }))
        assert.lengthOf(problems, 2)
        const told = problems.join("\n")
        assert.include(told, `ANTHROPIC_API_KEY: expected it in one place; got it in the environment and in ${join(folder, "ANTHROPIC_API_KEY")}`)
        assert.include(told, `SLACK_BOT_TOKEN: expected ${join(folder, "SLACK_BOT_TOKEN")} to be a file that this account`)
        assert.notMatch(told, /sk-ant/)
      })))

  it.effect("SEC-02 are read from the file that NAME_FILE names, which must be there, and in no other place at once", () =>
    withFolder((folder) =>
      Effect.gen(function*() {
        const file = join(folder, "key")
        const named = settingsWith("", { PARLEY_READER: "anthropic", ANTHROPIC_API_KEY_FILE: file })
        assert.deepStrictEqual((yield* Effect.flip(named)).problems, [`ANTHROPIC_API_KEY: expected ANTHROPIC_API_KEY_FILE to name a file that this account (uid ${process.getuid?.()}) can read; got "${file}" (ENOENT)`])
        writeFileSync(file, `${key}\n`)
        const { anthropic } = yield* named
        assert.strictEqual(anthropic.apiKey === null ? null : Redacted.value(anthropic.apiKey), key)
        assert.notInclude(JSON.stringify(anthropic), key)
        const { problems } = yield* Effect.flip(settingsWith("", { ANTHROPIC_API_KEY: "sk-ant-old", ANTHROPIC_API_KEY_FILE: file }))
        assert.match(problems.join("\n"), /^ANTHROPIC_API_KEY: expected it in one place; got it in the environment and in ANTHROPIC_API_KEY_FILE: remove one[^]*$/u)
        assert.notMatch(problems.join("\n"), /sk-ant/u)
      })))
})
