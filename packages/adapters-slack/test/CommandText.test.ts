import { assert, describe, it } from "@effect/vitest"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import * as Command from "../src/internal/Command.ts"
import { commandId } from "../src/internal/CommandId.ts"
import { parse } from "../src/internal/CommandText.ts"
import { commands, subcommands } from "../src/Manifest.ts"

const understood = (command: string, text: string): Command.Command => Either.getOrThrow(parse(command, text))
const usage = (command: string, text: string): string => Either.getOrThrow(Either.flip(parse(command, text)))

describe("what people type (HUMAN-04)", () => {
  it("an audit's fields, with quotes of any keyboard and with what Slack makes of addresses", () => {
    const asked: ReadonlyArray<readonly [string, Readonly<Record<string, string>>]> = [
      ["Maya", { influencer: "Maya" }],
      ["Maya Chen last:7d", { influencer: "Maya Chen", last: "7d" }],
      ["influencer:Maya Chen", { influencer: "Maya Chen" }],
      ["Influencer:“Maya Chen”  campaign: \"Spring Glow\"", { influencer: "Maya Chen", campaign: "Spring Glow" }],
      ["influencer:<mailto:maya@x.com|maya@x.com> event:OfferSent from:2026-11-01 to:2026-11-23T10:00:00Z", {
        influencer: "maya@x.com", event: "OfferSent", from: "2026-11-01", to: "2026-11-23T10:00:00Z"
      }],
      ["thread:&lt;abc@mail&gt;", { thread: "<abc@mail>" }],
      ["campaign:\"A &amp; B\"", { campaign: "A & B" }]
    ]
    for (const [text, fields] of asked) assert.deepStrictEqual(understood("/audit", text), { _tag: "Audit", fields })
  })

  it("a field that there is not, a field twice, an open quote or nothing is answered with the usage", () => {
    for (const text of ["", "  ", "color:red", "__proto__:x", "constructor:x", "last:7d last:8d", "influencer:\"Maya", "campaign:\"\""]) assert.include(usage("/audit", text), "Usage: /audit influencer:")
    assert.include(usage("/audit", "color:red"), "color is not a field")
  })

  it("amounts as people write them, after names that may hold numbers", () => {
    const typed: ReadonlyArray<readonly [string, string, string]> = [
      ["counter Maya Chen 2400", "Maya Chen", "2400"], ["counter Maya Chen $2,400.50", "Maya Chen", "$2,400.50"], ["counter Agent 47 2.4k", "Agent 47", "2.4k"],
      ["counter Maya USD 2400", "Maya", "USD 2400"], ["counter Maya 2400 EUR", "Maya", "2400 EUR"], ["counter “Agent 47” 1 200", "Agent 47", "1 200"], ["counter n-1 2'400", "n-1", "2'400"]
    ]
    for (const [text, name, amount] of typed) assert.deepStrictEqual(understood("/parley", text), { _tag: "Decide", choice: "counter", name, amount })
    for (const text of ["counter", "counter Maya", "counter 2400", "agree Maya much"]) assert.include(usage("/parley", text), "Usage: /parley ")
  })

  it("an agency's domain, also as an address or a link", () => {
    for (const text of ["brightside.com", "<http://brightside.com|brightside.com>", "<https://brightside.com/>", "@brightside.com", "<mailto:a@brightside.com|a@brightside.com>"]) {
      assert.deepStrictEqual(understood("/parley", `stop-agency ${text}`), { _tag: "StopAgency", domain: "brightside.com", seen: null })
    }
  })

  it("every example of the usage is understood", () => {
    for (const { command, example } of commands) assert.isTrue(Either.isRight(parse(command, example)), command)
    for (const { example, verb } of subcommands) assert.isTrue(Either.isRight(parse("/parley", `${verb} ${example}`)), verb)
  })

  it.prop("anything at all is understood or answered", [FastCheck.constantFrom("/claim", "/resume", "/audit", "/parley", "/other"), FastCheck.oneof(
    FastCheck.string({ unit: "binary", maxLength: 300 }),
    FastCheck.array(FastCheck.constantFrom("counter", "stop-agency", "last:", "\"", "<", ">", "|", "mailto:", "2400", " ", "USD", "“", "&amp;")).map((words) => words.join("")))], ([command, text]) => {
    const answer = parse(command, text)
    if (Either.isLeft(answer)) return assert.isNotEmpty(answer.left)
    assert.deepStrictEqual(Command.decode(Command.encode(answer.right)), Command.decode(Command.encode(answer.right)))
    assert.match(Command.asked(answer.right), /^\/[a-z -]+$/u)
  })

  it("a command of any length is answered at once", () => {
    const before = performance.now()
    parse("/parley", `counter ${"a 1".repeat(13_000)} x`)
    parse("/audit", "a:".repeat(20_000))
    parse("/parley", `counter ${" ".repeat(40_000)}x`)
    assert.isBelow(performance.now() - before, 2000)
  })
})

describe("a command's id", () => {
  it.prop("fits the books, and differs where a part does", [FastCheck.array(FastCheck.string({ maxLength: 60 }), { minLength: 1, maxLength: 5 })], ([parts]) => {
    const id = commandId(...parts)
    assert.match(id, /^slack-[\w.:-]{0,94}$/u)
    assert.strictEqual(commandId(...parts), id)
    assert.notStrictEqual(commandId(...parts, "x"), id)
  })
})
