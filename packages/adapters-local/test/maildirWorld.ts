import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as fs from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Mailbox } from "@parley/domain/ports/Mailbox"
import * as MaildirMailbox from "../src/MaildirMailbox.ts"

export const ownAddress = "sam@brand.example"

export const temporaryDirectory = Effect.acquireRelease(
  Effect.promise(() => fs.mkdtemp(join(tmpdir(), "parley-test-"))),
  (path) => Effect.promise(() => fs.rm(path, { recursive: true, force: true }))
)

/** A Maildir in a folder of its own, and what a mail server and people do in it. */
export const make = (options: Partial<MaildirMailbox.Options> = {}) =>
  Effect.gen(function*() {
    const path = join(yield* temporaryDirectory, "Maildir")
    let delivered = 0
    const files = (...folder: ReadonlyArray<string>) =>
      Effect.promise(async () => (await fs.readdir(join(path, ...folder))).filter((name) => !name.startsWith(".")).sort())
    const contents = (...folder: ReadonlyArray<string>) =>
      Effect.flatMap(files(...folder), Effect.forEach((name) => Effect.promise(() => fs.readFile(join(path, ...folder, name)))))
    const draftFile = (draftId: string) =>
      Effect.map(files(".Drafts", "cur"), (names) => join(path, ".Drafts", "cur", names.find((name) => name.startsWith(draftId)) ?? "missing"))
    return {
      path,
      files,
      start: Effect.map(
        Layer.build(MaildirMailbox.layer({ path, settle: 0, authservId: null, ownAddresses: [ownAddress], ...options })),
        Context.get(Mailbox)
      ),
      ownAddress,
      /** Whole, and long enough ago; a second later for every mail. */
      deliver: (raw: Uint8Array, name: string) =>
        Effect.promise(async () => {
          const temporary = join(path, "tmp", name)
          await fs.writeFile(temporary, raw)
          delivered++
          await fs.utimes(temporary, 1_700_000_000 + delivered, 1_700_000_000 + delivered)
          await fs.rename(temporary, join(path, "new", name))
        }),
      sent: contents(".Sent", "cur"),
      drafts: contents(".Drafts", "cur"),
      editDraft: (draftId: string, raw: Uint8Array) => Effect.flatMap(draftFile(draftId), (file) => Effect.promise(() => fs.writeFile(file, raw))),
      deleteDraft: (draftId: string) => Effect.flatMap(draftFile(draftId), (file) => Effect.promise(() => fs.rm(file))),
      // a client gives what it sends a name of its own
      sendDraft: (draftId: string) => Effect.flatMap(draftFile(draftId), (file) => Effect.promise(() => fs.rename(file, join(path, ".Sent/cur", `by-hand-${draftId.length}-${draftId.slice(-6)}:2,S`))))
    }
  })
