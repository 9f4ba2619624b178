import { assert, describe, it } from "@effect/vitest"
import type { Message } from "@parley/local-slack/Message"
import { begin, inState, mailsTo, negotiationOf, openingTo } from "./harness/creators.ts"
import { reply } from "./harness/letters.ts"
import { until } from "./harness/ServerProcess.ts"
import { socketKilled } from "./harness/socketKilled.ts"
import { ana, ben, buttons, channel, cleo, escalated, hostile, inSlackWorld, noticeId, shown, type SlackWorld, type Transport } from "./harness/slack.ts"

const transports: ReadonlyArray<Transport> = ["socket", "http"]

/** What a person alone was told last. */
const told = async (world: SlackWorld, user: string, holds: string): Promise<Message> =>
  until(`${user} to be told ${holds}`, () => world.slack.world.ephemerals(user).findLast((one) => shown(one).includes(holds)) ?? null,
    () => world.slack.world.ephemerals(user).map(shown).join("\n---\n"))

for (const transport of transports) {
  describe(`the team decides in Slack, over ${transport}`, () => {
    it("HUMAN-02 HUMAN-03 a reply becomes a post, a click, a form with a price, a mail, and the post says who did it", () =>
      inSlackWorld(transport, async (world) => {
        await world.start()
        await begin(world, ["Jane Doe"], "approvalAbove: 2100")
        await world.post("Campaign Autumn Light started")
        world.copyIn("1.eml", reply(await openingTo(world, "Jane Doe"), "Jane Doe", "Could you do $2,900 for the reel?"))
        const asked = await world.post("counter waits for your yes")
        assert.includeMembers([...buttons(asked)], ["parley_approve", "parley_counter", "parley_edit", "parley_decline"])
        for (const words of ["$2,180", "CPM", "Could you do $2,900", "Best,", "the CPM ceiling of $3,000"]) assert.include(shown(asked), words)
        await world.connected()

        const clicked = await world.slack.world.click(ana, asked, "parley_counter")
        assert.strictEqual(clicked.outcome._tag, "acked")
        const [form] = world.slack.world.openViews(ana)
        assert.isDefined(form)
        if (form === undefined) return
        const tooMuch = await world.slack.world.submit(ana, form, { amount: "9,000" })
        assert.strictEqual(tooMuch.reaction._tag, "errors")
        assert.include(JSON.stringify(tooMuch.reaction), "above")
        assert.lengthOf(await mailsTo(world, "Jane Doe"), 1)
        const again = world.slack.world.openViews(ana).at(-1) ?? form
        assert.strictEqual((await world.slack.world.submit(ana, again, { amount: "2,345" })).reaction._tag, "accepted")

        await until("the mail", async () => (await mailsTo(world, "Jane Doe")).length === 2)
        assert.include((await mailsTo(world, "Jane Doe"))[1]?.text, "$2,345")
        const settled = await until("the post to say so", () => {
          const now = world.slack.world.message(channel, asked.ts)
          return now !== null && shown(now).includes("countered with $2,345") ? now : null
        })
        assert.include(shown(settled), `<@${ana}>`)
        assert.deepStrictEqual(buttons(settled).filter((id) => id.startsWith("parley_")), [])
        assert.isTrue((await world.ready()).ready)
      }))

    it("HUMAN-03 one effect for a button pressed twice, by two at once, delivered again, after a restart and after the thread moved on; the others are told why", () =>
      inSlackWorld(transport, async (world) => {
        const server = await world.start()
        await begin(world, ["Ada One", "Bea Two", "Cia Three", "Dee Four"])
        const events = async (name: string, kind: string) =>
          (JSON.parse((await world.cli("timeline", name, "--json")).stdout) as { entries: ReadonlyArray<{ kind: string }> }).entries.filter((one) => one.kind === kind).length

        // twice, one after the other, and the first delivered again
        const first = await escalated(world, "Ada One")
        await world.connected()
        const { envelope } = await world.slack.world.click(ana, first, "parley_claim")
        await inState(world, "Ada One", "HumanManaged")
        assert.strictEqual((await world.slack.world.deliver(envelope, { attempt: 1, reason: "timeout" }))._tag, "acked")
        await world.slack.world.click(ben, first, "parley_claim")
        await told(world, ben, "Settled already: taken over by")
        assert.strictEqual(await events("ada one", "Claimed"), 1)

        // two at once
        const second = await escalated(world, "Bea Two")
        await Promise.all([world.slack.world.click(ana, second, "parley_claim"), world.slack.world.click(ben, second, "parley_decline")])
        await until("one of them to be told", () => [ana, ben].some((user) => world.slack.world.ephemerals(user).some((one) => /Bea|Settled already/.test(shown(one)))))
        assert.strictEqual(await events("bea two", "Claimed") + await events("bea two", "Walked"), 1)

        // after a restart
        const third = await escalated(world, "Cia Three")
        server.process.kill("SIGKILL")
        await server.exited
        await world.slack.world.socket.disconnected()
        await world.start()
        await world.connected()
        await world.slack.world.click(ana, third, "parley_claim")
        await inState(world, "Cia Three", "HumanManaged")
        await world.slack.world.click(ana, third, "parley_claim")
        assert.strictEqual(await events("cia three", "Claimed"), 1)

        // the thread has moved on
        const fourth = await escalated(world, "Dee Four")
        world.copyIn("dee again.eml", reply(await openingTo(world, "Dee Four"), "Dee Four", "Hello? My lawyer is waiting for you."))
        await world.post("more mail while escalated")
        await world.slack.world.click(ana, fourth, "parley_claim")
        await told(world, ana, "overtaken by a newer mail")
        assert.strictEqual((await negotiationOf(world, "Dee Four")).state, "Escalated")
        await until("the old post to say so", () => shown(world.slack.world.message(channel, fourth.ts) ?? fourth).includes("overtaken by a newer mail"))
      }))

    it("HUMAN-04 HUMAN-05 /claim silences a thread over a restart until /resume; a name that fits two is asked back", () =>
      inSlackWorld(transport, async (world) => {
        const server = await world.start()
        await begin(world, ["Jane Doe", "Jane Roe"])
        await world.connected()
        await world.slack.world.slash(ana, channel, "/claim", "jane")
        const asked = await told(world, ana, "2 negotiations fit")
        await world.slack.world.click(ana, asked, ({ text }) => text.includes("Jane Doe"))
        await inState(world, "Jane Doe", "HumanManaged")
        // what cannot be taken back is not done on a part of a name
        await world.slack.world.slash(ana, channel, "/parley", "stop roe")
        await told(world, ana, "Did you mean Jane Roe?")
        assert.strictEqual((await negotiationOf(world, "Jane Roe")).state, "AwaitingReply")
        server.process.kill("SIGKILL")
        await server.exited
        await world.slack.world.socket.disconnected()
        await world.start()
        world.copyIn("1.eml", reply(await openingTo(world, "Jane Doe"), "Jane Doe", "Could you do $2,600?"))
        await world.post("Jane Doe: new mail for a person to read")
        assert.lengthOf(await mailsTo(world, "Jane Doe"), 1)
        await world.connected()
        await world.slack.world.slash(ben, channel, "/resume", "JANE DOE")
        await inState(world, "Jane Doe", "AwaitingReply")
        world.copyIn("2.eml", reply(await openingTo(world, "Jane Doe"), "Jane Doe", "So, could you do $2,550?"))
        await until("the bot to answer again", async () => (await mailsTo(world, "Jane Doe")).length === 2)
      }))

    it("HUMAN-06 only listed people decide; anybody else is refused in private, and that is on record", () =>
      inSlackWorld(transport, async (world) => {
        await world.start()
        await begin(world, ["Jane Doe"])
        const post = await escalated(world, "Jane Doe")
        await world.connected()
        await world.slack.world.click(cleo, post, "parley_decline")
        await world.slack.world.slash(cleo, channel, "/claim", "Jane Doe")
        await told(world, cleo, "may not")
        assert.strictEqual((await negotiationOf(world, "Jane Doe")).state, "Escalated")
        assert.strictEqual((await world.status()).denials, 2)
        assert.strictEqual((await world.ready()).slack?.denied, 2)
        assert.isEmpty(world.slack.world.ephemerals(ana))
      }))

    it("HUMAN-03 GATE-01 words are edited in a form, and leave only when the gate lets them", () =>
      inSlackWorld(transport, async (world) => {
        await world.start({ PARLEY_AUTONOMY: "review" })
        const { writeFileSync } = await import("node:fs")
        const { campaignYaml, rosterCsv } = await import("./harness/letters.ts")
        writeFileSync(`${world.dataDir}/c.yaml`, campaignYaml())
        writeFileSync(`${world.dataDir}/r.csv`, rosterCsv("Jane Doe"))
        assert.strictEqual((await world.cli("campaign", "start", `${world.dataDir}/c.yaml`, "--roster", `${world.dataDir}/r.csv`)).code, 0)
        const asked = await world.post("opening waits for your yes")
        await world.connected()
        await world.slack.world.click(ana, asked, "parley_edit")
        const form = await until("the form", () => world.slack.world.openViews(ana)[0] ?? null)
        const body = JSON.stringify(form.view)
        assert.include(body, "{{terms}}")
        const draft = JSON.parse((await world.cli("draft", "jane", "--json")).stdout) as { subject: string; body: string }
        const leak = await world.slack.world.submit(ana, form, { subject: draft.subject, body: `${draft.body}\n\nWe could go up to $9,999.` })
        assert.strictEqual(leak.reaction._tag, "errors")
        const done = await world.slack.world.submit(ana, world.slack.world.openViews(ana).at(-1) ?? form, { subject: draft.subject, body: `${draft.body}\n\nGreetings from rainy Bergen!` })
        assert.strictEqual(done.reaction._tag, "accepted")
        await until("the mail", async () => (await mailsTo(world, "Jane Doe")).length === 1)
        assert.include((await mailsTo(world, "Jane Doe"))[0]?.text, "rainy Bergen")
      }))
  })
}

