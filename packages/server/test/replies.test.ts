import { assert, describe, it } from "@effect/vitest"
import { begin, inState, mailsTo, negotiationOf, openingTo } from "./harness/creators.ts"
import { reply } from "./harness/letters.ts"
import { inWorld, until } from "./harness/ServerProcess.ts"

describe("replies through a running server", () => {
  it("MAIL-01 MAIL-02 MAIL-05 MAIL-07 STRAT-01 GATE-04 READ-03 each kind of reply leads to the right next mail, or to none", () =>
    inWorld(async (world) => {
      await world.start()
      await begin(world, ["Cora Counter", "Ada Accept", "Rex Refuse", "Ola Away", "Hana Html"])
      assert.deepStrictEqual((await world.status()).unaccountedMessages, 0)

      const cora = await openingTo(world, "Cora Counter")
      assert.include(cora.text, "$2,000")
      world.copyIn("counter.eml", reply(cora, "Cora Counter", "Hi Nora, thanks! For a reel I usually charge $2,600. Could you do that?"))
      world.copyIn("accept.eml", reply(await openingTo(world, "Ada Accept"), "Ada Accept", "Sounds great, I accept your offer of $2,000. Looking forward to it!"))
      world.copyIn("refuse.eml", reply(await openingTo(world, "Rex Refuse"), "Rex Refuse", "Thank you, but no. This is not a fit for me and I am not interested."))
      world.copyIn("away.eml", reply(await openingTo(world, "Ola Away"), "Ola Away", "I am out of the office until Monday.", {
        headers: "Auto-Submitted: auto-replied\nContent-Type: text/plain; charset=utf-8"
      }))
      world.copyIn("html only.eml", reply(await openingTo(world, "Hana Html"), "Hana Html",
        `<html><body><div>Hi Nora,<br>I would love to. My rate is <b>$2,400</b> for one reel.</div>
<div class="gmail_signature">Hana Html<br>+1 555 201 9999</div>
<div class="gmail_quote"><div>On Mon, 23 Nov 2026 Nora Lind wrote:</div><blockquote>Rate: $2,000. We paid $9,999 before.</blockquote></div></body></html>`,
        { headers: "Content-Type: text/html; charset=utf-8" }))

      await inState(world, "Ada Accept", "Agreed")
      await inState(world, "Rex Refuse", "Declined")
      await until("the answers", async () => (await mailsTo(world, "Cora Counter")).length === 2 && (await mailsTo(world, "Hana Html")).length === 2 && (await mailsTo(world, "Ada Accept")).length === 2)

      const [, answer] = await mailsTo(world, "Cora Counter")
      assert.include(answer?.text, "$2,120")
      assert.match(answer?.subject ?? "", /^Re: (?!Re:)/)
      assert.match(answer?.inReplyTo ?? "", /^cora\.counter-/)
      assert.deepStrictEqual(answer?.references, [cora.messageId ?? "", answer?.inReplyTo ?? ""])

      const [, confirmation] = await mailsTo(world, "Ada Accept")
      assert.include(confirmation?.text, "$2,000")
      assert.include(confirmation?.text, "within 30 days of publication")
      assert.match(confirmation?.text ?? "", /1\. /)

      const [, toHana] = await mailsTo(world, "Hana Html")
      assert.include(toHana?.text, "$2,080")
      assert.strictEqual((await negotiationOf(world, "Hana Html")).ask, 240_000)

      assert.lengthOf(await mailsTo(world, "Rex Refuse"), 1)
      assert.lengthOf(await mailsTo(world, "Ola Away"), 1)
      assert.strictEqual((await negotiationOf(world, "Ola Away")).state, "AwaitingReply")
      const status = await world.status()
      assert.strictEqual(status.unaccountedMessages, 0)
      assert.deepStrictEqual(status.inbox, { answered: 4, ignored: 1 })
      const timeline = await world.cli("timeline", "cora counter")
      assert.include(timeline.stdout, "they counter, asking $2,600")
    }))

  it("MAIL-12 READ-03 an acceptance of the price we sent binds, though a new offer is held", () =>
    inWorld(async (world) => {
      await world.start()
      await begin(world, ["Olga Older"], "approvalAbove: 2100")
      const opening = await openingTo(world, "Olga Older")
      world.copyIn("1.eml", reply(opening, "Olga Older", "Could you do $2,900 for the reel?"))
      await inState(world, "Olga Older", "AwaitingApproval")
      assert.lengthOf(await mailsTo(world, "Olga Older"), 1)
      world.copyIn("2.eml", reply(opening, "Olga Older", "On second thought, I accept your offer of $2,000. Deal!"))
      await inState(world, "Olga Older", "Agreed")
      await until("the confirmation", async () => (await mailsTo(world, "Olga Older")).length === 2)
      const [, confirmation] = await mailsTo(world, "Olga Older")
      assert.include(confirmation?.text, "$2,000")
      assert.notInclude(confirmation?.text, "$2,180")
      assert.strictEqual((await negotiationOf(world, "Olga Older")).agreed, 200_000)
    }))

  it("HUMAN-05 a person's decisions work beside the running server and without it", () =>
    inWorld(async (world) => {
      const server = await world.start()
      await begin(world, ["Paula Price"])
      world.copyIn("1.eml", reply(await openingTo(world, "Paula Price"), "Paula Price", "My lawyer will look at this. I insist on exclusivity being priced separately."))
      await inState(world, "Paula Price", "Escalated")
      const refused = await world.cli("decide", "paula", "counter", "9000")
      assert.strictEqual(refused.code, 1)
      assert.include(refused.stderr, "above what this creator may cost")
      assert.strictEqual((await world.cli("decide", "paula", "counter", "2,350.50")).code, 0)
      await until("the counter", async () => (await mailsTo(world, "Paula Price")).length === 2)
      assert.include((await mailsTo(world, "Paula Price"))[1]?.text, "$2,350.50")

      server.process.kill("SIGTERM")
      await server.exited
      assert.strictEqual((await world.cli("decide", "paula", "pause", "--as", "console:ana")).code, 0)
      await world.start()
      assert.strictEqual((await negotiationOf(world, "Paula Price")).state, "Paused")
      world.copyIn("2.eml", reply(await openingTo(world, "Paula Price"), "Paula Price", "Fine, I accept your offer of $2,350.50."))
      await until("the deferred reply", async () => (await world.status()).inbox["deferred"] === 1)
      assert.strictEqual((await world.cli("decide", "paula", "resume")).code, 0)
      await inState(world, "Paula Price", "Agreed")
    }))
})
