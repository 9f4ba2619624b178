import { assert, describe, it } from "@effect/vitest"
import * as Either from "effect/Either"
import { readFileSync } from "node:fs"
import { parse } from "yaml"
import { load, read } from "../src/FormMap.ts"
import { map } from "./world.ts"

const shipped = (): { currency: string; campaign: object; fields: Array<Record<string, unknown>> } => parse(readFileSync(map, "utf8"))
const problems = (data: unknown) => Either.match(read(data, "map.yaml"), { onLeft: (error) => error.problems, onRight: () => [] })

describe("the map of a form", () => {
  it("INTAKE-01 the shipped one can be used", () => assert.isTrue(Either.isRight(load(map))))

  it("INTAKE-01 is refused with every problem named: unknown fields and types, labels twice, what a campaign needs, what every campaign has", () => {
    const one = shipped()
    one.fields.push({ label: "Colour", field: "colour", type: "paint" })
    const named = problems(one).join("\n")
    assert.include(named, "fields.45.field")
    assert.include(named, "fields.45.type")
    const two = shipped()
    two.fields = two.fields.filter(({ field }) => field !== "budget" && field !== "background.campaign_manager").map((field) => ({ ...field, id: "same" }))
    two.fields.push({ label: "client  NAME", field: "client_name", type: "text", id: "other" })
    assert.deepStrictEqual(problems({ ...two, campaign: { policy: { rounds: 0 }, colour: "red" } }), [
      "fields: expected each label once; got \"client name\" again", "fields: expected each id once; got \"same\" again",
      "fields: expected an entry for budget, without which no campaign starts; got none", "fields: expected an entry for background.campaign_manager, without which no campaign starts; got none",
      "campaign.colour: expected no such field; see the sample campaign for the known ones; got \"red\"", "campaign.policy.rounds: expected a whole number from 1 to 20; got 0"
    ])
    assert.deepStrictEqual(problems({ ...shipped(), campaign: { sender: "Nora Lind", timeZone: "Europe/Berlin", cpm: { leniency: 30 } } }), [])
    assert.isTrue(Either.isLeft(load("/nowhere/map.yaml")))
  })
})
