import { createHash } from "node:crypto"
import * as fs from "node:fs/promises"
import { join } from "node:path"
import type { DraftFate, SentMail, StagedDraft } from "@parley/domain/ports/Mailbox"
import type { KillPoint } from "@parley/domain/usecases/KillPoints"
import { syncDirectory, writeFile } from "./Durable.ts"
import * as HeaderIndex from "./HeaderIndex.ts"
import { type Entry, listBoth, look, read, remove } from "./Maildir.ts"

/** What a dispatch did. `Missing` and `Changed` sent nothing. */
export type Dispatched =
  | { readonly _tag: "Sent"; readonly mail: SentMail }
  | { readonly _tag: "Changed"; readonly raw: Uint8Array }
  | { readonly _tag: "Missing" }

/** Our drafts in `.Drafts` and what became of them in `.Sent`. Plain promises that fail as Node's file calls do; one at a time, please. */
export interface MaildirDrafts {
  /** Null if a mail with this marker was sent already. */
  readonly stage: (marker: string, bytes: Uint8Array) => Promise<StagedDraft | null>
  readonly dispatch: (draft: StagedDraft) => Promise<Dispatched>
  readonly lookup: (marker: string) => Promise<DraftFate>
  /** Only what still holds the staged bytes. */
  readonly discard: (draft: StagedDraft) => Promise<void>
  readonly isSent: (messageId: string) => Promise<boolean>
  /** Every draft with a mark, its bytes, and when they were written. */
  readonly marked: () => Promise<ReadonlyArray<{ readonly marker: string; readonly draft: StagedDraft; readonly raw: Uint8Array; readonly mtimeMs: number }>>
}

