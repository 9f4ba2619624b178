import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type { Question } from "../Desk.ts"
import { cut, facts, section } from "./answers.ts"
import type { Submission } from "./Incoming.ts"
import { escapeTo } from "./mrkdwn.ts"

/** What a form knows of the button that opened it. Slack keeps up to 3,000 characters of it. */
export const Opened = Schema.Struct({
  negotiation: Schema.String, choice: Schema.Literal("counter", "agree", "edit"), seen: Schema.Int, mark: Schema.String,
  channel: Schema.String, thread: Schema.NullOr(Schema.String)
})
export type Opened = typeof Opened.Type
export const decode = Schema.decodeOption(Schema.parseJson(Opened))

interface Plain {
  type: "plain_text"
  text: string
  emoji: false
}
interface Input {
  type: "input"
  block_id: string
  label: Plain
  hint?: Plain
  element: { type: "plain_text_input"; action_id: string; multiline: boolean; max_length: number; initial_value?: string }
}
/** https://docs.slack.dev/reference/views/modal-views */
export interface View {
  type: "modal"
  callback_id: string
  title: Plain
  submit?: Plain
  close: Plain
  private_metadata: string
  blocks: Array<ReturnType<typeof section> | Input>
}

/** What one input of Slack's holds. */
export const longestInput = 3000

const plain = (text: string): Plain => ({ type: "plain_text", text, emoji: false })

const input = (name: string, label: string, given: { readonly initial?: string; readonly multiline?: boolean; readonly longest?: number; readonly hint?: string }): Input => ({
  type: "input", block_id: name, label: plain(cut(label, 150)), ...(given.hint === undefined ? {} : { hint: plain(given.hint) }),
  element: {
    type: "plain_text_input", action_id: name, multiline: given.multiline ?? false, max_length: given.longest ?? longestInput,
    ...(given.initial === undefined || given.initial === "" ? {} : { initial_value: given.initial })
  }
})

const form = (opened: Opened, title: string, submit: string, blocks: View["blocks"]): View => ({
  type: "modal", callback_id: "parley_form", title: plain(title), submit: plain(submit), close: plain("Cancel"), private_metadata: JSON.stringify(opened), blocks
})

/** A number for `counter` and `agree`, beside what it has to be weighed against. */
export const amountForm = (opened: Opened & { readonly choice: "counter" | "agree" }, { campaign, creator, currency, facts: known, state }: Question): View =>
  form(opened, opened.choice === "counter" ? "Counter" : "Agree", opened.choice === "counter" ? "Send the offer" : "Agree", [
    section(facts([["Influencer", creator], ["Campaign", campaign], ["State", state], ...known])),
    input("amount", `Amount in ${currency}`, { longest: 40, hint: `A number, e.g. 2,400 or 2400.50, in ${cut(currency, 20)}` })
  ])

/** The mail that waits for a yes, to be changed. */
export const draftForm = (opened: Opened, { body, subject }: { readonly subject: string; readonly body: string }): View =>
  form(opened, "Edit the mail", "Save", [
    input("subject", "Subject", { initial: subject, longest: 250 }),
    input("body", "Text", { initial: body, multiline: true }),
    section("What stands in `{{…}}` is filled in by Parley: leave it as it is, or take it out.")
  ])

export const fitsForm = ({ body, subject }: { readonly subject: string; readonly body: string }): boolean => body.length <= longestInput && subject.length <= 250

/** In place of a form that changed nothing. */
export const refusedView = (markup: string): View => ({
  type: "modal", callback_id: "parley_refused", title: plain("Nothing was changed"), close: plain("Close"), private_metadata: "", blocks: [section(markup)]
})

export const refusedFor = (message: string): View => refusedView(escapeTo(message, 3000))

/** What stands in a form's input; nothing is the empty text. */
export const valueOf = ({ view }: Submission, name: string): string =>
  Option.getOrElse(Option.fromNullable(view.state.values[name]?.[name]?.value), () => "")
