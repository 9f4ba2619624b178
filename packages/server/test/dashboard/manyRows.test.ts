import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import type { Browser } from "playwright-core"
import { openBrowser, signIn, whyNoBrowser } from "../harness/browser.ts"
import { inDashboard, startCampaign, token } from "../harness/dashboard.ts"

describe.skipIf(whyNoBrowser !== null)("many negotiations in the dashboard (DASH-01)", () => {
  let browser: Browser
  beforeAll(async () => { browser = await openBrowser() })
  afterAll(() => browser.close())

  it("loads a thousand rows by cursor, sorts and filters them, and keeps the filters in the address", () => inDashboard(browser, async (visit) => {
    const { page } = visit
    await signIn(page, token)
    const names = Array.from({ length: 1000 }, (_, index) => `Creator ${String(index).padStart(4, "0")}`)
    // budget for two: the others wait
    await startCampaign(visit, names, "", 2)
    await page.goto("/negotiations?by=created&order=asc")
    for (let rows = 200; rows <= 1000; rows += 200) {
      await page.getByText(`${rows} shown`).waitFor()
      if (rows < 1000) await page.getByRole("button", { name: "Load more" }).click()
    }
    await page.getByRole("button", { name: "Creator", exact: true }).click()
    assert.include(page.url(), "rows=creator")
    assert.strictEqual(await page.locator("tbody tr").first().getByRole("link").textContent(), "Creator 0000")
    await page.getByRole("button", { name: /^Creator/u }).first().click()
    assert.strictEqual(await page.locator("tbody tr").first().getByRole("link").textContent(), "Creator 0999")
    await page.getByLabel("Creator or handle").fill("0777")
    await page.getByText("1 shown").waitFor()
    await page.getByLabel("State").selectOption("Waiting")
    await page.reload()
    await page.getByText("1 shown").waitFor()
    assert.strictEqual(await page.getByLabel("Creator or handle").inputValue(), "0777")
    assert.strictEqual(await page.getByLabel("State").inputValue(), "Waiting")
  }))
})
