import type { DeskRefused } from "../Desk.ts"
import * as Command from "./Command.ts"
import { escapeTo } from "./mrkdwn.ts"

/** https://docs.slack.dev/reference/block-kit/composition-objects/text-object: `verbatim` leaves names and addresses as they stand. */
interface Markup {
  type: "mrkdwn"
  text: string
  verbatim: true
}
interface Section {
  type: "section"
  text: Markup
}
interface Buttons {
  type: "actions"
  elements: Array<{ type: "button"; action_id: string; text: { type: "plain_text"; text: string; emoji: false }; value: string; style?: "danger" }>
}

/** What one person is told. */
export interface Answer {
  /** Stands for the blocks in notifications and screen readers. */
  readonly text: string
  readonly blocks: Array<Section | Buttons>
}

/** Markup of our own; nothing in it was escaped for the caller. */
export const section = (markup: string): Section => ({ type: "section", text: { type: "mrkdwn", text: markup, verbatim: true } })

export const sentence = (text: string): Answer => ({ text: escapeTo(text, 200), blocks: [section(escapeTo(text === "" ? "Done." : text, 3000))] })

const longestBlock = 2900
const mostBlocks = 5

/** Lines as they are, and how many there was no room for; `more` tells where those are. */
export const listing = (title: string, lines: ReadonlyArray<string>, more: string): Answer => {
  const blocks: Array<string> = []
  let told = 0
  for (const line of lines) {
    // nothing ends the code block but its end
    const shown = escapeTo(line.replace(/`{3}/gu, "'''"), 1000)
    const last = blocks.at(-1)
    if (last !== undefined && last.length + shown.length < longestBlock) blocks[blocks.length - 1] = `${last}\n${shown}`
    else if (blocks.length < mostBlocks) blocks.push(shown)
    else break
    told += 1
  }
  const left = lines.length - told
  const rest = left === 0 ? [] : [section(escapeTo(`${left} more ${left === 1 ? "line" : "lines"}: ${more}`, 3000))]
  return { text: escapeTo(title, 200), blocks: [section(escapeTo(title, 3000)), ...blocks.map((block) => section(`\`\`\`\n${block}\n\`\`\``)), ...rest] }
}

export const withButtons = (answer: Answer, buttons: ReadonlyArray<{ readonly label: string; readonly command: Command.Command; readonly isDanger?: boolean }>): Answer => {
  const elements = buttons.map(({ command, isDanger = false, label }, index) => ({
    type: "button" as const, action_id: Command.actionId(index), text: { type: "plain_text" as const, text: cut(label, 75), emoji: false as const }, value: Command.encode(command),
    ...(isDanger ? { style: "danger" as const } : {})
  }))
  return elements.length === 0 ? answer : { ...answer, blocks: [...answer.blocks, { type: "actions", elements }] }
}

const mostCandidates = 24

/** Why nothing was changed; who may have been meant, to choose from. */
export const refusal = ({ candidates, message }: DeskRefused, command: Command.Command): Answer => {
  const shown = candidates.slice(0, mostCandidates)
  const left = candidates.length - shown.length
  return withButtons(
    sentence(left === 0 ? message : `${message} (${left} more: type more of the name)`),
    shown.map(({ label, negotiation }) => ({ label, command: Command.aimedAt(command, negotiation) })).filter((button) => Command.encode(button.command).length <= 2000)
  )
}

/** Nobody knows what became of it. */
export const broken = (request: string): Answer => sentence(`That did not work: Parley could not finish it (request ${request}). Try again.`)

/** Lines of names and values, in markup. */
export const facts = (pairs: ReadonlyArray<readonly [string, string]>): string => {
  const lines: Array<string> = []
  let size = 0
  for (const [name, value] of pairs) {
    const line = `*${escapeTo(name, 100)}:* ${escapeTo(value, 400)}`
    size += line.length + 1
    if (size > 3000) break
    lines.push(line)
  }
  return lines.join("\n")
}

/** For plain text, in which nothing acts; a character is never cut in two. */
export const cut = (text: string, longest: number): string => {
  if (text === "") return "–"
  return text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/u, "")}…`
}

