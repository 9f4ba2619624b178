import { assert, describe, it } from "@effect/vitest"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { type GoogleWorld, inGoogleWorld } from "./harness/google.ts"
import { samples, until } from "./harness/ServerProcess.ts"

const begin = async (world: GoogleWorld) => {
  const started = await world.cli("campaign", "start", samples.campaign)
  assert.strictEqual(started.code, 0, started.stderr)
}

const markerIn = (raw: Uint8Array): string => /^X-Parley-Marker: (\S+)/mu.exec(Buffer.from(raw).toString("latin1"))?.[1] ?? "none"

/** Everybody has either an end, or said nothing. */
const isPlayedOut = async (world: GoogleWorld) => {
  const { mail, negotiations, unaccountedMessages } = await world.status()
  const open = negotiations.filter(({ state }) => !["Agreed", "Declined", "Walked", "Escalated", "AwaitingReply"].includes(state))
  return open.length === 0 && unaccountedMessages === 0 && Object.keys(mail).every((status) => status === "sent" || status === "superseded") &&
    negotiations.filter(({ state }) => state === "AwaitingReply").length <= 2
}

const storedPushes = (world: GoogleWorld): ReadonlyArray<unknown> => {
  const db = new DatabaseSync(join(world.dataDir, "parley.db"), { readOnly: true })
  try {
    return db.prepare("SELECT problem FROM pushes ORDER BY at").all().map(({ problem }) => problem)
  } finally {
    db.close()
  }
}

const post = (world: GoogleWorld, authorization: string | null, body: string) =>
  fetch(`${world.url}/webhooks/gmail`, { method: "POST", body, headers: authorization === null ? {} : { authorization } })

const bodyOf = (id: string, data: unknown) =>
  JSON.stringify({ message: { data: Buffer.from(JSON.stringify(data)).toString("base64"), messageId: id, publishTime: "2026-11-23T10:00:00Z" }, subscription: "projects/local/subscriptions/gmail" })

describe("a campaign over Gmail and Sheets", () => {
  it("MAIL-03 MAIL-06 ROSTER-01 SEC-01 is negotiated from pushes alone, killed and started again in the middle, and each mail leaves once", () =>
    inGoogleWorld(async (world) => {
      const first = await world.start()
      await begin(world)
      await until("some deals", async () => (await world.status()).negotiations.filter(({ state }) => state === "Agreed").length >= 2)
      first.process.kill("SIGKILL")
      await first.exited
      // what Google tells meanwhile reaches nobody
      await world.start()
      await until("everybody to be done", () => isPlayedOut(world), world.mails)
      const { pushes } = await world.ready()
      assert.isAtLeast(pushes?.["accepted"] ?? 0, 3)
      const markers = world.google.gmail.sent().map(({ raw }) => markerIn(raw))
      assert.strictEqual(new Set(markers).size, markers.length)
      assert.strictEqual((await world.status()).mail["sent"], markers.length)
      assert.lengthOf((await world.status()).negotiations, world.creators)
      assert.isAtLeast((await world.status()).negotiations.filter(({ state }) => state === "Agreed").length, 5)
      assert.deepStrictEqual(world.google.gmail.drafts(), [])
      await world.stop()
      assert.strictEqual((await world.cli("verify")).code, 0)
    }, { GMAIL_POLL_SECONDS: "3600" }))

  it("MAIL-03 is negotiated by asking where every push is lost", () =>
    inGoogleWorld(async (world) => {
      world.google.pubsub.failing = true
      await world.start()
      await begin(world)
      await until("everybody to be done", () => isPlayedOut(world), world.mails)
      assert.strictEqual((await world.ready()).pushes?.["accepted"], 0)
    }, { GMAIL_POLL_SECONDS: "1" }))

  it("OPS-01 MAIL-06 waits while the sign-in is withdrawn, says so in readiness, and goes on with a new one without a restart", () =>
    inGoogleWorld(async (world) => {
      await world.start()
      await until("the mailbox to be read", async () => (await world.ready()).ready)
      const { refresh_token: token } = JSON.parse(readFileSync(world.tokenFile, "utf8"))
      world.google.oauth.revoke(token)
      await begin(world)
      const told = await until("readiness to say so", async () => (await world.ready()).reasons.find((one) => one.startsWith("mailbox:")))
      assert.include(told, "parley auth gmail")
      assert.lengthOf(world.google.gmail.sent(), 0)
      world.signIn()
      await until("the mail that waited", () => world.google.gmail.sent().length >= world.creators, () => "", 800)
      await until("to be ready", async () => (await world.ready()).ready, () => "", 800)
    }, { GMAIL_POLL_SECONDS: "1" }))
})

