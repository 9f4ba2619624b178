import type { Notice, NoticeOutcome } from "@parley/domain/ports/TeamChannel"
import type { ActionsBlock, Button as ButtonElement, ContextBlock, KnownBlock, MrkdwnElement, PlainTextElement, SectionBlock } from "@slack/web-api"
import * as DateTime from "effect/DateTime"
import * as Option from "effect/Option"
import * as Button from "./Button.ts"
import { choices, isUrgent, kinds } from "./labels.ts"
import { metadataOf } from "./Marks.ts"
import { escape, escapeTo } from "./mrkdwn.ts"
import { quoted } from "./quoted.ts"
import { clean, isBlank, oneLine } from "./visible.ts"

/**
 * A notice as Slack shows it. All it says is data: nothing in it mentions anybody, links anywhere or leaves its place (HUMAN-06). Slack also refuses
 * what is too long as a whole, at about 12,000 characters and by a count it does not tell (https://github.com/slackapi/bolt-js/issues/2867), so that
 * the parts share a room of 8,000.
 */
export const noticeBlocks = (notice: Notice, mentions: ReadonlyArray<string>) => {
  const { sign, label } = kinds[notice.kind]
  const title = oneLine(beginning(notice.title))
  const told = isBlank(title) ? "(no title)" : title
  const facts = factBlocks(notice.facts)
  const why = whyBlocks(notice.why)
  const draft = draftBlocks(notice.draft)
  const quotes = quoteBlocks(notice.quotes, 8_000 - facts.size - why.size - draft.size)
  const blocks: ReadonlyArray<KnownBlock> = [
    { type: "header", text: plain(`${sign} ${escapeTo(told, 140)}`) },
    context(escapeTo(label, 100) + (isBlank(notice.negotiation ?? "") ? "" : ` · ${escapeTo(oneLine(notice.negotiation ?? ""), 100)}`)),
    ...(notice.outcome === null && isUrgent(notice.kind) ? mentionBlocks(mentions) : []),
    ...facts.blocks, ...quotes, ...draft.blocks, ...why.blocks,
    ...linkBlocks(notice.link),
    ...(notice.outcome === null ? askBlocks(notice) : [context(outcomeText(notice.outcome))])
  ]
  return { text: `${notice.outcome === null ? label : `Settled: ${label}`}: ${escapeTo(told, 300)}`, blocks, metadata: metadataOf(notice) }
}

interface Part {
  readonly blocks: ReadonlyArray<KnownBlock>
  /** In characters. */
  readonly size: number
}

const factBlocks = (facts: Notice["facts"]): Part => {
  const shown: Array<MrkdwnElement> = []
  let size = 0
  for (const [name, value] of facts.slice(0, 30)) {
    const field = mrkdwn(`*${shownText(name, 80)}*\n${shownText(value, 400)}`)
    if (size + field.text.length > 2_400) break
    shown.push(field)
    size += field.text.length
  }
  const hidden = facts.length - shown.length
  const sections = Array.from({ length: Math.ceil(shown.length / 10) }, (_, index): SectionBlock => ({ type: "section", fields: shown.slice(index * 10, index * 10 + 10) }))
  return { size, blocks: [...sections, ...(hidden === 0 ? [] : [context(`and ${hidden} more`)])] }
}

/** The first ones come first where not all find room. */
const quoteBlocks = (quotes: ReadonlyArray<string>, room: number): ReadonlyArray<KnownBlock> => {
  const blocks: Array<KnownBlock> = []
  let left = room
  for (const quote of quotes) {
    if (left < 200 || blocks.length >= 4) break
    const text = clean(beginning(quote))
    if (isBlank(text)) continue
    const { pieces } = quoted(text, 3_000, Math.min(1_500, left))
    for (const piece of pieces) {
      blocks.push(section(piece))
      left -= piece.length
    }
  }
  return blocks
}

const draftBlocks = (draft: Notice["draft"]): Part => {
  if (draft === null) return { blocks: [], size: 0 }
  const text = clean(draft.text)
  const { left, pieces } = isBlank(text) ? { pieces: ["> (empty)"], left: 0 } : quoted(text, 2_900, 4_000)
  const sections = [`*Draft to ${shownText(draft.to, 300)}:* ${shownText(draft.subject, 300)}`, ...pieces].map(section)
  return {
    blocks: [...sections, ...(left === 0 ? [] : [context(`${left} more characters of the draft are not shown`)])],
    size: sections.reduce((sum, { text: shown }) => sum + (shown?.text.length ?? 0), 0)
  }
}

