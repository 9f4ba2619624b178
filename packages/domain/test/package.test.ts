import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { execFile } from "node:child_process"
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import * as path from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"

const run = promisify(execFile)
const source = fileURLToPath(new URL("../", import.meta.url))
const root = path.join(source, "../..")
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc")

/** Without what an outer `npm test` exports: its settings do not belong to a user's folder. Where packages come from stays. */
const plainEnvironment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) =>
    !/^npm_|^NODE_OPTIONS$|^VITEST/i.test(name) || /^npm_config_(registry|cache|userconfig|globalconfig|cafile|.*proxy)$/i.test(name))
)

const inFolder = async (cwd: string, command: string, ...parameters: ReadonlyArray<string>): Promise<string> => {
  const { stdout } = await run(command, parameters, { cwd, env: plainEnvironment }).catch((error: { readonly stdout?: string; readonly stderr?: string }) =>
    assert.fail(`${command} ${parameters.join(" ")}\n${error.stdout ?? ""}\n${error.stderr ?? ""}`))
  return stdout
}

/** This Node, and every other on the PATH that npm did not put there; each once. */
const nodes = async (): Promise<ReadonlyArray<string>> => {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "" && !folder.includes("node_modules"))
  const found = await Promise.all(folders.map((folder) => realpath(path.join(folder, "node")).catch(() => null)))
  return [...new Set([await realpath(process.execPath), ...found])].flatMap((node) => node === null ? [] : [node])
}

const examples = async (): Promise<ReadonlyArray<string>> =>
  [...(await readFile(path.join(source, "README.md"), "utf8")).matchAll(/```js\n([\s\S]*?)```/g)].flatMap(([, code]) => code ?? [])

/** Builds a copy beside the package's own `dist`, which may be in use; answers the tarball's path. */
const pack = async (folder: string): Promise<string> => {
  const copy = path.join(folder, "build/packages/domain")
  await mkdir(copy, { recursive: true })
  for (const name of ["src", "package.json", "README.md", "tsconfig.json"]) await cp(path.join(source, name), path.join(copy, name), { recursive: true })
  await cp(path.join(root, "tsconfig.base.json"), path.join(folder, "build/tsconfig.base.json"))
  await symlink(path.join(root, "node_modules"), path.join(folder, "build/node_modules"))
  await inFolder(copy, process.execPath, tsc, "-p", ".")
  await inFolder(copy, "npm", "pack", "--silent", "--pack-destination", folder)
  const tarball = (await readdir(folder)).find((name) => name.endsWith(".tgz"))
  return path.join(folder, tarball ?? assert.fail("npm pack made nothing"))
}

describe("the packed domain, installed into an empty folder", () => {
  let folder = ""
  let home = ""

  beforeAll(async () => {
    folder = await mkdtemp(path.join(await realpath(tmpdir()), "parley-package-"))
    home = path.join(folder, "home")
    await mkdir(home)
    await writeFile(path.join(home, "package.json"), JSON.stringify({ name: "consumer", version: "1.0.0", private: true, type: "module" }))
    await writeFile(path.join(home, ".npmrc"), "ignore-scripts=true\naudit=false\nfund=false\n")
    await inFolder(home, "npm", "install", "--prefer-offline", "--no-audit", "--no-fund", await pack(folder))
  }, 180_000)

  afterAll(() => rm(folder, { recursive: true, force: true }))

  it("runs the README's example on this Node and on every other one here", { timeout: 60_000 }, async () => {
    const [example = assert.fail("the README has no example")] = await examples()
    await writeFile(path.join(home, "example.mjs"), example)
    const [, promised = "nothing"] = /console\.log\(.*\) \/\/ (.*)/.exec(example) ?? []
    for (const node of await nodes()) assert.strictEqual((await inFolder(home, node, "example.mjs")).trim(), promised, node)
  })

  it("plays a buyer from the README alone: never above the ask, the ceiling or under its own offer, to the end", { timeout: 60_000 }, async () => {
    const [, buyer = assert.fail("the README plays no buyer")] = await examples()
    await writeFile(path.join(home, "buyer.mjs"), buyer)
    const asks = [340_000, 310_000, 285_000, 262_000, 251_000]
    const moves = (await inFolder(home, process.execPath, "buyer.mjs")).trim().split("\n").map((line) => line.split(" "))
    moves.forEach(([tag, rate], index) => {
      const before = index === 0 ? 200_000 : Number(moves[index - 1]?.[1])
      assert.strictEqual(tag, index === moves.length - 1 ? "Accept" : "Counter")
      if (tag === "Accept") assert.strictEqual(Number(rate), asks[index])
      else assert.isTrue(Number(rate) >= before && Number(rate) < Math.min(300_000, asks[index] ?? 0), `${rate} after ${before}`)
    })
  })

  it("publishes its types: a consumer's mistakes are found, and nothing else", { timeout: 60_000 }, async () => {
    await writeFile(path.join(home, "good.ts"), [
      `import { type Move, nextMove } from "@parley/domain/strategy/NextMove"`,
      `import { rateAtCpm } from "@parley/domain/Cpm"`,
      `import { decide } from "@parley/domain/negotiation/decide"`,
      `const move: Move = nextMove({ offers: [1], asks: [], firm: false, package: 1 }, { target: 1, ceiling: 2, floor: 0 }, { rounds: 5 })`,
      `export const rate: number = move._tag === "Counter" ? move.rate : 0`,
      `export const used = [rateAtCpm, decide]`
    ].join("\n"))
    await writeFile(path.join(home, "bad.ts"), [
      `import { nextMove } from "@parley/domain/strategy/NextMove"`,
      `import { MISSPELT } from "@parley/domain/Cpm"`,
      `export const rate: string = nextMove({ offers: [], asks: [], firm: false, package: 4 }, { target: 1, ceiling: 2, floor: 0 }, { rounds: 5 }).reason`,
      `export const move: string = nextMove({ offers: [], asks: [], firm: false, package: 1 }, { target: 1, ceiling: 2, floor: 0 }, { rounds: 5 })`,
      `export const used = MISSPELT`
    ].join("\n"))
    const check = [tsc, "--noEmit", "--module", "nodenext", "--strict", "good.ts", "bad.ts"]
    const found = await run(process.execPath, check, { cwd: home }).then(() => "", (error: { readonly stdout?: string }) => error.stdout ?? "")
    const errors = found.split("\n").filter((line) => /: error TS/.test(line))
    assert.deepStrictEqual(errors.map((line) => line.slice(0, line.indexOf(","))), ["bad.ts(2", "bad.ts(3", "bad.ts(4"], found)
  })

  it("holds what was built and nothing else: no sources, no tests, nothing that only `effect` does not bring", async () => {
    const installed = path.join(home, "node_modules/@parley/domain")
    const files = (await readdir(installed, { recursive: true })).map((name) => name.split(path.sep).join("/"))
    assert.includeMembers(files, ["README.md", "package.json", "dist/strategy/NextMove.js", "dist/strategy/NextMove.d.ts"])
    assert.deepStrictEqual(files.filter((name) => /^(src|test)\b|\.test\./.test(name)), [])
    const manifest: unknown = JSON.parse(await readFile(path.join(installed, "package.json"), "utf8"))
    const dependencies = typeof manifest === "object" && manifest !== null && "dependencies" in manifest ? manifest.dependencies : null
    assert.hasAllKeys(dependencies, ["effect"])
  })
})
