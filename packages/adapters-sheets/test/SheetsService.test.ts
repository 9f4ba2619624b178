import { assert, describe, it } from "@effect/vitest"
import type { Answer } from "@parley/local-google/Exchange"
import * as SheetsService from "@parley/local-google/SheetsService"

/** What the stand-in for Sheets answers to a GET by the account "ana". */
const world = () => {
  const sheets = SheetsService.make({ accountOf: (token) => token === "good" ? "ana" : null })
  sheets.setTab("s", "Plain", [["a", "", "c", ""], [], [{ value: 0.05, shown: "5%" }, true], ["", ""], []])
  sheets.setTab("s", "It's June", [["x"]])
  sheets.setTab("s", "Empty", [])
  sheets.share("s", "ana")
  const get = async (path: string, query: Readonly<Record<string, string>> = {}, token = "good"): Promise<Answer | null> =>
    sheets.service({ method: "GET", path, query: new URLSearchParams(query), headers: { authorization: `Bearer ${token}` }, body: "" })
  const values = async (ranges: string, query: Readonly<Record<string, string>> = {}) => JSON.stringify((await get("/v4/spreadsheets/s/values:batchGet", { ranges, ...query }))?.body)
  return { sheets, get, values }
}

describe("SheetsService", () => {
  it("leaves empty cells and rows at an end away, and keeps those between", async () => {
    const { values } = world()
    const answer = (range: string, more: string) => `{"spreadsheetId":"s","valueRanges":[{"range":"${range}","majorDimension":"ROWS"${more}}]}`
    assert.strictEqual(await values("Plain"), answer("Plain!A1:Z1000", `,"values":[["a","","c"],[],["5%","TRUE"]]`))
    assert.strictEqual(await values("'Plain'!A1:B3", { valueRenderOption: "UNFORMATTED_VALUE" }), answer("Plain!A1:B3", `,"values":[["a"],[],[0.05,true]]`))
    assert.strictEqual(await values("'It''s June'!A:B"), answer("'It''s June'!A1:B1000", `,"values":[["x"]]`))
    assert.strictEqual(await values("Plain!C1"), answer("Plain!C1:C1", `,"values":[["c"]]`))
    assert.strictEqual(await values("Plain!3:3"), answer("Plain!A3:Z3", `,"values":[["5%","TRUE"]]`))
    assert.strictEqual(await values("Empty"), answer("Empty!A1:Z1000", ""))
  })

  it("answers a single range and the list of tabs", async () => {
    const { get, sheets } = world()
    assert.deepStrictEqual((await get("/v4/spreadsheets/s/values/'It''s%20June'"))?.body, { range: "'It''s June'!A1:Z1000", majorDimension: "ROWS", values: [["x"]] })
    const tabs = JSON.stringify((await get("/v4/spreadsheets/s", { fields: "sheets.properties" }))?.body)
    assert.include(tabs, `"sheetId":${sheets.gidOf("s", "It's June")},"title":"It's June"`)
  })

  it("refuses as Google does", async () => {
    const { get, sheets } = world()
    const batch = "/v4/spreadsheets/s/values:batchGet"
    const status = async (answer: Promise<Answer | null>) => {
      const got = await answer
      return `${got?.status} ${/"message":"([^"]*)"/u.exec(JSON.stringify(got?.body))?.[1]}`
    }
    assert.strictEqual(await status(get(batch, { ranges: "Nowhere" })), "400 Unable to parse range: Nowhere")
    assert.strictEqual(await status(get(batch, { ranges: "'Nowhere'!A1" })), "400 Unable to parse range: 'Nowhere'!A1")
    assert.include(await status(get(batch, { ranges: "Plain", valueRender: "x" })), "400 Invalid JSON payload")
    assert.include(await status(get(batch, { valueRenderOption: "x" })), "400 Invalid value at")
    assert.include(await status(get(batch, { ranges: "Plain" }, "bad")), "401 ")
    assert.strictEqual(await status(get("/v4/spreadsheets/t/values:batchGet")), "404 Requested entity was not found.")
    sheets.unshare("s", "ana")
    assert.strictEqual(await status(get(batch)), "403 The caller does not have permission")
    sheets.overQuota(1)
    assert.include(await status(get(batch)), "429 Quota exceeded")
    assert.include(await status(get(batch)), "403 ")
    assert.isNull(await get("/gmail/v1/users/me/profile"))
  })
})
