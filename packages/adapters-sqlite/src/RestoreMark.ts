import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { sync } from "./Durable.ts"
import { StoreRefused } from "./StoreRefused.ts"

/**
 * `<dir>/parley.restoring` stands there from before the first file is moved until the last one is: while it does, nobody opens
 * the books. It names the folder that the former books are moved to.
 */
const pathOf = (dir: string): string => join(dir, "parley.restoring")

/** The folder that an unfinished restore moves the former books to; null when none is unfinished. */
export const read = (dir: string): string | null => existsSync(pathOf(dir)) ? readFileSync(pathOf(dir), "utf8").trim() : null

export const set = (dir: string, aside: string): void => {
  const written = `${pathOf(dir)}.tmp`
  writeFileSync(written, `${aside}\n`, { mode: 0o600 })
  sync(written)
  renameSync(written, pathOf(dir))
  sync(dir)
}

export const clear = (dir: string): void => {
  rmSync(pathOf(dir), { force: true })
  sync(dir)
}

/** Why the books in `dir` must not be opened; null when they may be. */
export const standsIn = (dir: string): StoreRefused | null => {
  const aside = read(dir)
  return aside === null ? null : new StoreRefused({
    path: pathOf(dir),
    reason: "a restore was not finished",
    expected: "books that are whole",
    mend: `run \`parley restore <file>\` again; the former books are in ${join(dir, aside)}, or still in their place`
  })
}
