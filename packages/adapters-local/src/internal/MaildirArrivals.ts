import { createHash } from "node:crypto"
import { join } from "node:path"
import type { Arrival, Arrivals, Listed } from "@parley/domain/ports/Mailbox"
import type { KillPoint } from "@parley/domain/usecases/KillPoints"
import { moveUnlessTaken, reasonOf, syncDirectory } from "./Durable.ts"
import { type Entry, list, listBoth, look, type Look, read, remove, sameLook } from "./Maildir.ts"

/** What arrived in `new/`, and where it goes once it is stored. Plain promises that fail as Node's file calls do. */
export interface MaildirArrivals {
  readonly arrivals: (cursor: string | null) => Promise<Arrivals>
  /** By the time a file was last written; what is still being written is not among them, and comes as an arrival. */
  readonly recent: (since: number) => Promise<ReadonlyArray<Listed>>
  readonly filed: (providerIds: ReadonlyArray<string>) => Promise<void>
  /** Null if no file holds these bytes any more. */
  readonly fetch: (copyRef: string) => Promise<Uint8Array | null>
}

/**
 * `settle` is the age in milliseconds at which a file counts as complete, if it also looked the same one look ago, or lay there a minute before anybody looked; 0 takes files at
 * once. What a stalled copy left behind may still be taken: writers are safe who move a whole file into `new/`.
 */
