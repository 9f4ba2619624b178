import type { DefaultTreeAdapterTypes } from "parse5"
import * as HtmlQuote from "./HtmlQuote.ts"
import { parseHtml } from "./HtmlTree.ts"
import { derive, initialStyle, isUnreadable, parseDeclarations, parseStyleSheet } from "./HtmlStyle.ts"
import type { Declarations, TextStyle } from "./HtmlStyle.ts"

export type SegmentKind = "text" | "comment" | "alt" | "title" | "href" | "value"

/** A stretch of an HTML body in reading order. */
export interface Segment {
  readonly text: string
  /** A reader sees it. Comments, alternative texts, titles, link targets and styled-away text are not visible. */
  readonly visible: boolean
  /** It stands in a container that a mail client made for history. */
  readonly quoted: boolean
  /** It stands in a container that a mail client made for the signature. */
  readonly signature: boolean
  readonly kind: SegmentKind
}

export interface Segments {
  readonly segments: ReadonlyArray<Segment>
  /** The body goes on past what is read of it. */
  readonly cut: boolean
}

/** Reads an HTML body. Block structure is in the visible segments' text as "\n"; list items start with "- " or their number, and what is crossed out stands in "~~". */
export const htmlSegments = (html: string): Segments => {
  const { cut, document } = parseHtml(html)
  const sheet = styleSheet(document)
  const walker = new Walker()
  const stack: Array<Step> = [{ node: document, scope: { style: initialStyle, quoted: false, gmail: false, signature: false, ordinal: undefined, row: { begun: false } } }]
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    if ("cellEnd" in step) walker.endCell()
    else if ("struckEnd" in step) walker.unstrike(step.struckEnd)
    else if ("close" in step) walker.break(step.close)
    else visit(step.node, step.scope, sheet, walker, stack)
  }
  return { segments: walker.segments, cut }
}

/** All a reader sees, as plain text. */
export const visibleText = (segments: ReadonlyArray<Segment>): string =>
  segments.filter((segment) => segment.visible).map((segment) => segment.text).join("").trim()

/** All that is in the source but not before a reader's eyes, one stretch per line. */
export const hiddenText = (segments: ReadonlyArray<Segment>): string =>
  segments.filter((segment) => !segment.visible).map((segment) => segment.text.trim()).filter((text) => text !== "").join("\n")

interface Scope {
  readonly style: TextStyle
  readonly quoted: boolean
  /** Inside Gmail's container for history, which holds new words too. */
  readonly gmail: boolean
  readonly signature: boolean
  readonly ordinal: { next: number } | undefined
  readonly row: { begun: boolean }
}

type Node = DefaultTreeAdapterTypes.Node
type Step = { readonly node: Node; readonly scope: Scope } | { readonly close: number } | { readonly cellEnd: true } | { readonly struckEnd: Scope }

const visit = (node: Node, scope: Scope, sheet: ReadonlyMap<string, Declarations>, walker: Walker, stack: Array<Step>): void => {
  if ("data" in node) return walker.hidden("comment", node.data, scope)
  if ("value" in node) return walker.text(node.value, scope)
  if (!("childNodes" in node)) return
  if (!("tagName" in node)) return pushChildren(node.childNodes, scope, stack)
  const tag = node.tagName
  if (/^(?:script|style|noscript|meta|link)$/u.test(tag)) return
  const attributes = new Map(node.attrs.map((attribute) => [attribute.name, attribute.value]))
  const css = cascade(sheet, tag, attributes)
  const style = derive(scope.style, css, attributes, tag)
  if (HtmlQuote.startsHistory(node, attributes)) walker.historyFromHere = true
  const inner: Scope = {
    style: tag === "head" || tag === "template" ? { ...style, removed: true } : style,
    quoted: scope.quoted || walker.historyFromHere || HtmlQuote.isQuote(node, attributes, scope.gmail),
    gmail: scope.gmail || HtmlQuote.isGmailQuote(attributes),
    signature: scope.signature || HtmlQuote.isSignature(attributes),
    ordinal: tag === "ol" ? { next: Number.parseInt(attributes.get("start") ?? "1", 10) || 1 } : tag === "ul" ? undefined : scope.ordinal,
    row: { begun: false }
  }
  if (attributes.has("alt")) walker.hidden("alt", attributes.get("alt") ?? "", inner)
  if (attributes.has("title")) walker.hidden("title", attributes.get("title") ?? "", inner)
  if (attributes.has("aria-label")) walker.hidden("title", attributes.get("aria-label") ?? "", inner)
  if (tag === "input") walker.hidden("value", attributes.get("value") ?? attributes.get("placeholder") ?? "", inner)
  if (tag === "a" || tag === "area") walker.hidden("href", attributes.get("href") ?? "", inner)
  if (tag === "br") return walker.newline(inner)
  const gap = HtmlQuote.blockGap(tag, css)
  walker.break(gap)
  if (tag === "hr") return
  if (tag === "li") {
    walker.text(inner.ordinal === undefined ? "- " : `${inner.ordinal.next++}. `, inner, true)
  }
  if (tag === "td" || tag === "th") {
    stack.push({ cellEnd: true })
    walker.cell(!scope.row.begun)
    scope.row.begun = true
  }
  if (gap > 0) stack.push({ close: gap })
  if (style.struck && !scope.style.struck && !isUnreadable(inner.style)) {
    walker.strike(inner)
    stack.push({ struckEnd: inner })
  }
  const children = tag === "template" && "content" in node ? node.content.childNodes : node.childNodes
  pushChildren(children, inner, stack)
}

