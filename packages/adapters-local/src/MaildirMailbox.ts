import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as fs from "node:fs/promises"
import { join, resolve } from "node:path"
import { type Diagnosis, problem } from "@parley/domain/ports/Diagnosis"
import type { Whom } from "@parley/domain/forgetting/Whom"
import { type Instant, instant } from "@parley/domain/Instant"
import { DraftChanged, Mailbox, MailboxRejected, MailboxUnavailable, type OutboundEmail, type StagedDraft, UnreadableMail } from "@parley/domain/ports/Mailbox"
import type { KillPoint } from "@parley/domain/usecases/KillPoints"
import { composeMarked, isUntouched } from "@parley/email/composeMarked"
import { readMail } from "@parley/email/ReadMail"
import { codeOf, makeDirectory, reasonOf, syncDirectory, writeFile } from "./internal/Durable.ts"
import { directories } from "./internal/Maildir.ts"
import { forget } from "./internal/forget.ts"
import * as MaildirArrivals from "./internal/MaildirArrivals.ts"
import * as MaildirDrafts from "./internal/MaildirDrafts.ts"

export interface Options {
  /** The Maildir: holds `new`, `cur` and `tmp`, and the folders `.Drafts` and `.Sent`. Created if missing. */
  readonly path: string
  /** Milliseconds after which a file in `new` counts as completely written; 0 takes it at once. 1000 suits copies by hand. */
  readonly settle?: number
  /** The server whose Authentication-Results are believed; null if only trusted software can write to the folder. */
  readonly authservId: string | null
  readonly ownAddresses: ReadonlyArray<string>
  /** Called between durable steps, where a crash harness may end the process. */
  readonly kill?: (point: KillPoint) => void
}

/**
 * A mailbox in a Maildir++ folder, which mail servers and clients may share (MAIL-01, MAIL-06, STATE-01). A draft is a file in `.Drafts`;
 * sending it is one rename into `.Sent`, from where whatever delivers mail may take it. Every file and every name is on the disk before
 * it is reported.
 */
export const layer = (options: Options): Layer.Layer<Mailbox, MailboxUnavailable> => Layer.effect(Mailbox, make(options))

