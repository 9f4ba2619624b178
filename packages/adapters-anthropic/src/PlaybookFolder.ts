import { type Diagnosis, problem, warning } from "@parley/domain/ports/Diagnosis"
import { KnowledgeBase, type Page } from "@parley/domain/ports/KnowledgeBase"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as fs from "node:fs/promises"
import * as path from "node:path"
import { PageProblem, readPage } from "./internal/FrontMatter.ts"

export interface PlaybookOptions {
  /** The folder with the pages, `.md` files in it and below it. A folder that is not there is an empty playbook. */
  readonly path: string
}

/**
 * The playbook as a folder of Markdown files (KB-01), looked at on use, once a second at most. A file that changed is read again; one that is
 * broken is reported once for each change, and counts as it last was.
 */
export const layer = (options: PlaybookOptions): Layer.Layer<KnowledgeBase> => Layer.effect(KnowledgeBase, make(options))

/** What is wrong with the folder's pages, each of which would count as it last was, or not at all (OPS-04). */
export const diagnose = (folder: string): Effect.Effect<Diagnosis> =>
  Effect.gen(function*() {
    const files = yield* Effect.either(filesIn(folder))
    if (Either.isLeft(files)) {
      return { told: "", findings: [problem(`${folder} cannot be read (${files.left})`, "a folder of Markdown files that this account may read", "mend its permissions, or name another in PARLEY_PLAYBOOK_DIR")] }
    }
    if (files.right.length === 0) return { told: "", findings: [warning(`${folder} holds no page`, "a folder of Markdown files, e.g. ./playbook", "name the folder with your pages in PARLEY_PLAYBOOK_DIR, or leave it unset for Parley's own")] }
    const read = yield* Effect.forEach(files.right, ({ name }) => Effect.either(pageIn(folder, name)))
    return {
      told: `${read.filter(Either.isRight).length} pages`,
      findings: read.flatMap((one) => Either.isRight(one) ? [] : [problem(`${path.join(folder, one.left.file)}, line ${one.left.line}, cannot be used`, one.left.expected, "mend the page; no restart is needed")])
    }
  })

interface Known {
  /** Of the file as it was last read: time of change and size. */
  readonly print: string
  readonly page: Page | null
}

/** Longer ones are no page, and would cost with every mail. */
const largest = 100_000

const make = Effect.fnUntraced(function*({ path: folder }: PlaybookOptions) {
  const lock = yield* Effect.makeSemaphore(1)
  let known: ReadonlyMap<string, Known> = new Map()
  let pages: ReadonlyArray<Page> = []
  let looked: number | null = null
  let complained: string | null = null

  const complain = (what: string) => {
    if (complained === what) return Effect.void
    complained = what
    return Effect.logError("the playbook cannot be read and stays as it was").pipe(Effect.annotateLogs({ folder, reason: what }))
  }

  const look = Effect.gen(function*() {
    const files = yield* Effect.either(filesIn(folder))
    if (Either.isLeft(files)) return yield* complain(files.left)
    complained = null
    const next = new Map<string, Known>()
    for (const { name, print } of files.right) {
      const before = known.get(name)
      if (before?.print === print) {
        next.set(name, before)
        continue
      }
      const read = yield* Effect.either(pageIn(folder, name))
      if (Either.isLeft(read)) {
        const { expected, file, line } = read.left
        yield* Effect.logError("a page of the playbook is broken and counts as it last was").pipe(Effect.annotateLogs({ file, line, expected, known: before?.page !== undefined && before.page !== null }))
      }
      next.set(name, { print, page: Either.isRight(read) ? read.right : before?.page ?? null })
    }
    const now = [...next.values()].flatMap(({ page }) => page === null ? [] : [page])
    // the same list as long as nothing changed, so that what is made of it stays the same too
    if (now.length !== pages.length || now.some((page, i) => page !== pages[i])) pages = now
    known = next
  })

  return KnowledgeBase.of({
    pages: Effect.gen(function*() {
      const now = yield* Clock.currentTimeMillis
      if (looked === null || now - looked >= 1_000 || now < looked) {
        yield* look
        looked = now
      }
      return pages
    }).pipe(lock.withPermits(1))
  })
})

/** In the order of their names. What begins with a dot is hidden: editors and container mounts keep copies there. */
const filesIn = (folder: string): Effect.Effect<ReadonlyArray<{ readonly name: string; readonly print: string }>, string> =>
  Effect.tryPromise({
    try: async () => {
      const names = await fs.readdir(folder, { recursive: true }).catch((error: unknown) => {
        if (codeOf(error) === "ENOENT") return []
        throw error
      })
      const wanted = names.map((name) => name.split(path.sep).join("/")).filter((name) => /\.md$/iu.test(name) && !/(?:^|\/)\./u.test(name)).sort()
      const found = await Promise.all(wanted.map(async (name) => {
        // one that went away since, or a link that leads nowhere, is not there
        const stats = await fs.stat(path.join(folder, name)).catch(() => null)
        return stats?.isFile() === true ? [{ name, print: `${stats.mtimeMs} ${stats.size}` }] : []
      }))
      return found.flat()
    },
    catch: (error) => codeOf(error) ?? "it cannot be listed"
  })

const pageIn = (folder: string, name: string): Effect.Effect<Page, PageProblem> =>
  Effect.tryPromise({
    try: () => fs.readFile(path.join(folder, name)),
    catch: (error) => new PageProblem({ file: name, line: 1, expected: `a file that can be read (${codeOf(error) ?? "unknown"})` })
  }).pipe(
    Effect.flatMap((bytes) => bytes.length > largest
      ? Effect.fail(new PageProblem({ file: name, line: 1, expected: `a page of at most ${largest} bytes` }))
      : Effect.try({ try: () => new TextDecoder("utf-8", { fatal: true }).decode(bytes), catch: () => new PageProblem({ file: name, line: 1, expected: "a file saved as UTF-8" }) })),
    Effect.flatMap((text) => readPage(name, text))
  )

const codeOf = (error: unknown): string | null => {
  const code: unknown = error instanceof Error ? Reflect.get(error, "code") : null
  return typeof code === "string" ? code : null
}
