import { assert, describe, it } from "@effect/vitest"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { rosterOf } from "../src/intake/rosterOf.ts"
import { settings } from "../src/Settings.ts"

const of = (env: Readonly<Record<string, string>>) =>
  Effect.map(Effect.withConfigProvider(settings, ConfigProvider.fromMap(new Map(Object.entries(env)))), (read) => {
    const named = rosterOf(read)
    return (sheet: string | null, tab: string | null) => Either.match(named(sheet, tab), { onLeft: (expected) => `? ${expected}`, onRight: (source) => source })
  })

describe("a form's roster", () => {
  it.effect("INTAKE-01 ROSTER-01 is the form's own spreadsheet and tab with Google Sheets, and the default where it names none", () =>
    Effect.gen(function*() {
      const sheets = { PARLEY_ROSTER: "sheets", GOOGLE_SERVICE_ACCOUNT_FILE: "key.json" }
      const bare = yield* of(sheets)
      assert.strictEqual(bare("1aBcDeFgHiJ", "Spring"), "1aBcDeFgHiJ#Spring")
      assert.strictEqual(bare("https://docs.google.com/spreadsheets/d/1aBcDeFgHiJ/edit#gid=7", "Spring"), "1aBcDeFgHiJ#Spring")
      assert.strictEqual(bare("1aBcDeFgHiJ", "7kLmNoPqRsT#Spring"), "7kLmNoPqRsT#Spring", "an answer may name another spreadsheet")
      assert.match(bare(null, "Spring"), /^\? a spreadsheet's id or URL and a tab/u)
      const usual = yield* of({ ...sheets, PARLEY_SHEETS_DEFAULT: "9zYxWvUtSr#Everybody" })
      assert.deepStrictEqual([usual(null, "Spring"), usual(null, null), usual("1aBcDeFgHiJ", null)], ["9zYxWvUtSr#Spring", "9zYxWvUtSr#Everybody", "1aBcDeFgHiJ"])
    }))

  it.effect("INTAKE-01 SEC-01 is a file by the tab's name with CSV, which may not leave its folder", () =>
    Effect.gen(function*() {
      const files = yield* of({ CLICKUP_ROSTER: "/srv/rosters/{tab}.csv" })
      assert.strictEqual(files("ignored", "Été 2026"), "/srv/rosters/Été 2026.csv")
      for (const tab of [null, "", "../secrets", "a/b", "a\\b", "..", ".hidden", "a..b", "$&\n", "x".repeat(81)]) assert.match(files(null, tab), /^\? the name of a roster/u)
      assert.strictEqual((yield* of({ CLICKUP_ROSTER: "/srv/everybody.csv" }))(null, null), "/srv/everybody.csv")
    }))
})
