import { assert, describe, it } from "@effect/vitest"
import { castMembers, personaOf, samplePrices } from "../../src/sim/cast.ts"
import type { ReceivedMail } from "../../src/sim/OurMail.ts"
import type { Persona, Temper } from "../../src/sim/Persona.ts"
import { stream } from "../../src/sim/Seeded.ts"
import { type CreatorState, receive, start } from "../../src/sim/SimulatedCreator.ts"

const hour = 3_600_000
const seeds = Array.from({ length: 40 }, (_, index) => index + 1)

const personaFor = (temper: Temper, seed: number): Persona => {
  const member = castMembers[seed % castMembers.length]
  if (member === undefined) throw new Error("the cast is empty")
  return personaOf(member, temper, samplePrices, stream(seed, "persona"))
}

/** Our mail number `number`, offering `rate` minor units, an even number of days after the start. */
const offering = (rate: number, number = 1, more = ""): ReceivedMail => ({
  subject: "Partnership: Spring Glow",
  text: `Hi,\n\n${more}\n\nDeliverables: 1 Instagram reel and 1 TikTok video\nRate: $${Math.floor(rate / 100)}.${String(rate % 100).padStart(2, "0")}\n\nBest,\nNora`,
  messageId: `${number}@lumen.example`, references: [], from: { name: "Nora Lind", address: "nora@lumen.example" },
  to: [{ name: "Creator", address: "creator@example.com" }], cc: [], date: number * 48 * hour
})

/** Offers rates one after the other; what they meant each time. */
const offer = (persona: Persona, seed: number, rates: ReadonlyArray<number>) => {
  let state: CreatorState = start(persona)
  return rates.map((rate, index) => {
    const answered = receive(offering(rate, index + 1), state, stream(seed, persona.handle))
    state = answered.state
    return answered.replies
  })
}

const meanings = (persona: Persona, seed: number, rates: ReadonlyArray<number>) =>
  offer(persona, seed, rates).map((replies) => replies.map(({ meaning }) => meaning.intent))

/** Runs `check` for many personas of a temper; a failure names the seed. */
const forPersonas = (temper: Temper, check: (persona: Persona, seed: number) => void): void => {
  for (const seed of seeds) {
    try {
      check(personaFor(temper, seed), seed)
    } catch (error) {
      throw new Error(`temper ${temper}, seed ${seed}: ${String(error)}`, { cause: error })
    }
  }
}