const make = Effect.fnUntraced(function*(options: Options) {
  const path = resolve(options.path)
  const attempt = <A>(run: () => Promise<A>): Effect.Effect<A, MailboxUnavailable> =>
    Effect.tryPromise({ try: run, catch: (error) => new MailboxUnavailable({ reason: reasonOf(error, pathOf(error) ?? path) }) })

  yield* attempt(() => create(path))
  const inbox = MaildirArrivals.make(path, options.settle ?? 1000, options.kill)
  const drafts = MaildirDrafts.make(path, options.kill)
  const own = new Set(options.ownAddresses.map((address) => address.trim().toLowerCase()))
  const oneAtATime = yield* Effect.makeSemaphore(1)
  /** Changes are made one at a time and to their end, whoever stops waiting for them. */
  const change = <A>(run: () => Promise<A>): Effect.Effect<A, MailboxUnavailable> =>
    attempt(run).pipe(Effect.uninterruptible, oneAtATime.withPermits(1))

  return Mailbox.of({
    arrivals: Effect.fn("MaildirMailbox.arrivals")((cursor: string | null) => attempt(() => inbox.arrivals(cursor))),
    recent: Effect.fn("MaildirMailbox.recent")((since: Instant) => attempt(() => inbox.recent(since))),
    filed: Effect.fn("MaildirMailbox.filed")((providerIds: ReadonlyArray<string>) => change(() => inbox.filed(providerIds))),
    fetch: Effect.fn("MaildirMailbox.fetch")(function*(copyRef: string) {
      const bytes = yield* attempt(() => inbox.fetch(copyRef))
      if (bytes === null) {
        return yield* new MailboxRejected({ reason: `${path} no longer holds ${copyRef}`, expected: "a mail that nobody deleted from new or cur" })
      }
      return bytes
    }),
    parse: Effect.fn("MaildirMailbox.parse")(function*(raw: Uint8Array) {
      const mail = yield* readMail(raw, options.authservId).pipe(
        Effect.mapError(({ field, problem }) => new UnreadableMail({ field, reason: problem }))
      )
      // claiming one of our addresses makes nobody us
      const fromSelf = own.has(mail.from.address) && (yield* change(() => drafts.isSent(mail.messageId)).pipe(
        Effect.mapError(({ reason }) => new UnreadableMail({ field: "Message-ID", reason: `cannot compare it with the sent mail: ${reason}` }))
      ))
      return { ...mail, fromSelf, junk: false }
    }),
    stage: Effect.fn("MaildirMailbox.stage")(function*(email: OutboundEmail) {
      const bytes = yield* composeMarked(email).pipe(
        Effect.mapError(({ field, problem }) => new MailboxRejected({ reason: `${field}: ${problem}`, expected: `a ${field} that can stand in a mail` }))
      )
      for (const { draft: { draftId }, marker, raw } of yield* change(() => drafts.marked())) {
        if (marker === email.marker && !(yield* isUntouched(raw))) return yield* new DraftChanged({ draftId, raw })
      }
      const staged = yield* change(() => drafts.stage(email.marker, bytes))
      if (staged === null) {
        return yield* new MailboxRejected({ reason: `a mail marked ${email.marker} was sent already`, expected: "a marker of its own for every mail" })
      }
      return staged
    }),
    dispatch: Effect.fn("MaildirMailbox.dispatch")(function*(draft) {
      const dispatched = yield* change(() => drafts.dispatch(draft))
      if (dispatched._tag === "Sent") return dispatched.mail
      if (dispatched._tag === "Changed") return yield* new DraftChanged({ draftId: draft.draftId, raw: dispatched.raw })
      return yield* new MailboxUnavailable({ reason: `${draft.draftId} stands neither in ${join(path, ".Drafts")} nor in ${join(path, ".Sent")}` })
    }),
    lookup: Effect.fn("MaildirMailbox.lookup")((marker: string) => change(() => drafts.lookup(marker))),
    discard: Effect.fn("MaildirMailbox.discard")((draft: StagedDraft) => change(() => drafts.discard(draft))),
    ours: Effect.flatMap(change(() => drafts.marked()), Effect.forEach(({ draft, marker, mtimeMs, raw }) =>
      Effect.map(isUntouched(raw), (untouched) => ({ marker, draft, isUntouched: untouched, at: instant(Math.floor(mtimeMs)) })))),
    watch: null,
    forget: Effect.fn("MaildirMailbox.forget")((whom: Whom) => change(() => forget(path, whom))),
    link: () => null,
    check: Effect.forEach(directoriesOf(path), (directory) =>
      attempt(() => fs.access(`${directory}/.`, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK)), { discard: true })
  })
})

/** Which of the Maildir's folders cannot be used; one that is not there yet is made at the start (OPS-04). */
export const diagnose = (maildir: string): Effect.Effect<Diagnosis> =>
  Effect.forEach(directoriesOf(resolve(maildir)), (directory) =>
    Effect.promise(() => fs.access(directory, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK).then(() => null, (error: unknown) => codeOf(error) === "ENOENT" ? null : error))).pipe(
      Effect.map((errors) => ({
        told: maildir,
        findings: errors.flatMap((error) => error === null ? [] : [problem(reasonOf(error, pathOf(error) ?? maildir), "folders that this account may read and write", `give them to the account that runs Parley: chown -R and chmod -R u+rwX ${maildir}`)])
      })))

const folders = [".Drafts", ".Sent"] as const

const directoriesOf = (path: string): ReadonlyArray<string> =>
  [path, ...folders.map((folder) => join(path, folder))].flatMap((folder) => directories.map((directory) => join(folder, directory)))

const create = async (path: string): Promise<void> => {
  for (const directory of directoriesOf(path)) await makeDirectory(directory)
  for (const folder of folders) {
    // how Maildir++ tells a folder from a mailbox of its own
    const mark = join(path, folder, "maildirfolder")
    const known = await fs.access(mark).then(() => true, (error: unknown) => codeOf(error) === "ENOENT" ? false : Promise.reject(error))
    if (known) continue
    await writeFile(mark, new Uint8Array())
    await syncDirectory(join(path, folder))
  }
}

const pathOf = (error: unknown): string | null =>
  error instanceof Error && "path" in error && typeof error.path === "string" ? error.path : null
