import { assert, describe, it } from "@effect/vitest"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { isBuiltin } from "node:module"
import * as path from "node:path"
import { fileURLToPath } from "node:url"
import ts from "typescript"

/** What a package's `src` may import, beside its own files: packages by name or scope (`@effect/*`), and whether Node's own modules. */
interface Row {
  readonly may: ReadonlyArray<string>
  readonly node: boolean
}

const adapter = (...more: ReadonlyArray<string>): Row => ({ may: ["effect", "@effect/*", "@parley/domain", ...more], node: true })

const allowed: Readonly<Record<string, Row>> = {
  domain: { may: ["effect"], node: false },
  email: { may: ["effect", "postal-mime", "nodemailer", "parse5"], node: true },
  api: { may: ["effect", "@effect/platform", "@parley/domain"], node: false },
  "adapters-local": adapter("@parley/email", "csv-parse"),
  "adapters-sqlite": adapter("better-sqlite3"),
  "adapters-gmail": adapter("@parley/email", "@googleapis/gmail", "google-auth-library"),
  "adapters-sheets": adapter("@googleapis/sheets", "google-auth-library"),
  "adapters-slack": adapter("@slack/bolt", "@slack/socket-mode", "@slack/web-api"),
  "adapters-anthropic": adapter("@anthropic-ai/sdk"),
  "adapters-clickup": adapter("yaml"),
  testkit: { may: ["effect", "@effect/vitest", "@parley/domain", "@parley/email"], node: false },
  "local-google": { may: ["effect", "@parley/email", "@parley/testkit"], node: true },
  "local-clickup": { may: [], node: true },
  "local-slack": { may: ["effect", "ws"], node: true },
  server: { may: ["*"], node: true },
  dashboard: { may: ["@parley/api", "effect", "@effect/platform", "react", "react-dom", "@tanstack/react-query", "@tanstack/react-table", "recharts", "yaml"], node: false }
}

/** A source file by its path from the root, e.g. `packages/domain/src/Money.ts`. */
interface Source {
  readonly file: string
  readonly text: string
}

interface Parsed extends Source {
  /** The package's folder name, and the file's path inside it. */
  readonly owner: string
  readonly inside: string
  readonly tree: ts.SourceFile
  readonly imports: ReadonlyArray<string>
}

/** What each file does that it must not; `declared` names the dependencies of each package. */
const violations = (sources: ReadonlyArray<Source>, declared: Readonly<Record<string, ReadonlyArray<string>>>): ReadonlyArray<string> => {
  const files = sources.map(parse)
  const byPath = new Map(files.map((file) => [file.file, file]))
  return files.flatMap((file) =>
    [
      ...file.imports.flatMap((specifier) => importProblems(file, specifier, declared[file.owner] ?? [])),
      ...contentProblems(file),
      ...(file.owner === "testkit" && file.inside.startsWith("src/sim/") && reachesVitest(file, byPath) ? ["the simulator reaches vitest"] : [])
    ].map((problem) => `${file.file}: ${problem}`)
  )
}

const parse = ({ file, text }: Source): Parsed => {
  const [, owner = "", ...rest] = file.split("/")
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS)
  const imports: Array<string> = []
  walk(tree, (node) => {
    const named = importedBy(node)
    if (named !== undefined) imports.push(ts.isStringLiteralLike(named) ? named.text : `(computed) ${named.getText(tree)}`)
  })
  return { file, text, owner, inside: rest.join("/"), tree, imports }
}

const walk = (node: ts.Node, visit: (node: ts.Node) => void): void => {
  visit(node)
  ts.forEachChild(node, (child) => walk(child, visit))
}

/** Static, type, re-export, `import =`, `import("x").T`, `import("x")` and `require("x")`. */
const importedBy = (node: ts.Node): ts.Node | undefined => {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier
  if (ts.isExternalModuleReference(node)) return node.expression
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument
  if (!ts.isCallExpression(node)) return undefined
  const called = node.expression
  return called.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(called) && called.text === "require") ? node.arguments[0] ?? node : undefined
}

