import { type Entry, look, type Look, readStart, sameLook } from "./Maildir.ts"

/** The two headers by which a mail of ours is found under whatever name a client gave its file. */
export interface Identity {
  readonly messageId: string
  readonly marker: string | null
}

/** Reads the identity of files, each file once as long as it does not change. Files that left are forgotten. */
export const make = () => {
  let known: ReadonlyMap<string, readonly [Look, Identity]> = new Map()
  return async (entries: ReadonlyArray<Entry>): Promise<ReadonlyArray<readonly [Entry, Identity]>> => {
    const next = new Map<string, readonly [Look, Identity]>()
    const found: Array<readonly [Entry, Identity]> = []
    for (const entry of entries) {
      const key = typeof entry.path === "string" ? entry.path : entry.path.toString("latin1")
      const current = await look(entry.path)
      if (current === null) continue
      const before = known.get(key)
      const start = before !== undefined && sameLook(before[0], current) ? null : await readStart(entry.path, headerBytes)
      const identity = start === null ? before?.[1] : identityOf(start)
      if (identity === undefined) continue
      next.set(key, [current, identity])
      found.push([entry, identity])
    }
    known = next
    return found
  }
}

/** Reads the identity from a mail's first bytes. */
export const identityOf = (start: Uint8Array): Identity => {
  const head = Buffer.from(start.buffer, start.byteOffset, start.byteLength).toString("latin1").split(/\r?\n\r?\n/u, 1)[0] ?? ""
  const lines = head.replace(/\r?\n[ \t]+/gu, " ").split(/\r?\n/u)
  const header = (name: string): string | null =>
    lines.find((line) => line.toLowerCase().startsWith(`${name}:`))?.slice(name.length + 1).trim() ?? null
  return { messageId: (header("message-id") ?? "").replace(/^<|>$/gu, ""), marker: header("x-parley-marker") }
}

export const headerBytes = 64 * 1024
