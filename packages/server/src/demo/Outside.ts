import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/** The world outside Parley as the demo plays it: mail delivered into `new/`, mail found in `.Sent`. */
export interface Outside {
  readonly deliver: (name: string, raw: Uint8Array) => void
  /** Mail that left since the last look, in the order it left. */
  readonly newlySent: () => ReadonlyArray<Uint8Array>
  readonly allSent: () => ReadonlyArray<Uint8Array>
}

export const outside = (maildir: string): Outside => {
  const sentDir = join(maildir, ".Sent", "cur")
  mkdirSync(join(maildir, "tmp"), { recursive: true })
  const seen = new Set<string>()
  const files = () => readdirSync(sentDir).toSorted()
  return {
    deliver: (name, raw) => {
      writeFileSync(join(maildir, "tmp", name), raw)
      renameSync(join(maildir, "tmp", name), join(maildir, "new", name))
    },
    newlySent: () => {
      const fresh = files().filter((file) => !seen.has(file))
      for (const file of fresh) seen.add(file)
      return fresh.map((file) => readFileSync(join(sentDir, file)))
    },
    allSent: () => files().map((file) => readFileSync(join(sentDir, file)))
  }
}