const whyBlocks = (why: Notice["why"]): Part => {
  const lines = why.slice(0, 30).map((line) => clean(beginning(line))).filter((line) => !isBlank(line))
  if (lines.length === 0) return { blocks: [], size: 0 }
  const text = escapeTo(lines.join("\n"), 800)
  return { blocks: [context(text)], size: text.length }
}

const mentionBlocks = (mentions: ReadonlyArray<string>): ReadonlyArray<KnownBlock> => {
  const people = mentions.flatMap((id) => /^[UW][A-Z0-9]{1,30}$/u.test(id) ? [`<@${id}>`] : /^S[A-Z0-9]{1,30}$/u.test(id) ? [`<!subteam^${id}>`] : [])
  return people.length === 0 ? [] : [section(people.slice(0, 20).join(" "))]
}

/** Says where it leads; only what a browser opens is a link. */
const linkBlocks = (link: string | null): ReadonlyArray<KnownBlock> => {
  const url = link === null ? null : URL.parse(link)
  if (url === null || !["http:", "https:"].includes(url.protocol) || url.hostname === "" || url.hostname.length > 100) return []
  const target = escape(url.href.replace(/[|<>"`\s]/gu, (found) => encodeURIComponent(found)))
  return target.length > 600 ? [] : [section(`<${target}|Open the thread> (${escape(url.hostname)})`)]
}

const askBlocks = ({ ask, negotiation }: Notice): ReadonlyArray<KnownBlock> => {
  if (ask === null || negotiation === null) return []
  const beside: Array<string> = []
  const elements: Array<ButtonElement> = []
  for (const { choice, detail } of ask.choices) {
    const { confirm, label, style } = choices[choice]
    const value = Button.encode({ negotiation, choice, seen: ask.seen, mark: ask.mark })
    if (value.length > 2_000 || elements.some((one) => one.action_id === Button.actionId(choice))) continue
    const line = oneLine(beginning(detail ?? ""))
    const said = isBlank(line) ? null : line
    const whole = said === null ? label : `${label}: ${escape(said)}`
    if (said !== null && whole.length > 75) beside.push(`*${label}*: ${escapeTo(said, 150)}`)
    elements.push({
      type: "button", action_id: Button.actionId(choice), text: plain(whole.length > 75 ? label : whole), value,
      ...(style === undefined ? {} : { style }),
      ...(confirm === undefined ? {} : { confirm: { title: plain(confirm.title), text: plain(confirm.text), confirm: plain(label), deny: plain("Back"), style: "danger" } })
    })
  }
  const actions: ReadonlyArray<ActionsBlock> = elements.length === 0 ? [] : [{ type: "actions", elements }]
  return [...(beside.length === 0 ? [] : [context(beside.join("\n"))]), ...actions]
}

const outcomeText = ({ at, by, text }: NoticeOutcome): string => {
  const user = by === null ? undefined : /^slack:([UW][A-Z0-9]{1,30})$/u.exec(by)?.[1]
  const who = by === null ? "" : ` by ${user === undefined ? shownText(by, 100) : `<@${user}>`}`
  return `${by === null ? "➡️" : "✅"} ${shownText(text, 300)}${who}${timeText(at)}`
}

/** In the reader's own time zone. */
const timeText = (at: number): string =>
  Option.match(DateTime.make(at), {
    onNone: () => "",
    onSome: (time) => at < 0 ? "" : ` · <!date^${Math.floor(at / 1000)}^{date_short_pretty} {time}|${DateTime.formatIso(time)}>`
  })

/** More than is ever shown, and little enough to look through. */
const beginning = (text: string): string => text.slice(0, 10_000)

const shownText = (text: string, longest: number): string => {
  const line = oneLine(beginning(text))
  return isBlank(line) ? "(empty)" : escapeTo(line, longest)
}

const plain = (text: string): PlainTextElement => ({ type: "plain_text", text, emoji: false })
/** Verbatim: Slack finds no addresses, names or channels in it by itself. */
const mrkdwn = (text: string): MrkdwnElement => ({ type: "mrkdwn", text, verbatim: true })
const section = (text: string): SectionBlock => ({ type: "section", text: mrkdwn(text) })
const context = (text: string): ContextBlock => ({ type: "context", elements: [mrkdwn(text)] })
