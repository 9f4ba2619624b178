import { assert, describe, it } from "@effect/vitest"
import { DeliverableKind, kindNames } from "../../src/deliverables/Deliverable.ts"
import { campaignIdOf } from "../../src/intake/campaignIdOf.ts"
import { deliverablesIn } from "../../src/intake/deliverablesIn.ts"
import { FormId } from "../../src/intake/Form.ts"
import { platformIn } from "../../src/intake/platformIn.ts"

describe("what a form's words mean", () => {
  it("INTAKE-01 the platform is the one with the largest share, and none where that cannot be told", () => {
    const of: ReadonlyArray<readonly [string, string | null]> = [
      ["Instagram 60%, TikTok 40%", "instagram"], ["40% IG / 60% Tik Tok", "tiktok"], ["TikTok", "tiktok"], ["YouTube: 100", "youtube"], ["instagram 33.3; yt 66.7", "youtube"],
      ["Instagram 50%, TikTok 50%", null], ["Facebook 70%, Instagram 30%", null], ["mostly Instagram, some TikTok", null], ["Instagram 60% TikTok 40%", null], ["", null], ["Instagram 0%", null]
    ]
    for (const [text, platform] of of) assert.strictEqual(platformIn(text), platform, text)
  })

  it("INTAKE-01 deliverables are known by their names, by their platform's, or by the campaign's platform", () => {
    for (const kind of DeliverableKind.literals) for (const name of [kind, ...kindNames[kind]]) assert.deepStrictEqual(deliverablesIn([name], null), { [kind]: 1 }, name)
    assert.deepStrictEqual(deliverablesIn(["2 Instagram Reels and an IG Story"], null), { instagram_reel: 2, instagram_story: 1 })
    assert.deepStrictEqual(deliverablesIn(["TikTok x3", "Reel", "TikTok video"], "tiktok"), { tiktok_video: 4, instagram_reel: 1 })
    assert.deepStrictEqual(deliverablesIn(["Story"], "tiktok"), { tiktok_story: 1 })
    assert.deepStrictEqual(deliverablesIn(["Story", "UGC Video", "YouTube video", "Instagram and TikTok Reel x2"], null), { Story: 1, "UGC Video": 1, "YouTube video": 1, Instagram: 1, "TikTok Reel x2": 2 })
  })

  it("INTAKE-01 a campaign's id is the same whenever its form is read, and says which form it was", () => {
    const of = (title: string, id = "86C1_Ab") => String(campaignIdOf({ id: FormId.make(id), title }))
    assert.strictEqual(of("  Été: Glow & Go "), "ete-glow-go-86c1-ab".replace("ete", "e-te"))
    assert.strictEqual(of("日本"), "form-86c1-ab")
    assert.match(of("x".repeat(300), "y".repeat(64)), /^[a-z0-9-]{1,64}$/u)
  })
})