const importProblems = (file: Parsed, specifier: string, dependencies: ReadonlyArray<string>): ReadonlyArray<string> => {
  const row = allowed[file.owner]
  if (row === undefined) return [`the package ${file.owner} has no row in the table`]
  if (specifier.startsWith(".")) return relativeProblems(file, specifier)
  if (specifier.startsWith("(computed)") || specifier.startsWith("/") || specifier.startsWith("file:")) return [`imports by ${specifier}, which nobody can check`]
  if (isBuiltin(specifier)) return row.node ? [] : [`imports Node's ${specifier}`]
  const name = packageOf(specifier)
  const problems: Array<string> = []
  if (name === "@parley/dashboard" || (name === "@parley/server" && file.owner !== "server") || !row.may.some((pattern) => fits(pattern, name))) {
    problems.push(`imports ${specifier}`)
  }
  if (name.startsWith("@parley/") && specifier.includes("/internal/")) problems.push(`imports ${specifier}, which is closed`)
  if (name !== `@parley/${file.owner}` && !dependencies.includes(name)) problems.push(`imports ${name} without declaring it`)
  return problems
}

const fits = (pattern: string, name: string): boolean => pattern === "*" || pattern === name || (pattern.endsWith("/*") && name.startsWith(pattern.slice(0, -1)))

const packageOf = (specifier: string): string => specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/")

const resolved = (file: Parsed, specifier: string): string => path.posix.join(path.posix.dirname(file.file), specifier)

const relativeProblems = (file: Parsed, specifier: string): ReadonlyArray<string> => {
  if (!resolved(file, specifier).startsWith(`packages/${file.owner}/`)) return [`imports ${specifier}, which leaves the package`]
  return /\.(ts|tsx|json|css)$/.test(specifier) ? [] : [`imports ${specifier} without its ending`]
}

const contentProblems = (file: Parsed): ReadonlyArray<string> => {
  const problems: Array<string> = []
  const { statements } = file.tree
  const onlyPassesOn = statements.length > 0 && statements.every((one) => ts.isExportDeclaration(one) && one.moduleSpecifier !== undefined)
  if (/\/index\.tsx?$/.test(file.file) || onlyPassesOn) problems.push("is a barrel")
  walk(file.tree, (node) => {
    if (file.owner === "domain" && ts.isIdentifier(node) && node.text === "Date") problems.push("uses Date")
    if (file.owner === "domain" && ts.isPropertyAccessExpression(node) && node.getText(file.tree) === "Math.random") problems.push("uses Math.random")
    if (node.kind === ts.SyntaxKind.AnyKeyword) problems.push("says any")
    if (!ts.isAsExpression(node) && !ts.isTypeAssertionExpression(node)) return
    if (node.type.kind === ts.SyntaxKind.NeverKeyword) problems.push("casts to never")
    if (ts.isAsExpression(node.expression) && node.expression.type.kind === ts.SyntaxKind.UnknownKeyword) problems.push("casts through unknown")
  })
  return problems
}

/** Whether this file, or one of the package's files behind it, imports vitest. */
const reachesVitest = (start: Parsed, byPath: ReadonlyMap<string, Parsed>): boolean => {
  const seen = new Set<Parsed>([start])
  for (const file of seen) {
    for (const specifier of file.imports) {
      if (["vitest", "@effect/vitest"].includes(packageOf(specifier))) return true
      const next = specifier.startsWith(".")
        ? byPath.get(resolved(file, specifier))
        : packageOf(specifier) === "@parley/testkit" ? byPath.get(`packages/testkit/src/${specifier.slice("@parley/testkit/".length)}.ts`) : undefined
      if (next !== undefined) seen.add(next)
    }
  }
  return false
}

const root = fileURLToPath(new URL("../../../", import.meta.url))

const packages = readdirSync(path.join(root, "packages"), { withFileTypes: true }).filter((one) => one.isDirectory()).map((one) => one.name)

