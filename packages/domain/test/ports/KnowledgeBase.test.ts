import { assert, describe, it } from "@effect/vitest"
import * as fc from "effect/FastCheck"
import { Platform } from "../../src/influencer/Influencer.ts"
import { choosePages, inOrder, type Page, platformsOf } from "../../src/ports/KnowledgeBase.ts"
import { MailPurpose } from "../../src/negotiation/MailPurpose.ts"

const page = (name: string, changes: Partial<Page> = {}): Page => ({ name, title: name, audience: null, platforms: [], stages: [], text: name, ...changes })
const pages = fc.uniqueArray(
  fc.record({
    name: fc.stringMatching(/^[a-zé]{1,6}\.md$/u), title: fc.string(), audience: fc.constantFrom(null, "influencer" as const, "talent_manager" as const),
    platforms: fc.subarray([...Platform.literals]), stages: fc.subarray([...MailPurpose.literals]), text: fc.string()
  }),
  { selector: ({ name }) => name, maxLength: 12 }
)
const topic = { platforms: ["tiktok"], purpose: "counter", counterparty: "talent_manager" } as const

describe("KnowledgeBase", () => {
  it("KB-01 chooses what applies by audience, platform and stage, general pages first, then by name", () => {
    const chosen = choosePages([
      page("z.md"), page("tiktok.md", { platforms: ["youtube", "tiktok"] }), page("manager.md", { audience: "talent_manager" }), page("a.md"),
      page("creator.md", { audience: "influencer" }), page("opening.md", { stages: ["opening"] }), page("all.md", { audience: "talent_manager", stages: ["counter", "hold"] })
    ], topic)
    assert.deepStrictEqual(chosen.map(({ name }) => name), ["a.md", "z.md", "manager.md", "tiktok.md", "all.md"])
  })

  it("KB-01 names the platforms of a package once each", () => {
    assert.deepStrictEqual(platformsOf([{ kind: "youtube_short", quantity: 1 }, { kind: "instagram_reel", quantity: 2 }, { kind: "instagram_story", quantity: 2 }]), ["instagram", "youtube"])
    assert.deepStrictEqual(platformsOf([]), [])
  })

  it.prop("KB-01 the choice does not depend on the order of the pages", [pages.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))], ([[one, other]]) => {
    assert.deepStrictEqual(choosePages(one, topic), choosePages(other, topic))
    assert.deepStrictEqual(inOrder(one), inOrder(other))
    assert.deepStrictEqual(inOrder(one).filter((it) => choosePages(one, topic).includes(it)), choosePages(one, topic))
  })
})
