import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** Runs in a folder of its own, in BENCH_DIR or the system's temporary folder, and removes it. */
export const inFolder = async <A>(use: (path: string) => Promise<A>): Promise<A> => {
  const path = mkdtempSync(join(process.env["BENCH_DIR"] ?? tmpdir(), "parley-bench-"))
  try {
    return await use(path)
  } finally {
    rmSync(path, { recursive: true, force: true })
  }
}
