import { assert, describe, it } from "@effect/vitest"
import * as GoogleServer from "@parley/local-google/GoogleServer"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import * as TestClock from "effect/TestClock"
import { createHmac, generateKeyPairSync, sign } from "node:crypto"
import { createServer } from "node:http"
import * as PushVerifier from "../src/PushVerifier.ts"

const audience = "https://parley.example/webhooks/gmail"
const serviceAccount = "push@p.iam.gserviceaccount.com"
const push = { endpoint: "http://127.0.0.1:9/", audience, serviceAccount }

const google = Effect.acquireRelease(Effect.promise(() => GoogleServer.start({ push })), (running) => Effect.promise(() => running.close()))

/** A Google, our verifier of its pushes, and what it makes of an Authorization header: "accepted", or why not. */
const world = Effect.map(google, (server) => {
  const make = (more: Partial<PushVerifier.Options> = {}) => {
    const verifier = PushVerifier.make({ audience, serviceAccount, certsUrl: server.env["GOOGLE_OAUTH_CERTS_URL"] ?? null, ...more })
    return (authorization: string | undefined) => outcome(verifier, authorization)
  }
  return { server, make, verdict: make(), bearer: (overrides?: Parameters<typeof server.pubsub.token>[0]) => `Bearer ${server.pubsub.token(overrides)}` }
})

const outcome = (verifier: PushVerifier.PushVerifier, authorization: string | undefined) =>
  verifier.verify(authorization).pipe(
    Effect.as("accepted"),
    Effect.catchTags({ PushForged: ({ reason }) => Effect.succeed(reason), PushUncertain: () => Effect.succeed("uncertain") })
  )

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url")
const claimsOf = (header: string): object => ({ ...JSON.parse(Buffer.from(header.split(".")[1] ?? "", "base64url").toString()) })
const seconds = () => Math.floor(Date.now() / 1000)

/** A Google of certificates only: it counts who asks, and answers what it is told to. */
const certificates = Effect.acquireRelease(
  Effect.promise(() => new Promise<{ readonly url: string; readonly asked: () => number; answer: { status: number; body: string; headers: Record<string, string> }; readonly close: () => void }>((done) => {
    let asked = 0
    const server = createServer((_, response) => {
      asked += 1
      response.writeHead(state.answer.status, { "content-type": "application/json", ...state.answer.headers }).end(state.answer.body)
    })
    const state = { answer: { status: 503, body: "{}", headers: {} }, url: "", asked: () => asked, close: () => { server.close() } }
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      state.url = `http://127.0.0.1:${typeof address === "object" ? address?.port ?? 0 : 0}/certs`
      done(state)
    })
  })),
  (server) => Effect.sync(server.close)
)

/** Google's key of a test: signs tokens, and stands in the certificates by its id. */
const key = (id: string) => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048, privateKeyEncoding: { type: "pkcs8", format: "pem" }, publicKeyEncoding: { type: "spki", format: "pem" } })
  const bearer = (claims: object = {}, header: object = {}) => {
    const content = `${part({ alg: "RS256", kid: id, typ: "JWT", ...header })}.${part({
      iss: "https://accounts.google.com", aud: audience, email: serviceAccount, email_verified: true, iat: seconds(), exp: seconds() + 3600, ...claims
    })}`
    return `Bearer ${content}.${sign("sha256", Buffer.from(content), privateKey).toString("base64url")}`
  }
  return { certificate: { [id]: publicKey }, publicKey, bearer }
}
const caching = { "cache-control": "public, max-age=20000" }

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
})

