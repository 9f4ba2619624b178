import * as Data from "effect/Data"
import * as Either from "effect/Either"
import { describeDeliverables } from "../deliverables/Deliverable.ts"
import { describeUsage } from "../deliverables/UsageRights.ts"
import { type Cents, cents, formatMoney } from "../Money.ts"
import type { Brief, Draft, RenderedMail } from "./Brief.ts"
import { firstName, shown } from "./BriefTexts.ts"

/** The draft names a slot that does not exist. */
export class UnknownSlot extends Data.TaggedError("UnknownSlot")<{ readonly slot: string }> {}

/** The brief has nothing to fill a slot with, or the slot cannot stand there: a block in a subject or inside a sentence. */
export class MissingSlot extends Data.TaggedError("MissingSlot")<{ readonly slot: string; readonly reason: string }> {}

/**
 * What each slot is filled with (GATE-01). Line slots stand in a sentence or the subject; block slots alone on a line of
 * the body. `opening`, `counter`, `hold`, `answer` and `confirmation` need `terms`; a confirmation needs `next_steps` if
 * the brief has any; every mail needs `sign_off` or `sender`.
 */
export const slotNames = {
  line: [
    "name", "influencer", "sender", "client", "campaign", "about", "rate", "previous_rate", "their_ask", "deliverables", "usage",
    "payment_terms", "schedule", "product", "syndication", "cpm"
  ],
  block: ["terms", "next_steps", "sign_off"]
} as const

/** Fills every slot of `draft` from `brief`, as text and as HTML that say the same (GATE-04). Filled text is never read for slots again. */
export const render = (draft: Draft, brief: Brief): Either.Either<RenderedMail, UnknownSlot | MissingSlot> =>
  Either.gen(function*() {
    const subject = shown(yield* fill(draft.subject, brief, "the subject"))
    const text: Array<string> = []
    const html: Array<string> = []
    for (const paragraph of draft.body.replace(/\r\n?/g, "\n").split(/\n{2,}/)) {
      const lines = paragraph.split("\n").map((line) => line.trim()).filter((line) => line !== "")
      let run: Array<string> = []
      const flush = (): void => {
        if (run.length === 0) return
        text.push(run.join("\n"))
        html.push(`<p>${run.map(escapeHtml).join("<br>")}</p>`)
        run = []
      }
      for (const line of lines) {
        const name = /^\{\{\s*([a-z_]+)\s*\}\}$/.exec(line)?.[1]
        if (name === "terms") {
          flush()
          const rows = termRows(brief)
          text.push(rows.map(({ label, previous, value }) => `${label}: ${value}${previous === null ? "" : ` (previously ${previous})`}`).join("\n"))
          html.push(`<table>${rows.map(({ label, previous, value }) =>
            `<tr><th scope="row">${label}</th><td>${escapeHtml(value)}${previous === null ? "" : ` (previously <s>${escapeHtml(previous)}</s>)`}</td></tr>`).join("")}</table>`)
        } else if (name === "next_steps") {
          flush()
          const steps = brief.nextSteps.map(shown).filter((step) => step !== "")
          if (steps.length === 0) continue
          text.push(steps.map((step, i) => `${i + 1}. ${step}`).join("\n"))
          html.push(`<ol>${steps.map((step) => `<li>${escapeHtml(step)}</li>`).join("")}</ol>`)
        } else if (name === "sign_off") {
          flush()
          run = ["Best,", shown(brief.senderName)]
          flush()
        } else run.push(yield* fill(line, brief, "a sentence"))
      }
      flush()
    }
    return { subject, text: `${text.join("\n\n")}\n`, html: html.join("\n") }
  })

/** One row of the terms block. */
export interface TermRow {
  readonly label: "Deliverables" | "Usage rights" | "We add" | "Sharing" | "Rate" | "Payment" | "Schedule"
  readonly value: string
  readonly previous: string | null
}

/** The terms block: deliverables, usage rights, what comes on top of the rate, the rate with the previous one, payment, schedule; what the brief lacks is left out. */
export const termRows = (brief: Brief): ReadonlyArray<TermRow> => {
  const row = (label: TermRow["label"], value: string, previous: string | null = null): ReadonlyArray<TermRow> => {
    const text = shown(value)
    return text === "" ? [] : [{ label, value: text, previous }]
  }
  const money = (amount: Cents): string => formatMoney(amount, brief.currency)
  return [
    ...row("Deliverables", describeDeliverables(brief.deliverables)),
    ...row("Usage rights", describeUsage(brief.usage)),
    ...brief.rate === null ? [] : [...row("We add", brief.product ?? ""), ...row("Sharing", brief.syndication ?? "")],
    ...brief.rate === null ? [] : row("Rate", money(brief.rate), brief.previousRate === null || brief.previousRate === brief.rate ? null : money(brief.previousRate)),
    ...row("Payment", brief.paymentTerms),
    ...row("Schedule", brief.schedule)
  ]
}

/** Text as HTML shows it, in an element. */
export const escapeHtml = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;")

const fill = (line: string, brief: Brief, where: string): Either.Either<string, UnknownSlot | MissingSlot> =>
  Either.gen(function*() {
    let out = ""
    let at = 0
    for (const match of line.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)) {
      const name = match[1] ?? ""
      const value = slotValue(name, brief)
      if (value === undefined) {
        return yield* slotNames.block.some((block) => block === name)
          ? Either.left(new MissingSlot({ slot: name, reason: `a block cannot stand in ${where}` }))
          : Either.left(new UnknownSlot({ slot: name }))
      }
      if (value === null) return yield* Either.left(new MissingSlot({ slot: name, reason: "the brief does not say" }))
      out += line.slice(at, match.index) + value
      at = match.index + match[0].length
    }
    return out + line.slice(at)
  })

/** Undefined for no such line slot, null for one that the brief cannot fill. */
const slotValue = (name: string, brief: Brief): string | null | undefined => {
  const money = (amount: Cents | null): string | null => amount === null ? null : formatMoney(amount, brief.currency)
  const text = (value: string): string | null => shown(value) === "" ? null : shown(value)
  switch (name) {
    case "name": return text(firstName(brief.recipientName))
    case "influencer": return text(brief.influencerName)
    case "sender": return text(brief.senderName)
    case "client": return text(brief.clientName)
    case "campaign": return text(brief.campaignName)
    case "about": return text(brief.about)
    case "rate": return money(brief.rate)
    case "previous_rate": return money(brief.previousRate)
    case "their_ask": return money(brief.theirAsk)
    case "deliverables": return text(describeDeliverables(brief.deliverables))
    case "usage": return text(describeUsage(brief.usage))
    case "payment_terms": return text(brief.paymentTerms)
    case "schedule": return text(brief.schedule)
    case "product": return text(brief.product ?? "")
    case "syndication": return text(brief.syndication ?? "")
    case "cpm": return money(brief.cpm === undefined || brief.cpm === null ? null : cents(brief.cpm))
    default: return undefined
  }
}
