import { build, stop } from "esbuild"
import { createHash } from "node:crypto"
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"

/** The dashboard's sources in the repository. */
const sources = join(import.meta.dirname, "../../../dashboard/src")

/** Files by the path they are served at; `/` is the shell that every page starts from. */
export type Files = ReadonlyMap<string, Uint8Array>

/** Bundles the dashboard for browsers. Everything but the shell has a hash of its content in its name. */
export const buildDashboard = async (): Promise<Files> => {
  const { metafile, outputFiles } = await build({
    entryPoints: { main: join(sources, "main.tsx"), style: join(sources, "style/style.css") },
    bundle: true,
    splitting: true,
    format: "esm",
    minify: true,
    metafile: true,
    write: false,
    target: "es2022",
    conditions: ["source"],
    define: { "process.env.NODE_ENV": `"production"` },
    loader: { ".svg": "file" },
    jsx: "automatic",
    entryNames: "[name]-[hash]",
    chunkNames: "part-[hash]",
    assetNames: "[name]-[hash]",
    outdir: "assets",
    legalComments: "none",
    logLevel: "warning"
  }).finally(stop)
  const files = new Map(outputFiles.map(({ contents, path }) => [`/assets/${basename(path)}`, contents]))
  const entry = (source: string) => {
    const found = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint?.endsWith(source))
    if (found === undefined) throw new Error(`the bundle of ${source} is missing`)
    return `/assets/${basename(found[0])}`
  }
  const icon = new TextEncoder().encode(mark)
  const iconPath = `/assets/icon-${createHash("sha256").update(icon).digest("hex").slice(0, 8)}.svg`
  files.set(iconPath, icon)
  files.set("/", new TextEncoder().encode(shell({ script: entry("main.tsx"), style: entry("style.css"), icon: iconPath })))
  return files
}

/** Writes the bundle into a folder, for a server that has no sources beside it: the shell as `index.html`. What was in the folder goes. */
export const writeDashboard = async (folder: string): Promise<void> => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, "assets"), { recursive: true })
  for (const [path, content] of await buildDashboard()) writeFileSync(join(folder, path === "/" ? "index.html" : path), content)
}

const shell = (paths: { readonly script: string; readonly style: string; readonly icon: string }) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Parley</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${paths.icon}">
<link rel="stylesheet" href="${paths.style}">
<script type="module" src="${paths.script}"></script>
</head>
<body>
<div id="root"></div>
<noscript>The dashboard needs JavaScript. The command line does not: parley status</noscript>
</body>
</html>
`

const mark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0b6e5f"/><path d="M7 9h11a3 3 0 0 1 3 3v4a3 3 0 0 1-3 3h-5l-4 4v-4H7z" fill="#fff"/><path d="M23 13h2v8h-1v3l-3-3h-6" fill="none" stroke="#fff" stroke-width="2"/></svg>`
