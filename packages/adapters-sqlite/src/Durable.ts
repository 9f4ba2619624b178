import { closeSync, fsyncSync, openSync } from "node:fs"

/** What a file holds, or which names a directory has, is on the disk afterwards. */
export const sync = (path: string): void => {
  const file = openSync(path, "r")
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