const sourcesOf = (owner: string): ReadonlyArray<Source> => {
  const folder = path.join(root, "packages", owner, "src")
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ts|tsx|mts|cts)$/.test(name))
    .map((name) => ({
      file: `packages/${owner}/src/${name.split(path.sep).join("/")}`,
      text: readFileSync(path.join(folder, name), "utf8")
    }))
}

/** The names a package declares; read without trusting its shape. */
const declaredBy = (owner: string): ReadonlyArray<string> => {
  const manifest: unknown = JSON.parse(readFileSync(path.join(root, "packages", owner, "package.json"), "utf8"))
  const record = (value: unknown): object => typeof value === "object" && value !== null ? value : {}
  const field = (name: string) => Object.entries(record(manifest)).flatMap(([key, value]: [string, unknown]) => key === name ? Object.keys(record(value)) : [])
  return [...field("dependencies"), ...field("peerDependencies"), ...field("optionalDependencies")]
}

describe("the packages' boundaries", () => {
  const sources = packages.flatMap(sourcesOf)

  it("hold in every source file: no arrow turns, nothing undeclared, no barrel, no clock or chance in the domain, no any", () => {
    assert.isAbove(sources.length, 40, "hardly anything was read")
    assert.deepStrictEqual(violations(sources, Object.fromEntries(packages.map((owner) => [owner, declaredBy(owner)]))), [])
  })

  it("hold for every package: each has a row and sources", () => {
    assert.deepStrictEqual(packages.filter((owner) => !(owner in allowed)), [])
    for (const owner of ["domain", "email", "testkit", "server", "adapters-local", "adapters-sqlite"]) {
      assert.isNotEmpty(sources.filter(({ file }) => file.startsWith(`packages/${owner}/src/`)), owner)
    }
  })
})

