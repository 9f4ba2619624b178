import { assert, describe, it } from "@effect/vitest"
import { spawn } from "node:child_process"
import { join } from "node:path"
import { inWorld, main, until, type World } from "./harness/ServerProcess.ts"

const settings = { PARLEY_HTTP_PORT: "0" }

/** `parley demo` with these words as a child process, ended by its own id at the latest when `use` is through. */
const withDemo = async <A>(
  world: World,
  args: ReadonlyArray<string>,
  use: (demo: { readonly printed: () => string; readonly stop: () => Promise<number | null> }) => Promise<A>
): Promise<A> => {
  const child = spawn(process.execPath, [main, "demo", ...args], {
    env: { ...process.env, ...settings, PARLEY_DATA_DIR: join(world.dataDir, "demo") }, cwd: world.dataDir, stdio: ["ignore", "pipe", "pipe"]
  })
  let printed = ""
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => { printed += chunk.toString() })
  const exited = new Promise<number | null>((done) => child.once("exit", done))
  try {
    return await use({
      printed: () => printed,
      stop: () => {
        child.kill("SIGTERM")
        return exited
      }
    })
  } finally {
    child.kill("SIGKILL")
    await exited
  }
}

interface Session {
  readonly name: string
  readonly csrf: string
  readonly features: object
}

interface Listed {
  readonly items: ReadonlyArray<{ readonly creator: string; readonly state: string }>
}

describe("the demo", () => {
  it("DASH-01 SEC-01 OPS-01 OPS-02 goes on with a campaign that lives, signs in once by its link, takes a visitor's answer in the sandbox, and SIGTERM ends it in good order", () =>
    inWorld((world) =>
      withDemo(world, ["--serve"], async ({ printed, stop }) => {
        const [, address = "", token = ""] = await until("the address", () => /Dashboard: (http:\/\/127\.0\.0\.1:\d+)\/#token=(\S{40,}) .*\n.*Stop: .*\n$/s.exec(printed()), printed, 1200)
        const ready: unknown = await (await fetch(`${address}/ready`)).json()
        assert.match(JSON.stringify(ready), /"ready":true.*"worker mail":"ok"/)

        const signIn = () => fetch(`${address}/api/v1/session`, { method: "POST", body: JSON.stringify({ token }), headers: { "content-type": "application/json" } })
        assert.strictEqual((await fetch(`${address}/api/v1/session`, { headers: { authorization: `Bearer ${token}` } })).status, 401, "the link's secret is for signing in only")
        const first = await signIn()
        assert.strictEqual(first.status, 200, await first.clone().text())
        const { csrf, features, name }: Session = JSON.parse(await first.text())
        assert.deepStrictEqual([name, features], ["visitor", { sandbox: true }])
        assert.strictEqual((await signIn()).status, 401, "the link signs in once")

        const cookie = first.headers.get("set-cookie")?.split(";", 1)[0] ?? ""
        const ask = async <A>(path: string, body?: object): Promise<A> => {
          const response = await fetch(`${address}/api/v1${path}`, {
            headers: { cookie, "x-parley-csrf": csrf, "content-type": "application/json" }, ...body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }
          })
          assert.isTrue(response.ok, `${path}: ${response.status} ${await response.clone().text()}`)
          return JSON.parse(await response.text())
        }
        const living = () => ask<Listed>("/negotiations?campaign=northern-light")
        const before = await until("the openings", async () => {
          const { items } = await living()
          return items.length === 8 && items.every(({ state }) => state !== "Opening" && state !== "Unopened") ? items : null
        }, printed)

        const { creators } = await ask<{ readonly creators: ReadonlyArray<{ readonly name: string; readonly negotiation: string; readonly campaign: string }> }>("/sandbox/creators")
        assert.sameMembers(creators.filter(({ campaign }) => campaign === "northern-light").map((one) => one.name), ["Mina Park", "Elias Stone"])
        const mina = `/sandbox/creators/${creators.find((one) => one.name === "Mina Park")?.negotiation ?? ""}`
        await ask(`${mina}/replies`, { text: "Hi Nora, I usually charge $3,000 for both together. Would that work for you?" })
        const thread = await until("an answer to the visitor, or a question to the team", async () => {
          const { mails } = await ask<{ readonly mails: ReadonlyArray<{ readonly fromCreator: boolean }> }>(mina)
          return mails.some(({ fromCreator }) => fromCreator) ? mails : null
        }, printed)
        assert.deepStrictEqual(thread.slice(0, 2).map(({ fromCreator }) => fromCreator), [false, true])

        const after = await until("a price that waits for a yes", async () => {
          const { items } = await living()
          return items.some(({ creator, state }) => creator === "Lena Fischer" && state === "AwaitingApproval") ? items : null
        }, printed, 1600)
        assert.notDeepEqual(after, before)
        assert.notInclude(printed().replace(/Dashboard: .*/u, ""), token)
        assert.strictEqual(await stop(), 0)
      })), 120_000)

  it("OPS-01 ends by itself where nobody watches, and says how it goes on", () =>
    inWorld(async (world) => {
      const ended = await world.cli("demo", "--seed", "3")
      assert.strictEqual(ended.code, 0, ended.stderr)
      assert.include(ended.stderr, "with --serve it goes on")
      const both = await world.cli("demo", "--once", "--serve")
      assert.notStrictEqual(both.code, 0)
      assert.include(both.stderr, "give one of them")
    }), 60_000)
})
