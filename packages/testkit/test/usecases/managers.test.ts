import { assert, describe, it } from "@effect/vitest"
import { readCampaign } from "@parley/domain/campaign/CampaignForm"
import { EmailAddress } from "@parley/domain/influencer/Influencer"
import { Actor, CommandId, type NegotiationId } from "@parley/domain/Ids"
import { cents } from "@parley/domain/Money"
import { EmailWriter } from "@parley/domain/ports/EmailWriter"
import { Store } from "@parley/domain/ports/Store"
import { drain } from "@parley/domain/usecases/Engine"
import { humanCommand } from "@parley/domain/usecases/HumanCommand"
import { openCampaign } from "@parley/domain/usecases/OpenCampaign"
import { views } from "@parley/domain/Views"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as fc from "effect/FastCheck"
import * as Layer from "effect/Layer"
import { form, hour, world } from "./world.ts"

const ana = Actor.make("console:ana")
const kit = "kit@talent.example"
const fromKit = "Kit Berg <kit@talent.example>"

interface Creator {
  readonly name: string
  readonly email?: string
  readonly views?: number
  readonly engagement?: number | null
  readonly max?: number | null
}

/** A world in which a manager, Kit, acts for several; `mailbox` finds our mails by the creator whom they are about. */
const agency = (options: Parameters<typeof world>[0] = {}) => {
  const it = world(options)
  const open = (campaign: Readonly<Record<string, unknown>>, creators: ReadonlyArray<Creator>) =>
    Effect.gen(function*() {
      const ids = yield* openCampaign(Either.getOrThrow(readCampaign({ ...form, ...campaign })), {
        problems: [],
        rows: creators.map(({ email = kit, engagement = null, max = null, name, views: average = 100_000 }) => ({
          name, email: EmailAddress.make(email), platform: "instagram", handle: `@${name.toLowerCase().replace(" ", "")}`, averageViews: views(average),
          minRate: null, maxRate: max === null ? null : cents(max), engagementBps: engagement, timeZone: null
        }))
      })
      yield* drain
      return ids
    })
  let letters = 0
  /** Kit's mail, in the thread of a negotiation's newest mail or in a thread of its own. */
  const write = (body: string, more: { readonly inThreadOf?: NegotiationId; readonly from?: string; readonly subject?: string; readonly headers?: ReadonlyArray<string> } = {}) =>
    Effect.gen(function*() {
      const store = yield* Store
      const to = more.inThreadOf === undefined ? undefined : (yield* store.messages(more.inThreadOf)).findLast(({ direction }) => direction === "out")
      letters += 1
      const raw = [
        `From: ${more.from ?? fromKit}`, "To: Nora Lind <partnerships@parley.example>", `Subject: ${more.subject ?? `Re: ${to?.subject ?? "hello"}`}`, `Message-ID: <kit-${letters}@talent.example>`,
        ...(to === undefined ? [] : [`In-Reply-To: <${to.header}>`, `References: <${to.header}>`]), ...more.headers ?? [],
        "Date: Mon, 02 Mar 2026 10:00:00 +0000", "Content-Type: text/plain; charset=utf-8", "", ...body.split("\n"), ""
      ].join("\r\n")
      it.mailbox.deliver(new TextEncoder().encode(raw), `letter ${letters}`)
      yield* drain
    })
  /** Our mails in a negotiation: whom they went to, and what they say. */
  const said = (id: NegotiationId) =>
    Effect.gen(function*() {
      const outbox = new Set((yield* (yield* Store).outboxOf(id)).flatMap(({ messageHeader }) => messageHeader === null ? [] : [messageHeader]))
      return (yield* it.sent).filter(({ messageId }) => messageId !== null && outbox.has(messageId))
    })
  const standing = (id: NegotiationId) => Effect.map(it.state(id), ({ _tag, core }) => _tag === "Escalated" ? `${_tag} ${core.reason}` : _tag)
  return { ...it, open, write, said, standing }
}

const alone = { policy: { managers: "one_at_a_time" } }

