import { afterAll, beforeAll, describe, it } from "@effect/vitest"
import type { Browser } from "playwright-core"
import { type Look, openBrowser, signIn, visiting, whyNoBrowser } from "../harness/browser.ts"
import { begin, mailsTo } from "../harness/creators.ts"
import { settings, token } from "../harness/dashboard.ts"
import { reply } from "../harness/letters.ts"
import { inWorld, until, type World } from "../harness/ServerProcess.ts"

/** Replies after the opening: a deal, a haggle that waits for a yes, a price far above, a threat. */
const replies: ReadonlyArray<readonly [string, string]> = [
  ["Maya Lopez", "Perfect, $2,000 works for me. I accept your offer!"],
  ["Jonas Weber", "Thank you! I usually charge $2,600 for a reel. Could you do that?"],
  ["Aiko Tanaka", "Hello <b>there</b>! My rate is $9,500 and it is final."],
  ["Priya Nair", "My lawyer will be in touch about your use of my picture."],
  ["Lea Martin", "No thanks, I am not interested."]
]

const lively = async (world: World) => {
  await begin(world, [...replies.map(([name]) => name), "Tom Okafor", "Ines Costa"], "approvalAbove: 2050")
  for (const [name, body] of replies) {
    const [opening] = await mailsTo(world, name)
    if (opening !== undefined) world.copyIn(`${name.replace(" ", "-")}.eml`, reply(opening, name, body))
  }
  await until("the replies to be dealt with", async () => {
    const { negotiations } = await world.status()
    return negotiations.filter(({ state }) => state === "AwaitingReply").length === 2 && negotiations.some(({ state }) => state === "AwaitingApproval")
  })
}

const views: ReadonlyArray<readonly [string, string]> = [
  ["campaigns", "/"], ["campaign", "/campaigns/autumn"], ["new-campaign", "/campaigns/new"], ["new-campaign-text", "/campaigns/new?by=text"], ["negotiations", "/negotiations"],
  ["approvals", "/approvals"], ["dead-letters", "/dead-letters"], ["system", "/system"], ["sandbox", "/sandbox"], ["nothing", "/campaigns/none-such"]
]

describe.skipIf(whyNoBrowser !== null)("how the dashboard looks (DASH-01)", () => {
  let browser: Browser
  beforeAll(async () => { browser = await openBrowser() })
  afterAll(() => browser.close())

  const shown: ReadonlyArray<readonly [Look, string]> = [["light", "in light"], ["dark", "in dark"], ["phone", "on a phone"]]
  for (const [look, words] of shown) {
    it(`every view is accessible and leaves the console clean, ${words}`, () => inWorld(async (world) => {
      const { port } = await world.start()
      await lively(world)
      await visiting(browser, port, async ({ assertAccessible, expect, page, picture }) => {
        await page.goto("/")
        await page.getByLabel("Access token").waitFor()
        await assertAccessible(`sign-in, ${look}`)
        await picture("sign-in")
        await signIn(page, token)
        const see = async (name: string) => {
          await page.locator("h1").waitFor()
          await page.locator(".loading").first().waitFor({ state: "detached" })
          await assertAccessible(`${name}, ${look}`)
          await picture(name)
        }
        for (const path of ["", "/ledger", "/roster-problems"]) expect(404, `/api/v1/campaigns/none-such${path}`)
        for (const [name, path] of views) {
          await page.goto(path)
          await see(name)
        }

        await page.goto("/approvals")
        await page.getByRole("button", { name: "Jonas Weber" }).click()
        await page.getByLabel("Rate in USD").waitFor()
        await see("approval-open")
        for (const [picturedAs, name] of [["negotiation", "Jonas Weber"], ["negotiation-agreed", "Maya Lopez"]] as const) {
          await page.goto("/negotiations")
          await page.getByRole("link", { name, exact: true }).click()
          await page.locator(".plot svg").first().waitFor()
          await page.getByText("The same as a table").click()
          await see(picturedAs)
        }
        for (const [tab, name] of [["Events", "events"], ["Why these numbers", "why"]] as const) {
          await page.getByRole("tab", { name: tab }).click()
          await see(`negotiation-${name}`)
        }
        await page.goto("/tokens")
        await page.getByLabel("Name").fill("Ben Adler")
        await page.getByRole("button", { name: "Make the token" }).click()
        await page.getByTestId("secret").waitFor()
        await see("token-made")
        await page.getByRole("button", { name: "I have copied it" }).click()
        await page.getByRole("row", { name: /Ben/u }).getByRole("button", { name: /Revoke/u }).click()
        await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).waitFor()
        await see("token-revoking")
        await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click()
        await page.getByText("Revoked: Ben Adler").waitFor()
        await see("tokens-revoked")
        await page.goto("/sandbox")
        await page.getByRole("link", { name: "Jonas Weber" }).click()
        await page.getByLabel("Answer as Jonas Weber").waitFor()
        await see("sandbox-thread")
        await page.goto("/campaigns/new")
        await page.getByLabel("Or its text").fill("Name\nnobody")
        expect(400, "/api/v1/campaigns/check")
        await page.getByRole("button", { name: "Check" }).click()
        await page.locator(".wrong").first().waitFor()
        await see("new-campaign-wrong")
        if (look !== "phone") {
          await page.getByRole("button", { name: /^Keys/u }).click()
          await see("keys")
        }
      }, look)
    }, settings))
  }
})
