import { field, isJson, list, objects } from "./Json.ts"
import * as Buttons from "../Buttons.ts"
import type { Json, Message } from "../Message.ts"

/** Without what a terminal would obey or turn around: what is shown here was written by strangers. */
export const printable = (text: string): string =>
  text.replaceAll("\r\n", "\n").replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) => sign === "\n" ? sign : "")

/** A message as lines of text, its buttons numbered from the one given. */
export const messageLines = (message: Message, firstNumber: number): ReadonlyArray<string> => {
  const blocks = message.blocks.length === 0 ? [message.text] : message.blocks.flatMap(blockTexts)
  const buttons = Buttons.of(message).map(({ element, text }, index) => `[${firstNumber + index}] ${text === "" ? String(element["type"]) : text}`)
  return [...blocks, ...(buttons.length === 0 ? [] : [buttons.join("  ")])].flatMap((line) => printable(unescaped(line)).split("\n"))
}

/** A form: its title, what it says and its fields by the names to fill them under. */
export const viewLines = (view: Json): ReadonlyArray<string> => [
  `Form: ${String(field(view["title"], "text"))}`,
  ...objects(view["blocks"]).flatMap((block) =>
    block["type"] === "input" ? [`${String(field(block["label"], "text"))} (${String(field(block["element"], "action_id"))})`] : blockTexts(block))
].map((line) => printable(unescaped(line)))

const blockTexts = (block: Json): ReadonlyArray<string> =>
  [block["text"], ...list(block["fields"]), ...(block["type"] === "context" ? list(block["elements"]) : []), ...(block["type"] === "rich_text" ? [{ text: richText(block) }] : [])]
    .flatMap((one) => typeof field(one, "text") === "string" ? [String(field(one, "text"))] : [])

const richText = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(richText).join("")
  if (!isJson(value)) return ""
  return typeof value["text"] === "string" ? value["text"] : richText(value["elements"])
}

const unescaped = (text: string): string => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&")
