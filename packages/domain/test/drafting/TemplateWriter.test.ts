import { assert, describe, it } from "@effect/vitest"
import { cpmCents } from "../../src/Cpm.ts"
import { Lever } from "../../src/strategy/Lever.ts"
import type { Brief } from "../../src/drafting/Brief.ts"
import { writeTemplate } from "../../src/drafting/TemplateWriter.ts"
import { anyBrief, plain } from "./briefs.ts"

const of = (change: Partial<Brief>): string => writeTemplate({ ...plain, ...change }).body

describe("TemplateWriter", () => {
  it.prop("GATE-01 a template has no figure of its own", [anyBrief], ([brief]) => {
    const { body, subject } = writeTemplate(brief)
    assert.notMatch(body + subject, /\p{N}/u)
  }, { fastCheck: { numRuns: 300 } })
  it("GATE-04 offers, answers and confirmations carry the terms; an exit does not", () => {
    for (const purpose of ["opening", "counter", "hold", "answer", "follow_up", "confirmation"] as const) assert.include(of({ purpose }), "{{terms}}", purpose)
    assert.notInclude(of({ purpose: "exit", rate: null }), "{{terms}}")
    assert.include(of({ purpose: "confirmation" }), "{{next_steps}}")
  })
  it("STRAT-03 a final counter says so, and asks for nothing more", () => {
    assert.include(of({ final: true }), "best and final offer")
    assert.notInclude(of({ final: false }), "final")
  })
  it("LEVER-01 an offer that changes more than money says so", () => {
    const told = Lever.literals.map((lever) => of({ lever, cpm: cpmCents(2_000) }))
    assert.strictEqual(new Set([...told, of({})]).size, Lever.literals.length + 1)
    assert.match(of({ lever: "cpm_transparency", cpm: cpmCents(2_000) }), /\{\{cpm\}\} per thousand views/)
    assert.notInclude(of({ lever: "product", cpm: null }), "{{cpm}}")
  })
  it("PARTY-01 a manager is spoken to about the creator", () => {
    assert.include(of({ purpose: "opening", counterparty: "talent_manager" }), "{{influencer}}")
    assert.notInclude(of({ purpose: "opening" }), "{{influencer}}")
  })
  it("MAIL-11 a later follow-up reads differently from the first", () => {
    assert.notStrictEqual(of({ purpose: "follow_up", followUp: 1 }), of({ purpose: "follow_up", followUp: 2 }))
  })
  it("READ-05 an answer speaks only of what the brief says", () => {
    const body = of({ purpose: "answer", concerns: ["usage", "product", "timing", "usage"], schedule: "" })
    assert.include(body, "usage rights are the ones listed above")
    assert.strictEqual(body.split("I will ask the team").length, 2)
  })
})
