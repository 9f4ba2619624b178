import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as AST from "effect/SchemaAST"
import { readdirSync, readFileSync } from "node:fs"
import { Event } from "../../src/negotiation/Event.ts"
import { evolve } from "../../src/negotiation/evolve.ts"
import { unopened } from "../../src/negotiation/State.ts"

const folder = new URL("../samples/events/", import.meta.url)
const files = readdirSync(folder).sort()
const tags = Event.members.flatMap((member) =>
  AST.getPropertySignatures(member.ast).flatMap(({ name, type }) => name === "_tag" && AST.isLiteral(type) ? [String(type.literal)] : []))
const decode = Schema.decodeUnknownSync(Event, { onExcessProperty: "error" })
const sample = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), "utf8"))

describe("stored events are for ever (STATE-01)", () => {
  it("the test knows every event", () => {
    assert.strictEqual(tags.length, Event.members.length)
  })

  it("every event has a sample of its first encoding, and every sample an event", () => {
    assert.deepStrictEqual([...new Set(files.map((file) => file.replace(/\.v\d+\.json$/, "")))], [...tags].sort())
    for (const tag of tags) assert.include(files, `${tag}.v1.json`)
  })

  for (const file of files) {
    it(`${file} decodes, and encodes to the same text again`, () => {
      const event = decode(sample(file))
      assert.strictEqual(event._tag, file.slice(0, file.indexOf(".")))
      assert.deepStrictEqual(Schema.encodeSync(Event)(event), sample(file))
    })
  }

  it("holds no personal data: no sample has room for an address, a name or a text (STATE-06)", () => {
    const keys = new Set<string>()
    for (const file of files) JSON.stringify(sample(file), (key, value: unknown) => (keys.add(key), value))
    for (const key of ["name", "email", "address", "text", "subject", "quote", "body"]) assert.notInclude([...keys], key)
  })

  it("all together they replay without an exception", () => {
    const state = ["NegotiationOpened.v1.json", ...files].map((file) => decode(sample(file))).reduce(evolve, unopened)
    assert.notStrictEqual(state._tag, "Unopened")
  })
})