describe("SimulatedCreator", () => {
  it("answers the same mail in the same state in the same way (SIM-01)", () => {
    forPersonas("haggler", (persona, seed) => {
      const once = receive(offering(100_000), start(persona), stream(seed, persona.handle))
      assert.deepStrictEqual(receive(offering(100_000), start(persona), stream(seed, persona.handle)), once)
    })
  })

  it("accepts the first fair offer when eager", () => {
    forPersonas("eager", (persona, seed) => assert.deepStrictEqual(meanings(persona, seed, [persona.reservation]), [["accept"]]))
  })

  it("never accepts less than the reservation, and never asks for less", () => {
    for (const temper of ["eager", "haggler", "tough", "splitter", "firm", "talent_manager", "questioner", "slow", "vacationer"] as const) {
      forPersonas(temper, (persona, seed) => {
        const low = persona.reservation - 100
        for (const { meaning } of offer(persona, seed, Array.from({ length: 8 }, () => low)).flat()) {
          assert.notStrictEqual(meaning.intent, "accept")
          assert.isTrue(meaning.ask === null || meaning.ask >= persona.reservation, `asked ${meaning.ask}, reservation ${persona.reservation}`)
        }
      })
    }
  })

  it("comes down step by step and accepts at the reservation", () => {
    for (const temper of ["haggler", "tough", "splitter"] as const) {
      forPersonas(temper, (persona, seed) => {
        const start = Math.floor(persona.reservation * 0.8)
        const said = offer(persona, seed, [start, start, start, start, persona.reservation]).flat().map(({ meaning }) => meaning)
        const asks = said.flatMap(({ ask }) => ask === null ? [] : [ask])
        assert.deepStrictEqual(asks, asks.toSorted((a, b) => b - a))
        assert.isTrue((asks.at(-1) ?? 0) < (asks[0] ?? 0) || asks[0] === persona.reservation)
        assert.strictEqual(said.at(-1)?.intent, "accept")
      })
    }
  })

  it("concedes more slowly when tough", () => {
    const after = (temper: Temper): number =>
      seeds.reduce((sum, seed) => {
        const persona: Persona = { ...personaFor(temper, seed), opening: 400_000, reservation: 200_000 }
        return sum + (offer(persona, seed, [100_000, 100_000, 100_000, 100_000]).flat().at(-1)?.meaning.ask ?? 0)
      }, 0)
    assert.isTrue(after("tough") > after("haggler"))
  })

  it("names one final number and stays with it when firm", () => {
    forPersonas("firm_out_of_reach", (persona, seed) => {
      for (const [reply] of offer(persona, seed, [100_000, 110_000, 120_000])) {
        assert.deepStrictEqual(reply?.meaning, { intent: "counter", ask: persona.reservation, firm: true, trigger: null })
      }
    })
  })

  it("says no once and then nothing when declining", () => {
    forPersonas("decliner", (persona, seed) => assert.deepStrictEqual(meanings(persona, seed, [100_000, 200_000]), [["reject"], []]))
  })

  it("never answers when silent, and only after the first follow-up when slow", () => {
    forPersonas("silent", (persona, seed) => assert.deepStrictEqual(meanings(persona, seed, [100_000, 100_000, 100_000]), [[], [], []]))
    forPersonas("slow", (persona, seed) => assert.deepStrictEqual(meanings(persona, seed, [50_000, 50_000]), [[], ["counter"]]))
  })

  it("asks about payment and usage before naming a rate", () => {
    forPersonas("questioner", (persona, seed) => assert.deepStrictEqual(meanings(persona, seed, [50_000, 50_000]), [["question"], ["counter"]]))
  })

  it("sends an automatic reply at once and answers on returning", () => {
    forPersonas("vacationer", (persona, seed) => {
      const [notice, answer] = offer(persona, seed, [50_000])[0] ?? []
      assert.strictEqual(notice?.email.headers["Auto-Submitted"], "auto-replied")
      assert.isTrue((notice?.delayMillis ?? 0) < 2 * 60_000)
      assert.strictEqual(answer?.meaning.intent, "counter")
      assert.isTrue((answer?.delayMillis ?? 0) > 24 * hour && (answer?.delayMillis ?? 0) < 48 * hour)
    })
  })

  it("is heard through a manager, from the creator's address or in copy", () => {
    const seen = new Set<string>()
    forPersonas("talent_manager", (persona, seed) => {
      const [reply] = offer(persona, seed, [50_000])[0] ?? []
      assert.strictEqual(reply?.email.from.address, persona.address)
      const isCopied = reply?.email.cc.some(({ address }) => address === persona.manager?.address) === true
      assert.strictEqual(reply?.email.from.name === persona.name, isCopied)
      seen.add(isCopied ? "in copy" : "writes")
    })
    assert.deepStrictEqual([...seen].toSorted(), ["in copy", "writes"])
  })

  it("gives a person reason to look: hostile, legal or steering words around an ask", () => {
    const expected = { hostile: "hostile_tone", legal: "legal_language", injector: "prompt_injection" } as const
    for (const temper of ["hostile", "legal", "injector"] as const) {
      forPersonas(temper, (persona, seed) => {
        const [first, second] = offer(persona, seed, [50_000, 50_000])
        assert.strictEqual(first?.[0]?.meaning.trigger, expected[temper])
        assert.strictEqual(second?.[0]?.meaning.trigger, null)
      })
    }
  })

  it("does not answer twice when our mail crossed the answer, and repeats it when the answer seems lost", () => {
    forPersonas("firm", (persona, seed) => {
      const first = receive(offering(50_000), start(persona), stream(seed, "x"))
      const sentAt = first.replies[0]?.email.date ?? 0
      const crossing = receive({ ...offering(50_000, 2), date: sentAt - 1 }, first.state, stream(seed, "x"))
      assert.deepStrictEqual(crossing.replies, [])
      assert.strictEqual(receive({ ...offering(50_000, 3), date: sentAt + 1 }, crossing.state, stream(seed, "x")).replies.length, 1)
    })
  })

  it("leaves a confirmation and an exit unanswered, and names a rate when invited to", () => {
    forPersonas("haggler", (persona, seed) => {
      const hear = (text: string) => receive({ ...offering(0), text }, start(persona), stream(seed, "x"))
      assert.deepStrictEqual(hear("Here is what we have agreed:\n\nRate: $2,000\n\nNext steps:\n\n1. We send the contract.").replies, [])
      assert.deepStrictEqual(hear("We won't be able to come together on this campaign.").replies, [])
      const words = seeds.flatMap((other) =>
        receive({ ...offering(0), text: "Would this be of interest, and what rate do you have in mind?" }, start(persona), stream(other, "x")).replies)
      assert.isTrue(words.some(({ meaning }) => meaning.ask === persona.opening))
    })
  })

  it("answers in the thread, to whoever wrote, keeping the others in copy", () => {
    const persona = personaFor("haggler", 1)
    const mail: ReceivedMail = {
      ...offering(50_000, 2), references: ["0@lumen.example"], cc: [{ name: "Ana", address: "ana@lumen.example" }],
      to: [{ name: persona.name, address: persona.address }]
    }
    const [reply] = receive(mail, start(persona), stream(1, "x")).replies
    assert.strictEqual(reply?.email.inReplyTo, "2@lumen.example")
    assert.deepStrictEqual(reply?.email.references, ["0@lumen.example", "2@lumen.example"])
    assert.deepStrictEqual(reply?.email.to, [mail.from])
    assert.deepStrictEqual(reply?.email.cc, mail.cc)
    assert.strictEqual(reply?.email.date, mail.date + (reply?.delayMillis ?? 0))
    assert.match(reply?.email.subject ?? "", /^Re: Partnership/u)
  })
})
