import { execFileSync } from "node:child_process"
import { rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { withFault } from "./faults.ts"

/** A disk under a data directory that can be filled to the last byte. */
export interface Disk {
  readonly env: Readonly<Record<string, string>>
  readonly fill: () => void
  readonly free: () => void
  readonly remove: () => void
}

/** Books that may not grow: SQLite's own answer to a full disk, without one. */
export const cappedBooks = (dataDir: string): Disk => {
  const flag = join(dataDir, "full")
  return { env: withFault("fullBooks.mjs", flag), fill: () => writeFileSync(flag, ""), free: () => rmSync(flag, { force: true }), remove: () => {} }
}

/** A small disk of its own, where this account may mount one; null elsewhere. */
export const smallDisk = (dataDir: string): Disk | null => {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=16m,mode=700", "parley-test", dataDir], { stdio: "ignore" })
  } catch {
    return null
  }
  const ballast = join(dataDir, "ballast")
  return {
    env: {},
    fill: () => {
      for (let size = 1 << 20; size >= 1; size = Math.floor(size / 2)) {
        try {
          for (;;) writeFileSync(ballast, new Uint8Array(size), { flag: "a" })
        } catch (error) {
          if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error
        }
      }
    },
    free: () => rmSync(ballast, { force: true }),
    remove: () => void execFileSync("umount", [dataDir])
  }
}

