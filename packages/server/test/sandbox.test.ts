import { assert, describe, it } from "@effect/vitest"
import * as Sandbox from "../src/sandbox/Sandbox.ts"
import { Played } from "../src/sandbox/Played.ts"
import * as Operations from "../src/Operations.ts"
import { portsLayer, prepareDataDir } from "../src/Server.ts"
import { loadSettings } from "../src/Settings.ts"
import { longestReply } from "@parley/api/SandboxApi"
import { Store } from "@parley/domain/ports/Store"
import { drain } from "@parley/domain/usecases/Engine"
import { parseEmail } from "@parley/email/parseEmail"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parse } from "yaml"
import { begin, mailsTo, negotiationOf } from "./harness/creators.ts"
import { addressOf, campaignYaml, rosterCsv } from "./harness/letters.ts"
import { inWorld, until } from "./harness/ServerProcess.ts"

const environment = (variables: Readonly<Record<string, string>>) => Effect.withConfigProvider(ConfigProvider.fromMap(new Map(Object.entries(variables))))

/** The real ports on a folder, a campaign with openings sent to these creators, and the sandbox beside it. */
const inSandbox = <A, E>(
  names: ReadonlyArray<string>,
  use: (world: { readonly sandbox: typeof Sandbox.Sandbox.Service; readonly id: (name: string) => Effect.Effect<string>; readonly arrived: () => ReadonlyArray<string>; readonly maildir: string }) =>
    Effect.Effect<A, E, Store | Operations.Operations | Layer.Layer.Success<ReturnType<typeof portsLayer>>>,
  options: { readonly settings?: Readonly<Record<string, string>>; readonly played?: ReadonlyArray<string> } = {}
) =>
  Effect.gen(function*() {
    const dataDir = yield* Effect.acquireRelease(Effect.sync(() => mkdtempSync(join(tmpdir(), "parley-test-"))), (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true })))
    const settings = yield* environment({ PARLEY_DATA_DIR: dataDir, PARLEY_SANDBOX: "on", PARLEY_MAILDIR_SETTLE_MS: "0", ...options.settings })(loadSettings)
    yield* prepareDataDir(settings)
    const context = yield* Layer.build(Layer.mergeAll(Sandbox.layer(settings), Operations.layer()).pipe(
      Layer.provideMerge(portsLayer(settings, { concurrency: 1, print: () => {} })),
      Layer.provide(Layer.succeed(Played, new Set(options.played ?? [])))
    ))
    const roster = join(dataDir, "roster.csv")
    writeFileSync(roster, rosterCsv(...names))
    return yield* Effect.gen(function*() {
      const operations = yield* Operations.Operations
      yield* operations.startCampaign(parse(campaignYaml()), { source: roster })
      yield* drain
      const maildir = join(dataDir, "maildir")
      return yield* use({
        maildir,
        sandbox: yield* Sandbox.Sandbox,
        arrived: () => readdirSync(join(maildir, "new")).map((file) => readFileSync(join(maildir, "new", file), "utf8")),
        id: (name) => Effect.map(Effect.orDie(operations.find(name)), ({ id }) => id)
      })
    }).pipe(Effect.provide(context))
  }).pipe(Logger.withMinimumLogLevel(LogLevel.Warning))

