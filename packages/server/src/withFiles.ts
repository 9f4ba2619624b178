import * as Config from "effect/Config"
import * as ConfigError from "effect/ConfigError"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import { readFileSync } from "node:fs"
import { resolve } from "node:path"

/**
 * The provider's variables, and those whose values stand in files: `NAME_FILE` is the path of the one for NAME, and `PARLEY_SECRETS_DIR` a folder of files,
 * each named as its variable. A value in two places is a problem, because one of them is out of date. No problem shows a value.
 */
export const withFiles = (provider: ConfigProvider.ConfigProvider): ConfigProvider.ConfigProvider =>
  ConfigProvider.fromFlat(ConfigProvider.makeFlat({
    load: (path, config, split) =>
      Effect.gen(function*() {
        const name = path.join("_")
        const textOf = (variable: string) => Effect.map(provider.load(Config.withDefault(Config.string(variable), "")), (text) => text.trim())
        const [said, file, folder] = yield* Effect.all([textOf(name), textOf(`${name}_FILE`), textOf("PARLEY_SECRETS_DIR")])
        const inFolder = folder === "" ? "" : resolve(folder, name)
        const named = file === "" ? "" : yield* contentOf(name, resolve(file), `${name}_FILE to name a file`)
        const kept = inFolder === "" ? "" : yield* contentOf(name, inFolder, null)
        const places = [said === "" ? "" : "the environment", named === "" ? "" : `${name}_FILE`, kept === "" ? "" : inFolder].filter((place) => place !== "")
        if (places.length > 1) return yield* problem(`${name}: expected it in one place; got it in ${places.join(" and in ")}: remove one, because one is out of date`)
        return said === "" && named + kept !== "" ? [yield* config.parse(named + kept)] : yield* provider.flattened.load(path, config, split)
      }),
    enumerateChildren: (path) => provider.flattened.enumerateChildren(path),
    patch: provider.flattened.patch
  }))

/** What a file holds; empty where there is none, unless somebody named it. */
const contentOf = (name: string, file: string, wanted: string | null): Effect.Effect<string, ConfigError.ConfigError> =>
  Effect.suspend(() => {
    try {
      return Effect.succeed(readFileSync(file, "utf8").trim())
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : String(error)
      if (wanted === null && code === "ENOENT") return Effect.succeed("")
      return problem(`${name}: expected ${wanted ?? `${file} to be a file`} that this account (uid ${process.getuid?.()}) can read; got ${JSON.stringify(file)} (${code})`)
    }
  })

const problem = (text: string): Effect.Effect<never, ConfigError.ConfigError> => Effect.fail(ConfigError.InvalidData([], text))
