import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fs from "node:fs/promises"
import { join } from "node:path"
import { Roster } from "@parley/domain/ports/Roster"
import * as RosterContract from "@parley/testkit/RosterContract"
import * as CsvRoster from "../src/CsvRoster.ts"
import { temporaryDirectory } from "./maildirWorld.ts"

const make = (delimiter: string, lineEnd: string, start = "") =>
  Effect.gen(function*() {
    const source = join(yield* temporaryDirectory, "roster.csv")
    const cell = (text: string): string => (/[",;\t\r\n]/u.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text)
    return {
      roster: yield* Effect.provide(Roster, CsvRoster.layer),
      place: (table: ReadonlyArray<ReadonlyArray<string>>) =>
        Effect.promise(() => fs.writeFile(source, start + table.map((row) => row.map(cell).join(delimiter)).join(lineEnd) + lineEnd)).pipe(Effect.as(source)),
      absent: join(source, "..", "missing.csv")
    }
  })

RosterContract.suite("CsvRoster", make(",", "\n"))
RosterContract.suite("CsvRoster as Excel writes it in Europe", make(";", "\r\n", "\ufeff"))
RosterContract.suite("CsvRoster with tabs", make("\t", "\r"))

const header = "Name,Email,Platform,Handle,Average Views,Min Rate,Max Rate,Engagement Rate"

const read = (content: string | Uint8Array) =>
  Effect.gen(function*() {
    const source = join(yield* temporaryDirectory, "roster.csv")
    yield* Effect.promise(() => fs.writeFile(source, content))
    const roster = yield* Effect.provide(Roster, CsvRoster.layer)
    return yield* roster.read(source, "USD")
  })

describe("CsvRoster (ROSTER-01)", () => {
  it.scoped("counts empty lines and keeps its count through mixed line ends", () =>
    Effect.gen(function*() {
      const { problems, rows } = yield* read(`${header}\r\n\nMaya,maya@example.com,tiktok,,1k,,,\r\n\r\nNoor,nobody,tiktok,,1k,,,\n`)
      assert.strictEqual(rows.length, 1)
      assert.deepStrictEqual(problems.map(({ column, row }) => [row, column]), [[5, "Email"]])
    }))

  it.scoped("reports the row that an unquoted comma shifted", () =>
    Effect.gen(function*() {
      const { problems } = yield* read(`${header}\nMaya,maya@example.com,tiktok,@m,120,000,1,200,2\n`)
      assert.isTrue(problems.some(({ column }) => column === "column 9"))
    }))

  it.scoped("is not misled by the other separator inside quotes in the header", () =>
    Effect.gen(function*() {
      const { rows } = yield* read(`"a;b;c;d;e;f;g;h;i;j",${header}\nx,Maya,maya@example.com,tiktok,,1k,,,\n`)
      assert.strictEqual(rows.length, 1)
    }))

  for (const [what, content, reason] of [
    ["an open quote", `${header}\n"Maya,maya@example.com\n`, /quote/iu],
    ["a stray quote", `${header}\nMa"ya,maya@example.com,tiktok,,1k,,,\n`, /quote/iu],
    ["Latin-1 letters", Buffer.from(`${header}\nZo\u00eb,z@example.com,tiktok,,1k,,,\n`, "latin1"), /UTF-8/u],
    ["UTF-16", Buffer.from(`\ufeff${header}\n`, "utf16le"), /UTF-8/u]
  ] as const) {
    it.scoped(`refuses a file with ${what}, saying why`, () =>
      Effect.gen(function*() {
        const error = yield* Effect.flip(read(content))
        assert.strictEqual(error._tag, "RosterUnavailable")
        assert.match(error.reason, reason)
        assert.include(error.source, "roster.csv")
      }))
  }

  it.scoped("names the path of a directory or a missing file", () =>
    Effect.gen(function*() {
      const directory = yield* temporaryDirectory
      const roster = yield* Effect.provide(Roster, CsvRoster.layer)
      for (const source of [directory, join(directory, "none.csv")]) assert.include((yield* Effect.flip(roster.read(source, "USD"))).reason, source)
    }))

  it.scoped("reads an empty file as a roster without columns", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* read("")).problems.length, 8)
    }))
})
