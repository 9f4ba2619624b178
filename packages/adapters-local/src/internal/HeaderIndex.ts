import { headerValue } from "@parley/email/MailHeader"
import { markerHeader } from "@parley/email/ReadMail"
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
export const identityOf = (start: Uint8Array): Identity =>
  ({ messageId: (headerValue(start, "Message-ID") ?? "").replace(/^<|>$/gu, ""), marker: headerValue(start, markerHeader) })

export const headerBytes = 64 * 1024
