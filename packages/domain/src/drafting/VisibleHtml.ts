import * as Either from "effect/Either"
import { matchesOf } from "../reading/matchesOf.ts"
import { isPlainLayout } from "./HtmlStyle.ts"

/** The first piece of markup that is not of the small subset that `Slots.render` writes. */
export interface BadMarkup {
  readonly quote: string
}

/**
 * What a reader sees of a rendered mail's HTML, as the text variant would say it. Strict: paragraphs, lists, tables,
 * headings and emphasis, no attribute but such as lay out (`isPlainLayout`), balanced, the four basic entities; anything
 * else is refused (GATE-02).
 */
export const visibleHtml = (html: string): Either.Either<string, BadMarkup> => {
  let out = ""
  let at = 0
  let item = 0
  const open: Array<string> = []
  for (const match of matchesOf(html, tags)) {
    const text = decode(html.slice(at, match.index))
    if (text === null) return bad(html.slice(at, match.index))
    out += text
    at = match.index + match[0].length
    const tag = tagParts.exec(match[0])
    const name = tag?.[2]
    if (tag === null || name === undefined || (tag[1] === "/" || tag[4] === "/") && (tag[3] !== "" || tag[1] === tag[4]) || !isPlainLayout(name, tag[3] ?? "")) return bad(match[0])
    if (name === "br" || name === "hr") {
      if (tag[1] === "/") return bad(match[0])
      out += "\n"
      continue
    }
    if (tag[4] === "/") return bad(match[0])
    if (tag[1] === "/") {
      if (open.pop() !== name) return bad(match[0])
      out += name === "th" ? ": " : inline.includes(name) ? "" : "\n"
    } else {
      if (!mayHold(open[open.length - 1], name)) return bad(match[0])
      open.push(name)
      if (name === "td" && html.slice(0, match.index).trimEnd().endsWith("</td>")) out = `${out.trimEnd()} | `
      if ((blocks.includes(name) || name === "li") && out !== "" && !out.endsWith("\n")) out += "\n"
      if (name === "ol") item = 0
      if (name === "li") out += open[open.length - 2] === "ul" ? "- " : `${++item}. `
    }
  }
  const rest = decode(html.slice(at))
  if (rest === null || open.length > 0) return bad(html.slice(at) === "" ? open.join(" ") : html.slice(at))
  return Either.right(out + rest)
}

const tags = /<[^>]*>?/g
const tagParts = /^<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z]+="[^"<>]*")*)\s*(\/?)>$/
const inline = ["s", "strong", "b", "em", "i", "u", "del", "span"]
const blocks = ["p", "div", "table", "ol", "ul", "h1", "h2", "h3", "blockquote"]
const rows = ["tr"]
const inner: Readonly<Record<string, ReadonlyArray<string>>> = {
  top: ["html", "body", ...blocks, ...inline], html: ["body"], body: [...blocks, ...inline], div: [...blocks, ...inline], blockquote: [...blocks, ...inline], td: [...blocks, ...inline], li: [...inline, "p"],
  p: inline, th: inline, h1: inline, h2: inline, h3: inline, table: [...rows, "tbody", "thead"], tbody: rows, thead: rows, tr: ["th", "td"], ol: ["li"], ul: ["li"],
  ...Object.fromEntries(inline.map((name) => [name, inline]))
}
const mayHold = (parent: string | undefined, child: string): boolean => inner[parent ?? "top"]?.includes(child) ?? false

const bad = (quote: string): Either.Either<never, BadMarkup> => Either.left({ quote: quote.slice(0, 80) })

/** Signs by their names; digits and letters have none here, nor do unseen characters. */
const entities: Readonly<Record<string, string>> = {
  amp: "&", lt: "<", gt: ">", quot: "\"", apos: "'", "#39": "'", pound: "£", euro: "€", yen: "¥", times: "×", ndash: "–", mdash: "—", hellip: "…", rsquo: "’", lsquo: "‘", ldquo: "“", rdquo: "”", middot: "·", bull: "•"
}
const named = /&([a-z]+|#39);/g
const decode = (text: string): string | null =>
  !text.includes("&") ? text.includes(">") ? null : text : text.includes(">") || /&(?!(?:[a-z]+|#39);)/.test(text) || matchesOf(text, named).some(([, name = ""]) => entities[name] === undefined) ? null : text.replace(named, (_, name: string) => entities[name] ?? "")
