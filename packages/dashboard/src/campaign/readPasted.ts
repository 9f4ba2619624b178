import type { FieldProblem } from "@parley/api/Problems"
import { isCollection, LineCounter, parseDocument } from "yaml"

/** A pasted campaign: its data, and in which line of the text a field stands; or why the text cannot be read. */
export type Pasted =
  | { readonly _tag: "Read"; readonly data: unknown; readonly lineOf: (field: string) => number | null }
  | { readonly _tag: "Unreadable"; readonly problem: FieldProblem; readonly line: number | null }

/** Reads YAML, of which JSON is a part. */
export const readPasted = (text: string): Pasted => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [first] = document.errors
  if (first !== undefined) {
    return { _tag: "Unreadable", problem: { field: "(text)", expected: "YAML or JSON", got: first.message.split("\n")[0] ?? "" }, line: lines.linePos(first.pos[0]).line }
  }
  return {
    _tag: "Read",
    data: document.toJS({ maxAliasCount: 100 }),
    lineOf: (field) => {
      const path = field.split(".").map((part) => /^\d+$/.test(part) ? Number(part) : part)
      // a missing field is looked for where it belongs: in what should hold it
      for (let length = path.length; length > 0; length--) {
        const node = length === path.length ? pairAt(document, path) : document.getIn(path.slice(0, length), true)
        const at = offsetOf(node)
        if (at !== null) return lines.linePos(at).line
      }
      return null
    }
  }
}

/** The key rather than the value, which may begin a line below. */
const pairAt = (document: ReturnType<typeof parseDocument>, path: ReadonlyArray<string | number>): unknown => {
  const holder = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  const name = path.at(-1)
  if (isCollection(holder)) {
    for (const item of holder.items) {
      if (typeof item === "object" && item !== null && "key" in item && String(item.key) === String(name)) return item.key
    }
  }
  return document.getIn(path, true)
}

const offsetOf = (node: unknown): number | null =>
  typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range) && typeof node.range[0] === "number" ? node.range[0] : null
