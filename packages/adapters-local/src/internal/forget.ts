import { join } from "node:path"
import { mentions, type Whom } from "@parley/domain/forgetting/Whom"
import { syncDirectory } from "./Durable.ts"
import { headerBytes } from "./HeaderIndex.ts"
import { directories, list, read, readStart, remove } from "./Maildir.ts"
import { fallbackName, shortHash } from "./MaildirArrivals.ts"

/**
 * Removes the files of everything from or to the address and of the named mails, under whatever name a client gave them, also
 * what a crash left half written. Answers the provider ids. A file that left meanwhile is gone too.
 */
export const forget = async (folder: string, { address, mails }: Whom): Promise<ReadonlyArray<string>> => {
  const hashes = new Set([...mails].map((id) => id.slice(id.lastIndexOf("#") + 1)))
  const bases = [...mails].map((id) => id.slice(0, id.lastIndexOf("#")))
  const isNamed = (base: string): boolean => bases.some((one) => base === one || base.startsWith(`${one},`)) || [...hashes].some((hash) => base === fallbackName(hash))
  const forgotten: Array<string> = []
  for (const part of ["", ".Drafts", ".Sent"]) {
    for (const name of directories) {
      const directory = join(folder, part, name)
      const before = forgotten.length
      for (const { base, path } of await list(directory)) {
        const start = await readStart(path, headerBytes)
        const isTheirs = start !== null && mentions(start.toString("utf8").split(/\r?\n\r?\n/u, 1)[0] ?? "", address)
        if (!isTheirs && !isNamed(base)) continue
        const bytes = await read(path)
        if (bytes === null || (!isTheirs && !hashes.has(shortHash(bytes)))) continue
        await remove(path)
        forgotten.push(`${base}#${shortHash(bytes)}`)
      }
      if (forgotten.length > before) await syncDirectory(directory)
    }
  }
  return forgotten
}
