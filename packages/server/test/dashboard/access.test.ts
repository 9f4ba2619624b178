import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import type { Browser } from "playwright-core"
import { openBrowser, signIn, visiting, whyNoBrowser } from "../harness/browser.ts"
import { inDashboard, openNegotiation, startCampaign, token } from "../harness/dashboard.ts"

describe.skipIf(whyNoBrowser !== null)("who may do what in the dashboard (DASH-01)", () => {
  let browser: Browser
  beforeAll(async () => { browser = await openBrowser() })
  afterAll(() => browser.close())

  it("SEC-01 signs in with a token, stays signed in over a reload, and signs out", () => inDashboard(browser, async ({ expect, page }) => {
    expect(401, "/api/v1/session")
    await page.goto("/system")
    await page.getByLabel("Access token").fill("not-a-token-that-anybody-has")
    await page.getByRole("button", { name: "Sign in" }).click()
    await page.getByText("This token is not known").waitFor()
    await page.getByLabel("Access token").fill(token)
    await page.keyboard.press("Enter")
    // where the person wanted to go
    await page.getByRole("heading", { level: 1, name: "System" }).waitFor()
    await page.reload()
    await page.getByRole("heading", { level: 1, name: "System" }).waitFor()
    assert.strictEqual(await page.evaluate("document.cookie"), "", "no script can read the session")
    await page.getByRole("button", { name: "Sign out" }).click()
    await page.getByLabel("Access token").waitFor()
    await page.reload()
    await page.getByLabel("Access token").waitFor()
  }))

  it("SEC-01 signs in by a link, whose token leaves the address before anything else", () => inDashboard(browser, async ({ page }) => {
    await page.goto(`/system#token=${token}`)
    await page.getByRole("heading", { level: 1, name: "System" }).waitFor()
    assert.strictEqual(new URL(page.url()).hash, "")
    await page.goBack().catch(() => null)
    assert.notInclude(page.url(), token)
  }))

  it("SEC-01 makes a token that is shown once, whose owner only looks, and who is out when it is revoked", () => inDashboard(browser, async (visit) => {
    const { page } = visit
    await signIn(page, token)
    await startCampaign(visit, ["Maya"])
    await page.goto("/tokens")
    await page.getByLabel("Name").fill("Ben")
    await page.getByLabel("Role").selectOption("viewer")
    await page.getByRole("button", { name: "Make the token" }).click()
    const secret = await page.getByTestId("secret").textContent() ?? ""
    await page.getByRole("button", { name: "I have copied it" }).click()
    assert.notInclude(await page.content(), secret)
    await visiting(browser, Number(new URL(page.url()).port), async (ben) => {
      await signIn(ben.page, secret)
      await openNegotiation(ben, "Maya")
      await ben.page.getByText("Your token lets you look.").waitFor()
      assert.strictEqual(await ben.page.getByRole("button", { name: "Pause" }).count(), 0)
      assert.strictEqual(await ben.page.getByRole("link", { name: "Tokens" }).count(), 0)
      for (const path of ["/api/v1/negotiations", "/api/v1/status", "/api/v1/changes", "/api/v1/session"]) ben.expect(401, path)
      await page.getByRole("row", { name: /Ben/u }).getByRole("button", { name: /Revoke/u }).click()
      await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click()
      await page.getByText("Revoked: Ben").waitFor()
      await ben.page.getByRole("link", { name: "Negotiations" }).click()
      await ben.page.getByLabel("Access token").waitFor()
    })
  }))

  it("stops all sending and lets it go on; every page says so meanwhile", () => inDashboard(browser, async ({ page }, world) => {
    await signIn(page, token)
    await page.goto("/system")
    await page.getByRole("button", { name: "Stop all sending" }).click()
    await page.getByText("Sending is stopped by").waitFor()
    assert.isTrue((await world.status()).sending.stopped)
    await page.getByRole("button", { name: "Let sending go on" }).click()
    await page.getByRole("button", { name: "Stop all sending" }).waitFor()
    assert.isFalse((await world.status()).sending.stopped)
  }))
})
