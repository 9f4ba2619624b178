import { assert, describe, it } from "@effect/vitest"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import { DeskRefused } from "../src/Desk.ts"
import { actorOf } from "../src/internal/Inside.ts"
import { ana, byHttp, channel, type Given, refuse, stranger, withDesk, words } from "./world.ts"

const transports: ReadonlyArray<readonly ["socket" | "http", Given]> = [["socket", {}], ["http", { transport: byHttp }]]

const hostile = "Bob <!channel> <@U0ANA> <http://evil.example|your bank> @here http://evil.example ``` & {{x}}"

for (const [name, way] of transports) {
  describe(`decisions in Slack over ${name}`, () => {
    it("a button decides at once what it says, by whom pressed it, and they are told what came of it (HUMAN-03)", () =>
      withDesk(way, async ({ decisions, health, notice, server, whispered }) => {
        const choices = ["approve", "claim", "decline", "resume"] as const
        const message = await notice(choices)
        for (const choice of choices) assert.strictEqual((await server.world.click(ana, message, `parley_${choice}`)).outcome._tag, "acked")
        assert.deepStrictEqual(
          decisions,
          choices.map((choice, i) => ({ negotiation: "n-maya", choice, amount: null, draft: null, seen: 7, mark: "a1b2", by: actorOf(ana), command: decisions[i]?.command ?? "" })))
        assert.strictEqual(new Set(decisions.map(({ command }) => command)).size, choices.length)
        for (const { command } of decisions) assert.match(command, /^slack-[\w.:-]{1,94}$/u)
        assert.deepStrictEqual((await whispered(ana, choices.length)).map(({ text }) => text), choices.map((choice) => `Done: ${choice}.`))
        assert.deepInclude(await health(), { transport: name, handled: choices.length, refused: 0, denied: 0, problem: null })
      }))

    it("a stale or second click changes nothing, and whoever clicked is told why (HUMAN-03)", () =>
      withDesk({ ...way, desk: { decide: () => Effect.fail(new DeskRefused(refuse({ message: "Ben agreed at $2,400 already." }))) } }, async ({ notice, server, whispered }) => {
        const { outcome } = await server.world.click(ana, await notice(["approve"]), "parley_approve")
        assert.strictEqual(outcome._tag, "acked")
        assert.include(words((await whispered(ana, 1))[0] ?? { blocks: [], text: "" }), "Ben agreed at $2,400 already.")
        assert.lengthOf(server.world.messages(channel), 1)
      }))

    it("what is told stands in the notice's thread once that has replies, where Slack shows it", () =>
      withDesk(way, async ({ notice, server, whispered }) => {
        const message = await notice(["approve"])
        await server.world.click(ana, message, "parley_approve")
        assert.deepStrictEqual((await whispered(ana, 1)).map(({ threadTs }) => threadTs), [null])
        server.world.write(ana, channel, "look", message.ts)
        await server.world.click(ana, message, "parley_approve")
        assert.deepStrictEqual((await whispered(ana, 2)).map(({ threadTs }) => threadTs), [null, message.ts])
      }))

    it("counter and agree ask for a number beside the facts; a wrong one is said beside it, another refusal in place of the form (HUMAN-03)", () =>
      withDesk({
        ...way,
        desk: {
          decide: ({ amount }) =>
            amount === "many" ? Effect.fail(new DeskRefused(refuse({ message: "expected a number", field: "amount" })))
              : amount === "1" ? Effect.fail(new DeskRefused(refuse({ message: "Ben stopped it." })))
              : Effect.succeed(`Offered ${String(amount)}.`)
        }
      }, async ({ decisions, notice, server, whispered }) => {
        const message = await notice(["counter", "agree"])
        for (const choice of ["counter", "agree"] as const) {
          const before = decisions.length
          await server.world.click(ana, message, `parley_${choice}`)
          const view = server.world.openViews(ana).at(-1)
          if (view === undefined) throw new Error("no form was opened")
          for (const shown of ["Maya Chen", "Spring Glow", "$3,500", "Amount in USD"]) assert.include(JSON.stringify(view.view), shown)
          assert.deepStrictEqual((await server.world.submit(ana, view, { amount: "many" })).reaction, { _tag: "errors", errors: { amount: "expected a number" } })
          assert.strictEqual((await server.world.submit(ana, view, {})).reaction._tag, "incomplete")
          assert.deepStrictEqual((await server.world.submit(ana, view, { amount: "2,400" })).reaction, { _tag: "accepted" })
          assert.deepStrictEqual(decisions.slice(before).map(({ amount, by, choice: chosen, negotiation, seen }) => [negotiation, chosen, amount, seen, by]), [
            ["n-maya", choice, "many", 7, "slack:U0ANA"], ["n-maya", choice, "2,400", 7, "slack:U0ANA"]
          ])
        }
        assert.deepStrictEqual((await whispered(ana, 2)).map(({ text }) => text), ["Offered 2,400.", "Offered 2,400."])
        await server.world.click(ana, message, "parley_counter")
        const [view] = server.world.openViews(ana)
        if (view === undefined) throw new Error("no form was opened")
        const { reaction } = await server.world.submit(ana, view, { amount: "1" })
        assert.include(reaction._tag === "updated" ? JSON.stringify(reaction.view.view) : "", "Ben stopped it.")
      }))

    it("the mail that waits is edited in a form with its words, and what is wrong with it is said there (HUMAN-03)", () =>
      withDesk({
        ...way, desk: { decide: ({ draft }) => draft?.body === "bad" ? Effect.fail(new DeskRefused(refuse({ message: "no number is left", field: "draft" }))) : Effect.succeed("Saved.") }
      }, async ({ decisions, notice, server, whispered }) => {
        await server.world.click(ana, await notice(["edit"]), "parley_edit")
        const [view] = server.world.openViews(ana)
        if (view === undefined) throw new Error("no form was opened")
        assert.include(JSON.stringify(view.view), "Hello {{first name}}\\nbye")
        assert.deepStrictEqual((await server.world.submit(ana, view, { body: "bad" })).reaction, { _tag: "errors", errors: { body: "no number is left" } })
        assert.deepStrictEqual((await server.world.submit(ana, view, { body: "Hi {{first name}}" })).reaction, { _tag: "accepted" })
        assert.deepStrictEqual(decisions.map(({ choice, draft }) => [choice, draft]), [
          ["edit", { subject: "Re: Spring Glow", body: "bad" }], ["edit", { subject: "Re: Spring Glow", body: "Hi {{first name}}" }]
        ])
        assert.strictEqual((await whispered(ana, 1))[0]?.text, "Saved.")
      }))

    it("a mail too long for a form is pointed elsewhere", () =>
      withDesk({ ...way, desk: { draft: () => Effect.succeed({ subject: "Re", body: "x".repeat(3001), text: "x" }) } }, async ({ notice, server, whispered }) => {
        await server.world.click(ana, await notice(["edit"]), "parley_edit")
        assert.include(words((await whispered(ana, 1))[0] ?? { blocks: [], text: "" }), "parley draft n-maya")
        assert.lengthOf(server.world.openViews(ana), 0)
      }))

    it("commands that are typed do what the buttons do, and are answered privately (HUMAN-04, HUMAN-05)", () =>
      withDesk(way, async ({ asked, decisions, server }) => {
        const type = async (command: string, text: string) => {
          assert.strictEqual((await server.world.slash(ana, channel, command, text)).outcome._tag, "acked")
          return words(server.world.ephemerals(ana).at(-1) ?? { blocks: [], text: "" })
        }
        assert.include(await type("/claim", "“Maya Chen”"), "Done: claim.")
        await type("/resume", "maya chen")
        for (const verb of ["pause", "resume", "stop", "approve", "decline"]) await type("/parley", `${verb} Maya Chen`)
        await type("/parley", "counter Maya Chen $2,400")
        await type("/parley", "agree \"Agent 47\" 2.4k")
        assert.deepStrictEqual(decisions.map(({ amount, choice, negotiation, seen }) => [choice, negotiation, amount, seen]), [
          ["claim", "Maya Chen", null, null], ["resume", "maya chen", null, null], ["pause", "Maya Chen", null, null], ["resume", "Maya Chen", null, null],
          ["stop", "Maya Chen", null, null], ["approve", "Maya Chen", null, null], ["decline", "Maya Chen", null, null], ["counter", "Maya Chen", "$2,400", null],
          ["agree", "Agent 47", "2.4k", null]
        ])
        assert.include(await type("/parley", "status"), "Tom Ray  agreed")
        await type("/parley", "status Spring Glow")
        assert.include(await type("/parley", "explain Maya"), "cap $3,000")
        assert.include(await type("/audit", "influencer:\"Maya Chen\" last:7d"), "1 OfferSent")
        assert.deepStrictEqual(asked, ["status null", "status Spring Glow", "explain Maya", "audit {\"influencer\":\"Maya Chen\",\"last\":\"7d\"}"])
        assert.include(await type("/claim", " "), "Usage: /claim &lt;name&gt;, e.g. /claim Maya Chen")
        assert.include(await type("/parley", "dance"), "/parley help")
        assert.lengthOf(decisions, 9)
      }))

    it("an ambiguous name is asked back with a button for each, which does what was typed (HUMAN-04)", () =>
      withDesk({
        ...way, desk: {
          decide: ({ negotiation }) => negotiation === "maya"
            ? Effect.fail(new DeskRefused(refuse({ message: "Which Maya?", candidates: Array.from({ length: 30 }, (_, i) => ({ negotiation: `n-${i}`, label: `Maya ${i}` })) })))
            : Effect.succeed(`Offered to ${negotiation}.`)
        }
      }, async ({ decisions, server, whispered }) => {
        await server.world.slash(ana, channel, "/parley", "counter maya 2400")
        const [question] = await whispered(ana, 1)
        if (question === undefined) throw new Error("nothing was asked back")
        assert.include(words(question), "Which Maya? (6 more")
        await server.world.click(ana, question, ({ text }) => text === "Maya 3")
        assert.strictEqual((await whispered(ana, 2))[1]?.text, "Offered to n-3.")
        assert.deepInclude(decisions[1], { negotiation: "n-3", choice: "counter", amount: "2400", seen: null, by: actorOf(ana) })
        await server.world.click(stranger, question, ({ text }) => text === "Maya 4")
        assert.include(words((await whispered(stranger, 1))[0] ?? { blocks: [], text: "" }), "You may not decide here")
        assert.lengthOf(decisions, 2)
      }))

    it("an agency's negotiations are shown first, and end only when that is confirmed (HUMAN-05)", () =>
      withDesk(way, async ({ asked, server, whispered }) => {
        await server.world.slash(ana, channel, "/parley", "stop-agency <http://brightside.com|brightside.com>")
        const [list] = await whispered(ana, 1)
        if (list === undefined) throw new Error("nothing was listed")
        assert.include(words(list), "This would end 2 negotiations with brightside.com")
        await server.world.click(ana, list, ({ text }) => text === "Stop all 2")
        assert.include(words((await whispered(ana, 2))[1] ?? { blocks: [], text: "" }), "Stopped: 2 negotiations")
        assert.deepStrictEqual(asked, ["stopAgency brightside.com list slack:U0ANA", "stopAgency brightside.com 1f3a90bc slack:U0ANA"])
      }))

    it("nobody but the listed decides or reads anything; they are told whom to ask, and it is in the books without names (HUMAN-06)", () =>
      withDesk(way, async ({ asked, decisions, health, notice, server, whispered }) => {
        const message = await notice(["approve", "counter"])
        await server.world.click(stranger, message, "parley_approve")
        await server.world.click(stranger, message, "parley_counter")
        for (const [command, text] of [["/claim", "Maya Chen"], ["/audit", "last:7d"], ["/parley", "status"], ["/parley", "stop Maya"], ["/parley", "Maya dance"]] as const) {
          await server.world.slash(stranger, channel, command, text)
        }
        const told = await whispered(stranger, 7)
        for (const one of told) {
          assert.include(words(one), "You may not decide here")
          assert.include(words(one), "<@U0ANA>")
        }
        assert.deepStrictEqual(asked.toSorted(), ["approve n-maya", "counter n-maya", "/claim", "/audit", "/parley status", "/parley stop", "/parley"].map((what) => `denied slack:U0CLEO ${what}`).toSorted())
        assert.lengthOf(decisions, 0)
        assert.lengthOf(server.world.openViews(stranger), 0)
        assert.strictEqual((await health()).denied, 7)
        await server.world.slash(stranger, channel, "/parley", "help")
        assert.include(words((await whispered(stranger, 8))[7] ?? { blocks: [], text: "" }), "stop-agency")
        assert.strictEqual((await health()).denied, 7)
      }))

    it("somebody who stopped being a decider while a form was open changes nothing with it (HUMAN-06)", () =>
      withDesk(way, async ({ decisions, notice, server }) => {
        await server.world.click(ana, await notice(["counter"]), "parley_counter")
        const [view] = server.world.openViews(ana)
        if (view === undefined) throw new Error("no form was opened")
        const { reaction } = await server.world.submit(stranger, view, { amount: "1" })
        assert.include(reaction._tag === "updated" ? JSON.stringify(reaction.view.view) : "", "You may not decide here")
        assert.lengthOf(decisions, 0)
      }))

    it("the members of a listed group decide; nobody of it does while Slack cannot say who they are (HUMAN-06)", () => {
      let isDown = true
      return withDesk({
        ...way, deciders: ["S0DECIDE"], slack: { faults: (call) => isDown && call === "usergroups.users.list" ? { error: "fatal_error" } : null }
      }, async ({ asked, decisions, logs, server }) => {
        await server.world.slash("U0BEN", channel, "/claim", "Maya")
        assert.lengthOf(decisions, 0)
        // nobody is held to account for what Slack could not say
        assert.deepStrictEqual(asked, [])
        assert.isTrue(logs.some((line) => line.includes("Slack could not say who is in a group") && line.includes("S0DECIDE")))
        isDown = false
        await server.world.slash("U0BEN", channel, "/claim", "Maya")
        await server.world.slash("U0BEN", channel, "/claim", "Maya")
        await server.world.slash(stranger, channel, "/claim", "Maya")
        assert.lengthOf(decisions, 2)
        assert.lengthOf(server.calls("usergroups.users.list").filter(({ error }) => error === null), 1)
      })
    })

    it("the same click, form or command delivered again is the same command, and another click is another (HUMAN-03)", () =>
      withDesk(way, async ({ decisions, notice, server }) => {
        const message = await notice(["approve", "counter"])
        const again = { attempt: 1, reason: "timeout" }
        const click = await server.world.click(ana, message, "parley_approve")
        await server.world.deliver(click.envelope, again)
        const slash = await server.world.slash(ana, channel, "/claim", "Maya")
        await server.world.deliver(slash.envelope, again)
        const opening = await server.world.click(ana, message, "parley_counter")
        const [view] = server.world.openViews(ana)
        if (view === undefined) throw new Error("no form was opened")
        const { delivery } = await server.world.submit(ana, view, { amount: "1" })
        if (delivery !== null) await server.world.deliver(delivery.envelope, again)
        await server.world.submit(ana, view, { amount: "2" })
        await server.world.deliver(opening.envelope, again)
        await server.world.click(ana, message, "parley_approve")
        const [a, b, c, d, e, f, g, h] = decisions.map(({ command }) => command)
        assert.deepStrictEqual([a, c, e], [b, d, f])
        assert.strictEqual(new Set([a, c, e, g, h]).size, 5)
        assert.lengthOf(decisions, 8)
        assert.lengthOf(server.calls("views.open").filter(({ error }) => error === null), 1)
        assert.isFalse(server.world.ephemerals(ana).some((told) => words(told).includes("did not work")))
      }))

    it("nothing is acknowledged before it is in the books", () => {
      const booked = Deferred.unsafeMake<string>(Effect.runSync(Effect.fiberId))
      const asking = Deferred.unsafeMake<null>(Effect.runSync(Effect.fiberId))
      return withDesk({ ...way, desk: { decide: () => Effect.zipRight(Deferred.succeed(asking, null), Deferred.await(booked)) } }, async ({ notice, server }) => {
        const order: Array<string> = []
        const clicked = server.world.click(ana, await notice(["approve"]), "parley_approve").then(({ outcome }) => void order.push(outcome._tag))
        await Effect.runPromise(Deferred.await(asking))
        order.push("booked")
        await Effect.runPromise(Deferred.succeed(booked, "Done."))
        await clicked
        assert.deepStrictEqual(order, ["booked", "acked"])
      })
    })

    it("a failure of ours is told to the person with a request's id, and logged; a form keeps what was typed", () =>
      withDesk({ ...way, desk: { decide: () => Effect.die(new Error("the books xoxb-1-secret are shut")) } }, async ({ logs, notice, server, whispered }) => {
        const message = await notice(["approve", "counter"])
        assert.strictEqual((await server.world.click(ana, message, "parley_approve")).outcome._tag, "acked")
        assert.match(words((await whispered(ana, 1))[0] ?? { blocks: [], text: "" }), /That did not work: .*request [\da-f]{8}.*Try again/u)
        await server.world.slash(ana, channel, "/claim", "Maya")
        assert.include(words((await whispered(ana, 2))[1] ?? { blocks: [], text: "" }), "That did not work")
        await server.world.click(ana, message, "parley_counter")
        const [view] = server.world.openViews(ana)
        if (view === undefined) throw new Error("no form was opened")
        const { reaction } = await server.world.submit(ana, view, { amount: "1" })
        assert.match(reaction._tag === "errors" ? reaction.errors["amount"] ?? "" : "", /That did not work/u)
        assert.lengthOf(logs.filter((line) => line.includes("the books [token]") && line.includes("request")), 3)
      }))

    it("a form that Slack does not open is told of, and its button can be pressed again", () => {
      let isDown = true
      return withDesk({ ...way, slack: { faults: (call) => isDown && call === "views.open" ? { error: "internal_error" } : null } }, async ({ logs, notice, server, whispered }) => {
        const message = await notice(["counter"])
        assert.strictEqual((await server.world.click(ana, message, "parley_counter")).outcome._tag, "acked")
        assert.include(words((await whispered(ana, 1))[0] ?? { blocks: [], text: "" }), "That did not work")
        assert.isTrue(logs.some((line) => line.includes("views.open") && line.includes("internal_error")))
        isDown = false
        await server.world.click(ana, message, "parley_counter")
        assert.lengthOf(server.world.openViews(ana), 1)
      })
    })

    it("many decisions at once are all handled, each for itself", () =>
      withDesk(way, async ({ decisions, notice, server, whispered }) => {
        const messages = await Promise.all(Array.from({ length: 40 }, () => notice(["approve"])))
        const outcomes = await Promise.all(messages.map((message) => server.world.click(ana, message, "parley_approve")))
        assert.isTrue(outcomes.every(({ outcome }) => outcome._tag === "acked"))
        assert.strictEqual(new Set(decisions.map(({ command }) => command)).size, 40)
        await whispered(ana, 40)
      }))

    it("a failure of ours that nobody can be told is not acknowledged, so that Slack shows it", () =>
      withDesk({
        ...way, slack: { ackTimeoutMillis: 1000, faults: (call) => call === "chat.postEphemeral" || call === "response_url" ? { status: 500, retryAfterSeconds: null } : null },
        desk: { decide: () => Effect.die("shut") }
      }, async ({ notice, server }) => {
        assert.notStrictEqual((await server.world.click(ana, await notice(["approve"]), "parley_approve")).outcome._tag, "acked")
      }))

    it("a person is told by the command's own way where the app may not write", () =>
      withDesk({
        ...way, desk: { decide: ({ negotiation }) => negotiation === "maya" ? Effect.fail(new DeskRefused(refuse({ message: "Which?", candidates: [{ negotiation: "n-1", label: "Maya" }] }))) : Effect.succeed("Done.") }
      }, async ({ server, whispered }) => {
        await server.world.slash(ana, "C0RANDOM", "/claim", "maya")
        const [question] = await whispered(ana, 1)
        if (question === undefined) throw new Error("nothing was asked back")
        await server.world.click(ana, question, ({ text }) => text === "Maya")
        assert.strictEqual((await whispered(ana, 2))[1]?.text, "Done.")
      }))

    it("names and texts that others chose mention nobody and link nowhere (HUMAN-06)", () =>
      withDesk({
        ...way,
        desk: {
          decide: ({ negotiation }) => negotiation === "several"
            ? Effect.fail(new DeskRefused(refuse({ message: hostile, candidates: [{ negotiation: "n-1", label: hostile }] }))) : Effect.succeed(hostile),
          question: (negotiation) => Effect.fail(new DeskRefused(refuse({ message: `${negotiation} ${hostile}` }))),
          status: () => Effect.succeed(Array.from({ length: 500 }, () => hostile)),
          draft: () => Effect.succeed({ subject: hostile, body: hostile, text: hostile })
        }
      }, async ({ notice, server, whispered }) => {
        const message = await notice(["approve", "counter", "edit"])
        await server.world.click(ana, message, "parley_approve")
        await server.world.click(ana, message, "parley_counter")
        await whispered(ana, 2)
        await server.world.slash(ana, channel, "/parley", "status")
        await server.world.slash(ana, channel, "/claim", "several")
        await server.world.slash(ana, channel, "/claim", hostile)
        await server.world.click(ana, message, "parley_edit")
        const [view] = server.world.openViews(ana)
        if (view === undefined) throw new Error("no form was opened")
        const { reaction } = await server.world.submit(ana, view, {})
        assert.strictEqual(reaction._tag, "accepted")
        const told = await whispered(ana, 6)
        assert.lengthOf(told, 6)
        const nothing = { broadcasts: [], users: [], channels: [], links: [], autoLinks: [], autoBroadcasts: [] }
        for (const one of told) assert.deepStrictEqual(server.world.rendered({ blocks: one.blocks, text: "", parse: "none" }), nothing)
        assert.match(words(told[2] ?? { blocks: [], text: "" }), /\d+ more lines: parley status/u)
      }))

    it("what is being handled ends before a stop does", () => {
      const booked = Deferred.unsafeMake<string>(Effect.runSync(Effect.fiberId))
      const asking = Deferred.unsafeMake<null>(Effect.runSync(Effect.fiberId))
      return withDesk({ ...way, desk: { decide: () => Effect.zipRight(Deferred.succeed(asking, null), Deferred.await(booked)) } }, async ({ notice, server, stop }) => {
        const clicked = server.world.click(ana, await notice(["approve"]), "parley_approve")
        await Effect.runPromise(Deferred.await(asking))
        const stopped = stop()
        await Effect.runPromise(Deferred.succeed(booked, "Done."))
        assert.strictEqual((await clicked).outcome._tag, "acked")
        await stopped
        if (name === "socket") await server.world.socket.disconnected()
        assert.notStrictEqual((await server.world.slash(ana, channel, "/claim", "Maya")).outcome._tag, "acked")
      })
    })

    it("buttons that are not ours, and values of an earlier release, do no harm", () =>
      withDesk(way, async ({ decisions, notice, server, whispered }) => {
        const message = await notice(["approve"])
        const { envelope } = await server.world.click(ana, message, "parley_approve")
        const changed = (action: object) => ({ ...envelope, payload: { ...envelope.payload, actions: [{ type: "button", action_ts: "1.2", ...action }] } })
        assert.strictEqual((await server.world.deliver(changed({ action_id: "open_thread" })))._tag, "acked")
        assert.strictEqual((await server.world.deliver(changed({ action_id: "parley_approve", value: "{\"old\":1}" })))._tag, "acked")
        assert.strictEqual((await server.world.deliver(changed({ action_id: "parley_run_0", value: "x" })))._tag, "acked")
        assert.strictEqual((await server.world.deliver({ ...envelope, payload: { type: "block_actions", user: { id: ana }, actions: [{ action_id: "parley_approve" }] } }))._tag, "acked")
        assert.include(words((await whispered(ana, 3))[1] ?? { blocks: [], text: "" }), "not understood any more")
        assert.lengthOf(decisions, 1)
      }))
  })
}
