// Bundles the server into one folder of ES modules that needs only better-sqlite3 beside it: node bundle.ts <folder>
import { build } from "esbuild"
import { cpSync } from "node:fs"
import { join } from "node:path"
import { writeDashboard } from "./src/dashboard/buildDashboard.ts"

/** Adapters stay apart, so that what is not configured is not loaded; the samples that the demo plays and the playbook come along, and the dashboard as browsers load it. Answers the path of the program. */
export const bundle = async (folder: string): Promise<string> => {
  await build({
    entryPoints: ["main.ts", "probe.ts"].map((name) => join(import.meta.dirname, "src", name)),
    outdir: folder,
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node24",
    conditions: ["source"],
    external: ["better-sqlite3", "esbuild"],
    outExtension: { ".js": ".mjs" },
    // what is bundled from CommonJS asks for `require`
    banner: { js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);" },
    logLevel: "warning"
  })
  for (const beside of ["samples", "playbook"]) cpSync(join(import.meta.dirname, "../..", beside), join(folder, beside), { recursive: true })
  await writeDashboard(join(folder, "dashboard"))
  return join(folder, "main.mjs")
}

const [, script, folder] = process.argv
if (script === import.meta.filename && folder !== undefined) process.stdout.write(`${await bundle(folder)}\n`)
