import { assert, describe, it } from "@effect/vitest"
import { readRoster } from "@parley/domain/influencer/RosterTable"
import * as Effect from "effect/Effect"
import { readFileSync } from "node:fs"
import { parse } from "yaml"
import { cast, castMembers } from "../../src/sim/cast.ts"
import { stream } from "../../src/sim/Seeded.ts"
import { campaignOf, type Heard, influencerOf, type Played, playOut } from "./playOut.ts"

const sample = (name: string): string => readFileSync(new URL(`../../../../samples/${name}`, import.meta.url), "utf8")
const campaign = campaignOf(parse(sample("campaign.yaml")))
const blocks = Array.from({ length: 10 }, (_, block) => ({ first: block * 20 + 1, last: block * 20 + 20 }))

const playSeed = (seed: number): Effect.Effect<ReadonlyArray<Played>> =>
  Effect.forEach(cast(seed), ({ member, persona }) => playOut(campaign, influencerOf(member), persona, stream(seed, member.handle)))

/** What the reader made of a reply, in the words of what was meant; empty when it understood. */
const misread = ({ isAuto, newText, reading, reply: { meaning } }: Heard): string => {
  if (meaning.intent === "out_of_office") return isAuto || reading.intent === "out_of_office" ? "" : `an automatic reply read as ${reading.intent}`
  const problems = [
    ...(reading.intent === meaning.intent ? [] : [`meant ${meaning.intent}, read ${reading.intent}`]),
    ...(meaning.intent !== "counter" || (reading.ask?.money.minor ?? null) === meaning.ask ? [] : [`asked ${meaning.ask}, read ${reading.ask?.money.minor}`]),
    ...((reading.ask?.firm ?? false) === meaning.firm ? [] : [`firm ${meaning.firm}, read ${reading.ask?.firm}`]),
    ...(reading.triggers.map(({ kind }) => kind).join() === (meaning.trigger ?? "") ? [] : [`trigger ${meaning.trigger}, read ${reading.triggers.map(({ kind }) => kind).join()}`])
  ]
  return problems.length === 0 ? "" : `${problems.join("; ")} in: ${newText}`
}

describe("cast", () => {
  for (const { first, last } of blocks) {
    it.effect(`ends as a demo should and is understood in every reply, seeds ${first} to ${last} (SIM-01)`, () =>
      Effect.gen(function*() {
        for (let seed = first; seed <= last; seed++) {
          const played = yield* playSeed(seed)
          const ended = (outcome: string): number => played.filter((one) => one.outcome === outcome).length
          const story = `seed ${seed}: ${played.map((one) => `${one.persona.temper} ${one.outcome} ${one.reason ?? ""}`).join(", ")}`
          assert.deepStrictEqual(played.flatMap((one) => one.heard.map(misread)).filter((problem) => problem !== ""), [], `seed ${seed}`)
          assert.isTrue(ended("Agreed") >= 5, story)
          assert.isTrue(ended("Declined") >= 1, story)
          assert.isTrue(ended("Walked") >= 1, story)
          assert.strictEqual(ended("Stale"), 1, story)
          assert.isTrue(ended("Escalated") >= 1 && ended("Escalated") <= 3, story)
          assert.isTrue(played.reduce((sum, one) => sum + one.sent.length, 0) >= 30, story)
          // The budget never bends a negotiation: whatever order they go in, all that is ever held at once fits.
          assert.isTrue(played.reduce((sum, one) => sum + one.mostHeld, 0) <= campaign.budget, story)
        }
      }))
  }

  it.effect("repeats exactly under the same seed and differs under another", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* playSeed(3), yield* playSeed(3))
      const amounts = (played: ReadonlyArray<Played>) => played.map(({ rate }) => rate)
      assert.notDeepEqual(amounts(yield* playSeed(3)), amounts(yield* playSeed(4)))
    }))

  it("deals the same twelve people other tempers under another seed", () => {
    const people = (seed: number) => cast(seed).map(({ member }) => member)
    const tempers = (seed: number) => cast(seed).map(({ persona }) => persona.temper)
    assert.deepStrictEqual(people(1), people(2))
    assert.notDeepEqual(tempers(1), tempers(2))
    assert.strictEqual(people(1).length, 12)
  })

  it("has the people of the sample roster", () => {
    const table = sample("roster.csv").trimEnd().split("\n").map((line) => line.split(","))
    const { problems, rows } = readRoster(table, campaign.currency)
    assert.deepStrictEqual(problems, [])
    assert.deepStrictEqual(rows.map((row) => ({ ...row, id: "" })), castMembers.map((member) => ({ ...influencerOf(member), id: "" })))
  })
})
