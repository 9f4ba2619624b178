import { assert, describe, it } from "@effect/vitest"
import { readdirSync, readFileSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { buildDashboard, type Files } from "../../src/dashboard/buildDashboard.ts"
import * as Dashboard from "../../src/dashboard/Dashboard.ts"

/** Serves pages on a free port while `use` asks for them. */
const serving = async (load: () => Promise<Files>, use: (ask: (path: string, options?: RequestInit) => Promise<Response>) => Promise<void>): Promise<void> => {
  const server = createServer(Dashboard.take(load))
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  const address: AddressInfo | string | null = server.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  try {
    await use((path, options) => fetch(`http://127.0.0.1:${port}${path}`, options))
  } finally {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
}

const few = async (): Promise<Files> => new Map([["/", Buffer.from("<!doctype html>shell")], ["/assets/main-1.js", Buffer.from("export {}")]])

describe("the dashboard's pages (DASH-01, SEC-01)", () => {
  it("carry a policy that lets nothing in but this server's own files, whatever is answered", () =>
    serving(few, async (ask) => {
      for (const path of ["/", "/negotiations/n-1", "/assets/main-1.js", "/assets/none.js"]) {
        const { headers } = await ask(path)
        const policy = headers.get("content-security-policy") ?? ""
        assert.include(policy, "default-src 'self'", path)
        assert.include(policy, "frame-ancestors 'none'", path)
        assert.notMatch(policy, /unsafe|https?:|data:|\*/u, path)
        assert.strictEqual(headers.get("x-content-type-options"), "nosniff", path)
        assert.strictEqual(headers.get("referrer-policy"), "no-referrer", path)
      }
    }))

  it("are kept by browsers for ever where the name holds a hash, and asked for again where it does not", () =>
    serving(few, async (ask) => {
      assert.include((await ask("/assets/main-1.js")).headers.get("cache-control") ?? "", "immutable")
      const shell = await ask("/")
      assert.strictEqual(shell.headers.get("cache-control"), "no-cache")
      const again = await ask("/campaigns/new", { headers: { "if-none-match": shell.headers.get("etag") ?? "" } })
      assert.strictEqual(again.status, 304)
    }))

  it("start from one shell, for the paths that are pages and no others", () =>
    serving(few, async (ask) => {
      for (const path of ["/", "/campaigns/new", "/campaigns/spring", "/negotiations?state=Agreed", "/negotiations/n-1", "/approvals", "/dead-letters", "/system", "/tokens", "/sandbox/n-1"]) {
        assert.isTrue(Dashboard.answers(path.split("?")[0] ?? ""), path)
        assert.include(await (await ask(path)).text(), "shell", path)
      }
      for (const path of ["/health", "/ready", "/metrics", "/docs", "/api/v1/session", "/negotiations/n-1/more", "/negotiations/", "/campaigns/%E0%A4%A", "/webhooks/gmail", "/index.html"]) {
        assert.isFalse(Dashboard.answers(path), path)
      }
      const none = await ask("/assets/..%2f..%2fpackage.json")
      assert.strictEqual(none.status, 404)
    }))

  it("are only read", () => serving(few, async (ask) => {
    const answer = await ask("/", { method: "POST", body: "x" })
    assert.strictEqual(answer.status, 405)
    assert.strictEqual(answer.headers.get("allow"), "GET, HEAD")
    assert.strictEqual(await (await ask("/", { method: "HEAD" })).text(), "")
  }))

  it("that could not be built say so, and are built again at the next request", async () => {
    let builds = 0
    await serving(async () => {
      builds += 1
      if (builds === 1) throw new Error("no space left")
      return few()
    }, async (ask) => {
      const first = await ask("/")
      assert.strictEqual(first.status, 503)
      assert.include(await first.text(), "no space left")
      assert.strictEqual((await ask("/")).status, 200)
      assert.strictEqual((await ask("/approvals")).status, 200)
    })
    assert.strictEqual(builds, 2)
  })

  it("are bundled from sources without inline code and without anything of another host", async () => {
    const files = await buildDashboard()
    const text = (path: string) => new TextDecoder().decode(files.get(path))
    const shell = text("/")
    assert.notMatch(shell, /<style|<script>|\sstyle=|\son\w+=|https?:\/\//u)
    const named = [...shell.matchAll(/(?:src|href)="([^"]+)"/gu)].map(([, path]) => path ?? "")
    assert.lengthOf(named, 3)
    for (const path of named) assert.isTrue(files.has(path), path)
    for (const path of files.keys()) if (path !== "/") assert.match(path, /^\/assets\/\w+-[\w]{8}\.(?:js|css|svg)$/u)
    const style = [...files.keys()].find((path) => path.endsWith(".css")) ?? ""
    assert.notMatch(text(style), /@import|url\(|https?:/u)
  })

  it("show what others wrote as text alone: no source of the dashboard makes HTML of a string", () => {
    const folder = join(import.meta.dirname, "../../../dashboard/src")
    const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/u.test(name))
    assert.isAbove(sources.length, 30)
    for (const name of sources) {
      assert.notMatch(readFileSync(join(folder, name), "utf8"), /dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/u, name)
    }
  })
})
