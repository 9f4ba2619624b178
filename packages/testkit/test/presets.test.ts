import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { readFileSync } from "node:fs"
import { parse } from "yaml"
import { Policy } from "@parley/domain/campaign/Policy"
import { PaceName, paces } from "@parley/domain/strategy/Pace"

describe("the presets as files", () => {
  for (const name of PaceName.literals) {
    it(`${name}.yaml says what the pace of that name is (STRAT-05)`, () => {
      const file: unknown = parse(readFileSync(new URL(`../../../samples/policies/${name}.yaml`, import.meta.url), "utf8"))
      assert.deepStrictEqual(Schema.decodeUnknownSync(Schema.partial(Policy))(file, { onExcessProperty: "error" }), { pace: paces[name] })
    })
  }
})
