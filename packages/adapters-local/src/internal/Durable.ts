import { constants } from "node:fs"
import * as fs from "node:fs/promises"
import { dirname } from "node:path"

/** A path as text, or as bytes where a file's name is no UTF-8. */
export type FilePath = string | Buffer

/** What went wrong with a path, in words for a person. Node's own message says less and repeats the call. */
export const reasonOf = (error: unknown, path: FilePath): string => {
  const where = path.toString()
  switch (codeOf(error)) {
    case "ENOENT":
      return `${where} does not exist`
    case "EACCES":
    case "EPERM":
      return `${where} may not be read or written by this process`
    case "ENOSPC":
    case "EDQUOT":
      return `no space is left for ${where}`
    case "EROFS":
      return `${where} is on a read-only file system`
    case "ENOTDIR":
      return `a part of ${where} is no directory`
    case "EISDIR":
      return `${where} is a directory`
    default:
      return `${where}: ${error instanceof Error ? error.message : String(error)}`
  }
}

export const codeOf = (error: unknown): string | null =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null

/** Names that appeared in or left this directory are on the disk afterwards. */
export const syncDirectory = async (path: string): Promise<void> => {
  const handle = await fs.open(path, constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Creates a directory with its parents, and makes the new names durable. */
export const makeDirectory = async (path: string): Promise<void> => {
  const first = await fs.mkdir(path, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  for (let made = path; made.length >= first.length; made = dirname(made)) await syncDirectory(dirname(made))
}

/** The bytes are on the disk afterwards; the name is only after its directory was synced. */
export const writeFile = async (path: string, bytes: Uint8Array): Promise<void> => {
  const handle = await fs.open(path, "w", 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Moves a file unless the name is taken; false if it is. A crash in between leaves both names on the one file, never none. */
export const moveUnlessTaken = async (from: FilePath, to: string, linked: () => void = () => {}): Promise<boolean> => {
  try {
    await fs.link(from, to)
  } catch (error) {
    const code = codeOf(error)
    if (code === "EEXIST") return false
    if (code !== "EPERM" && code !== "ENOTSUP" && code !== "EOPNOTSUPP" && code !== "EMLINK" && code !== "ENOSYS") throw error
    return moveWithoutLinks(from, to)
  }
  linked()
  await fs.unlink(from)
  return true
}

/** For file systems without hard links: as safe as looking first can be. */
const moveWithoutLinks = async (from: FilePath, to: string): Promise<boolean> => {
  const taken = await fs.lstat(to).then(() => true, () => false)
  if (!taken) await fs.rename(from, to)
  return !taken
}
