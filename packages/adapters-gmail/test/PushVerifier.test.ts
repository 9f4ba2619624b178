import { assert, describe, it } from "@effect/vitest"
import * as GoogleServer from "@parley/local-google/GoogleServer"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import { createHmac } from "node:crypto"
import * as PushVerifier from "../src/PushVerifier.ts"
import { audience, caching, certificates, key, outcome, part, seconds, serviceAccount } from "./pushes.ts"

const push = { endpoint: "http://127.0.0.1:9/", audience, serviceAccount }

const google = Effect.acquireRelease(Effect.promise(() => GoogleServer.start({ push })), (running) => Effect.promise(() => running.close()))

/** A Google, and our verifier of its pushes. */
const world = Effect.map(google, (server) => {
  const make = (more: Partial<PushVerifier.Options> = {}) => {
    const verifier = PushVerifier.make({ audience, serviceAccount, certsUrl: server.env["GOOGLE_OAUTH_CERTS_URL"] ?? null, ...more })
    return (authorization: string | undefined) => outcome(verifier, authorization)
  }
  return { server, make, verdict: make(), bearer: (overrides?: Parameters<typeof server.pubsub.token>[0]) => `Bearer ${server.pubsub.token(overrides)}` }
})

const claimsOf = (header: string): object => ({ ...JSON.parse(Buffer.from(header.split(".")[1] ?? "", "base64url").toString()) })

