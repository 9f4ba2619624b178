import { assert, describe, it } from "@effect/vitest"
import * as fc from "effect/FastCheck"
import { createHash } from "node:crypto"
import { keyedHash } from "../../src/forgetting/keyedHash.ts"

describe("keyedHash", () => {
  it.prop("STATE-06 is SHA-256 of key and text, cut to 128 bits", [fc.string({ unit: "grapheme", maxLength: 20 }), fc.string({ unit: "binary", maxLength: 300 })], ([key, text]) => {
    assert.strictEqual(keyedHash(key, text), createHash("sha256").update(`${key}\n${text}`).digest("hex").slice(0, 32))
  })
})
