import { networkFilesystem } from "@parley/adapters-sqlite/Filesystem"
import { type Finding, problem, warning } from "@parley/domain/ports/Diagnosis"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { accessSync, constants, existsSync, statfsSync, statSync } from "node:fs"
import { createServer } from "node:net"
import { dirname, join } from "node:path"
import * as OperationsClient from "../OperationsClient.ts"
import { socketPath } from "../Server.ts"
import type { ServerSettings } from "../Settings.ts"
import { isSafeUrl } from "../settingOf.ts"
import type { Check } from "./Check.ts"

/** The folder with everything in it: there or to be made, ours, on a local disk with room, and with books that can be opened. */
export const dataDirectory = (settings: ServerSettings): Check => ({
  name: "data directory",
  needs: ["PARLEY_DATA_DIR"],
  ask: Effect.gen(function*() {
    const { dataDir } = settings
    const socket = socketPath(settings)
    const long = Buffer.byteLength(socket) > longestSocket
      ? [problem(`the path ${socket} is ${Buffer.byteLength(socket)} bytes long`, `a path of at most ${longestSocket} bytes: systems take no longer one for a socket`, "name a shorter folder in PARLEY_DATA_DIR")] : []
    const there = nearest(dataDir)
    const found = folderProblems(dataDir, there)
    if (there !== dataDir || found.some(({ grade }) => grade === "problem")) return { told: there === dataDir ? "" : `${dataDir} is made at the first start`, findings: [...long, ...found] }
    const running = yield* OperationsClient.isListening(socket)
    return { told: `${dataDir}; ${running ? "a server runs on it" : "no server runs on it"}`, findings: [...long, ...found, ...yield* booksProblems(settings)] }
  })
})

/** The port of /health, /ready, the API and the webhooks: free, or our own server's. */
export const port = (settings: ServerSettings): Check => ({
  name: "port",
  needs: ["PARLEY_HTTP_HOST", "PARLEY_HTTP_PORT", "PARLEY_DATA_DIR"],
  ask: Effect.gen(function*() {
    const { httpHost, httpPort } = settings
    const place = `${httpHost}:${httpPort}`
    if (yield* OperationsClient.isListening(socketPath(settings))) return { told: `${place} is the running server's, as far as its settings are these`, findings: [] }
    const code = yield* listened(httpHost, httpPort)
    return code === null ? { told: `${place} is free`, findings: [] } : { told: "", findings: [problem(`nothing can listen on ${place} (${code})`, "a free port, on an address of this machine", "name others in PARLEY_HTTP_HOST and PARLEY_HTTP_PORT, or stop what listens there")] }
  })
})

/** Whether tokens and sessions would go in the clear: what listens beyond this machine wants TLS before it, under a name that the settings know (SEC-01). */
export const exposure = ({ httpHost, publicUrl }: ServerSettings): Check => ({
  name: "API",
  needs: ["PARLEY_HTTP_HOST", "PARLEY_PUBLIC_URL"],
  ask: Effect.sync(() => {
    const mend = "put a proxy with TLS before it, and name its address in PARLEY_PUBLIC_URL, e.g. https://parley.agency.com"
    if (publicUrl?.startsWith("http:") === true && !isSafeUrl(publicUrl)) return { told: "", findings: [warning(`PARLEY_PUBLIC_URL is ${publicUrl}: tokens and sessions would go in the clear`, "an address over https", mend)] }
    if (publicUrl === null && !isLoopback(httpHost)) return { told: "", findings: [warning(`the API listens on ${httpHost} beyond this machine, and no public address is named`, "TLS before it", mend)] }
    return { told: publicUrl ?? "reached from this machine alone", findings: [] }
  })
})

const isLoopback = (host: string): boolean => isSafeUrl(`http://${host.includes(":") ? `[${host}]` : host}/`)

/** Of sun_path, without its end mark. */
const longestSocket = 107

/** The folder itself, or where it would be made. */
const nearest = (folder: string): string => existsSync(folder) || dirname(folder) === folder ? folder : nearest(dirname(folder))

const folderProblems = (dataDir: string, there: string): ReadonlyArray<Finding> => {
  const stats = statSync(there)
  if (!stats.isDirectory()) return [problem(`${there} is no folder`, "a folder that this account may make and write to", "name another in PARLEY_DATA_DIR")]
  try {
    accessSync(there, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    return [problem(`this account may not write to ${there}`, "a folder that the account which runs Parley may write to", `name another in PARLEY_DATA_DIR, or: chown ${process.getuid?.() ?? "<account>"} ${there}`)]
  }
  const disk = statfsSync(there, { bigint: true })
  const network = networkFilesystem(disk.type)
  const free = Number(disk.bavail * disk.bsize / 1_000_000n)
  return [
    ...network === null ? [] : [problem(`${there} is on a network or shared filesystem (${network})`, "a local disk: SQLite's log needs memory shared by all who open it", "point PARLEY_DATA_DIR at a local disk or a named volume")],
    ...free >= room ? [] : [(free >= room / 10 ? warning : problem)(`the disk of ${there} has ${free} MB left`, `${room} MB or more`, "make room, or point PARLEY_DATA_DIR at another disk")],
    ...there === dataDir && (stats.mode & 0o077) !== 0 ? [warning(`${dataDir} can be entered by other accounts of this machine`, "a folder for this account only: mail and names stand in it", `chmod 700 ${dataDir}`)] : []
  ]
}

/** In MB. */
const room = 500

const booksProblems = ({ dataDir }: ServerSettings): Effect.Effect<ReadonlyArray<Finding>> =>
  Effect.gen(function*() {
    const { standsIn } = yield* Effect.promise(() => import("@parley/adapters-sqlite/RestoreMark"))
    const unfinished = standsIn(dataDir)
    if (unfinished !== null) return [problem(unfinished.reason, unfinished.expected, unfinished.mend)]
    const file = join(dataDir, "parley.db")
    if (!existsSync(file)) return []
    const { open } = yield* Effect.promise(() => import("@parley/adapters-sqlite/BooksFile"))
    const books = open(file)
    if (Either.isLeft(books)) return [problem(`${file}: ${books.left.reason}`, books.left.expected, `${books.left.mend}; a backup comes back with \`parley restore\``)]
    books.right.db.close()
    return []
  })

/** Why nothing can listen there, or null: it was listened on, and let go at once. */
const listened = (host: string, portNumber: number): Effect.Effect<string | null> =>
  Effect.async((resume) => {
    const server = createServer()
    server.once("error", (error) => resume(Effect.succeed("code" in error ? String(error.code) : error.message)))
    server.listen({ host, port: portNumber }, () => server.close(() => resume(Effect.succeed(null))))
  })