describe("PushVerifier", () => {
  it.scoped("SEC-01 accepts what Google signed for our subscription, with the clocks up to five minutes apart", () =>
    Effect.gen(function*() {
      const { bearer, make, verdict } = yield* world
      const now = seconds()
      for (const header of [
        bearer(), bearer().replace("Bearer", "bearer"), bearer({ claims: { iss: "accounts.google.com" } }),
        bearer({ claims: { iat: now - 3890, exp: now - 290 } }), bearer({ claims: { iat: now + 290, exp: now + 3890 } })
      ]) assert.strictEqual(yield* verdict(header), "accepted")
      assert.strictEqual(yield* make({ serviceAccount: "Push@p.iam.gserviceaccount.com" })(bearer()), "accepted")
    }))

  it.scoped("SEC-01 refuses what carries no token, another scheme, two tokens or one that is none", () =>
    Effect.gen(function*() {
      const { bearer, verdict } = yield* world
      const good = bearer()
      const token = good.slice("Bearer ".length)
      const cases: ReadonlyArray<readonly [string | undefined, string]> = [
        [undefined, "no_token"], ["", "no_token"], [" ", "no_token"], ["Bearer", "scheme"], ["Bearer ", "malformed"], [token, "scheme"], [`Basic ${token}`, "scheme"],
        [`${good}, ${good}`, "malformed"], [`${good} ${token}`, "malformed"], [`Bearer ${good}`, "malformed"], [`${good}\n`, "malformed"], [`${good}.x`, "malformed"],
        [good.slice(0, good.lastIndexOf(".")), "malformed"], [`Bearer a.b.c`, "malformed"], [`Bearer ${part([])}.${part({})}.c`, "malformed"], [`Bearer ${part(null)}.${part(null)}.c`, "malformed"],
        [`Bearer ${"x".repeat(9000)}`, "too_long"], [`Bearer ${"x".repeat(100_000_000)}`, "too_long"], [`${good}${"A".repeat(8000)}`, "too_long"]
      ]
      for (const [header, reason] of cases) assert.strictEqual(yield* verdict(header), reason, header?.slice(0, 100))
    }))

  it.scoped("SEC-01 refuses a token of another audience, issuer or account, one that is over or not yet begun, and one without any of it", () =>
    Effect.gen(function*() {
      const { bearer, verdict } = yield* world
      const now = seconds()
      const cases: ReadonlyArray<readonly [Readonly<Record<string, unknown>>, string]> = [
        [{ aud: "https://other.example" }, "audience"], [{ aud: undefined }, "audience"], [{ aud: "" }, "audience"], [{ aud: [audience] }, "audience"], [{ aud: `${audience}/` }, "audience"],
        [{ iss: "https://evil.example" }, "issuer"], [{ iss: undefined }, "issuer"], [{ iss: "googleapis.com" }, "issuer"], [{ iss: ["https://accounts.google.com"] }, "issuer"],
        [{ email: "evil@p.iam.gserviceaccount.com" }, "account"], [{ email: undefined }, "account"], [{ email: [serviceAccount] }, "account"],
        [{ email_verified: false }, "account"], [{ email_verified: "true" }, "account"], [{ email_verified: undefined }, "account"],
        [{ iat: now - 4000, exp: now - 310 }, "expired"], [{ exp: undefined }, "expired"], [{ iat: undefined }, "expired"], [{ exp: String(now + 3600) }, "expired"],
        [{ exp: now + 10_000_000 }, "expired"], [{ iat: now, exp: now - 1 }, "expired"], [{ iat: now + 310, exp: now + 3600 }, "early"]
      ]
      for (const [claims, reason] of cases) assert.strictEqual(yield* verdict(bearer({ claims })), reason, JSON.stringify(claims))
    }))

  it.scoped("SEC-01 refuses every algorithm but RS256: none, HS256 with the public key as its secret, and those that only differ in letters", () =>
    Effect.gen(function*() {
      const { bearer, server, verdict } = yield* world
      assert.strictEqual(yield* verdict(bearer({ algorithm: "none" })), "algorithm")
      assert.strictEqual(yield* verdict(bearer({ algorithm: "HS256" })), "algorithm")
      const [, claims = ""] = bearer().split(".")
      const certs: unknown = yield* Effect.promise(async () => (await fetch(server.env["GOOGLE_OAUTH_CERTS_URL"] ?? "")).json())
      const [[kid, pem] = ["", ""]] = Object.entries({ ...(typeof certs === "object" ? certs : null) })
      for (const alg of ["None", "NONE", "", "HS256", "hs256", "rs256", "RS512", "PS256", "ES256", null, ["RS256"], undefined]) {
        const content = `${part({ alg, kid, typ: "JWT" })}.${claims}`
        const mac = createHmac("sha256", String(pem)).update(content).digest("base64url")
        for (const signature of ["", mac]) assert.strictEqual(yield* verdict(`Bearer ${content}.${signature}`), "algorithm", String(alg))
      }
    }))

  it.scoped("SEC-01 refuses a signature of somebody else's key, of nobody's, of other words, and none at all", () =>
    Effect.gen(function*() {
      const { bearer, verdict } = yield* world
      const good = bearer()
      const [header = "", claims = "", signature = ""] = good.split(".")
      assert.strictEqual(yield* verdict(bearer({ foreignKey: true })), "signature")
      assert.strictEqual(yield* verdict(`${header}.${part({ ...claimsOf(good), sub: "1" })}.${signature}`), "signature")
      assert.strictEqual(yield* verdict(`${header}.${claims}.`), "signature")
      assert.strictEqual(yield* verdict(`${header}.${claims}.${signature.slice(4)}`), "signature")
      for (const kid of ["nobody", "", "__proto__", "constructor", "toString"]) assert.strictEqual(yield* verdict(bearer({ kid })), "unknown_key", kid)
      assert.strictEqual(yield* verdict(good), "accepted")
    }))

  it.scoped("SEC-01 refuses a header with a key of its own, or with an extension that must be understood", () =>
    Effect.gen(function*() {
      const served = yield* certificates
      const [real, evil] = [key("real"), key("evil")]
      served.answer = { status: 200, body: JSON.stringify(real.certificate), headers: caching }
      const verifier = PushVerifier.make({ audience, serviceAccount, certsUrl: served.url })
      assert.strictEqual(yield* outcome(verifier, real.bearer()), "accepted")
      assert.strictEqual(yield* outcome(verifier, real.bearer({}, { crit: ["exp"] })), "malformed")
      assert.strictEqual(yield* outcome(verifier, evil.bearer({}, { kid: "real", jwk: { kty: "RSA" }, jku: served.url, x5u: served.url })), "signature")
      assert.strictEqual(yield* outcome(verifier, evil.bearer({}, { kid: undefined })), "unknown_key")
      assert.strictEqual(yield* outcome(verifier, evil.bearer({}, { kid: ["real"] })), "unknown_key")
    }))

  it.scoped("SEC-01 accepts nothing while its audience or account is empty", () =>
    Effect.gen(function*() {
      const { bearer, make } = yield* world
      assert.strictEqual(yield* make({ audience: "" })(bearer()), "audience")
      assert.strictEqual(yield* make({ audience: "" })(bearer({ claims: { aud: "" } })), "audience")
      assert.strictEqual(yield* make({ serviceAccount: "" })(bearer({ claims: { email: "" } })), "account")
    }))

  it.scoped("SEC-01 accepts no change to any character of a token", () =>
    Effect.gen(function*() {
      const { bearer, make } = yield* world
      const good = bearer()
      const verdict = make()
      yield* verdict(good)
      // but the last letters, which hold bits that belong to no byte
      const changes = FastCheck.sample(FastCheck.tuple(FastCheck.nat(good.length - 12), FastCheck.constantFrom("a", "Z", "9", "-", "_", ".", "=", " ", "{", "\u0000", "é")), 400)
      for (const [at, letter] of changes) {
        const changed = `${good.slice(0, at + 7)}${letter}${good.slice(at + 8)}`
        if (changed !== good) assert.notStrictEqual(yield* verdict(changed), "accepted", changed)
      }
    }))

  it.scopedLive("SEC-01 recalls a header that it accepted, only that one, only while its times and the certificates hold, and none that was refused", () =>
    Effect.gen(function*() {
      const authority = yield* certificates
      const google = key("k1")
      authority.answer = { status: 200, body: JSON.stringify(google.certificate), headers: caching }
      const verifier = PushVerifier.make({ audience, serviceAccount, certsUrl: authority.url })
      const good = google.bearer()
      const forged = key("k1").bearer()
      assert.isFalse(verifier.recalls(good, Date.now()))
      assert.deepStrictEqual([yield* outcome(verifier, good), yield* outcome(verifier, forged)], ["accepted", "signature"])
      const now = Date.now()
      assert.deepStrictEqual([good, `${good}A`, good.toLowerCase(), forged, undefined, ""].map((header) => verifier.recalls(header, now)), [true, false, false, false, false, false])
      // over by its own times, then by those of the certificates
      assert.deepStrictEqual([3_800, 4_000, 21_000].map((later) => verifier.recalls(good, now + later * 1000)), [true, false, false])
      for (let other = 0; other < 16; other++) assert.strictEqual(yield* outcome(verifier, google.bearer({ sub: String(other) })), "accepted")
      assert.isFalse(verifier.recalls(good, now), "it keeps more than a few")
    }))
})
