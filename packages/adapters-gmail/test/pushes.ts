import * as Effect from "effect/Effect"
import { generateKeyPairSync, sign } from "node:crypto"
import { createServer } from "node:http"
import type * as PushVerifier from "../src/PushVerifier.ts"

export const audience = "https://parley.example/webhooks/gmail"
export const serviceAccount = "push@p.iam.gserviceaccount.com"

/** What a verifier makes of an Authorization header: "accepted", or why not. */
export const outcome = (verifier: PushVerifier.PushVerifier, authorization: string | undefined) =>
  verifier.verify(authorization).pipe(
    Effect.as("accepted"),
    Effect.catchTags({ PushForged: ({ reason }) => Effect.succeed(reason), PushUncertain: () => Effect.succeed("uncertain") })
  )

export const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url")
export const seconds = () => Math.floor(Date.now() / 1000)

/** A Google of certificates only: it counts who asks, and answers what it is told to. */
export const certificates = Effect.acquireRelease(
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
export const key = (id: string) => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048, privateKeyEncoding: { type: "pkcs8", format: "pem" }, publicKeyEncoding: { type: "spki", format: "pem" } })
  const bearer = (claims: object = {}, header: object = {}) => {
    const content = `${part({ alg: "RS256", kid: id, typ: "JWT", ...header })}.${part({
      iss: "https://accounts.google.com", aud: audience, email: serviceAccount, email_verified: true, iat: seconds(), exp: seconds() + 3600, ...claims
    })}`
    return `Bearer ${content}.${sign("sha256", Buffer.from(content), privateKey).toString("base64url")}`
  }
  return { certificate: { [id]: publicKey }, publicKey, bearer }
}
export const caching = { "cache-control": "public, max-age=20000" }
