import { Platform } from "@parley/domain/influencer/Influencer"
import { MailPurpose } from "@parley/domain/negotiation/MailPurpose"
import type { Page } from "@parley/domain/ports/KnowledgeBase"
import { Counterparty } from "@parley/domain/reading/ReplyReading"
import * as Data from "effect/Data"
import * as Either from "effect/Either"

/** A page cannot be used: what should stand on which line of which file. */
export class PageProblem extends Data.TaggedError("PageProblem")<{ readonly file: string; readonly line: number; readonly expected: string }> {}

/**
 * A Markdown file as a page. It may begin with lines of `title`, `audience`, `platform` and `stage` between two lines of `---`; lists are
 * separated by commas, and `all`, or leaving a key out, restricts nothing. Without a title, the first heading or the file's name is it.
 */
export const readPage = (file: string, source: string): Either.Either<Page, PageProblem> =>
  Either.gen(function*() {
    const lines = source.replace(/^\uFEFF/u, "").split(/\r\n|\r|\n/u)
    const problem = (line: number, expected: string) => Either.left(new PageProblem({ file, line, expected }))
    const found = new Map<string, { readonly value: string; readonly line: number }>()
    let begin = 0
    if (lines[0]?.trim() === "---") {
      const end = lines.findIndex((line, i) => i > 0 && line.trim() === "---")
      if (end < 0) return yield* problem(1, "a second line of --- below the last key")
      for (const [i, line] of lines.slice(1, end).entries()) {
        if (line.trim() === "" || line.trimStart().startsWith("#")) continue
        const [, key = "", value = ""] = /^\s*([A-Za-z_]+)\s*:\s*(.*?)\s*$/u.exec(line) ?? []
        if (!keys.has(key.toLowerCase())) return yield* problem(i + 2, "title:, audience:, platform: or stage: and a value")
        if (found.has(key.toLowerCase())) return yield* problem(i + 2, `${key} only once`)
        found.set(key.toLowerCase(), { value: unquoted(value), line: i + 2 })
      }
      begin = end + 1
    }
    const listed = <A extends string>(key: string, allowed: ReadonlyArray<A>): Either.Either<ReadonlyArray<A>, PageProblem> => {
      const { line, value } = found.get(key) ?? { line: 0, value: "all" }
      const words = value.replace(/^\[(.*)\]$/u, "$1").split(",").map((word) => unquoted(word).toLowerCase())
      if (words.length === 1 && words[0] === "all") return Either.right([])
      const known = allowed.filter((one) => words.includes(one))
      return words.every((word) => allowed.some((one) => one === word)) ? Either.right(known) : problem(line, `${key}: all, or some of ${allowed.join(", ")}`)
    }
    const audience = yield* listed("audience", Counterparty.literals)
    const platforms = yield* listed("platform", Platform.literals)
    const stages = yield* listed("stage", MailPurpose.literals)
    const text = lines.slice(begin).join("\n").trim()
    if (text === "") return yield* problem(lines.length, "the page's text")
    const heading = /^#{1,6}\s+(.+?)\s*#*$/mu.exec(text)?.[1]
    return {
      name: file, title: found.get("title")?.value || heading || file.replace(/^.*\//u, "").replace(/\.md$/iu, ""),
      audience: audience.length === 1 ? audience[0] ?? null : null, platforms, stages, text
    }
  })

const keys: ReadonlySet<string> = new Set(["title", "audience", "platform", "stage"])

const unquoted = (value: string): string => /^\s*(["']?)(.*?)\1\s*$/u.exec(value)?.[2]?.trim() ?? value