describe("violations", () => {
  const anything = Object.fromEntries(Object.keys(allowed).map((owner) => [owner, [
    "effect", "@effect/platform", "@effect/vitest", "@effect/sql", "@parley/domain", "@parley/email", "@parley/api", "@parley/testkit", "@parley/adapters-local",
    "@parley/server", "@parley/dashboard", "better-sqlite3", "csv-parse", "postal-mime", "vitest"
  ]]))
  const of = (file: string, text: string, declared = anything) => violations([{ file: `packages/${file}`, text }], declared).map((one) => one.slice(one.indexOf(": ") + 2))

  const planted: ReadonlyArray<readonly [string, string, string]> = [
    ["domain/src/A.ts", `import * as Platform from "@effect/platform/HttpClient"`, "imports @effect/platform/HttpClient"],
    ["domain/src/A.ts", `import type { Sql } from "better-sqlite3"`, "imports better-sqlite3"],
    ["domain/src/A.ts", `import { readFileSync } from "node:fs"`, "imports Node's node:fs"],
    ["domain/src/A.ts", `import { readFileSync } from "fs"`, "imports Node's fs"],
    ["domain/src/A.ts", `export const a = () => import("@parley/email/ReplyText")`, "imports @parley/email/ReplyText"],
    ["domain/src/A.ts", `export type A = import("@parley/api/Api").Api`, "imports @parley/api/Api"],
    ["domain/src/A.ts", `export const a = 1\nexport { b } from "csv-parse/sync"`, "imports csv-parse/sync"],
    ["domain/src/A.ts", `import fs = require("node:fs")`, "imports Node's node:fs"],
    ["domain/src/A.ts", `export const a = (name: string) => import(name)`, "imports by (computed) name, which nobody can check"],
    ["domain/src/A.ts", `import { b } from "../../email/src/ReplyText.ts"`, "imports ../../email/src/ReplyText.ts, which leaves the package"],
    ["domain/src/A.ts", `import { b } from "./B.js"`, "imports ./B.js without its ending"],
    ["domain/src/A.ts", `export const now = () => Date.now()`, "uses Date"],
    ["domain/src/A.ts", `export const now = () => new Date()`, "uses Date"],
    ["domain/src/A.ts", `export const now = (at: Date) => at`, "uses Date"],
    ["domain/src/A.ts", `export const now = () => new globalThis.Date()`, "uses Date"],
    ["domain/src/A.ts", `export const chance = () => Math.random()`, "uses Math.random"],
    ["domain/src/money/index.ts", `export const a = 1`, "is a barrel"],
    ["domain/src/Money.ts", `export * from "./Cents.ts"\nexport { b } from "./B.ts"`, "is a barrel"],
    ["server/src/A.ts", `export const a = (b: unknown) => b as any`, "says any"],
    ["server/src/A.ts", `export const a = (b: any) => b`, "says any"],
    ["server/src/A.ts", `export const a = (b: string) => b as unknown as number`, "casts through unknown"],
    ["server/src/A.ts", `export const a = (b: string) => b as never`, "casts to never"],
    ["server/src/A.ts", `import { b } from "@parley/dashboard/App"`, "imports @parley/dashboard/App"],
    ["server/src/A.ts", `import { b } from "@parley/domain/internal/B"`, "imports @parley/domain/internal/B, which is closed"],
    ["email/src/A.ts", `import { b } from "@parley/domain/Money"`, "imports @parley/domain/Money"],
    ["api/src/A.ts", `import { b } from "node:url"`, "imports Node's node:url"],
    ["api/src/A.ts", `import { b } from "@effect/sql/SqlClient"`, "imports @effect/sql/SqlClient"],
    ["adapters-sqlite/src/A.ts", `import { b } from "@parley/email/ReplyText"`, "imports @parley/email/ReplyText"],
    ["adapters-sqlite/src/A.ts", `import { b } from "@parley/adapters-local/CsvRoster"`, "imports @parley/adapters-local/CsvRoster"],
    ["adapters-local/src/A.ts", `import { b } from "@parley/server/main"`, "imports @parley/server/main"],
    ["testkit/src/A.ts", `import { b } from "node:crypto"`, "imports Node's node:crypto"],
    ["testkit/src/sim/A.ts", `import { it } from "@effect/vitest"`, "the simulator reaches vitest"],
    ["adapters-fax/src/A.ts", `import { b } from "effect/Effect"`, "the package adapters-fax has no row in the table"],
    ["dashboard/src/A.tsx", `import { b } from "@parley/domain/Money"\nexport const C = () => <b />`, "imports @parley/domain/Money"],
    ["dashboard/src/A.ts", `import { readFileSync } from "node:fs"`, "imports Node's node:fs"]
  ]
  for (const [file, text, problem] of planted) {
    it(`finds that ${file} ${problem}`, () => assert.include(of(file, text), problem))
  }

  it("finds vitest behind a file that the simulator imports", () => {
    const found = violations([
      { file: "packages/testkit/src/sim/Clock.ts", text: `import { b } from "../Contract.ts"` },
      { file: "packages/testkit/src/Contract.ts", text: `import { it } from "@effect/vitest"` }
    ], anything)
    assert.deepStrictEqual(found, ["packages/testkit/src/sim/Clock.ts: the simulator reaches vitest"])
  })

  it("finds an import that resolves only because npm hoists", () => {
    assert.deepStrictEqual(of("server/src/A.ts", `import yaml from "yaml"`), ["imports yaml without declaring it"])
    assert.deepStrictEqual(of("adapters-local/src/A.ts", `import { parse } from "csv-parse/sync"`, {}), ["imports csv-parse without declaring it"])
  })

  it("lets pass what the table allows", () => {
    assert.deepStrictEqual(of("domain/src/A.ts", `import * as DateTime from "effect/DateTime"\nimport { b } from "./money/B.ts"\nexport const d = DateTime.unsafeNow // Date`), [])
    assert.deepStrictEqual(of("adapters-local/src/A.ts", `import * as fs from "node:fs/promises"\nimport { b } from "@parley/email/ReplyText"`), [])
    assert.deepStrictEqual(of("testkit/src/A.ts", `import { it } from "@effect/vitest"\nexport const tag = "any" as const`), [])
    assert.deepStrictEqual(of("server/src/A.ts", `import { b } from "@parley/testkit/sim/Clock"\nimport * as http from "node:http"`), [])
  })
})
