import { KnowledgeBase, type Page } from "@parley/domain/ports/KnowledgeBase"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

/** A playbook in memory, by the names of its pages. */
export interface MemoryKnowledgeBase {
  readonly layer: Layer.Layer<KnowledgeBase>
  readonly put: (page: Page) => void
  readonly remove: (name: string) => void
}

export const make = (first: ReadonlyArray<Page> = []): MemoryKnowledgeBase => {
  let pages: ReadonlyArray<Page> = first
  const without = (name: string) => pages.filter((page) => page.name !== name)
  return {
    layer: Layer.succeed(KnowledgeBase, { pages: Effect.sync(() => pages) }),
    put: (page) => void (pages = [...without(page.name), page]),
    remove: (name) => void (pages = without(name))
  }
}