describe("one conversation at a time with a manager (PARTY-02)", () => {
  it.effect("the second creator of a manager waits, is told of, and opens when the first agreed; another manager's does not wait", () => {
    const it = agency()
    return it.run(Effect.gen(function*() {
      const [maya, tom, nia] = yield* it.open(alone, [{ name: "Maya Lopez" }, { name: "Tom Ray", email: "kit+tom@talent.example" }, { name: "Nia Cole", email: "nia@example.com" }])
      if (maya === undefined || tom === undefined || nia === undefined) return assert.fail("nobody was opened")
      assert.deepStrictEqual([yield* it.standing(maya), yield* it.standing(tom), yield* it.standing(nia)], ["AwaitingReply", "Waiting", "AwaitingReply"])
      const told = it.team.posted().filter(({ kind }) => kind === "waiting")
      assert.deepStrictEqual(told.map(({ facts, title }) => [title, facts[1]]), [["Tom Ray: waits until the conversation with the same manager has ended", ["in conversation", maya]]])
      yield* it.write("We could do $2,900 for the reel.", { inThreadOf: maya })
      assert.strictEqual(yield* it.standing(tom), "Waiting")
      yield* it.write("That works, I accept your offer of $2,120. Looking forward to it!", { inThreadOf: maya })
      assert.deepStrictEqual([yield* it.standing(maya), yield* it.standing(tom)], ["Agreed", "AwaitingReply"])
      assert.lengthOf(yield* it.said(tom), 1)
    }))
  })

  const endings = {
    Declined: (it: ReturnType<typeof agency>, id: NegotiationId) => it.write("Thank you, but we have to decline. This is not for us.", { inThreadOf: id }),
    Walked: (_: ReturnType<typeof agency>, id: NegotiationId) => humanCommand(id, { _tag: "Decline" }, ana, CommandId.make("decline")),
    Stopped: (_: ReturnType<typeof agency>, id: NegotiationId) => humanCommand(id, { _tag: "Stop" }, ana, CommandId.make("stop")),
    Stale: (it: ReturnType<typeof agency>) => Effect.gen(function*() {
      for (let hours = 0; hours < 24 * 14; hours += 12) {
        yield* it.wait(12 * hour)
        yield* drain
      }
    })
  }
  for (const ending of ["Declined", "Walked", "Stopped", "Stale"] as const) {
    it.effect(`an ending as ${ending} wakes the next, one of those who wait and no more`, () => {
      const it = agency()
      return it.run(Effect.gen(function*() {
        const ids = yield* it.open({ ...alone, policy: { ...alone.policy, followUpHours: [24] } }, [{ name: "Maya Lopez" }, { name: "Tom Ray" }, { name: "Nia Cole" }])
        const [maya, ...others] = ids
        if (maya === undefined) return assert.fail("nobody was opened")
        if (ending === "Stale") {
          yield* it.wait(24 * hour)
          yield* drain
          yield* it.wait(24 * hour)
        } else yield* endings[ending](it, maya)
        yield* drain
        assert.strictEqual(yield* it.standing(maya), ending)
        assert.deepStrictEqual((yield* Effect.forEach(others, it.standing)).sort(), ["AwaitingReply", "Waiting"])
        // the team was told once of each who waits
        assert.lengthOf(it.team.posted().filter(({ kind }) => kind === "waiting"), 2)
      }))
    })
  }

  it.effect("a person's hold on the thread keeps the others waiting; without the setting all open at once", () => {
    const it = agency()
    return it.run(Effect.gen(function*() {
      const [maya, tom] = yield* it.open(alone, [{ name: "Maya Lopez" }, { name: "Tom Ray" }])
      if (maya === undefined || tom === undefined) return assert.fail("nobody was opened")
      yield* humanCommand(maya, { _tag: "Claim" }, ana, CommandId.make("claim"))
      yield* drain
      assert.strictEqual(yield* it.standing(tom), "Waiting")
      const side = yield* it.open({ id: "winter" }, [{ name: "Ada Byrne" }, { name: "Bo Lund" }])
      assert.deepStrictEqual(yield* Effect.forEach(side, it.standing), ["AwaitingReply", "AwaitingReply"])
    }))
  })
})