const pushChildren = (children: ReadonlyArray<Node>, scope: Scope, stack: Array<Step>): void => {
  for (let index = children.length - 1; index >= 0; index--) {
    const node = children[index]
    if (node !== undefined) stack.push({ node, scope })
  }
}

const cascade = (sheet: ReadonlyMap<string, Declarations>, tag: string, attributes: ReadonlyMap<string, string>): Declarations => {
  const classes = new Set((attributes.get("class") ?? "").slice(0, 1000).toLowerCase().split(/\s+/u).filter((name) => name !== ""))
  const id = (attributes.get("id") ?? "").toLowerCase()
  const keys = [
    "*",
    tag,
    ...[...classes].flatMap((name) => [`.${name}`, `${tag}.${name}`]),
    ...(id === "" ? [] : [`#${id}`, `${tag}#${id}`])
  ]
  const inline = parseDeclarations(attributes.get("style") ?? "")
  return sheet.size === 0 ? inline : new Map([...keys.flatMap((key) => [...(sheet.get(key) ?? [])]), ...inline])
}

const styleSheet = (document: DefaultTreeAdapterTypes.Document): ReadonlyMap<string, Declarations> => {
  const rules = new Map<string, Declarations>()
  const stack: Array<Node> = [document]
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!("childNodes" in node)) continue
    if ("tagName" in node && node.tagName === "style") {
      const css = node.childNodes.map((child) => ("value" in child ? child.value : "")).join("")
      for (const [key, value] of parseStyleSheet(css)) rules.set(key, new Map([...(rules.get(key) ?? []), ...value]))
    } else {
      for (const child of node.childNodes) stack.push(child)
    }
  }
  return rules
}

/** Collects segments and turns white space and blocks into the line structure a reader sees. */
class Walker {
  readonly segments: Array<Segment> = []
  historyFromHere = false
  #pendingBreaks = 0
  #pendingSpace = false
  #atLineStart = true
  #atCellStart = false
  #rowWritten = false
  #started = false

  break(gap: number): void {
    if (gap > 0 && !this.#atCellStart) this.#pendingBreaks = Math.max(this.#pendingBreaks, gap)
  }

  newline(scope: Scope): void {
    this.#flush(scope)
    this.#pendingSpace = false
    this.#emit("\n", scope)
    this.#atLineStart = true
  }

  /** Cells stand beside each other, though word processors put a paragraph into each of them. */
  cell(first: boolean): void {
    if (first) this.#rowWritten = false
    else if (this.#rowWritten) this.#pendingBreaks = 0
    this.#pendingSpace = true
    this.#atCellStart = true
  }

  endCell(): void {
    this.#atCellStart = false
  }

  strike(scope: Scope): void {
    this.#flush(scope)
    this.#emit(this.#pendingSpace && !this.#atLineStart ? " ~~" : "~~", scope)
    this.#pendingSpace = false
    this.#atLineStart = true
  }

  unstrike(scope: Scope): void {
    this.#emit("~~", scope)
    this.#atLineStart = false
  }

  hidden(kind: SegmentKind, raw: string, scope: Scope): void {
    const text = raw.trim()
    if (text !== "") this.segments.push({ text, visible: false, quoted: scope.quoted, signature: scope.signature, kind })
  }

  text(raw: string, scope: Scope, keepSpace = false): void {
    if (isUnreadable(scope.style)) return this.hidden("text", raw.replace(/\s+/gu, " "), scope)
    if (scope.style.preformatted || keepSpace) {
      if (raw === "") return
      this.#flush(scope)
      this.#emit(raw.replace(/\r\n?/gu, "\n"), scope)
      this.#atLineStart = raw.endsWith("\n") || keepSpace
      return
    }
    const text = raw.replace(/[ \t\r\n\f]+/gu, " ")
    const body = text.trim() === "" && !text.includes("\u00a0") ? "" : text.replace(/^ | $/gu, "")
    if (text.startsWith(" ")) this.#pendingSpace = true
    if (body === "") return
    this.#flush(scope)
    this.#emit(this.#pendingSpace && !this.#atLineStart ? ` ${body}` : body, scope)
    this.#pendingSpace = text.endsWith(" ")
    this.#atLineStart = false
  }

  #flush(scope: Scope): void {
    if (this.#pendingBreaks === 0) return
    if (this.#started) {
      const needed = this.#atLineStart ? this.#pendingBreaks - 1 : this.#pendingBreaks
      if (needed > 0) this.#emit("\n".repeat(needed), scope)
    }
    this.#pendingBreaks = 0
    this.#pendingSpace = false
    this.#atLineStart = true
  }

  #emit(text: string, scope: Scope): void {
    this.#started = true
    this.#atCellStart = false
    this.#rowWritten = true
    const last = this.segments.at(-1)
    const { quoted, signature } = scope
    if (last?.visible === true && last.quoted === quoted && last.signature === signature) {
      this.segments[this.segments.length - 1] = { ...last, text: last.text + text }
    } else {
      this.segments.push({ text, visible: true, quoted, signature, kind: "text" })
    }
  }
}
