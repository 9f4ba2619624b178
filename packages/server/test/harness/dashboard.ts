import type { Browser } from "playwright-core"
import { type Visit, visiting } from "./browser.ts"
import { campaignYaml, rosterCsv } from "./letters.ts"
import { inWorld, type World } from "./ServerProcess.ts"

/** The first admin's token in every test of the dashboard. */
export const token = "first-admin-token-of-the-dashboard-tests"

export const settings = { PARLEY_API_TOKEN: token, PARLEY_SANDBOX: "on" }

/** A window on a server of its own, which starts after `before`; the sandbox is on. */
export const inDashboard = (browser: Browser, use: (visit: Visit, world: World) => Promise<void>, before: (world: World) => Promise<void> = async () => {}): Promise<void> =>
  inWorld(async (world) => {
    await before(world)
    const { port } = await world.start()
    await visiting(browser, port, (visit) => use(visit, world))
  }, settings)

/** Starts the test campaign from the page, by the text of its file. */
export const startCampaign = async ({ page }: Visit, names: ReadonlyArray<string>, extra = "", creators = names.length): Promise<void> => {
  await page.goto("/campaigns/new?by=text")
  await page.getByLabel("Campaign", { exact: true }).fill(campaignYaml(extra, creators))
  await page.getByLabel("Or its text").fill(rosterCsv(...names))
  await page.getByRole("button", { name: "Check" }).click()
  await page.getByText(`Autumn Light can start with ${names.length} creators.`).waitFor()
  await page.getByRole("button", { name: "Start and send openings" }).click()
  await page.getByRole("heading", { level: 1, name: "Autumn Light" }).waitFor()
}

/** Answers as a creator in the sandbox, once they have their opening. */
export const answerAs = async ({ page }: Visit, name: string, words: string): Promise<void> => {
  await page.goto("/sandbox")
  await page.getByRole("navigation", { name: "Creators" }).getByRole("link", { name }).click()
  await page.getByText("it is your turn").waitFor()
  await page.getByLabel(`Answer as ${name}`).fill(words)
  await page.getByRole("button", { name: `Send as ${name}` }).click()
}

export const openNegotiation = async ({ page }: Visit, name: string): Promise<void> => {
  await page.goto("/negotiations")
  await page.getByRole("link", { name, exact: true }).click()
  await page.getByRole("heading", { level: 1, name }).waitFor()
}