describe("the team is told in Slack", () => {
  it("HUMAN-05 MAIL-08 a teammate who writes in the thread takes it over; Slack says so and hands it back", () =>
    inSlackWorld("socket", async (world) => {
      await world.start({ PARLEY_TEAM_ADDRESSES: "tess.team@example.com" })
      await begin(world, ["Jane Doe"])
      world.copyIn("1.eml", reply(await openingTo(world, "Jane Doe"), "Tess Team", "Hi Jane, Tess here: I take this one."))
      const post = await world.post("a person writes in the thread")
      assert.strictEqual((await negotiationOf(world, "Jane Doe")).state, "HumanManaged")
      await world.connected()
      await world.slack.world.click(ana, post, "parley_resume")
      await inState(world, "Jane Doe", "AwaitingReply")
    }))

  it("HUMAN-02 Slack down for the length of a campaign: all mail flows, and every notice comes once and in order when it is back", () =>
    inSlackWorld("socket", async (world) => {
      world.slack.world.outage(true)
      await world.start()
      const names = Array.from({ length: 12 }, (_, index) => `Creator ${String.fromCharCode(65 + index)}`)
      await begin(world, names)
      for (const name of names.slice(0, 4)) world.copyIn(`${name}.eml`, reply(await openingTo(world, name), name, "Sounds great, I accept your offer of $2,000. Looking forward to it!"))
      for (const name of names.slice(4, 8)) world.copyIn(`${name}.eml`, reply(await openingTo(world, name), name, hostile))
      for (const name of names.slice(8)) world.copyIn(`${name}.eml`, reply(await openingTo(world, name), name, "Thank you, but no. This is not a fit for me and I am not interested."))
      for (const name of names.slice(0, 4)) await inState(world, name, "Agreed")
      for (const name of names.slice(4, 8)) await inState(world, name, "Escalated")
      for (const name of names.slice(8)) await inState(world, name, "Declined")
      await until("all mail", async () => (await world.status()).mail["sent"] === 16)
      const { ready, reasons } = await world.ready()
      assert.isFalse(ready)
      assert.isTrue(reasons.some((reason) => reason.startsWith("team: ") || reason.startsWith("slack: ")), reasons.join("\n"))
      assert.lengthOf(world.posts(), 0)

      world.slack.world.outage(false)
      await until("all notices", () => world.posts().length >= 13, () => String(world.posts().length), 1600)
      const posts = world.posts()
      assert.strictEqual(new Set(posts.map(noticeId)).size, posts.length)
      assert.lengthOf(posts, 13)
      assert.include(shown(posts[0] ?? assert.fail()), "Campaign Autumn Light started")
      const at = (message: Message) => Number(noticeId(message).split(":")[2] ?? 0)
      const times = posts.slice(1).map(at)
      assert.deepStrictEqual(times, times.toSorted((a, b) => a - b))
      await until("it to be ready again", async () => (await world.ready()).ready, () => "", 1600)
      assert.strictEqual((await world.status()).deadLetters, 0)
    }))

  it("HUMAN-06 what a creator writes calls nobody, links nowhere and breaks nothing", () =>
    inSlackWorld("socket", async (world) => {
      await world.start()
      await begin(world, ["Jane Doe"])
      const nasty = "<!channel> <@U0ANA> <https://evil.example|click here> https://evil.example/x @here *bold* `code` & <script>alert(1)</script> My lawyer agrees. "
      world.copyIn("1.eml", reply(await openingTo(world, "Jane Doe"), "Jane Doe", `${nasty}${"All work and no play. ".repeat(500)}`))
      const post = await world.post("legal language")
      const rendered = world.slack.world.rendered(post)
      assert.deepStrictEqual([rendered.broadcasts, rendered.users, rendered.channels, rendered.links, rendered.autoLinks, rendered.autoBroadcasts], [[], [], [], [], [], []])
      assert.include(shown(post), "&lt;!channel&gt;")
      assert.strictEqual((await world.status()).deadLetters, 0)
    }))
})

