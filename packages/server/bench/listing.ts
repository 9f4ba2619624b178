import { randomBytes } from "node:crypto"
import { serving } from "./child.ts"

/** How long one question to the API takes, in milliseconds, the shortest first. */
export interface Listed {
  readonly what: string
  /** A page, which costs what it shows; the others grow with the books. */
  readonly isList: boolean
  readonly times: ReadonlyArray<number>
}

const secret = randomBytes(32).toString("hex")

const forecast = "one campaign of all, with its forecast"

/** Asks a server on full books for lists over HTTP, one question at a time, after everything that waits there was told to the team. */
export const listing = async (program: ReadonlyArray<string>, dataDir: string, negotiations: number, each: number): Promise<ReadonlyArray<Listed>> => {
  const { port, stop } = await serving([...program, "start"], {
    PARLEY_DATA_DIR: dataDir, PARLEY_HTTP_PORT: "0", PARLEY_LOG: "json", PARLEY_API_TOKEN: secret, PARLEY_API_REQUESTS_PER_SECOND: "100000"
  }, dataDir)
  const ask = async (path: string): Promise<Answer> => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, { headers: { authorization: `Bearer ${secret}` } })
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
    return JSON.parse(await response.text())
  }
  try {
    while (((await ask("/status")).team?.["pending"] ?? 0) > 0) await new Promise((done) => setTimeout(done, 250))
    let cursor = ""
    for (let seen = 0; seen < negotiations / 2; seen += 200) cursor = `&cursor=${encodeURIComponent((await ask(`/negotiations?limit=200${cursor}`)).next ?? "")}`

    const questions: ReadonlyArray<readonly [string, string]> = [
      ["negotiations, first page", "/negotiations"],
      ["negotiations, half way down", `/negotiations?limit=200${cursor}`],
      ["negotiations of a state", "/negotiations?campaign=bench&state=Escalated"],
      ["negotiations, a name few have", "/negotiations?search=creator777"],
      ["negotiations, a name all have", "/negotiations?search=creator"],
      ["negotiations, a name nobody has", "/negotiations?search=nobody"],
      ["approvals", "/approvals"],
      ["campaigns", "/campaigns"],
      ["a campaign's ledger", "/campaigns/bench/ledger"],
      ["audit, first page", "/audit?limit=100"],
      ["audit, half way down", `/audit?limit=100&after=${negotiations}`],
      ["audit of one creator", "/audit?limit=100&influencer=Creator%20777"],
      ["status", "/status"],
      [forecast, "/campaigns/bench"]
    ]
    const all: Array<Listed> = []
    for (const [what, path] of questions) {
      for (let warm = 0; warm < 5; warm++) await ask(path)
      const times: Array<number> = []
      for (let n = 0; n < each; n++) {
        const began = performance.now()
        await ask(path)
        times.push(performance.now() - began)
      }
      all.push({ what, isList: what !== forecast, times: times.toSorted((a, b) => a - b) })
    }
    return all
  } finally {
    await stop()
  }
}

interface Answer {
  readonly next?: string | null
  readonly team?: Readonly<Record<string, number>>
}
