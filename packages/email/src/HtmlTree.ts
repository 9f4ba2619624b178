import { defaultTreeAdapter, Parser } from "parse5"
import type { DefaultTreeAdapterMap, DefaultTreeAdapterTypes, TreeAdapter } from "parse5"

/** Longest HTML source that is read, in UTF-16 code units. */
export const maxHtmlLength = 500_000
/** Most elements of a document; a few open ones may be made anew for every tag, so the source's length alone bounds nothing. */
export const maxElements = 20_000
/** Deepest nesting that is read. Mail clients nest a level or five for each answer. */
export const maxNesting = 1_000

export interface HtmlTree {
  readonly document: DefaultTreeAdapterTypes.Document
  /** The source goes on past a limit, and the document ends there. */
  readonly cut: boolean
}

export const parseHtml = (html: string): HtmlTree => {
  let depth = 0
  let elements = 0
  let cut = html.length > maxHtmlLength
  const stopAtLimit = (): void => {
    if (depth <= maxNesting && elements <= maxElements) return
    cut = true
    parser.tokenizer.pause()
  }
  const treeAdapter: TreeAdapter<DefaultTreeAdapterMap> = {
    ...defaultTreeAdapter,
    onItemPush: () => {
      depth++
      elements++
      stopAtLimit()
    },
    onItemPop: () => {
      depth--
    }
  }
  const parser = new Parser<DefaultTreeAdapterMap>({ treeAdapter })
  parser.tokenizer.write(html.slice(0, maxHtmlLength), true)
  return { document: parser.document, cut }
}
