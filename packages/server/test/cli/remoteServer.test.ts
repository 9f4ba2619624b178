import { assert, describe, it } from "@effect/vitest"
import { existsSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { campaignYaml, rosterCsv } from "../harness/letters.ts"
import { inWorld } from "../harness/ServerProcess.ts"

const admin = "remote-admin-token-0123456789abcdef"

describe("commands asked of a server elsewhere (CLI-01, API-01)", () => {
  it("CLI-01 SEC-01 start a campaign with a roster of this machine, look, decide in the token's name, and touch no data directory here; roles and revoked tokens are refused", () =>
    inWorld(async (world) => {
      const server = await world.start({ PARLEY_API_TOKEN: admin, PARLEY_AUTONOMY: "review" })
      const elsewhere = join(world.dataDir, "elsewhere")
      const url = `http://127.0.0.1:${server.port}`
      const remotely = (token: string, ...args: ReadonlyArray<string>) => world.bash(`PARLEY_URL=${url} PARLEY_TOKEN=${token} PARLEY_DATA_DIR=${elsewhere}`, ...args)
      const [yaml, csv, words] = ["c.yaml", "r.csv", "token"].map((name) => join(world.dataDir, name))
      writeFileSync(yaml ?? "", campaignYaml())
      writeFileSync(csv ?? "", rosterCsv("Ada", "Ben"))

      const started = await remotely(admin, "campaign", "start", yaml ?? "", "--roster", csv ?? "")
      assert.deepStrictEqual([started.code, started.stderr], [0, ""])
      assert.include(started.stdout, "Campaign autumn started with 2 creators.")
      const noRoster = await remotely(admin, "campaign", "start", yaml ?? "")
      assert.deepStrictEqual([noRoster.code, noRoster.stderr.includes("--roster: expected a CSV file")], [2, true])

      const made = await remotely(admin, "token", "create", "Nora", "--role", "negotiator", "--days", "30")
      assert.strictEqual(made.code, 0, made.stderr)
      const [secret = ""] = made.stdout.split("\n")
      assert.match(made.stdout, /Nora may use it as negotiator until \d{4}-/u)
      writeFileSync(words ?? "", `${secret}\n`)
      const nora = (...args: ReadonlyArray<string>) => world.bash(`PARLEY_TOKEN_FILE=${words} PARLEY_DATA_DIR=${elsewhere}`, ...args, "--url", url)

      const status = await nora("status")
      assert.strictEqual(status.code, 0, status.stderr)
      assert.include(status.stdout, "Autumn Light (autumn)")
      const claimed = await nora("decide", "Ada", "claim")
      assert.deepStrictEqual([claimed.code, claimed.stdout], [0, "Ada is now HumanManaged.\n"], claimed.stderr)
      const audit = await nora("audit", "--influencer", "Ada", "--type", "claimed", "--format", "json")
      assert.strictEqual(audit.code, 0, audit.stderr)
      assert.deepStrictEqual(JSON.parse(audit.stdout).events.map(({ actor }: { readonly actor: string }) => actor), ["Nora"])
      for (const args of [["timeline", "Ada"], ["explain", "Ada"], ["draft", "Ben"], ["dead-letters"], ["sending"]]) assert.strictEqual((await nora(...args)).code, 0, args.join(" "))

      const forbidden = await nora("forget", "ben@example.com")
      assert.deepStrictEqual([forbidden.code, forbidden.stdout], [1, ""])
      assert.match(forbidden.stderr, /The token may not do this: .*admin/u)
      const listed = await remotely(admin, "token", "list", "--json")
      const [{ id }] = JSON.parse(listed.stdout).tokens
      assert.notInclude(listed.stdout, secret)
      assert.strictEqual((await remotely(admin, "token", "revoke", id)).code, 0)
      const revoked = await nora("status")
      assert.strictEqual(revoked.code, 1)
      assert.match(revoked.stderr, /does not take the token/u)
      assert.notInclude(revoked.stderr, secret)
      assert.include((await remotely(admin, "token", "list")).stdout, "revoked")
      assert.isFalse(existsSync(elsewhere))

      // the same beside the server, over its socket
      const here = await world.cli("token", "create", "Here", "--role", "viewer", "--as", "ana", "--json")
      assert.strictEqual(here.code, 0, here.stderr)
      assert.deepStrictEqual([JSON.parse(here.stdout).token.name, JSON.parse(here.stdout).token.createdBy], ["Here", "ana"])
      assert.strictEqual((await world.cli("token", "create", "Here", "--role", "viewer")).code, 1)
      await world.stop()
      const alone = await world.cli("token", "list")
      assert.deepStrictEqual([alone.code, alone.stderr.includes("No server runs")], [1, true])
    }), 60_000)
})
