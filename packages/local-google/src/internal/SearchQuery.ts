import type { Message } from "./Mailbox.ts"
import { textOf } from "./MessageResource.ts"
import { header, parse } from "./Mime.ts"

/** A search as Gmail's search box takes it. */
export interface SearchQuery {
  readonly matches: (message: Message) => boolean
  /** It names SPAM or TRASH, or everything. */
  readonly looksEverywhere: boolean
  /** Terms that this server does not know; with one of them nothing matches. */
  readonly unknown: ReadonlyArray<string>
}

/** https://support.google.com/mail/answer/7190. Headers other than From, To, Cc, Bcc, Subject and Message-ID cannot be searched. */
export const compile = (query: string, context: { readonly account: string; readonly now: number }): SearchQuery => {
  const tests: Array<(message: Message) => boolean> = []
  const unknown: Array<string> = []
  let looksEverywhere = false
  for (const [term, minus, operator, quoted, bare] of query.matchAll(/(-)?(?:(\w+):)?(?:"([^"]*)"|(\S+))/gu)) {
    const value = quoted ?? bare ?? ""
    const test = operator === undefined && quoted === undefined && /^(?:OR|AND|AROUND|[({].*|.*[)}])$/u.test(value)
      ? null
      : termTest(operator?.toLowerCase() ?? "", value, context)
    if (test === null) {
      unknown.push(term)
      continue
    }
    if (minus === undefined && operator?.toLowerCase() === "in" && /^(?:anywhere|spam|trash)$/iu.test(value)) looksEverywhere = true
    tests.push(minus === undefined ? test : (message) => !test(message))
  }
  return { matches: (message) => unknown.length === 0 && tests.every((test) => test(message)), looksEverywhere, unknown }
}

type Test = (message: Message) => boolean

const termTest = (operator: string, value: string, { account, now }: { readonly account: string; readonly now: number }): Test | null => {
  const person = value === "me" ? account : value
  switch (operator) {
    case "":
      return (message) => containsWords(`${headersNamed(message, ["from", "to", "cc", "bcc", "subject"])} ${textOf(parse(message.raw))}`, value)
    case "in":
      return placeTest(value.toLowerCase())
    case "from":
      return wordsTest(["from"], person)
    case "to":
      return wordsTest(["to", "cc", "bcc"], person)
    case "subject":
      return wordsTest(["subject"], value)
    case "rfc822msgid":
      return (message) => message.messageId !== null && message.messageId === value.replace(/^<|>$/gu, "")
    case "after":
    case "before": {
      const at = instant(value)
      return at === null ? null : operator === "after" ? (message) => message.internalDate >= at : (message) => message.internalDate < at
    }
    case "newer_than": {
      const [, count, unit] = /^(\d+)([dmy])$/u.exec(value) ?? []
      const days = unit === "y" ? 365 : unit === "m" ? 30 : 1
      return count === undefined ? null : (message) => message.internalDate >= now - Number(count) * days * 86_400_000
    }
    default:
      return null
  }
}

const placeTest = (place: string): Test | null => {
  if (place === "anywhere") return () => true
  const label = places.get(place)
  return label === undefined ? null : (message) => message.labels.includes(label)
}

const places = new Map([["inbox", "INBOX"], ["sent", "SENT"], ["spam", "SPAM"], ["trash", "TRASH"], ["draft", "DRAFT"], ["drafts", "DRAFT"]])

const wordsTest = (names: ReadonlyArray<string>, value: string): Test | null =>
  /^[({]/u.test(value) || wordsOf(value).length === 0 ? null : (message) => containsWords(headersNamed(message, names), value)

const headersNamed = (message: Message, names: ReadonlyArray<string>): string => {
  const { headers } = parse(message.raw)
  return names.map((name) => header(headers, name) ?? "").join(" | ")
}

/** Whole words, next to each other and in order. */
const containsWords = (text: string, value: string): boolean => ` ${wordsOf(text).join(" ")} `.includes(` ${wordsOf(value).join(" ")} `)

const wordsOf = (text: string): ReadonlyArray<string> => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "")

/** Dates mean midnight in California: https://developers.google.com/workspace/gmail/api/guides/filtering */
const instant = (value: string): number | null => {
  if (/^\d{5,}$/u.test(value)) return Number(value) * 1000
  const [, year, month, day] = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})$/u.exec(value) ?? []
  return year === undefined ? null : Date.UTC(Number(year), Number(month) - 1, Number(day), 8)
}
