import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import { join } from "node:path"
import { Roster } from "@parley/domain/ports/Roster"
import type { Cell } from "@parley/local-google/SheetsService"
import * as RosterContract from "@parley/testkit/RosterContract"
import * as SheetsRoster from "../src/SheetsRoster.ts"
import { google } from "./google.ts"

const id = "1spring-spreadsheet"

const make = Effect.gen(function*() {
  const { account, keyFile, tokenUrl, tokens, url, world } = yield* google
  const at = (fallback: string | null) => Effect.provide(Roster, SheetsRoster.layer({
    keyFile, fallback, rootUrl: url, tokenUrl, retry: { first: 1, longest: 2, attempts: 3 }
  }))
  world.share(id, account)
  const place = (table: ReadonlyArray<ReadonlyArray<Cell>>, tab = "Creators") => Effect.sync(() => {
    world.setTab(id, tab, table)
    return `${id}#${tab}`
  })
  return { roster: yield* at(null), at, place, absent: "1autumn-spreadsheet#Creators", world, tokens, account, keyFile }
})

RosterContract.suite("SheetsRoster", make)

const header = ["Name", "Email", "Platform", "Handle", "Average Views", "Min Rate", "Max Rate", "Engagement Rate"]
const row = (...end: ReadonlyArray<Cell>): ReadonlyArray<Cell> => ["Maya Chen", "maya@example.com", "instagram", "@maya", ...end]

describe("SheetsRoster (ROSTER-01)", () => {
  it.scoped("reads numbers as they are and not as the sheet's locale shows them", () =>
    Effect.gen(function*() {
      const { place, roster } = yield* make
      const source = yield* place([header, row({ value: 120_000, shown: "120.000" }, { value: 1200.5, shown: "1.200,50 €" }, { value: 0.1 + 2400.2, shown: "2.400,3" }, { value: 0.042, shown: "4%" })])
      const { problems, rows } = yield* roster.read(source, "EUR")
      assert.deepStrictEqual(problems, [])
      assert.deepStrictEqual(rows.map((one) => [one.averageViews, one.minRate, one.maxRate, one.engagementBps].map(Number)), [[120_000, 120_050, 240_030, 420]])
    }))

  it.scoped("makes no 0 of an empty cell, and says by row and column what it cannot take", () =>
    Effect.gen(function*() {
      const { place, roster } = yield* make
      const bad = (email: string, ...end: ReadonlyArray<Cell>) => row(...end).with(1, email)
      const source = yield* place([
        header, row(1000),
        bad("a@example.com", { value: "12/05/2026", shown: "12/05/2026" }), bad("b@example.com", true), bad("c@example.com", 1200.5), bad("d@example.com", 1000, "#DIV/0!"),
        bad("e@example.com", 1000, "", "", 5), bad("f@example.com", 1000, 33.333), bad("g@example.com", 1000, "", "", 1e-9), ["#N/A", "h@example.com", "tiktok", "", 1000]
      ])
      const { problems, rows } = yield* roster.read(source, "USD")
      assert.deepStrictEqual(rows.map((one) => [one.minRate, one.maxRate, one.engagementBps]), [[null, null, null]])
      assert.deepStrictEqual(problems.map(({ column, got, row: at }) => [at, column, got]), [
        [3, "Average Views", "12/05/2026"], [4, "Average Views", "TRUE"], [5, "Average Views", "1200.5"], [6, "Min Rate", "#DIV/0!"],
        [7, "Engagement Rate", "5"], [8, "Min Rate", "33.333"], [9, "Engagement Rate", "1e-9"], [10, "Name", "#N/A"]
      ])
    }))

  it.scoped("takes the tab that is named, the default one, that of a copied URL, or the first; one request where it is named", () =>
    Effect.gen(function*() {
      const { at, place, roster, world } = yield* make
      yield* place([header, row(1000)], "It's June")
      yield* place([header, row(2000)], "July")
      const usual = yield* at(`https://docs.google.com/spreadsheets/d/${id}/edit?usp=sharing#gid=0#July`)
      const gid = String(world.gidOf(id, "July"))
      const views = (which: typeof roster, source: string) => Effect.map(which.read(source, "USD"), ({ rows }) => Number(rows[0]?.averageViews))
      for (const [which, source, expected] of [
        [roster, `${id}#It's June`, 1000], [roster, id, 1000], [roster, `https://docs.google.com/spreadsheets/d/${id}/edit#gid=${gid}`, 2000],
        [usual, "", 2000], [usual, "#It's June", 1000]
      ] as const) assert.strictEqual(yield* views(which, source), expected, source)
      const before = world.requests().length
      yield* views(usual, "")
      assert.strictEqual(world.requests().length, before + 1)
      for (const source of ["", "#July", "./roster.csv"]) assert.include((yield* Effect.flip(roster.read(source, "USD"))).expected, "URL")
    }))

  it.scoped("reads an empty tab as a roster without columns", () =>
    Effect.gen(function*() {
      const { place, roster } = yield* make
      assert.strictEqual((yield* roster.read(yield* place([]), "USD")).problems.length, 8)
    }))

  it.scoped("names the account to share with, and the tab that is not there", () =>
    Effect.gen(function*() {
      const { absent, account, place, roster, world } = yield* make
      const source = yield* place([header])
      assert.include((yield* Effect.flip(roster.read(absent, "USD"))).expected, account)
      assert.include((yield* Effect.flip(roster.read(`${id}#Autumn`, "USD"))).reason, "\"Autumn\"")
      assert.include((yield* Effect.flip(roster.read(`${id}#gid=77`, "USD"))).reason, "\"gid=77\"")
      world.unshare(id, account)
      assert.include((yield* Effect.flip(roster.read(source, "USD"))).expected, account)
      world.share(id, account)
      assert.strictEqual((yield* roster.read(source, "USD")).problems.length, 0)
    }))

  it.scoped("says what is wrong with the key, never what it holds, and takes it when it was mended", () =>
    Effect.gen(function*() {
      const { keyFile, place, roster, tokens } = yield* make
      const source = yield* place([header])
      const key = fs.readFileSync(keyFile, "utf8")
      const reason = Effect.map(Effect.flip(roster.read(source, "USD")), (error) => error.reason)
      for (const [content, expected] of [["{}", "no service account's key"], [key.replace(/BEGIN PRIVATE KEY-----.{99}/u, "BEGIN PRIVATE KEY-----"), "private key"], [`{ "private_key": "sesame" }`, "no service"]] as const) {
        fs.writeFileSync(keyFile, content)
        const told = yield* reason
        assert.include(told, expected)
        assert.notInclude(told, "sesame")
      }
      fs.rmSync(keyFile)
      assert.include(yield* reason, join(keyFile))
      fs.writeFileSync(keyFile, key)
      tokens.refusal = { status: 400, error: "invalid_grant" }
      assert.include(yield* reason, "invalid_grant")
      tokens.refusal = null
      assert.strictEqual((yield* roster.read(source, "USD")).problems.length, 0)
    }))

  it.scoped("asks for one token, and never twice for the same one", () =>
    Effect.gen(function*() {
      const { place, roster, tokens } = yield* make
      const source = yield* place([header])
      for (const _ of [1, 2, 3]) yield* roster.read(source, "USD")
      assert.strictEqual(tokens.asked, 1)
    }))
})
