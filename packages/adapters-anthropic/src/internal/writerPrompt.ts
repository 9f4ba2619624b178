import { inOrder, type Page } from "@parley/domain/ports/KnowledgeBase"
import * as Schema from "effect/Schema"
import { answerSchema } from "./answerSchema.ts"
import { withoutPrices } from "./figures.ts"
import { writerExamples } from "./writerExamples.ts"
import { writerRules } from "./writerRules.ts"

/** What the model answers. Lengths are not enforced by the vendor: see `AnthropicWriter`. */
export const DraftAnswer = Schema.Struct({
  subject: Schema.String.annotations({ description: "One line, under ten words, figures only as slots" }),
  body: Schema.String.annotations({ description: "Plain text, paragraphs separated by an empty line, figures only as slots" })
})

export const writerSchema = answerSchema(DraftAnswer)

/** Beyond this a playbook would cost more than the mails are worth; pages after it are left out. */
export const longestPlaybook = 60_000

/** The same bytes as long as the pages are the same: all of them, whatever the mail, so that all mails share the vendor's cache. */
export const writerPrefix = (pages: ReadonlyArray<Page>): { readonly text: string; readonly left: ReadonlyArray<string> } => {
  const left: Array<string> = []
  const playbook: Array<string> = []
  let length = 0
  for (const page of inOrder(pages)) {
    const text = `<page name=${JSON.stringify(page.name)}>\n${page.title}\n\n${withoutPrices(page.text)}\n</page>`
    if (length + text.length > longestPlaybook) left.push(page.name)
    else {
      length += text.length
      playbook.push(text)
    }
  }
  return {
    left,
    text: [
      writerRules,
      "# Examples",
      ...writerExamples.map(({ counterparty, draft, final, purpose }) =>
        `<example purpose="${purpose === "exit" ? "farewell" : purpose}" reader="${counterparty === "talent_manager" ? "talent manager" : "creator"}"${final ? " situation=\"this is our last offer\"" : ""}>\n${JSON.stringify(draft)}\n</example>`),
      "# Playbook",
      ...playbook.length === 0 ? ["There are no pages."] : playbook
    ].join("\n\n")
  }
}
