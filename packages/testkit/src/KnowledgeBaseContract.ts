import { assert, describe, it } from "@effect/vitest"
import { inOrder, KnowledgeBase, type Page } from "@parley/domain/ports/KnowledgeBase"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"

/** An empty playbook, and the team that edits it. */
export interface Editing {
  readonly layer: Layer.Layer<KnowledgeBase>
  readonly put: (page: Page) => void
  readonly remove: (name: string) => void
  /** Until an edit must be seen. */
  readonly wait: Effect.Effect<void>
}

/** Every playbook passes this (KB-01). */
export const suite = (name: string, make: Effect.Effect<Editing, never, Scope.Scope>): void => {
  const check = (title: string, body: (editing: Editing, pages: Effect.Effect<ReadonlyArray<Page>>) => Effect.Effect<void>): void => {
    it.scoped(title, () => Effect.flatMap(make, (editing) =>
      Effect.flatMap(KnowledgeBase, ({ pages }) => body(editing, Effect.zipRight(editing.wait, Effect.map(pages, inOrder)))).pipe(Effect.provide(editing.layer))))
  }

  describe(`${name} is a KnowledgeBase`, () => {
    check("MUST be empty before anybody wrote a page", (_, pages) => Effect.map(pages, (all) => assert.deepStrictEqual(all, [])))

    check("MUST give every page as it was written, with whom and what it is for, once", ({ put }, pages) => Effect.gen(function*() {
      for (const one of [tone, managers, reels, tone]) put(one)
      assert.deepStrictEqual(yield* pages, inOrder([tone, managers, reels]))
    }))

    check("MUST take up what is changed, added and removed, without a restart", ({ put, remove }, pages) => Effect.gen(function*() {
      put(tone)
      put(managers)
      assert.lengthOf(yield* pages, 2)
      put({ ...tone, text: "Be kinder." })
      put(reels)
      remove(managers.name)
      assert.deepStrictEqual(yield* pages, inOrder([{ ...tone, text: "Be kinder." }, reels]))
    }))

    check("MUST leave a list alone that it gave before", ({ put, remove }, pages) => Effect.gen(function*() {
      put(tone)
      const before = yield* pages
      put({ ...tone, text: "Be kinder." })
      put(reels)
      yield* pages
      remove(tone.name)
      yield* pages
      assert.deepStrictEqual(before, [tone])
    }))

    it.scoped("MUST give the same list while nothing changes, by which a prompt made of it stays", () => Effect.flatMap(make, ({ layer, put, wait }) =>
      Effect.flatMap(KnowledgeBase, ({ pages }) => Effect.gen(function*() {
        put(tone)
        yield* wait
        const first = yield* pages
        yield* wait
        assert.strictEqual(yield* pages, first)
      })).pipe(Effect.provide(layer))))
  })
}

const tone: Page = { name: "tone.md", title: "Tone of voice", audience: null, platforms: [], stages: [], text: "Be kind.\n\nAlways." }
const managers: Page = { name: "people/managers.md", title: "Managers", audience: "talent_manager", platforms: [], stages: ["counter", "hold"], text: "Be brief, {{name}}: \"quotes\" & <tags>, ünïcode 🎬" }
const reels: Page = { name: "platforms/reels.md", title: "Reels", audience: null, platforms: ["instagram", "tiktok"], stages: [], text: "- Praise the edit." }