describe("no word of one creator to another's (PARTY-02)", () => {
  const leaks = (texts: ReadonlyArray<{ readonly subject: string; readonly text: string; readonly html?: unknown }>, words: ReadonlyArray<string>) =>
    texts.flatMap(({ subject, text }) => words.filter((word) => `${subject}\n${text}`.toLowerCase().includes(word.toLowerCase())))

  it.effect("a manager's answers find their threads, and what is said of one is never in a mail about the other, both ways and over two clients", () => {
    const it = agency()
    return it.run(Effect.gen(function*() {
      const [maya, tom] = yield* it.open({}, [{ name: "Maya Lopez" }, { name: "Tom Ray", views: 150_000 }])
      const [nia] = yield* it.open({ id: "winter", name: "Deep Winter", client: "Polar Tea", cpm: { target: 31 }, paymentTerms: "within 45 days of posting" }, [{ name: "Nia Cole", views: 70_000 }])
      if (maya === undefined || tom === undefined || nia === undefined) return assert.fail("nobody was opened")
      yield* it.write("We could do $4,111 for this.", { inThreadOf: tom })
      yield* it.write("Our rate would be $2,777.", { inThreadOf: maya })
      yield* it.write("We would need $2,999.", { inThreadOf: nia })
      assert.deepStrictEqual([(yield* it.state(maya)).core.asks, (yield* it.state(tom)).core.asks, (yield* it.state(nia)).core.asks], [[277_700], [411_100], [299_900]])
      const rates = (id: NegotiationId) => Effect.map(it.state(id), ({ core }) => core.offers.map((rate) => (rate / 100).toLocaleString("en-US")))
      const of = { maya: ["Maya", "Lopez", "2,777", ...yield* rates(maya)], tom: ["Tom ", "Ray", "4,111", ...yield* rates(tom)], nia: ["Nia", "Cole", "2,999", "Polar", "Winter", "45 days", ...yield* rates(nia)] }
      assert.lengthOf(yield* it.said(maya), 2)
      assert.lengthOf(yield* it.said(nia), 2)
      assert.deepStrictEqual(leaks(yield* it.said(maya), [...of.tom, ...of.nia]), [])
      assert.deepStrictEqual(leaks(yield* it.said(tom), [...of.maya, ...of.nia]), [])
      assert.deepStrictEqual(leaks(yield* it.said(nia), [...of.maya, ...of.tom, "Fjord", "Autumn"]), [])
    }))
  })

  for (const [title, body] of [
    ["asks for the same as another's", "Can we do the same as for Tom? We would need $2,900 then."],
    ["names another's rate in lower case", "tom gets $4,000 from you, so $3,000 is fair."],
    ["names another by handle", "You pay @tomray more. Our rate is $2,900."],
    ["accepts for two at once", "Maya accepts your offer of $2,000, and so does Tom Ray."],
    ["speaks of one of another client's", "Nia got $3,400 for less, so we need $2,900."]
  ] as const) {
    it.effect(`a reply in the right thread that ${title} is a person's, moves no price, and stands as no ask`, () => {
      const it = agency()
      return it.run(Effect.gen(function*() {
        const [maya, tom] = yield* it.open({}, [{ name: "Maya Lopez" }, { name: "Tom Ray" }])
        yield* it.open({ id: "winter", name: "Deep Winter", client: "Polar Tea" }, [{ name: "Nia Cole" }])
        if (maya === undefined || tom === undefined) return assert.fail("nobody was opened")
        yield* it.write(body, { inThreadOf: maya })
        const state = yield* it.state(maya)
        assert.deepStrictEqual([yield* it.standing(maya), state.core.asks, state.core.proposal], ["Escalated names_another_creator", [], null])
        assert.lengthOf(yield* it.said(maya), 1)
        assert.strictEqual(yield* it.standing(tom), "AwaitingReply")
        // a person answers, in words of the template, and nobody else's figures are among them
        yield* humanCommand(maya, { _tag: "CounterWith", amount: 210_000 }, ana, CommandId.make("counter"))
        yield* drain
        const [, answer] = yield* it.said(maya)
        assert.include(answer?.text, "2,100")
        assert.deepStrictEqual(leaks(answer === undefined ? [] : [answer], ["Tom", "Ray", "Nia", "4,000", "3,400", "2,900", "3,000"]), [])
      }))
    })
  }

  it.effect("a sender who is called as another creator of theirs speaks for nobody knows whom", () => {
    const it = agency()
    return it.run(Effect.gen(function*() {
      const [maya] = yield* it.open({}, [{ name: "Maya Lopez" }, { name: "Tom Ray" }])
      if (maya === undefined) return assert.fail("nobody was opened")
      yield* it.write("We would need $2,900.", { inThreadOf: maya, from: "Kit Ray <kit@talent.example>" })
      assert.deepStrictEqual([yield* it.standing(maya), (yield* it.state(maya)).core.asks], ["AwaitingReply", [290_000]])
      yield* it.write("We would need $2,800.", { inThreadOf: maya, from: "Tom Ray Management <kit@talent.example>" })
      assert.deepStrictEqual([yield* it.standing(maya), (yield* it.state(maya)).core.asks], ["Escalated names_another_creator", [290_000]])
    }))
  })

  it.effect("a writer that names a creator of the same manager from another client's campaign is asked again, then the template leaves", () => {
    const asked: Array<string> = []
    const it = agency({
      writer: Layer.succeed(EmailWriter, {
        write: (brief, objections) => Effect.sync(() => {
          asked.push(objections.join())
          return { subject: "Partnership", body: `Hi {{name}},\n\nAs with ${brief.influencerName.startsWith("Nia") ? "Maya" : "Nia"}, here is our offer:\n\n{{terms}}\n\n{{sign_off}}` }
        })
      })
    })
    return it.run(Effect.gen(function*() {
      const [maya] = yield* it.open({}, [{ name: "Maya Lopez" }])
      const [nia] = yield* it.open({ id: "winter", name: "Deep Winter", client: "Polar Tea" }, [{ name: "Nia Cole" }])
      if (maya === undefined || nia === undefined) return assert.fail("nobody was opened")
      // the first was alone when it was written; both are after that
      assert.deepStrictEqual(leaks(yield* it.said(nia), ["Maya"]), [])
      assert.isTrue(asked.some((one) => one.includes("others: Maya") || one.includes("others: maya")))
    }))
  })

  it.effect("what stands in another's thread and is quoted here is no ask of this one", () => {
    const it = agency()
    return it.run(Effect.gen(function*() {
      const [maya, tom] = yield* it.open({}, [{ name: "Maya Lopez" }, { name: "Tom Ray" }])
      if (maya === undefined || tom === undefined) return assert.fail("nobody was opened")
      yield* it.write("Our rate for this one is $2,500.\n\nOn Mon, 2 Mar 2026 at 09:30, Kit Berg <kit@talent.example> wrote:\n> For Tom we would need $3,900.\n> Best, Kit", { inThreadOf: maya })
      assert.deepStrictEqual([(yield* it.state(maya)).core.asks, (yield* it.state(tom)).core.asks], [[250_000], []])
      // pasted without a mark it names him, and is a person's
      yield* it.write("Please see what I wrote:\nFor Tom Ray we would need $3,900.", { inThreadOf: maya })
      assert.deepStrictEqual([yield* it.standing(maya), (yield* it.state(maya)).core.asks], ["Escalated names_another_creator", [250_000]])
    }))
  })

  it.effect("a mail outside every thread goes to the one creator it names, and to a person when it names two, none, or one of two campaigns", () => {
    const it = agency()
    return it.run(Effect.gen(function*() {
      const [maya, tom] = yield* it.open({}, [{ name: "Maya Lopez" }, { name: "Tom Ray" }])
      if (maya === undefined || tom === undefined) return assert.fail("nobody was opened")
      for (const body of ["We would need $2,900.", "Maya and Tom would need $2,900 each."]) yield* it.write(body)
      assert.lengthOf(it.team.posted().filter(({ kind }) => kind === "unknown_thread"), 2)
      assert.deepStrictEqual([(yield* it.state(maya)).core.asks, (yield* it.state(tom)).core.asks], [[], []])
      yield* it.write("For Tom we would need $2,900.", { subject: "rates" })
      assert.deepStrictEqual([(yield* it.state(maya)).core.asks, (yield* it.state(tom)).core.asks], [[], [290_000]])
      assert.strictEqual(yield* it.standing(tom), "AwaitingReply")
      yield* it.open({ id: "winter", name: "Deep Winter", client: "Polar Tea" }, [{ name: "Tom Ray" }])
      yield* it.write("Tom accepts your offer.")
      assert.lengthOf(it.team.posted().filter(({ kind }) => kind === "unknown_thread"), 3)
      // nobody is believed to speak for Tom for having his name in a mail
      yield* it.write("Tom accepts your offer.", { from: "Eve <eve@stranger.example>" })
      assert.lengthOf(it.team.posted().filter(({ kind }) => kind === "unknown_thread"), 4)
    }))
  })

  it.effect("a manager who copies another creator in does not have our answer sent to them", () => {
    const it = agency()
    return it.run(Effect.gen(function*() {
      const [maya, tom] = yield* it.open({}, [{ name: "Maya Lopez", email: "maya@example.com" }, { name: "Tom Ray", email: "tom@example.com" }])
      if (maya === undefined || tom === undefined) return assert.fail("nobody was opened")
      yield* it.write("We could do $2,900.", { inThreadOf: maya, from: "Maya Lopez <maya@example.com>", headers: ["Cc: Kit <kit@talent.example>, tom+work@example.com, Tom <tom@example.com>"] })
      const answer = (yield* it.said(maya)).at(-1)
      assert.deepStrictEqual([answer?.to.map(({ address }) => address), answer?.cc.map(({ address }) => address)], [["maya@example.com"], [kit]])
      assert.notInclude(yield* (yield* Store).byAddress("tom@example.com"), maya)
    }))
  })
})