export const make = (folder: string, kill: (point: KillPoint) => void = () => {}): MaildirDrafts => {
  const draftsFolder = join(folder, ".Drafts")
  const sentFolder = join(folder, ".Sent")
  const draftsIndex = HeaderIndex.make()
  const sentIndex = HeaderIndex.make()

  /** By file name and by marker header, because a client that saves a draft gives it a name of its own. */
  const allDraftsOf = async (draftId: string): Promise<ReadonlyArray<Entry>> =>
    (await draftsIndex(await listBoth(draftsFolder)))
      .filter(([entry, { marker }]) => entry.base === draftId || (marker !== null && draftName(marker) === draftId))
      .map(([entry]) => entry)

  /** Without those that a person put in the trash. */
  const draftsOf = async (draftId: string): Promise<ReadonlyArray<Entry>> =>
    (await allDraftsOf(draftId)).filter(({ flags }) => !flags.includes("T"))

  const sentOf = async (draftId: string): Promise<Entry | null> => {
    const entries = await listBoth(sentFolder)
    const named = entries.find(({ base }) => base === draftId)
    if (named !== undefined) return named
    return (await sentIndex(entries)).find(([, { marker }]) => marker !== null && draftName(marker) === draftId)?.[0] ?? null
  }

  /** The rename that sent it may still be in memory only, so nobody is told before it is on the disk. */
  const sentMail = async (entry: Entry): Promise<SentMail | null> => {
    const bytes = await read(entry.path)
    if (bytes === null) return null
    await syncDirectory(join(sentFolder, "cur"))
    await syncDirectory(join(draftsFolder, "cur"))
    const { messageId } = HeaderIndex.identityOf(bytes.subarray(0, HeaderIndex.headerBytes))
    return { raw: bytes, providerId: `${entry.base}#${hashOf(bytes).slice(0, 16)}`, messageId, threadId: null, contentHash: hashOf(bytes) }
  }

  const stage: MaildirDrafts["stage"] = async (marker, bytes) => {
    const draftId = draftName(marker)
    if (await sentOf(draftId) !== null) return null
    const temporary = join(draftsFolder, "tmp", draftId)
    const path = join(draftsFolder, "cur", `${draftId}:2,D`)
    await writeFile(temporary, bytes)
    kill("draft-written")
    await fs.rename(temporary, path)
    kill("draft-renamed")
    for (const other of await allDraftsOf(draftId)) {
      if (other.path !== path) await remove(other.path)
    }
    await syncDirectory(join(draftsFolder, "cur"))
    return { draftId, contentHash: hashOf(bytes) }
  }

  const dispatch: MaildirDrafts["dispatch"] = async ({ contentHash, draftId }) => {
    const drafts = await draftsOf(draftId)
    const before = await sentOf(draftId)
    const changed = async (entry: Entry): Promise<Buffer | null> => {
      const bytes = await read(entry.path)
      return bytes === null || hashOf(bytes) === contentHash ? null : bytes
    }
    for (const draft of drafts) {
      const raw = await changed(draft)
      if (raw !== null) return { _tag: "Changed", raw }
    }

    const [draft, ...copies] = drafts
    if (before === null && draft !== undefined) {
      await syncFile(draft)
      const path = join(sentFolder, "cur", `${draftId}:2,S`)
      await fs.rename(draft.path, path)
      kill("dispatch-renamed")
      for (const copy of copies) await remove(copy.path)
      const mail = await sentMail({ base: draftId, flags: "S", path })
      return mail === null ? { _tag: "Missing" } : { _tag: "Sent", mail }
    }
    if (before === null) return { _tag: "Missing" }
    // sent before, by us or by a person; what was sent is told, and our draft must not be sent again by anybody
    for (const copy of drafts) await remove(copy.path)
    const mail = await sentMail(before)
    return mail === null ? { _tag: "Missing" } : { _tag: "Sent", mail }
  }

  const lookup: MaildirDrafts["lookup"] = async (marker) => {
    const draftId = draftName(marker)
    // drafts first: what moves to Sent between the two listings is then seen there
    const drafts = await draftsOf(draftId)
    const sent = await sentOf(draftId)
    const mail = sent === null ? null : await sentMail(sent)
    if (mail !== null) return { _tag: "Sent", mail }
    let newest: { readonly mtimeMs: number; readonly bytes: Uint8Array } | null = null
    for (const { path } of drafts) {
      const current = await look(path)
      const bytes = await read(path)
      if (current !== null && bytes !== null && (newest === null || current.mtimeMs > newest.mtimeMs)) newest = { mtimeMs: current.mtimeMs, bytes }
    }
    return newest === null ? { _tag: "Gone" } : { _tag: "Draft", draft: { draftId, contentHash: hashOf(newest.bytes) } }
  }

  return {
    stage,
    dispatch,
    lookup,
    discard: async ({ contentHash, draftId }) => {
      const drafts = await allDraftsOf(draftId)
      for (const { path } of drafts) {
        const bytes = await read(path)
        if (bytes !== null && hashOf(bytes) === contentHash) await remove(path)
      }
      kill("discard-removed")
      if (drafts.length === 0) return
      await syncDirectory(join(draftsFolder, "cur"))
      await syncDirectory(join(draftsFolder, "new"))
    },
    marked: async () => {
      const found: Array<Awaited<ReturnType<MaildirDrafts["marked"]>>[number]> = []
      for (const [{ flags, path }, { marker }] of await draftsIndex(await listBoth(draftsFolder))) {
        const current = marker === null || flags.includes("T") ? null : await look(path)
        const raw = current === null ? null : await read(path)
        if (marker !== null && current !== null && raw !== null) found.push({ marker, raw, mtimeMs: current.mtimeMs, draft: { draftId: draftName(marker), contentHash: hashOf(raw) } })
      }
      return found
    },
    isSent: async (messageId) =>
      messageId !== "" && (await sentIndex(await listBoth(sentFolder))).some(([, sent]) => sent.messageId === messageId)
  }
}

/** The same for ever for one marker, different for different ones, and safe as a file name. */
const draftName = (marker: string): string =>
  `parley-${marker.replace(/[^A-Za-z0-9_-]/gu, "_").slice(0, 80)}-${hashOf(Buffer.from(marker)).slice(0, 16)}`

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex")

/** A client may have saved these same bytes itself, without a sync. */
const syncFile = async ({ path }: Entry): Promise<void> => {
  const handle = await fs.open(path, "r")
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
