import { assert, describe, it } from "@effect/vitest"
import { readFileSync } from "node:fs"
import { Roster } from "@parley/domain/ports/Roster"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as SheetsRoster from "../src/SheetsRoster.ts"
import { google } from "./google.ts"

/** A spreadsheet with at least one good row, shared with the account of a key. */
interface Place {
  readonly options: SheetsRoster.Options
  readonly source: string
  readonly account: string
}

const standIn: Effect.Effect<Place, never, Scope.Scope> = Effect.gen(function*() {
  const { account, keyFile, tokenUrl, url, world } = yield* google
  world.setTab("1live-spreadsheet", "Creators", [
    ["Name", "Email", "Platform", "Handle", "Average Views", "Min Rate", "Max Rate", "Engagement Rate"],
    ["Maya Chen", "maya@example.com", "instagram", "@maya", 100_000, "", "", ""]
  ])
  world.share("1live-spreadsheet", account)
  return { options: { keyFile, fallback: null, rootUrl: url, tokenUrl }, source: "1live-spreadsheet#Creators", account }
})

const { PARLEY_LIVE_SHEETS_KEY_FILE: keyFile, PARLEY_LIVE_SHEETS_SOURCE: source } = process.env

/** Reads only, so it leaves nothing to clean up. */
const places: ReadonlyArray<readonly [string, Effect.Effect<Place, never, Scope.Scope>]> = [
  ["the stand-in", standIn],
  ...(keyFile === undefined || source === undefined ? [] : [["Google", Effect.sync((): Place => ({
    options: { keyFile, fallback: null, rootUrl: null, tokenUrl: null }, source, account: String(JSON.parse(readFileSync(keyFile, "utf8")).client_email)
  }))] as const])
]

describe.each(places)("a roster in %s", (_, place) => {
  it.scopedLive("ROSTER-01 is read, twice the same, and errors name the tab and the account to share with", () =>
    Effect.gen(function*() {
      const { account, options, source } = yield* place
      const { read } = yield* Effect.provide(Roster, SheetsRoster.layer(options))
      const first = yield* read(source, "USD")
      assert.isNotEmpty(first.rows)
      assert.deepStrictEqual(yield* read(source, "USD"), first)
      const [spreadsheet = ""] = source.split("#")
      const noTab = yield* Effect.flip(read(`${spreadsheet}#No such tab`, "USD"))
      assert.include(`${noTab.reason} ${noTab.expected}`, "No such tab")
      const noSheet = yield* Effect.flip(read("1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789abcdefg#Creators", "USD"))
      assert.include(`${noSheet.reason} ${noSheet.expected}`, account)
    }))
})