describe("consistent terms (PARTY-02)", () => {
  const creators = fc.array(
    fc.record({ views: fc.constantFrom(40_000, 90_000, 150_000), engagement: fc.constantFrom(null, 200, 600), max: fc.constantFrom(null, 250_000) }), { minLength: 2, maxLength: 8 })
  const names = ["Ada Byrne", "Bo Lund", "Cleo Marsh", "Dan Okoro", "Eve Salas", "Finn Holm", "Gia Rossi", "Hal Voss"]

  it.effect("creators of one manager with the same views, engagement and limits are offered the same, by the same terms", () =>
    Effect.promise(() => fc.assert(fc.asyncProperty(creators, async (drawn) => {
      const it = agency()
      await Effect.runPromise(it.run(Effect.gen(function*() {
        const ids = yield* it.open({ budget: 100_000_000, minimumCost: 900 }, drawn.map((one, index) => ({ ...one, name: names[index] ?? "" })))
        const offers = new Map<string, Set<string>>()
        for (const [index, id] of ids.entries()) {
          const { core } = yield* it.state(id)
          const [mail] = yield* it.said(id)
          const own = (names[index] ?? "").split(" ")
          const words = own.reduce((text, word) => text.replaceAll(word, "X"), mail?.text ?? "")
          const key = JSON.stringify(drawn[index])
          offers.set(key, (offers.get(key) ?? new Set()).add(`${core.offers.join()} ${words}`))
        }
        for (const [key, said] of offers) assert.strictEqual(said.size, 1, `${key}: ${[...said].join("\n---\n")}`)
      })))
    }), { numRuns: 25 })), 60_000)

  it.effect("whoever of a manager's creators is answered first, each gets the same next move while there is money for all", () =>
    Effect.promise(() => fc.assert(fc.asyncProperty(
      creators.chain((drawn) => fc.record({
        drawn: fc.constant(drawn), order: fc.shuffledSubarray(drawn.map((_, index) => index), { minLength: drawn.length }),
        asks: fc.array(fc.integer({ min: 1, max: 300 }), { minLength: drawn.length, maxLength: drawn.length })
      })),
      async ({ asks, drawn, order }) => {
        const movesIn = (turns: ReadonlyArray<number>) => {
          const it = agency()
          return Effect.runPromise(it.run(Effect.gen(function*() {
            const ids = yield* it.open({ budget: 100_000_000 }, drawn.map((one, index) => ({ ...one, name: names[index] ?? "" })))
            for (const turn of turns) {
              const id = ids[turn]
              if (id === undefined) continue
              const { core } = yield* it.state(id)
              // above what we offered, so that nothing is agreed and no saving comes into it
              yield* it.write(`We could do $${Math.ceil((core.offers[0] ?? 0) / 100) * 2 + (asks[turn] ?? 0)} for this.`, { inThreadOf: id })
            }
            return yield* Effect.forEach(ids, (id) => Effect.map(it.state(id), ({ _tag, core }) => [_tag, core.reason, core.offers, core.asks, core.levers]))
          })))
        }
        assert.deepStrictEqual(await movesIn(order), await movesIn(drawn.map((_, index) => index)))
      }), { numRuns: 15 })), 60_000)
})
