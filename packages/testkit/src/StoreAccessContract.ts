import { assert, describe } from "@effect/vitest"
import { instant } from "@parley/domain/Instant"
import type { StoredToken } from "@parley/domain/ports/AccessBooks"
import { AlreadyExists, Store } from "@parley/domain/ports/Store"
import * as Effect from "effect/Effect"
import type { Check } from "./StoreScenario.ts"

const token = (id: string, more: Partial<StoredToken> = {}): StoredToken => ({
  id, name: `name ${id}`, role: "viewer", hash: `hash ${id}`, createdBy: "admin", createdAt: instant(10), expiresAt: null, revokedAt: null, ...more
})

const session = (hash: string, of: string, createdAt = 10, expiresAt = 100) => ({ hash, token: of, createdAt: instant(createdAt), expiresAt: instant(expiresAt) })

/** The part of the store's contract about who may call the API. */
export const access = (check: Check): void => {
  describe("tokens and sessions", () => {
    check("MUST keep tokens, find them by hash and by id, and list them page by page (SEC-01)", Effect.gen(function*() {
      const store = yield* Store
      const all = [token("a"), token("b", { role: "admin", expiresAt: instant(50) }), token("c", { role: "negotiator" })]
      for (const one of all) yield* store.addToken(one)
      assert.deepStrictEqual([yield* store.tokenOf("hash b"), yield* store.token("c"), yield* store.tokenOf("hash"), yield* store.token("z")], [all[1], all[2], null, null])
      const [first, second] = yield* store.tokenPage(0, 2)
      assert.deepStrictEqual([first?.token, second?.token], [all[0], all[1]])
      assert.deepStrictEqual((yield* store.tokenPage(second?.position ?? 0, 2)).map((one) => one.token), [all[2]])
    }))

    check("MUST refuse a second token of a name while the first is in force, and not after (SEC-01)", Effect.gen(function*() {
      const store = yield* Store
      yield* store.addToken(token("a", { name: "ana", expiresAt: instant(50) }))
      assert.deepStrictEqual(yield* Effect.flip(store.addToken(token("b", { name: "ana", createdAt: instant(49) }))), new AlreadyExists({ what: "token", id: "ana" }))
      assert.isNull(yield* store.token("b"))
      yield* store.addToken(token("b", { name: "ana", createdAt: instant(50) }))
      assert.isTrue(yield* store.revokeToken("b", instant(60)))
      yield* store.addToken(token("c", { name: "ana", createdAt: instant(61) }))
    }))

    check("MUST end a token's sessions with it, and keep when it was revoked first (SEC-01)", Effect.gen(function*() {
      const store = yield* Store
      for (const id of ["a", "b"]) yield* store.addToken(token(id))
      yield* store.addSession(session("1", "a"))
      yield* store.addSession(session("2", "b"))
      assert.deepStrictEqual(yield* store.session("1"), session("1", "a"))
      assert.isTrue(yield* store.revokeToken("a", instant(20)))
      assert.isTrue(yield* store.revokeToken("a", instant(30)))
      assert.isFalse(yield* store.revokeToken("z", instant(30)))
      assert.strictEqual((yield* store.token("a"))?.revokedAt, instant(20))
      assert.deepStrictEqual([yield* store.session("1"), yield* store.session("2")], [null, session("2", "b")])
    }))

    check("MUST end a session alone, and drop those that have ended when another begins (SEC-01)", Effect.gen(function*() {
      const store = yield* Store
      yield* store.addSession(session("1", "a"))
      yield* store.addSession(session("2", "a"))
      yield* store.endSession("1")
      yield* store.endSession("unknown")
      assert.deepStrictEqual([yield* store.session("1"), yield* store.session("2")], [null, session("2", "a")])
      yield* store.addSession(session("3", "a", 100, 200))
      assert.deepStrictEqual([yield* store.session("2"), yield* store.session("3")], [null, session("3", "a", 100, 200)])
    }))
  })
}
