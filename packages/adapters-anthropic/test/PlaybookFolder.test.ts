import { assert, describe, it } from "@effect/vitest"
import { KnowledgeBase } from "@parley/domain/ports/KnowledgeBase"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as fc from "effect/FastCheck"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as TestClock from "effect/TestClock"
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { readPage } from "../src/internal/FrontMatter.ts"
import { layer } from "../src/PlaybookFolder.ts"

let stamp = 1_700_000_000

const folder = Effect.gen(function*() {
  const root = yield* Effect.acquireRelease(Effect.sync(() => mkdtempSync(join(tmpdir(), "playbook-"))), (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true })))
  const path = join(root, "pages")
  const logs: Array<string> = []
  const { pages } = yield* Effect.provide(KnowledgeBase, yield* Layer.build(layer({ path })))
  const logger = Logger.replace(Logger.defaultLogger, Logger.make(({ annotations, message }) => void logs.push(`${String(message)} ${JSON.stringify([...annotations])}`)))
  return {
    path, logs,
    put: (name: string, text: string | Uint8Array): void => {
      mkdirSync(dirname(join(path, name)), { recursive: true })
      writeFileSync(join(path, name), text)
      utimesSync(join(path, name), ++stamp, stamp)
    },
    now: Effect.provide(pages, logger),
    later: Effect.zipRight(TestClock.adjust("1 second"), Effect.provide(pages, logger))
  }
})

describe("PlaybookFolder", () => {
  it.scoped("KB-01 reads the pages of a folder, with whom and what they are for", () =>
    Effect.gen(function*() {
      const { logs, now, path, put } = yield* folder
      put("tone.md", "# Tone of voice\n\nBe kind.\n")
      put("stages/counter.md", "---\r\ntitle: \"Countering\"\r\naudience: talent_manager\r\nplatform: [TikTok, instagram]\r\nstage: counter, hold\r\n# a note\r\n---\r\nStay calm.\r\n")
      put("notes.txt", "no page")
      put(".draft.md", "no page")
      put(".git/x.md", "no page")
      symlinkSync(join(path, "nowhere"), join(path, "gone.md"))
      symlinkSync(join(path, "tone.md"), join(path, "z-link.md"))
      assert.deepStrictEqual(yield* now, [
        { name: "stages/counter.md", title: "Countering", audience: "talent_manager", platforms: ["instagram", "tiktok"], stages: ["counter", "hold"], text: "Stay calm." },
        { name: "tone.md", title: "Tone of voice", audience: null, platforms: [], stages: [], text: "# Tone of voice\n\nBe kind." },
        { name: "z-link.md", title: "Tone of voice", audience: null, platforms: [], stages: [], text: "# Tone of voice\n\nBe kind." }
      ])
      assert.deepStrictEqual(logs, [])
    }))

  it.scoped("KB-01 takes up what the team edits, adds and removes, within a second and without a restart", () =>
    Effect.gen(function*() {
      const { later, now, path, put } = yield* folder
      const texts = Effect.map(later, (pages) => pages.map(({ name, text }) => `${name} ${text}`))
      assert.deepStrictEqual(yield* now, [])
      put("a.md", "one")
      assert.deepStrictEqual(yield* now, [])
      assert.deepStrictEqual(yield* texts, ["a.md one"])
      const before = yield* now
      assert.strictEqual(yield* later, before)
      put("a.md", "two")
      put("b.md", "three")
      assert.deepStrictEqual(yield* texts, ["a.md two", "b.md three"])
      rmSync(join(path, "a.md"))
      assert.deepStrictEqual(yield* texts, ["b.md three"])
      rmSync(path, { recursive: true })
      assert.deepStrictEqual(yield* texts, [])
    }))

  it.scoped("KB-01 a broken page is reported once for each change, by file and line, and counts as it last was", () =>
    Effect.gen(function*() {
      const { later, logs, put } = yield* folder
      put("a.md", "good")
      put("new.md", "---\nstage: lunch\n---\nx")
      assert.deepStrictEqual((yield* later).map(({ text }) => text), ["good"])
      put("a.md", "---\ntitle: A\nplatfrom: tiktok\n---\nbetter")
      assert.deepStrictEqual((yield* later).map(({ text }) => text), ["good"])
      yield* later
      assert.lengthOf(logs, 2)
      assert.include(logs[0], "[\"line\",2]")
      assert.include(logs[1], "[\"file\",\"a.md\"]")
      assert.include(logs[1], "[\"line\",3]")
      put("a.md", new Uint8Array([0xff, 0xfe, 0x41]))
      put("new.md", "---\nstage: exit\n---\nx")
      assert.deepStrictEqual((yield* later).map(({ text }) => text), ["good", "x"])
      put("a.md", "x".repeat(100_001))
      yield* later
      assert.lengthOf(logs, 4)
      put("a.md", "best")
      assert.deepStrictEqual((yield* later).map(({ text }) => text), ["best", "x"])
    }))

  it.scoped("KB-01 a folder that cannot be listed is reported once, and the playbook stays", () =>
    Effect.gen(function*() {
      const { later, logs, path, put } = yield* folder
      put("a.md", "good")
      yield* later
      rmSync(path, { recursive: true })
      writeFileSync(path, "no folder")
      chmodSync(path, 0o600)
      assert.deepStrictEqual((yield* later).map(({ text }) => text), ["good"])
      yield* later
      assert.lengthOf(logs, 1)
      assert.include(logs[0], "ENOTDIR")
    }))

  const problems: ReadonlyArray<readonly [string, number]> = [
    ["---\ntitle: x\n", 1], ["---\nx\n---\ny", 2], ["---\n\ntitle: a\ntitle: b\n---\ny", 4], ["---\naudience: everyone\n---\ny", 2], ["---\nplatform: tiktok, myspace\n---\ny", 2], ["---\nstage:\n---\ny", 2], ["---\ntitle: x\n---\n", 4], ["", 1]
  ]
  for (const [source, line] of problems) {
    it(`KB-01 says on which line ${JSON.stringify(source)} is broken`, () => {
      const read = readPage("a/b.md", source)
      assert.deepStrictEqual(Either.isLeft(read) ? [read.left.file, read.left.line] : "read", ["a/b.md", line])
    })
  }

  it.prop("KB-01 any text at all is a page or a problem on one of its lines", [fc.array(fc.oneof(fc.constantFrom("---\n", "title: x\n", "stage: counter\n", "audience: all\n", "\r\n", "# H\n"), fc.string({ unit: "binary", maxLength: 9 })), { maxLength: 8 }).map((all) => all.join(""))], ([source]) => {
    const read = readPage("x.md", source)
    if (Either.isLeft(read)) assert.isTrue(read.left.line >= 1 && read.left.line <= source.split(/\r\n|\r|\n/u).length)
    else assert.isNotEmpty(read.right.text)
  })
})