describe("what reaches the server from Slack", () => {
  it("SEC-01 forged, tampered and old requests are refused and counted, and a genuine one sent again has one effect", () =>
    inSlackWorld("http", async (world) => {
      await world.start()
      await begin(world, ["Jane Doe"])
      const post = await escalated(world, "Jane Doe")
      const { envelope } = await world.slack.world.click(cleo, post, "parley_decline")
      const { http } = world.slack.world
      const forged = [
        await http.forge(envelope, { secret: "guessed" }), await http.forge(envelope, { signature: null }), await http.forge(envelope, { signature: "v0=00" }),
        await http.forge(envelope, { tamper: (body: string) => `${body}&x=1` }), await http.forge(envelope, { timestampSeconds: Math.trunc(Date.now() / 1000) - 3600 })
      ]
      for (const outcome of forged) assert.deepInclude(outcome, { _tag: "refused", status: 401 })
      assert.strictEqual((await world.ready()).slack?.refused, 5)
      await world.slack.world.click(ana, post, "parley_claim")
      await inState(world, "Jane Doe", "HumanManaged")
      const version = (await world.cli("timeline", "jane", "--json")).stdout
      assert.strictEqual((await http.replay())._tag, "acked")
      assert.strictEqual((await world.cli("timeline", "jane", "--json")).stdout, version)
    }))

  it("HUMAN-02 HUMAN-03 a socket killed again and again under load: nothing lost, nothing doubled, the process lives, and readiness tells the truth", () =>
    socketKilled(8, 6))

  it("a bad token is said at once and for good, and mail goes on", () =>
    inSlackWorld("socket", async (world) => {
      await world.start({ SLACK_APP_TOKEN: "xapp-wrong" })
      await begin(world, ["Jane Doe"])
      const { reasons } = await until("readiness to say so", async () => {
        const report = await world.ready()
        return report.reasons.some((reason) => reason.includes("SLACK_APP_TOKEN")) ? report : null
      })
      assert.include(reasons.join("\n"), "SLACK_APP_TOKEN")
      assert.notInclude(reasons.join("\n"), "xapp-wrong")
    }))
})