describe("PushVerifier's certificates", () => {
  it.scoped("SEC-01 accepts nothing while they cannot be had or are something else, asks every ten seconds at most, and goes on when they are back", () =>
    Effect.gen(function*() {
      const served = yield* certificates
      const real = key("real")
      const verifier = PushVerifier.make({ audience, serviceAccount, certsUrl: served.url })
      const bad = [
        { status: 503, body: "", headers: {} }, { status: 404, body: "{}", headers: caching }, { status: 200, body: "<html>", headers: caching }, { status: 200, body: "{}", headers: caching },
        { status: 200, body: "[]", headers: caching }, { status: 200, body: JSON.stringify({ real: "key" }), headers: caching }, { status: 200, body: JSON.stringify({ real: 1 }), headers: caching }
      ]
      for (const [index, answer] of bad.entries()) {
        served.answer = answer
        const verdicts = yield* Effect.all(Array.from({ length: 20 }, () => outcome(verifier, real.bearer())), { concurrency: "unbounded" })
        assert.deepStrictEqual([...new Set(verdicts)], ["uncertain"], answer.body)
        assert.strictEqual(served.asked(), index + 1)
        yield* TestClock.adjust("10 seconds")
      }
      served.answer = { status: 200, body: JSON.stringify(real.certificate), headers: caching }
      assert.strictEqual(yield* outcome(verifier, real.bearer()), "accepted")
    }))

  it.scoped("SEC-01 are asked for once however many pushes come, and at most once a minute however many keys are made up; strangers do not have them asked for at all", () =>
    Effect.gen(function*() {
      const served = yield* certificates
      const [real, next] = [key("real"), key("next")]
      served.answer = { status: 200, body: JSON.stringify(real.certificate), headers: caching }
      const verifier = PushVerifier.make({ audience, serviceAccount, certsUrl: served.url })
      for (const claims of [{ aud: "other" }, { iss: "other" }, { email: "other" }, { exp: 1 }]) yield* outcome(verifier, real.bearer(claims))
      assert.strictEqual(served.asked(), 0)
      const all = (make: (index: number) => string) => Effect.all(Array.from({ length: 30 }, (_, index) => outcome(verifier, make(index))), { concurrency: "unbounded" })
      assert.deepStrictEqual([...new Set(yield* all(() => real.bearer()))], ["accepted"])
      assert.strictEqual(served.asked(), 1)
      assert.deepStrictEqual([...new Set(yield* all((index) => real.bearer({}, { kid: `made-up-${index}` })))], ["unknown_key"])
      assert.strictEqual(served.asked(), 1)
      // Google takes up a new key before the old certificates are over
      served.answer = { ...served.answer, body: JSON.stringify({ ...real.certificate, ...next.certificate }) }
      assert.strictEqual(yield* outcome(verifier, next.bearer()), "unknown_key")
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(yield* outcome(verifier, next.bearer()), "accepted")
      yield* all((index) => real.bearer({}, { kid: `made-up-${index}` }))
      assert.strictEqual(served.asked(), 2)
      // made-up keys while Google does not answer: what is known goes on being known
      yield* TestClock.adjust("1 minute")
      served.answer = { status: 503, body: "", headers: {} }
      assert.deepStrictEqual([...new Set(yield* all((index) => real.bearer({}, { kid: `made-up-${index}` })))], ["uncertain"])
      assert.strictEqual(yield* outcome(verifier, real.bearer()), "accepted")
      assert.strictEqual(served.asked(), 3)
    }))

  it.scoped("SEC-01 are believed no longer than Google says, though they cannot be had again, and no key outlives them", () =>
    Effect.gen(function*() {
      const served = yield* certificates
      const [old, next] = [key("old"), key("next")]
      const verifier = PushVerifier.make({ audience, serviceAccount, certsUrl: served.url })
      served.answer = { status: 200, body: JSON.stringify(old.certificate), headers: caching }
      assert.strictEqual(yield* outcome(verifier, old.bearer()), "accepted")
      yield* TestClock.adjust("19999 seconds")
      assert.strictEqual(yield* outcome(verifier, old.bearer()), "accepted")
      assert.strictEqual(served.asked(), 1)
      yield* TestClock.adjust("1 second")
      served.answer = { status: 503, body: "", headers: {} }
      assert.strictEqual(yield* outcome(verifier, old.bearer()), "uncertain")
      yield* TestClock.adjust("10 seconds")
      served.answer = { status: 200, body: JSON.stringify(next.certificate), headers: {} }
      assert.deepStrictEqual([yield* outcome(verifier, old.bearer()), yield* outcome(verifier, next.bearer())], ["unknown_key", "accepted"])
      // without a word on how long: a minute
      yield* TestClock.adjust("59 seconds")
      yield* outcome(verifier, next.bearer())
      assert.strictEqual(served.asked(), 3)
      yield* TestClock.adjust("1 second")
      yield* outcome(verifier, next.bearer())
      assert.strictEqual(served.asked(), 4)
    }))
})
