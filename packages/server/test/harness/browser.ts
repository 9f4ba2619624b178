import { assert } from "@effect/vitest"
import { existsSync, mkdirSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join, resolve } from "node:path"
import { type Browser, chromium, type Page } from "playwright-core"

const root = resolve(import.meta.dirname, "../../../..")

/** Where the pages' pictures go. */
export const screens = join(root, "node_modules/.cache/parley-screens")

const program = process.env["PARLEY_CHROMIUM"] ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync) ?? null

/** Why pages cannot be looked at here; null where they can. Where PARLEY_BROWSER_TESTS is `required`, it is a failure. */
export const whyNoBrowser: string | null = program === null ? "there is no chromium; apt-get install chromium, or name one in PARLEY_CHROMIUM" : null
if (whyNoBrowser !== null) {
  if (process.env["PARLEY_BROWSER_TESTS"] === "required") throw new Error(`the dashboard cannot be tested: ${whyNoBrowser}`)
  process.stderr.write(`\n*** the dashboard is NOT tested in a browser: ${whyNoBrowser} ***\n\n`)
}

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: program ?? "", args: ["--no-sandbox"] })

/** How a page is looked at. */
export const looks = {
  light: { colorScheme: "light", viewport: { width: 1280, height: 860 } },
  dark: { colorScheme: "dark", viewport: { width: 1280, height: 860 } },
  phone: { colorScheme: "light", viewport: { width: 390, height: 844 } }
} as const
export type Look = keyof typeof looks

/** One person's browser window, with an eye on what must never happen. */
export interface Visit {
  readonly page: Page
  /** Refusals that the journey provokes, by status and the end of their path: browsers write them into the console. */
  readonly expect: (status: number, path: string) => void
  /** Fails when the console showed an error, or when anything was asked of another host. */
  readonly assertClean: () => void
  /** Fails on what keeps people out: findings of axe that are serious or critical, and a page wider than its window. */
  readonly assertAccessible: (what: string) => Promise<void>
  readonly picture: (name: string) => Promise<void>
}

/** Runs `use` in a fresh window on the server at this port, and makes sure of a clean console at the end. */
export const visiting = async <A>(browser: Browser, port: number, use: (visit: Visit) => Promise<A>, look: Look = "light"): Promise<A> => {
  const origin = `http://127.0.0.1:${port}`
  const context = await browser.newContext({ ...looks[look], baseURL: origin, locale: "en-US", timezoneId: "UTC" })
  const problems: Array<string> = []
  const expected: Array<string> = []
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  page.on("pageerror", (error) => problems.push(error.message))
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return
    const status = /status of (\d+)/u.exec(message.text())?.[1] ?? ""
    if (!expected.some((one) => one === `${status} ${new URL(message.location().url, origin).pathname}`)) problems.push(`${message.text()} (${message.location().url})`)
  })
  page.on("request", (request) => {
    if (!request.url().startsWith(`${origin}/`)) problems.push(`asked of another host: ${request.url()}`)
  })
  const assertClean = () => assert.deepStrictEqual(problems, [])
  try {
    const result = await use({
      page,
      expect: (status, path) => void expected.push(`${status} ${path}`),
      assertClean,
      assertAccessible: async (what) => {
        await page.evaluate(axe)
        const found = await page.evaluate(`axe.run().then(({ violations }) => violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html.slice(0, 200)).join(" | ")))`)
        assert.deepStrictEqual(found, [], what)
        assert.isAtMost(Number(await page.evaluate("document.documentElement.scrollWidth - window.innerWidth")), 0, `${what} is wider than its window`)
      },
      picture: async (name) => {
        mkdirSync(screens, { recursive: true })
        await page.screenshot({ path: join(screens, `${name}-${look}.png`), fullPage: true })
      }
    })
    assertClean()
    return result
  } finally {
    await context.close()
  }
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

/** Signs in with a token as a person does. */
export const signIn = async (page: Page, token: string): Promise<void> => {
  await page.goto("/")
  await page.getByLabel("Access token").fill(token)
  await page.getByRole("button", { name: "Sign in" }).click()
  await page.getByRole("heading", { level: 1, name: "Campaigns" }).waitFor()
}
