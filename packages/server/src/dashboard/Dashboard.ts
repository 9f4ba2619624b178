import { routeOf } from "@parley/api/Route"
import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import type { IncomingMessage, ServerResponse } from "node:http"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import type { Files } from "./buildDashboard.ts"

/** What a page may do: load what this server serves, and nothing else (SEC-01). No inline script or style, no frame, no form that leaves. */
const policy = [
  "default-src 'self'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'", "font-src 'none'", "object-src 'none'",
  "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"
].join("; ")

const headers = {
  "content-security-policy": policy,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
}

const types: Readonly<Record<string, string>> = { js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8", svg: "image/svg+xml" }

/** Whether the dashboard answers this path: one of its pages or assets. Every other path is somebody else's, or nobody's. */
export const answers = (path: string): boolean => path.startsWith("/assets/") || routeOf(path) !== null

/**
 * Answers the dashboard's paths. The files come prebuilt from beside the bundle; from sources they are bundled at the first request, which takes a
 * fraction of a second, so that a server whose dashboard nobody opens does not pay for it.
 */
export const take = (load: () => Promise<Files> = loadFiles): (request: IncomingMessage, response: ServerResponse) => void => {
  let files: Promise<ReadonlyMap<string, Ready>> | undefined
  const ready = () => {
    files ??= load().then((loaded) => new Map([...loaded].map(([path, content]) => [path, prepare(content)])))
    // what failed is tried again at the next request
    files.catch(() => { files = undefined })
    return files
  }
  return (request, response) => {
    const path = request.url?.split("?", 1)[0] ?? ""
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    if (request.method !== "GET" && request.method !== "HEAD") return void response.writeHead(405, { allow: "GET, HEAD" }).end()
    ready().then(
      (found) => answer(request, response, path.startsWith("/assets/") ? path : "/", found),
      (error: unknown) => say(response, 503, `The dashboard could not be built: ${error instanceof Error ? error.message : String(error)}`)
    )
  }
}

interface Ready {
  readonly plain: Uint8Array
  readonly zipped: Uint8Array
  readonly tag: string
}

const prepare = (plain: Uint8Array): Ready => ({ plain, zipped: gzipSync(plain), tag: `"${createHash("sha256").update(plain).digest("hex").slice(0, 16)}"` })

/** A hashed name never changes its content; the shell is asked for again each time. */
const answer = (request: IncomingMessage, response: ServerResponse, path: string, files: ReadonlyMap<string, Ready>): void => {
  const file = files.get(path)
  if (file === undefined) return say(response, 404, "There is no such file; reload the page")
  const caching = path === "/" ? "no-cache" : "public, max-age=31536000, immutable"
  const common = { etag: file.tag, "cache-control": caching, vary: "accept-encoding" }
  if (request.headers["if-none-match"] === file.tag) return void response.writeHead(304, common).end()
  const zips = /\bgzip\b/u.test(request.headers["accept-encoding"] ?? "")
  const body = zips ? file.zipped : file.plain
  response.writeHead(200, {
    ...common, ...zips ? { "content-encoding": "gzip" } : {},
    "content-type": path === "/" ? "text/html; charset=utf-8" : types[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream",
    "content-length": body.length
  })
  response.end(request.method === "HEAD" ? undefined : body)
}

const say = (response: ServerResponse, status: number, text: string): void =>
  void response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" }).end(`${text}\n`)

/** Beside the bundle, or from the repository's sources. */
const loadFiles = async (): Promise<Files> => {
  const built = join(import.meta.dirname, "dashboard")
  if (!existsSync(built)) return (await import("./buildDashboard.ts")).buildDashboard()
  return new Map([
    ["/", readFileSync(join(built, "index.html"))] as const,
    ...readdirSync(join(built, "assets")).map((name) => [`/assets/${name}`, readFileSync(join(built, "assets", name))] as const)
  ])
}
