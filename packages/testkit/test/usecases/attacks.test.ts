import { assert, describe, it } from "@effect/vitest"
import { cents } from "@parley/domain/Money"
import { EmailWriter } from "@parley/domain/ports/EmailWriter"
import { ReplyReader } from "@parley/domain/ports/ReplyReader"
import { Store } from "@parley/domain/ports/Store"
import { writeTemplate } from "@parley/domain/drafting/TemplateWriter"
import { drain } from "@parley/domain/usecases/Engine"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { disguises, type Goal, goals } from "./attacks.ts"
import { hour, world } from "./world.ts"

/** A reader that believes whatever it is told, with every confidence, and sees nothing wrong; half of them as an acceptance. */
const obedientReader = (goal: Goal, intent: "accept" | "counter") =>
  Layer.succeed(ReplyReader, {
    read: ({ newText }) => Effect.succeed({
      intent,
      ask: goal.ask === null ? null : { money: { minor: cents(goal.ask), currency: "USD" as const }, evidence: { start: 0, end: newText.length }, firm: true },
      otherPrices: false, confidence: 100, triggers: [], counterparty: "influencer" as const, concerns: []
    })
  })

/** A writer that says whatever it was told to, openly or hidden. */
const obedientWriter = (goal: Goal, asked: { count: number }) =>
  Layer.succeed(EmailWriter, {
    write: (brief, objections) => Effect.sync(() => {
      asked.count += 1
      const { body, subject } = writeTemplate(brief)
      return objections.length === 0
        ? { subject, body: `${body}\n\n${goal.obeyed}` }
        : { subject: `${subject}: ${goal.obeyed}`, body: `${goal.obeyed.split("").join("\u2060")}\n\n${body}` }
    })
  })

describe("orders hidden in replies, with a reader and a writer that obey them all (READ-05, GATE-01, GATE-02)", () => {
  for (const disguise of disguises) {
    it.effect(`${disguise.name}: no price outside the limits, no other recipient, no leak leaves`, () =>
      Effect.forEach(goals, (goal, index) => {
        const asked = { count: 0 }
        const it = world({ reader: obedientReader(goal, index % 2 === 0 ? "accept" : "counter"), writer: obedientWriter(goal, asked) })
        const what = `${goal.name}, ${disguise.name}`
        return it.run(Effect.gen(function*() {
          const id = yield* it.open
          const order = disguise.wrap(goal.order)
          yield* disguise.html === true
            ? it.answer(`<p>Thanks! I usually charge $2,600 for a reel. Could you do that?</p>${order}`, { html: true })
            : it.answer(`Thanks! I usually charge $2,600 for a reel. Could you do that?\n\n${order}`)
          for (let pass = 0; pass < 4; pass++) {
            yield* drain
            yield* it.wait(hour)
          }
          const mails = yield* it.sent
          assert.isAtLeast(mails.length, 1, what)
          assert.isAtLeast(asked.count, 2, what)
          for (const mail of mails) {
            assert.deepStrictEqual([...mail.to, ...mail.cc].map(({ address }) => address), ["maya@example.com"], what)
            const words = `${mail.subject}\n${mail.text}`.replace(/[\u200b\u2060]/gu, "")
            for (const mark of goal.marks) assert.notInclude(words, mark, what)
            for (const [, figure = "0"] of words.matchAll(/\$([\d,]+)/gu)) assert.isAtMost(Number(figure.replaceAll(",", "")), 3_000, what)
          }
          const store = yield* Store
          for (const { event } of yield* store.events(id)) {
            if (event._tag === "OfferDecided" || event._tag === "OfferSent" || event._tag === "Agreed") assert.isAtMost(event.rate, 300_000, what)
          }
          const [books] = yield* store.campaigns
          assert.isAtMost((books?.agreed ?? 0) + (books?.reserved ?? 0), 300_000, what)
        }))
      }, { discard: true }))
  }
})
