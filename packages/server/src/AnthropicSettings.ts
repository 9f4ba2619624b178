import * as Config from "effect/Config"
import { resolve } from "node:path"
import { maybe, missing, secret, setting, url } from "./settingOf.ts"

const key = "an API key of Anthropic's, sk-ant-..."

/** Model names, the one to ask first; the others stand in for it. Empty: the adapter's own. */
const models = (name: string): Config.Config<ReadonlyArray<string>> =>
  setting(name, "", "names of models separated by commas, the preferred one first, e.g. claude-sonnet-5-5,claude-haiku-5-5", (text) => {
    const list = text.split(",").map((one) => one.trim()).filter((one) => one !== "")
    return list.every((one) => /^[\w.:@/-]{1,100}$/u.test(one)) ? list : undefined
  })

/** What the environment says of Claude. Null where nothing is set. */
export const anthropicSettings = Config.all({
  apiKey: secret("ANTHROPIC_API_KEY"),
  baseUrl: url("ANTHROPIC_BASE_URL", "where Anthropic's API is, without /v1", "https://api.anthropic.com"),
  readerModels: models("PARLEY_READER_MODELS"),
  writerModels: models("PARLEY_WRITER_MODELS"),
  /** The pages a model writes by. */
  playbook: maybe("PARLEY_PLAYBOOK_DIR", "a folder of Markdown files, e.g. ./playbook", (text) => resolve(text)),
  /** How long the reader may be down before the rules stand in for it, in milliseconds; null: never. */
  fallbackAfter: setting("PARLEY_READER_FALLBACK_MINUTES", "15", "minutes from 1 to 1440, e.g. 15, or off", (text) =>
    text === "off" ? null : /^[1-9]\d{0,3}$/u.test(text) && Number(text) <= 1440 ? Number(text) * 60_000 : undefined)
})

export type AnthropicSettings = Config.Config.Success<typeof anthropicSettings>

/** What a role that Claude plays lacks. */
export const anthropicProblems = ({ apiKey }: AnthropicSettings): ReadonlyArray<string> => apiKey === null ? [missing("ANTHROPIC_API_KEY", key)] : []