export const make = (folder: string, settle: number, kill: (point: KillPoint) => void = () => {}): MaildirArrivals => {
  const newDirectory = join(folder, "new")
  const curDirectory = join(folder, "cur")
  let seen: ReadonlyMap<string, Look> = new Map()
  const reported = new Set<string>()
  let hashes: ReadonlyMap<string, readonly [Look, string]> = new Map()

  const isSettled = (key: string, current: Look, now: number): boolean => {
    const age = now - current.mtimeMs
    // a file is created empty and filled later, however impatient the settings are
    if (settle === 0) return current.size > 0 || Math.abs(age) >= 1000
    // what lay there while nobody looked needs no second look: reminders wait until it was read
    const before = seen.get(key)
    return before === undefined ? age >= Math.max(60_000, settle) : sameLook(before, current) && Math.abs(age) >= settle
  }

  const hashOf = async (entry: Entry): Promise<string | null> => {
    const known = hashes.get(keyOf(entry))
    if (known !== undefined && sameLook(known[0], await look(entry.path) ?? undefined)) return known[1]
    const bytes = await read(entry.path)
    return bytes === null ? null : shortHash(bytes)
  }

  const file = async (entry: Entry, hash: string): Promise<void> => {
    const taken = await list(curDirectory)
    for (const base of [entry.base, fallbackName(hash)]) {
      // the longest name a file system takes is 255 bytes
      if (Buffer.byteLength(base) > 240) continue
      const others = taken.filter((other) => other.base === base)
      if (others.length === 0 && await moveUnlessTaken(entry.path, join(curDirectory, `${base}:2,${entry.flags}`), () => kill("filing-linked"))) return
      for (const other of others) {
        const bytes = await read(other.path)
        // filed before, by a process that died before it removed this name
        if (bytes !== null && shortHash(bytes) === hash) return remove(entry.path)
      }
    }
  }

  return {
    arrivals: async (cursor) => {
      const now = Date.now()
      const looks = new Map<string, Look>()
      const settled: Array<{ readonly entry: Entry; readonly current: Look }> = []
      for (const entry of await list(newDirectory)) {
        const current = await look(entry.path)
        if (current === null) continue
        looks.set(keyOf(entry), current)
        if (isSettled(keyOf(entry), current, now)) settled.push({ entry, current })
      }
      seen = looks
      settled.sort((one, other) => one.current.mtimeMs - other.current.mtimeMs || compare(keyOf(one.entry), keyOf(other.entry)))

      const start = positionOf(cursor)
      const waiting = settled.filter(({ current, entry }) =>
        start === null || current.mtimeMs > start[0] || (current.mtimeMs === start[0] && compare(keyOf(entry), start[1]) > 0))
      const messages = new Map<string, Arrival>()
      const fresh = new Map<string, readonly [Look, string]>()
      const skipped: Array<Arrivals["skipped"][number]> = []
      let size = 0
      let end = 0
      for (const { current, entry } of waiting) {
        if (messages.size >= pageMessages || (size > 0 && current.size <= largest && size + current.size > pageBytes)) break
        end++
        const raw = current.size > largest ? tooLarge : await read(entry.path).catch((error: unknown) => reasonOf(error, entry.base))
        if (typeof raw === "string") {
          const key = `${keyOf(entry)} ${current.size}`
          if (!reported.has(key)) skipped.push({ name: entry.base, reason: raw })
          reported.add(key)
          continue
        }
        // it changed under our eyes, so it is still being written
        if (raw === null || raw.length !== current.size || !sameLook(current, await look(entry.path) ?? undefined)) continue
        const hash = shortHash(raw)
        const providerId = `${entry.base}#${hash}`
        fresh.set(keyOf(entry), [current, hash])
        messages.set(providerId, { providerId, raw, copyRef: providerId })
        size += raw.length
      }
      hashes = new Map([...hashes, ...fresh].filter(([key]) => looks.has(key)))
      const last = waiting[end - 1]
      const more = end < waiting.length && last !== undefined
      return { messages: [...messages.values()], cursor: more ? JSON.stringify([last.current.mtimeMs, keyOf(last.entry)]) : "", more, skipped }
    },

    recent: async (since) => {
      const found: Array<Listed & { readonly mtimeMs: number }> = []
      for (const { entry, isFiled } of [
        ...(await list(newDirectory)).map((entry) => ({ entry, isFiled: false })),
        ...(await list(curDirectory)).map((entry) => ({ entry, isFiled: true }))
      ]) {
        const current = await look(entry.path)
        if (current === null || current.mtimeMs < since || current.size > largest) continue
        if (!isFiled && !isSettled(keyOf(entry), current, Date.now())) continue
        const hash = await hashOf(entry)
        const id = `${entry.base}#${hash ?? ""}`
        if (hash !== null) found.push({ providerId: id, copyRef: id, mtimeMs: current.mtimeMs })
      }
      return found
        .sort((one, other) => one.mtimeMs - other.mtimeMs || compare(one.providerId, other.providerId))
        .map(({ copyRef, providerId }) => ({ providerId, copyRef }))
    },

    filed: async (providerIds) => {
      const wanted = new Set(providerIds)
      const bases = new Set(providerIds.map((id) => id.slice(0, id.lastIndexOf("#"))))
      let moved = false
      for (const entry of await list(newDirectory)) {
        if (!bases.has(entry.base)) continue
        const hash = await hashOf(entry)
        if (hash === null || !wanted.has(`${entry.base}#${hash}`)) continue
        await file(entry, hash).catch(async (error: unknown) => {
          // a mail program that shares the folder was faster
          if (await look(entry.path) !== null) throw error
        })
        moved = true
      }
      if (moved) {
        kill("filing-moved")
        await syncDirectory(curDirectory)
        await syncDirectory(newDirectory)
      }
    },

    fetch: async (copyRef) => {
      const at = copyRef.lastIndexOf("#")
      const base = copyRef.slice(0, at)
      const hash = copyRef.slice(at + 1)
      // twice, because a file may get new flags, and so a new name, between listing and reading
      for (const _ of ["first", "second"]) {
        for (const entry of await listBoth(folder)) {
          // mbsync, Dovecot and others append fields to a base: "x,U=7", "x,S=1200"
          if (entry.base !== base && entry.base !== fallbackName(hash) && !entry.base.startsWith(`${base},`)) continue
          const bytes = await read(entry.path)
          if (bytes !== null && shortHash(bytes) === hash) return bytes
        }
      }
      return null
    }
  }
}

/** No mail server takes mail this large; a file that is larger is something else. */
const largest = 256 * 1024 * 1024
const tooLarge = "it is larger than any mail, over 256 MB"
const pageMessages = 100
const pageBytes = 64 * 1024 * 1024

/** As it stands in provider ids. */
export const shortHash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex").slice(0, 16)

/** What a file is called in `cur/` when its own name is taken. */
export const fallbackName = (hash: string): string => `parley-${hash}`

const keyOf = (entry: Entry): string => (typeof entry.path === "string" ? entry.path : entry.path.toString("latin1"))

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** Where a page ended, so that a caller who files nothing still gets to the end. Any other cursor starts at the oldest. */
const positionOf = (cursor: string | null): readonly [mtimeMs: number, key: string] | null => {
  try {
    const value: unknown = JSON.parse(cursor ?? "")
    if (!Array.isArray(value)) return null
    const [mtimeMs, key]: ReadonlyArray<unknown> = value
    return typeof mtimeMs === "number" && typeof key === "string" ? [mtimeMs, key] : null
  } catch {
    return null
  }
}