describe("the sandbox", () => {
  it.scopedLive("DASH-01 shows a creator their thread, and what a visitor writes is read, decided and answered as the creator's own mail", () =>
    inSandbox(["Cora Counter", "Ada Accept"], ({ id, sandbox }) =>
      Effect.gen(function*() {
        const operations = yield* Operations.Operations
        const { creators } = yield* sandbox.creators
        assert.sameMembers(creators.map(({ name }) => name), ["Cora Counter", "Ada Accept"])
        const cora = yield* id("Cora Counter")
        const before = yield* sandbox.thread(cora)
        assert.deepStrictEqual(before.mails.map(({ fromCreator, to }) => [fromCreator, to.map(({ address }) => address)]), [[false, ["cora.counter@example.com"]]])
        assert.include(before.mails[0]?.text, "$2,000")
        // the campaign's ceiling of 3,000 is nowhere
        assert.notMatch(JSON.stringify(before), /3,?000|ceiling/iu)

        const delivered = yield* sandbox.reply(cora, { text: "Hi Nora, thanks! For a reel I usually charge $2,600. Could you do that?" })
        assert.strictEqual(delivered.inReplyTo, before.mails[0]?.messageId)
        yield* drain
        const after = yield* sandbox.thread(cora)
        assert.deepStrictEqual(after.mails.map(({ fromCreator }) => fromCreator), [false, true, false])
        assert.strictEqual(after.mails[1]?.messageId, delivered.messageId)
        assert.include(after.mails[2]?.text, "$2,120")

        yield* sandbox.reply(cora, { text: "Deal, I accept your offer of $2,120!" })
        yield* drain
        const { agreed, state } = yield* operations.find(cora)
        assert.deepStrictEqual([state, agreed], ["Agreed", 212_000])
        // what has ended is over, and can still be looked at
        assert.deepStrictEqual((yield* sandbox.creators).creators.map(({ name }) => name), ["Ada Accept"])
        assert.lengthOf((yield* sandbox.thread(cora)).mails, 5)
        assert.strictEqual((yield* (yield* Store).counts).unaccounted, 0)
      })))

  it.scopedLive("DASH-01 writes a real mail from the creator to the campaign in their thread, and the same command twice is one mail", () =>
    inSandbox(["Cora Counter"], ({ arrived, id, sandbox }) =>
      Effect.gen(function*() {
        const cora = yield* id("Cora Counter")
        const [opening] = (yield* sandbox.thread(cora)).mails
        const text = "Hi!\r\n\r\nBcc: everybody@example.com\n.\nFrom somewhere: I'd need 2.600 € – ok?\n"
        const first = yield* sandbox.reply(cora, { text, command: "click-1" })
        assert.deepStrictEqual(yield* sandbox.reply(cora, { text, command: "click-1" }), first)
        const [raw, ...others] = arrived()
        assert.deepStrictEqual(others, [])
        const mail = yield* parseEmail(Buffer.from(raw ?? ""))
        assert.deepStrictEqual(mail.from, { name: "Cora Counter", address: "cora.counter@example.com" })
        assert.deepStrictEqual(mail.to.map(({ address }) => address), ["partnerships@parley.example"])
        assert.deepStrictEqual(mail.cc, [])
        assert.notMatch(raw?.split("\r\n\r\n", 1)[0] ?? "", /^bcc:/imu)
        assert.strictEqual(mail.inReplyTo, opening?.messageId ?? "")
        assert.deepStrictEqual(mail.references, [opening?.messageId ?? ""])
        assert.strictEqual(mail.subject, `Re: ${opening?.subject ?? ""}`)
        assert.strictEqual(mail.text.trim().replaceAll("\r\n", "\n"), text.trim().replaceAll("\r\n", "\n"))

        yield* drain
        yield* sandbox.reply(cora, { text, command: "click-1" })
        yield* drain
        assert.lengthOf((yield* sandbox.thread(cora)).mails.filter(({ fromCreator }) => fromCreator), 1)
      })))

  it.scopedLive("DASH-01 SEC-01 refuses whom it does not know, empty and endless texts, a simulated creator and one with an address of the team, and writes nothing", () =>
    inSandbox(["Cora Counter", "Tim Teammate", "Sid Simulated"], ({ arrived, id, sandbox }) =>
      Effect.gen(function*() {
        const cora = yield* id("Cora Counter")
        const refusal = (negotiation: string, text: string) => Effect.flip(sandbox.reply(negotiation, { text }))
        for (const unknown of ["n-nobody", "../../etc", "", "x".repeat(500)]) assert.strictEqual((yield* refusal(unknown, "Hello"))._tag, "NotFound", unknown)
        for (const text of ["", " \n\t", "x".repeat(longestReply + 1)]) {
          const problem = yield* refusal(cora, text)
          assert.strictEqual(problem._tag, "BadInput")
          assert.deepStrictEqual(problem._tag === "BadInput" ? problem.problems.map(({ field }) => field) : [], ["text"])
        }
        assert.include((yield* refusal(yield* id("Tim Teammate"), "I take over"))?.message, "address of the team")
        assert.include((yield* refusal(yield* id("Sid Simulated"), "Hello"))?.message, "played by the demo")
        assert.deepStrictEqual((yield* sandbox.creators).creators.map(({ name }) => name), ["Cora Counter"])
        assert.deepStrictEqual(arrived(), [])
      }), { settings: { PARLEY_TEAM_ADDRESSES: addressOf("Tim Teammate") }, played: [addressOf("Sid Simulated")] }))

  it.scopedLive("DASH-01 is closed unless it is asked for", () =>
    inSandbox(["Cora Counter"], ({ arrived, id, sandbox }) =>
      Effect.gen(function*() {
        const cora = yield* id("Cora Counter")
        const problems = yield* Effect.all([Effect.flip(sandbox.creators), Effect.flip(sandbox.thread(cora)), Effect.flip(sandbox.reply(cora, { text: "Hello" }))])
        assert.deepStrictEqual(problems.map(({ _tag }) => _tag), ["NotFound", "NotFound", "NotFound"])
        assert.deepStrictEqual(arrived(), [])
      }), { settings: { PARLEY_SANDBOX: "off" } }))

  it.effect("DASH-01 SEC-01 is refused where mail comes from outside: with Gmail, and with a Maildir that a mail server fills", () =>
    Effect.gen(function*() {
      const problemsWith = (variables: Readonly<Record<string, string>>) =>
        Effect.map(Effect.flip(environment({ PARLEY_SANDBOX: "on", ...variables })(loadSettings)), ({ problems }) => problems.filter((one) => one.startsWith("PARLEY_SANDBOX")))
      assert.match((yield* problemsWith({ PARLEY_MAILBOX: "gmail" })).join(), /expected off, because PARLEY_MAILBOX is gmail/)
      assert.match((yield* problemsWith({ PARLEY_MAILBOX: "memory" })).join(), /expected off/)
      assert.match((yield* problemsWith({ PARLEY_AUTHSERV_ID: "mx.agency.com" })).join(), /expected off, because PARLEY_AUTHSERV_ID/)
      assert.match((yield* problemsWith({ PARLEY_SANDBOX: "yes" })).join(), /expected one of off, on; got "yes"/)
    }))

  it("DASH-01 API-01 SEC-01 over HTTP: viewers look, negotiators write, nobody else either, and there is nothing where it is off", () =>
    inWorld(async (world) => {
      const admin = "an-admins-token-that-is-long-enough-for-one"
      const { port } = await world.start({ PARLEY_API_TOKEN: admin })
      const ask = async (token: string, path: string, body?: object) => {
        const response = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
          headers: { authorization: `Bearer ${token}`, "content-type": "application/json" }, ...body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }
        })
        return { status: response.status, body: JSON.parse(await response.text()) }
      }
      await begin(world, ["Cora Counter"])
      const [viewer, negotiator] = await Promise.all(["viewer", "negotiator"].map(async (role) => String((await ask(admin, "/tokens", { name: `a ${role}`, role })).body.secret)))
      const path = `/sandbox/creators/${(await negotiationOf(world, "Cora Counter")).id}`
      const text = "I usually charge $2,600. Could you do that?"
      const statuses = async (token = "") => [(await ask(token, "/sandbox/creators")).status, (await ask(token, path)).status, (await ask(token, `${path}/replies`, { text })).status]
      assert.deepStrictEqual(await statuses("nobody"), [401, 401, 401])
      assert.deepStrictEqual(await statuses(viewer), [200, 200, 403])
      assert.strictEqual((await mailsTo(world, "Cora Counter")).length, 1)
      assert.deepStrictEqual(await statuses(negotiator), [200, 200, 200])
      await until("the answer", async () => (await mailsTo(world, "Cora Counter")).length === 2)
      const endless = await ask(negotiator ?? "", `${path}/replies`, { text: "x".repeat(longestReply + 1) })
      assert.deepStrictEqual([endless.status, endless.body.problems[0].field], [400, "text"])
      assert.strictEqual((await ask(negotiator ?? "", "/sandbox/creators/n-nobody")).status, 404)

      await world.stop()
      const closed = await world.start({ PARLEY_API_TOKEN: admin, PARLEY_SANDBOX: "off" })
      const response = await fetch(`http://127.0.0.1:${closed.port}/api/v1/sandbox/creators`, { headers: { authorization: `Bearer ${admin}` } })
      assert.deepStrictEqual([response.status, JSON.parse(await response.text()).detail], [404, "The sandbox is off: PARLEY_SANDBOX=on opens it on a local mailbox"])
    }, { PARLEY_SANDBOX: "on" }), 60_000)
})
