import { assert, describe, it } from "@effect/vitest"
import type { Draft } from "@parley/domain/drafting/Brief"
import { EmailWriter } from "@parley/domain/ports/EmailWriter"
import { drain } from "@parley/domain/usecases/Engine"
import { humanCommand } from "@parley/domain/usecases/HumanCommand"
import { newCommandId } from "@parley/domain/usecases/ids"
import { waitingDraft } from "@parley/domain/usecases/WaitingDraft"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { actor } from "../../src/fixtures.ts"
import { world } from "./world.ts"

const others = [{ name: "Greta Pohl", handle: "@gretapohl" }]
const telling: Draft = { subject: "Partnership", body: "Hi {{name}},\n\nThis is what Greta filmed with us:\n\n{{terms}}\n\n{{sign_off}}" }

/** A writer that names Greta whatever it is told, and what it was asked. */
const gossip = () => {
  const asked: Array<string> = []
  const write: EmailWriter["Type"]["write"] = (brief, objections) => Effect.sync(() => {
    asked.push(`to ${brief.recipientName}: ${JSON.stringify(brief)} ${objections.join()}`)
    return telling
  })
  return { asked, layer: Layer.succeed(EmailWriter, { write }) }
}

describe("other creators of the campaign", () => {
  it.effect("GATE-02 GATE-03 READ-05 a writer that names one is asked twice, then the template leaves; the brief does not name them", () => {
    const writer = gossip()
    const it = world({ writer: writer.layer, others })
    return it.run(Effect.gen(function*() {
      yield* it.open
      const mails = yield* it.sent
      const to = (address: string) => mails.find((mail) => mail.to.some((one) => one.address === address))?.text
      assert.include(to("greta@example.com"), "Greta filmed")
      assert.notInclude(to("maya@example.com"), "Greta")
      assert.include(to("maya@example.com"), "Here is what we have in mind")
      const asked = writer.asked.filter((one) => one.startsWith("to Maya"))
      assert.lengthOf(asked, 2)
      assert.notMatch(asked[0] ?? "", /greta|pohl/i)
      assert.include(asked[1], "others: greta")
    }))
  })

  it.effect("GATE-03 a creator who is called as a word of the template keeps no template from leaving", () => {
    const it = world({ others: [{ name: "My name", handle: "" }] })
    return it.run(Effect.gen(function*() {
      yield* it.open
      const mails = yield* it.sent
      assert.lengthOf(mails, 2)
      assert.isTrue(mails.some(({ text, to }) => to.some(({ address }) => address === "maya@example.com") && text.includes("My name is")))
    }))
  })

  it.effect("GATE-02 HUMAN-03 a person's words that name one are refused, and what waits stays as it was", () => {
    const it = world({ autonomy: "review", others })
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      const before = yield* waitingDraft(id)
      const blocked = yield* Effect.flip(humanCommand(id, { _tag: "EditDraft", draft: telling }, actor("console:ana"), yield* newCommandId))
      assert.deepStrictEqual(blocked._tag === "DraftBlocked" ? blocked.objections : blocked, ["others: greta"])
      yield* drain
      assert.strictEqual((yield* waitingDraft(id)).body, before.body)
      assert.lengthOf(yield* it.sent, 0)
    }))
  })
})
