import type { DefaultTreeAdapterTypes } from "parse5"
import type { Declarations } from "./HtmlStyle.ts"
import { attributionEndingAt, headerBlockEnd } from "./QuoteHeaders.ts"

type Element = DefaultTreeAdapterTypes.Element
type Attributes = ReadonlyMap<string, string>

/** Whether this element holds history and nothing else, by the marks that mail clients leave. */
export const isQuote = (element: Element, attributes: Attributes, inGmailQuote: boolean): boolean => {
  const classes = classesOf(attributes)
  if (classes.some((name) => quoteClasses.has(name)) || quoteIds.has(attributes.get("id") ?? "")) return true
  if (element.tagName === "blockquote") {
    const style = attributes.get("style") ?? ""
    return attributes.get("type")?.toLowerCase() === "cite" || attributes.has("cite") || classes.includes("gmail_quote") ||
      classes.includes("cite") || /border-left/iu.test(style) || inGmailQuote || followsAttribution(element)
  }
  // Gmail's container also holds what was typed between the quotes inside it, so only its quotes count, unless it has none.
  return classes.includes("gmail_quote") && (!hasDescendant(element, "blockquote") || /^\s*-{5,}/u.test(firstText(element)))
}

/** Gmail's container, or a class of its family. */
export const isGmailQuote = (attributes: Attributes): boolean => /(?:^|\s)(?:x_|m_-?\d+)*gmail_quote\b/iu.test(attributes.get("class") ?? "")

/** Outlook puts history beside its header rather than inside a container, so all that follows is history. */
export const startsHistory = (element: Element, attributes: Attributes): boolean => {
  const id = attributes.get("id") ?? ""
  if (/^(?:x_)*(?:divRplyFwdMsg|stopSpelling|appendonsend|mail-editor-reference-message-container|OLK_SRC_BODY_SECTION)$/u.test(id)) {
    return id.includes("divRplyFwdMsg") || id.includes("stopSpelling") || id.includes("OLK_SRC") || id.includes("reference-message")
  }
  if (element.tagName !== "div" || !(attributes.get("style") ?? "").split(";").some(isSolidBorder)) return false
  return headerBlockEnd(textLines(element), 0) !== undefined
}

export const isSignature = (attributes: Attributes): boolean =>
  classesOf(attributes).some((name) => signatureClasses.has(name)) ||
  /^(?:x_)*(?:Signature|ms-outlook-mobile-signature|AppleMailSignature|lineBreakAtBeginningOfSignature|gmail_signature)$/iu.test(attributes.get("id") ?? "")

/** Line breaks before and after an element: 0 inline, 1 a block, 2 a paragraph. */
export const blockGap = (tag: string, css: Declarations): number => {
  const display = css.get("display") ?? ""
  if (display.startsWith("inline")) return 0
  if (tag === "p") return /^0(?:px|pt|cm|in|em)?(?:\s|$)/u.test(css.get("margin") ?? css.get("margin-bottom") ?? "") ? 1 : 2
  if (/^(?:h[1-6]|blockquote|pre|ul|ol|dl|table)$/u.test(tag)) return tag === "ul" || tag === "ol" || tag === "table" ? 1 : 2
  return /^(?:div|tr|li|dt|dd|section|article|header|footer|main|aside|nav|form|fieldset|figure|address|center|hr|body|caption|option|title)$/u.test(tag) ||
      display === "block"
    ? 1
    : 0
}

const quoteClasses = new Set([
  "gmail_attr", "moz-cite-prefix", "yahoo_quoted", "yahoo-quoted-begin", "protonmail_quote", "tutanota_quote", "zmail_extra", "gmail_extra_quote",
  "front-blockquote", "hey_quote", "ms-outlook-mobile-reference-message", "mail-quote", "airmail_ext_on", "apple-mail-quote"
])
const quoteIds = new Set(["yahoo_quoted", "reply-intro", "replyBlockquote", "isReplyContent", "zmail_extra"])
const signatureClasses = new Set([
  "gmail_signature", "gmail_signature_prefix", "moz-signature", "protonmail_signature_block", "ms-outlook-mobile-signature", "applemailsignature",
  "yahoo-signature", "ydp-signature", "front-signature"
])

const classesOf = (attributes: Attributes): ReadonlyArray<string> =>
  (attributes.get("class") ?? "").split(/\s+/u).map((name) => name.replace(/^(?:x_|m_-?\d+)+/u, "").toLowerCase())

const isSolidBorder = (declaration: string): boolean => /solid/iu.test(declaration.slice(declaration.search(/border(?:-top)?:|$/iu)))

/** Siblings that are looked at above a blockquote; an attribution is at most four lines. */
const nearSiblings = 50

/** A bare blockquote right under "On ... wrote:" is history; any other may be the sender's own quotation. */
const followsAttribution = (element: Element): boolean => {
  const siblings = element.parentNode?.childNodes ?? []
  const before = siblings.slice(Math.max(0, siblings.indexOf(element) - nearSiblings), siblings.indexOf(element)).map((node) =>
    "value" in node ? node.value.slice(-2000) : "tagName" in node && node.tagName === "br" ? "\n" : "tagName" in node ? `\n${textLines(node).join("\n")}\n` : "")
  const lines = before.join("").split("\n").filter((line) => line.trim() !== "")
  return lines.length > 0 && attributionEndingAt(lines, lines.length - 1) !== undefined
}

const hasDescendant = (element: Element, tag: string): boolean => {
  const stack: Array<DefaultTreeAdapterTypes.Node> = [...element.childNodes]
  for (let node = stack.pop(), seen = 0; node !== undefined && seen < 5000; node = stack.pop(), seen++) {
    if ("tagName" in node && node.tagName === tag) return true
    if ("childNodes" in node) for (const child of node.childNodes) stack.push(child)
  }
  return false
}

const firstText = (element: Element): string => textLines(element).find((line) => line.trim() !== "") ?? ""

/** The first lines of an element's text, enough to tell what it starts with. */
const textLines = (element: Element): ReadonlyArray<string> => {
  let text = ""
  const stack: Array<DefaultTreeAdapterTypes.Node> = element.childNodes.toReversed()
  for (let node = stack.pop(), seen = 0; node !== undefined && seen < 300 && text.length < 2000; node = stack.pop(), seen++) {
    if ("value" in node) text += node.value.replace(/\s+/gu, " ")
    if ("tagName" in node && /^(?:br|p|div|tr)$/u.test(node.tagName)) text += "\n"
    if ("childNodes" in node) for (const child of node.childNodes.toReversed()) stack.push(child)
  }
  return text.trim().split("\n")
}
