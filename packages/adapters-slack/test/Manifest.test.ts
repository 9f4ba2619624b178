import { assert, describe, it } from "@effect/vitest"
import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { parse } from "yaml"
import { appScopes, botScopes, commands, features, subcommands, unscopedMethods } from "../src/Manifest.ts"

const src = fileURLToPath(new URL("../src/", import.meta.url))
const sources = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && file !== "Manifest.ts")
  .map((file) => readFileSync(`${src}${file}`, "utf8"))

const manifest: unknown = parse(readFileSync(new URL("../../../slack-app-manifest.yaml", import.meta.url), "utf8"))

const at = (value: unknown, ...path: ReadonlyArray<string>): unknown =>
  path.reduce<unknown>((inside, name) => typeof inside === "object" && inside !== null ? Reflect.get(inside, name) : undefined, value)

/** Families of methods of the Web API, wherever a source names one of theirs. */
const methods = new Set(sources.flatMap((source) =>
  Array.from(source.matchAll(/\b(?:api|apps|auth|bots|chat|conversations|dialog|files|pins|reactions|team|usergroups|users|views)(?:\.[a-z][A-Za-z]+)+(?=[("#\s:`\]),])/gu), ([method]) => method)))

describe("the Slack app's manifest", () => {
  it("asks for the scopes of the methods that are called, and for no others", () => {
    const known = [...botScopes, ...appScopes].flatMap((one) => one.for)
    assert.deepStrictEqual([...methods].filter((method) => !known.includes(method) && !unscopedMethods.includes(method)), [])
    const wanted = botScopes.filter(({ for: needed, scope }) => scope === "commands" || needed.some((method) => methods.has(method))).map(({ scope }) => scope)
    assert.deepStrictEqual(wanted, botScopes.map(({ scope }) => scope))
    assert.deepStrictEqual(at(manifest, "oauth_config"), { scopes: { bot: wanted } })
  })

  it("has the commands that are understood, each with how it is typed", () => {
    assert.deepStrictEqual(at(manifest, "features", "slash_commands"), commands.map(({ command, description, hint }) => ({ command, description, usage_hint: hint, should_escape: false })))
    assert.strictEqual(commands.find(({ command }) => command === "/parley")?.hint, subcommands.map(({ verb }) => verb).join(" | "))
    for (const { command, description } of commands) assert.isTrue(command.length <= 32 && description.length <= 100)
  })

  it("turns on what is used, and subscribes to no events", () => {
    const settings = at(manifest, "settings")
    assert.strictEqual(at(settings, "socket_mode_enabled"), features.socketMode)
    assert.strictEqual(at(settings, "interactivity", "is_enabled"), features.interactivity)
    assert.deepStrictEqual(at(settings, "event_subscriptions", "bot_events") ?? [], features.botEvents)
    assert.isFalse(sources.some((source) => /\bapp\.(?:event|message|assistant|function|shortcut|options)\(/u.test(source)))
  })
})
