import * as Either from "effect/Either"

/** The first piece of markup that is not of the small subset that `Slots.render` writes. */
export interface BadMarkup {
  readonly quote: string
}

/**
 * What a reader sees of a rendered mail's HTML, as the text variant would say it. Strict: `p br table tr td th s ol li
 * strong`, no attribute but `scope="row"`, balanced, the four basic entities; anything else is refused (GATE-02).
 */
export const visibleHtml = (html: string): Either.Either<string, BadMarkup> => {
  let out = ""
  let at = 0
  let item = 0
  const open: Array<string> = []
  for (const match of html.matchAll(/<[^>]*>?/g)) {
    const text = decode(html.slice(at, match.index))
    if (text === null) return bad(html.slice(at, match.index))
    out += text
    at = match.index + match[0].length
    const tag = /^<(\/?)(p|br|table|tr|td|th|s|ol|li|strong)( scope="row")?>$/.exec(match[0])
    const name = tag?.[2]
    if (tag === null || name === undefined || tag[3] !== undefined && (name !== "th" || tag[1] === "/")) return bad(match[0])
    if (name === "br") {
      if (tag[1] === "/") return bad(match[0])
      out += "\n"
      continue
    }
    if (tag[1] === "/") {
      if (open.pop() !== name) return bad(match[0])
      out += name === "th" ? ": " : name === "s" || name === "strong" ? "" : "\n"
    } else {
      if (!mayHold(open[open.length - 1], name)) return bad(match[0])
      open.push(name)
      if (name === "ol") item = 0
      if (name === "li") out += `${++item}. `
    }
  }
  const rest = decode(html.slice(at))
  if (rest === null || open.length > 0) return bad(html.slice(at) === "" ? open.join(" ") : html.slice(at))
  return Either.right(out + rest)
}

const inner: Readonly<Record<string, ReadonlyArray<string>>> = {
  top: ["p", "table", "ol"], p: ["s", "strong"], table: ["tr"], tr: ["th", "td"], th: ["strong"], td: ["s", "strong"], ol: ["li"], li: ["s", "strong"]
}
const mayHold = (parent: string | undefined, child: string): boolean => inner[parent ?? "top"]?.includes(child) ?? false

const bad = (quote: string): Either.Either<never, BadMarkup> => Either.left({ quote: quote.slice(0, 80) })

const entities: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\"" }
const decode = (text: string): string | null =>
  />|&(?!amp;|lt;|gt;|quot;)/.test(text) ? null : text.replace(/&(?:amp|lt|gt|quot);/g, (entity) => entities[entity] ?? "")
