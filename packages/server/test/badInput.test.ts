import { assert, describe, it } from "@effect/vitest"
import { readFileSync, writeFileSync } from "node:fs"
import { get } from "node:http"
import { join } from "node:path"
import { begin, inState, mailsTo, negotiationOf, openingTo } from "./harness/creators.ts"
import { campaignYaml, reply, rosterCsv } from "./harness/letters.ts"
import { inWorld, until } from "./harness/ServerProcess.ts"

const page = (port: number, path: string): Promise<{ readonly status: number; readonly body: string; readonly requestId: string | undefined }> =>
  new Promise((done, failed) => {
    get({ host: "127.0.0.1", port, path, headers: { "x-request-id": "probe-1" } }, (response) => {
      let body = ""
      response.on("data", (chunk: Buffer) => { body += chunk.toString() })
      response.on("end", () => done({ status: response.statusCode ?? 0, body, requestId: response.headers["x-request-id"]?.toString() }))
    }).on("error", failed)
  })

describe("bad input", () => {
  it("INTAKE-02 PRICE-02 ROSTER-01 STATE-04 a campaign, roster, setting or second start that cannot be used names field, row or variable, and changes nothing", () =>
    inWorld(async (world) => {
      const server = await world.start()
      const yaml = join(world.dataDir, "c.yaml")
      const csv = join(world.dataDir, "r.csv")

      writeFileSync(yaml, campaignYaml().replace("cpm: { target: 20, leniency: 50 }", "cpm: { target: lots }\ncolour: blue"))
      writeFileSync(csv, rosterCsv("Ada"))
      const badCampaign = await world.cli("campaign", "start", yaml, "--roster", csv)
      assert.strictEqual(badCampaign.code, 2)
      assert.include(badCampaign.stderr, "cpm.target: expected a CPM")
      assert.include(badCampaign.stderr, "colour: expected no such field")

      writeFileSync(yaml, campaignYaml())
      const noRoster = await world.cli("campaign", "start", yaml, "--roster", join(world.dataDir, "none.csv"))
      assert.strictEqual(noRoster.code, 2)
      assert.include(noRoster.stderr, "none.csv")

      writeFileSync(csv, `${rosterCsv("Ada")}\nBob,not an address,instagram,@b,5000,,,\nCid,cid@example.com,instagram,@c,many,,,`)
      const halfRoster = await world.cli("campaign", "start", yaml, "--roster", csv)
      assert.strictEqual(halfRoster.code, 0, halfRoster.stderr)
      assert.include(halfRoster.stdout, "1 creators")
      assert.match(halfRoster.stdout, /row 3, Email: .*"not an address"/)
      assert.match(halfRoster.stdout, /row 4, Average Views: .*"many"/)
      const again = await world.cli("campaign", "start", yaml, "--roster", csv)
      assert.strictEqual(again.code, 1)
      assert.include(again.stderr, "autumn already")
      assert.lengthOf((await world.status()).negotiations, 1)

      const second = await world.start()
      assert.deepStrictEqual(await second.exited, { code: 1, signal: null })
      assert.include(second.log(), "another Parley process holds")
      assert.isNull(server.process.exitCode)

      const nobody = await world.cli("timeline", "Zed")
      assert.strictEqual(nobody.code, 1)
      assert.include(nobody.stderr, "Zed")
      assert.strictEqual((await world.cli("decide", "Ada", "counter", "a lot")).code, 2)
    }))

  it("OPS-01 ROSTER-01 settings of Google Sheets that cannot be used are named together, before anything is done", () =>
    inWorld(async (world) => {
      const { code, stderr } = await world.bash(
        "PARLEY_ROSTER=sheets PARLEY_ROSTER_EVERY_SECONDS=0 PARLEY_SHEETS_DEFAULT=./roster.csv GOOGLE_API_ROOT_URL=localhost GOOGLE_OAUTH_TOKEN_URL=ftp://google", "status"
      )
      assert.strictEqual(code, 2)
      for (const name of ["GOOGLE_SERVICE_ACCOUNT_FILE", "PARLEY_ROSTER_EVERY_SECONDS", "PARLEY_SHEETS_DEFAULT", "GOOGLE_API_ROOT_URL", "GOOGLE_OAUTH_TOKEN_URL"]) {
        assert.match(stderr, new RegExp(`${name}: expected .*e\\.g\\. .*got`, "u"))
      }
      writeFileSync(join(world.dataDir, "c.yaml"), campaignYaml())
      const unnamed = await world.cli("campaign", "start", join(world.dataDir, "c.yaml"))
      assert.deepStrictEqual([unnamed.code, unnamed.stderr.includes("--roster")], [2, true])
      const nowhere = await world.bash("PARLEY_ROSTER=sheets GOOGLE_SERVICE_ACCOUNT_FILE=key.json", "campaign", "start", join(world.dataDir, "c.yaml"), "--roster", "#Creators")
      assert.deepStrictEqual([nowhere.code, nowhere.stderr.includes("URL")], [2, true])
      const noKey = await world.bash("PARLEY_ROSTER=sheets GOOGLE_SERVICE_ACCOUNT_FILE=key.json", "campaign", "start", join(world.dataDir, "c.yaml"), "--roster", "1spring-spreadsheet#Creators")
      assert.deepStrictEqual([noKey.code, noKey.stderr.includes("key.json")], [2, true])
    }))

  it("MAIL-05 MAIL-08 READ-04 SEC-01 mail that cannot be read, placed or priced reaches a person, and the rest goes on", () =>
    inWorld(async (world) => {
      const server = await world.start()
      await begin(world, ["Ada", "Ben", "Cleo", "Dora"])
      const ada = await openingTo(world, "Ada")
      const ben = await openingTo(world, "Ben")
      world.copyIn("garbage", "\u0000\u0001 this is no mail at all")
      world.copyIn("unknown.eml", reply({ ...ada, messageId: "nobody@example.net", references: [] }, "Somebody Else", "Hello?"))
      world.copyIn("stranger.eml", reply(ada, "Mallory", "I accept your offer of $2,000."))
      world.copyIn("euros.eml", reply(ben, "Ben", "My rate is €2,600 for a reel."))
      const cleo = await openingTo(world, "Cleo")
      const big = reply(cleo, "Cleo", `--b
Content-Type: text/plain

My rate is $2,500 for a reel.
--b
Content-Type: video/mp4; name="reel.mp4"
Content-Disposition: attachment; filename="reel.mp4"
Content-Transfer-Encoding: base64

${`${"QUJD".repeat(18)}\n`.repeat(420_000)}
--b--`, { headers: "Content-Type: multipart/mixed; boundary=b" })
      assert.isAbove(big.length, 30_000_000)
      world.copyIn("big.eml", big)

      await inState(world, "Ben", "Escalated")
      await inState(world, "Ada", "Escalated")
      await until("the answer to the big mail", async () => (await mailsTo(world, "Cleo")).length === 2)
      const status = await until("every message to be accounted for", async () => {
        const now = await world.status()
        return now.unaccountedMessages === 0 ? now : null
      })
      assert.deepStrictEqual(status.inbox, { answered: 3, owned: 2 })
      assert.strictEqual((await negotiationOf(world, "Ada")).reason, "unknown_sender")
      assert.strictEqual((await negotiationOf(world, "Dora")).state, "AwaitingReply")
      const told = await until("the team to be told", () => {
        const notices = readFileSync(join(world.dataDir, "team.jsonl"), "utf8")
        return notices.includes("unreadable_mail") && notices.includes("unknown_thread") ? notices : null
      })
      assert.include(told, "unknown sender")

      const ready = await page(server.port, "/ready")
      assert.strictEqual(ready.status, 200)
      assert.strictEqual(ready.requestId, "probe-1")
      assert.strictEqual((await page(server.port, "/health")).status, 200)
      assert.strictEqual((await page(server.port, "/api/v1/status")).status, 401)
    }))

  it("MAIL-05 a mail that is still being copied in is taken only when it is whole", () =>
    inWorld(async (world) => {
      await world.start({ PARLEY_MAILDIR_SETTLE_MS: "700" })
      await begin(world, ["Ada"])
      const whole = reply(await openingTo(world, "Ada"), "Ada", "Thank you! I usually charge $2,600 for a reel.")
      const cut = whole.length - 40
      world.copyIn("slow.eml", whole.slice(0, cut))
      await new Promise((done) => setTimeout(done, 400))
      world.copyIn("slow.eml", whole)
      await until("the answer", async () => (await mailsTo(world, "Ada")).length === 2)
      assert.strictEqual((await negotiationOf(world, "Ada")).ask, 260_000)
      assert.deepStrictEqual((await world.status()).inbox, { answered: 1 })
    }))
})
