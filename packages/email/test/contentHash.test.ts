import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { contentHash } from "../src/contentHash.ts"
import { mail, usual } from "./fixtures/mime.ts"

const hash = (body: string) => contentHash(mail(usual, body))

describe("contentHash", () => {
  it.effect("is the same however lines end", () =>
    Effect.gen(function*() {
      const whole = yield* hash("550 \t\n\n for the  reel \r\n")
      assert.strictEqual(yield* hash("550\n\n for the  reel"), whole)
      assert.notStrictEqual(yield* hash("550\n\nfor the  reel"), whole)
      assert.notStrictEqual(yield* hash("550\n for the  reel"), whole)
      assert.notStrictEqual(yield* hash("550\n\n for the reel"), whole)
    }))

  it.effect("stays what it was: hashes are kept for months", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* hash("550 \t\r\n\n for the  reel \n"), "6d20f32da919969cefaf72383f1ddbfe9f60a07f1e2cd30588ed67491ae43af6")
    }))

  it.effect("reads a line of nothing but blanks to its end", () => Effect.map(hash(`${" \t".repeat(400_000)}x`), (one) => assert.lengthOf(one, 64)))
})
