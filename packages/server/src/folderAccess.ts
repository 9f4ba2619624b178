import { accessSync, constants, existsSync, statSync } from "node:fs"
import { join } from "node:path"

const { R_OK, W_OK, X_OK } = constants

/** What a server must be able to write in its data directory, where it is there already. */
const inside = ["parley.db", "parley.lock", "maildir"]

/** Why this account cannot keep its books in a folder that exists: what stands in the way, whose it is and what mends it. Null where it can. */
export const accessProblem = (folder: string): string | null => {
  for (const path of [folder, ...inside.map((name) => join(folder, name)).filter((path) => existsSync(path))]) {
    const found = statSync(path)
    try {
      accessSync(path, R_OK | W_OK | (found.isDirectory() ? X_OK : 0))
    } catch (error) {
      return `${path} belongs to uid ${found.uid}, gid ${found.gid}, mode ${(found.mode & 0o7777).toString(8)}: ${messageOf(error)}. ${mend(folder, found.uid, error)}`
    }
  }
  return null
}

const messageOf = (error: unknown): string => error instanceof Error ? error.message : String(error)

const mend = (folder: string, owner: number, error: unknown): string => {
  const uid = process.getuid?.() ?? owner
  if (error instanceof Error && "code" in error && error.code === "EROFS") return "It is mounted read-only: mount it for writing"
  return owner === uid
    ? `As that account: chmod -R u+rwX ${folder}`
    : `This account is uid ${uid}; as root: chown -R ${uid}:${process.getgid?.() ?? uid} ${folder}`
}