describe("POST /webhooks/gmail", () => {
  it("SEC-01 refuses and counts what Google did not sign for our subscription, and keeps nothing of it; keeps what is genuine and useless", () =>
    inGoogleWorld(async (world) => {
      const { pubsub } = world.google
      const { log } = await world.start()
      const body = bodyOf("forged", { emailAddress: "partnerships@parley.example", historyId: 77 })
      const forgeries = [
        null, "Bearer ", "Basic eDp5", `Bearer ${pubsub.token({ claims: { aud: "https://elsewhere.example" } })}`, `Bearer ${pubsub.token({ claims: { aud: undefined } })}`,
        `Bearer ${pubsub.token({ claims: { iss: "https://accounts.elsewhere.example" } })}`, `Bearer ${pubsub.token({ claims: { iat: 1_600_000_000, exp: 1_600_003_600 } })}`,
        `Bearer ${pubsub.token({ claims: { email: "somebody@elsewhere.iam.gserviceaccount.com" } })}`, `Bearer ${pubsub.token({ claims: { email_verified: false } })}`,
        `Bearer ${pubsub.token({ algorithm: "none" })}`, `Bearer ${pubsub.token({ algorithm: "HS256" })}`, `Bearer ${pubsub.token({ foreignKey: true })}`
      ]
      for (const authorization of forgeries) assert.strictEqual((await post(world, authorization, body)).status, 401, String(authorization).slice(0, 40))
      assert.deepStrictEqual((await world.ready()).pushes, { accepted: 0, repeated: 0, rejected: 0, refused: forgeries.length, unanswered: 0 })
      assert.deepStrictEqual(storedPushes(world), [])
      // whoever sends many fills no log
      assert.lengthOf(log().split("\n").filter((line) => line.includes("a forged push was refused")), 1)

      const genuine = `Bearer ${pubsub.token()}`
      for (const [sent, problem] of [
        ["no JSON", /body/u], [bodyOf("a", "text"), /message\.data/u], [bodyOf("b", { emailAddress: "else@where.example", historyId: 5 }), /another mailbox/u],
        ["x".repeat(200_000), /body/u]
      ] as const) {
        assert.strictEqual((await post(world, genuine, sent)).status, 204)
        assert.match(String(storedPushes(world).at(-1)), problem)
      }
      const good = bodyOf("good", { emailAddress: "partnerships@parley.example", historyId: "78" })
      for (let times = 0; times < 3; times++) assert.strictEqual((await post(world, genuine, good)).status, 204)
      assert.deepStrictEqual((await world.ready()).pushes, { accepted: 1, repeated: 2, rejected: 4, refused: forgeries.length, unanswered: 0 })
      assert.strictEqual((await fetch(`${world.url}/webhooks/gmail`)).status, 405)
      assert.match((await post(world, genuine, good)).headers.get("x-request-id") ?? "", /^[\w-]{36}$/u)
    }))

  it("is nowhere where Gmail is not the mailbox", () =>
    inGoogleWorld(async (world) => {
      await world.start()
      assert.strictEqual((await post(world, `Bearer ${world.google.pubsub.token()}`, "{}")).status, 404)
    }, { PARLEY_MAILBOX: "maildir" }))
})
