import * as fs from "node:fs/promises"
import { join } from "node:path"
import { codeOf, type FilePath } from "./Durable.ts"

/** A message in one of a folder's directories, e.g. `cur/1700000000.M1P2.host:2,S` has the base "1700000000.M1P2.host" and the flags "S". */
export interface Entry {
  readonly base: string
  readonly flags: string
  readonly path: FilePath
}

/** What tells whether a file is still being written, or is another file under the same name. */
export interface Look {
  readonly size: number
  readonly mtimeMs: number
  readonly ino: number
}

/** A folder's directories, as any Maildir program expects them. https://cr.yp.to/proto/maildir.html */
export const directories = ["tmp", "new", "cur"] as const

/** Everything that looks like a message: no dotfiles, no directories, links or devices. Names that are no UTF-8 are kept apart by their bytes. */
export const list = async (directory: string): Promise<ReadonlyArray<Entry>> => {
  const found = await fs.readdir(directory, { withFileTypes: true, encoding: "buffer" })
  return found.flatMap((file) => {
    const text = file.name.toString()
    if (text.startsWith(".") || !file.isFile()) return []
    const isText = Buffer.from(text).equals(file.name)
    const name = isText ? text : file.name.toString("latin1")
    const path = isText ? join(directory, text) : Buffer.concat([Buffer.from(`${directory}/`), file.name])
    const [, base = name, flags = ""] = /^(.+?)(?::2,([A-Za-z]*))?$/su.exec(name) ?? []
    return [{ base, flags, path }]
  })
}

/** All messages of a folder, whether a client has seen them or not. */
export const listBoth = async (folder: string): Promise<ReadonlyArray<Entry>> =>
  [...await list(join(folder, "new")), ...await list(join(folder, "cur"))]

/** Null if the file left in the meantime, as files in a shared folder do. */
export const look = async (path: FilePath): Promise<Look | null> => {
  const stat = await unlessGone(() => fs.stat(path))
  return stat === null ? null : { size: stat.size, mtimeMs: stat.mtimeMs, ino: stat.ino }
}

export const sameLook = (one: Look | undefined, other: Look | undefined): boolean =>
  one !== undefined && other !== undefined && one.size === other.size && one.mtimeMs === other.mtimeMs && one.ino === other.ino

/** A file's bytes, or null if it left. */
export const read = (path: FilePath): Promise<Buffer | null> => unlessGone(() => fs.readFile(path))

/** A file's first bytes, or null if it left. */
export const readStart = (path: FilePath, length: number): Promise<Buffer | null> =>
  unlessGone(async () => {
    const handle = await fs.open(path, "r")
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await handle.close()
    }
  })

/** Removes a file; one that left already is gone too. */
export const remove = async (path: FilePath): Promise<void> => {
  await unlessGone(() => fs.unlink(path))
}

const unlessGone = async <A>(run: () => Promise<A>): Promise<A | null> => {
  try {
    return await run()
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null
    throw error
  }
}
