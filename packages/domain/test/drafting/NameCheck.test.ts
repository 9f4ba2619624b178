import { assert, describe, it } from "@effect/vitest"
import { gate } from "../../src/drafting/Gate.ts"
import { namesOf } from "../../src/drafting/NameCheck.ts"
import { escapeHtml } from "../../src/drafting/Slots.ts"
import { plain } from "./briefs.ts"

const roster = [
  ["Greta Pohl", "gretapohl"], ["Hope Adler", "@hope"], ["Will Mark", "@will_marks"], ["Rose Young", "@rose"], ["Grace O'Brien", "@travel"], ["May Lindqvist", "@mlq.eats"],
  ["Zoë Brandão", ""], ["The Daily Bake", "@thedailybake"], ["Living With Lucy", "@livingwithlucy7"], ["Al Thin", "@althin"], ["Юлия Соколова", "@sokol"]
].map(([name = "", handle = ""]) => ({ name, handle }))
const others = roster.flatMap(namesOf)
const read = (text: string, brief = plain) =>
  gate({ subject: "Partnership", text, html: `<p>${escapeHtml(text).replace(/\n/g, "<br>")}</p>` }, { ...brief, purpose: "answer" }, others).filter(({ code }) => code === "others").map(({ quote }) => quote)

describe("NameCheck", () => {
  it("GATE-02 another creator is found whole, by part, by handle, in capitals and spelled apart", () => {
    for (const [text, quote] of [
      ["Our post with Greta Pohl comes first.", "Greta Pohl"], ["The film is like that of greta pohl.", "Greta Pohl"], ["Greta did the last one.", "greta"], ["Ask POHL about us.", "pohl"],
      ["You know gretapohl from there.", "Greta Pohl"], ["It is G r e t a P o h l, by the way.", "Greta Pohl"], ["Hope Adler is with us.", "Hope Adler"], ["Adler's reel is up.", "adler"],
      ["Have a look at will_marks.", "@will_marks"], ["Will Mark is with us too.", "Will Mark"], ["See mlq.eats for one.", "@mlq.eats"], ["Rose Young has one.", "Rose Young"],
      ["Zoe Brandao liked it.", "Zoë Brandão"], ["Brandao liked it.", "brandao"], ["We made one with Lucy.", "lucy"], ["Lindqvist and you would fit.", "lindqvist"], ["Спросите Юлия Соколова.", "Юлия Соколова"]
    ] as const) {
      assert.include(read(text), quote, text)
    }
  })
  it("GATE-02 a name that is a word, or a handle that is one, counts no more than the word", () => {
    for (const text of [
      "Hope this finds you well. Will you have time in May?", "Mark the date. Grace and ease suit the rose scent.", "Rose is the scent of the spring.", "Living well is what you show. With that in mind, this is it.",
      "Daily life is what we look for, and you bake.", "The final thing is the date.", "We love to travel, and we hope you will.", "Young people watch you."
    ]) assert.deepStrictEqual(read(text), [], text)
  })
  it("GATE-02 a greeting and the line below it name nobody", () => {
    const found = gate({ subject: "x", text: "Hi Maya,\n\nI wanted to ask.", html: "<p>Hi Maya,</p><p>I wanted to ask.</p>" }, { ...plain, purpose: "answer" }, ["Maya I"]).filter(({ code }) => code === "others")
    assert.deepStrictEqual(found, [])
  })
  it("GATE-02 whom the mail is to, and what the team wrote, is granted", () => {
    assert.deepStrictEqual(read("Hi Greta, good to hear from you.", { ...plain, recipientName: "Greta Meyer" }), [])
    assert.deepStrictEqual(read("The launch is hosted by Greta Pohl.", { ...plain, about: "The launch is hosted by Greta Pohl." }), [])
    assert.isNotEmpty(read("Hi Maya, Greta says hello.", { ...plain, recipientName: "Maya Lopez" }))
  })
})
