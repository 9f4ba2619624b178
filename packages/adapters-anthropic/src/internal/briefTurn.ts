import type { Brief } from "@parley/domain/drafting/Brief"
import { shown } from "@parley/domain/drafting/BriefTexts"
import { render, slotNames } from "@parley/domain/drafting/Slots"
import type { Lever } from "@parley/domain/strategy/Lever"
import { choosePages, type Page, platformsOf } from "@parley/domain/ports/KnowledgeBase"
import { withoutFigures } from "./figures.ts"
import { framed } from "./frame.ts"

/**
 * What the writer is told of one mail: which slots it may use, never what they hold. No amount, date or count is in it, no name, and nothing that
 * anybody outside wrote.
 */
export const briefTurn = (brief: Brief, pages: ReadonlyArray<Page>, objections: ReadonlyArray<string>): string => {
  const platforms = platformsOf(brief.deliverables)
  return [
    framed("mail", {
      purpose: brief.purpose === "exit" ? "farewell" : brief.purpose,
      reader: brief.counterparty === "talent_manager" ? "talent manager" : "creator",
      situation: situation(brief),
      platforms,
      slots: Object.fromEntries(slotsFor(brief).map((slot) => [`{{${slot}}}`, meanings[slot]])),
      required: required(brief).map((slot) => `{{${slot}}}`),
      about: brief.purpose === "opening" ? withoutFigures(shown(brief.about).slice(0, 1_000)) : "",
      pages: choosePages(pages, { platforms, purpose: brief.purpose, counterparty: brief.counterparty }).map(({ name }) => name)
    }),
    ...objections.length === 0 ? [] : [framed("objections", [...new Set(objections.map(objectionOf))])]
  ].join("\n")
}

type Slot = (typeof slotNames)["line" | "block"][number]

const meanings: Readonly<Record<Slot, string>> = {
  name: "first name of the reader", influencer: "the creator's name", sender: "whose mail this is", client: "the brand", campaign: "the campaign's name",
  about: "what the campaign is about, one or two whole sentences", rate: "the fee that this mail offers or confirms", previous_rate: "the fee we offered before",
  their_ask: "the fee they named", deliverables: "what is to be made, with counts", usage: "how the content may be used", payment_terms: "how and when it is paid",
  schedule: "when drafts and posts are due", product: "what comes on top of the fee", syndication: "how their content is shared further",
  cpm: "what the fee comes to for a thousand views", terms: "block: the table of terms", next_steps: "block: numbered next steps", sign_off: "block: closing and sender's name"
}

/** The ones that have something to hold; a farewell has no terms. */
export const slotsFor = (brief: Brief): ReadonlyArray<Slot> => {
  const names: ReadonlyArray<Slot> = brief.purpose === "exit" ? ["name", "influencer", "sender", "client", "campaign"] : slotNames.line
  return [
    ...names.filter((slot) => render({ subject: `{{${slot}}}`, body: "" }, brief)._tag === "Right"),
    ...brief.purpose === "exit" ? [] : ["terms" as const],
    ...brief.purpose === "confirmation" && brief.nextSteps.some((step) => shown(step) !== "") ? ["next_steps" as const] : [],
    "sign_off"
  ]
}

const required = (brief: Brief): ReadonlyArray<Slot> =>
  slotsFor(brief).filter((slot) => slot === "next_steps" || slot === "sign_off" || slot === "terms" && (brief.purpose !== "follow_up" || brief.rate !== null))

const situation = (brief: Brief): ReadonlyArray<string> => [
  brief.isReply ? "they wrote to us, and this answers them" : "they have not written since our last mail, or at all",
  ...brief.lever === undefined || brief.lever === null ? [] : [changes[brief.lever]],
  ...brief.final ? ["this is our last offer"] : [],
  ...brief.previousRate !== null && brief.previousRate !== brief.rate ? ["the offer is new: the table shows the former fee struck through"] : [],
  ...brief.rate === null && brief.purpose !== "exit" ? ["no fee is named yet: ask for theirs"] : [],
  ...brief.concerns.length === 0 ? [] : [`they asked about: ${brief.concerns.join(", ")}`],
  ...brief.purpose !== "follow_up" ? [] : [brief.followUp <= 1 ? "this is the first reminder" : "this is a later reminder: make it easy to say no"]
]

/** What an offer changes beside money; the table and the slots say it in figures. */
const changes: Readonly<Record<Lever, string>> = {
  package: "the offer is new: a smaller package, as the table shows",
  usage_rights: "the offer is new: the same fee for shorter usage rights, as the table shows",
  product: "the offer is new: {{product}} comes on top of the fee, as the table shows",
  syndication: "the offer is new: their content is shared further, as the table shows in the words of {{syndication}}",
  cpm_transparency: "we keep to our offer and say what it comes to for a thousand views, with {{cpm}}"
}

/** What the gate said, without a figure: its quotes may hold the very amounts that the writer is not told. */
const objectionOf = (objection: string): string => {
  const [, code = "", quote = ""] = /^([a-z_]+): ([^]*)$/u.exec(objection) ?? []
  const advice = advices[code]
  if (advice === undefined) return "a slot was used that is not listed, or a block slot inside a sentence or the subject"
  return code === "missing_terms" ? advice : `${advice}: "${withoutFigures(shown(quote).slice(0, 120))}"`
}

const advices: Readonly<Partial<Record<string, string>>> = {
  unrendered_slot: "braces that are no slot", placeholder: "a placeholder, or brackets", markup: "markup", hidden: "characters that nobody sees, or that stand for others",
  variants_differ: "markup, or characters that a browser shows otherwise", amount: "a figure or number of your own", currency: "a currency", agreed_to_ask: "it reads as if their fee were agreed to",
  promise: "a promise that no slot makes", limits: "words about limits on our side", others: "words about other creators", prompt: "words about how the mail was made", link: "a link or an address",
  missing_terms: "a required block is missing: {{terms}}, and for a confirmation {{next_steps}} if listed, each alone on a line"
}
