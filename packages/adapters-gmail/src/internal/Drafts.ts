import { instant } from "@parley/domain/Instant"
import type { DraftFate, OurDraft, OutboundEmail, SentMail, StagedDraft } from "@parley/domain/ports/Mailbox"
import type { KillPoint } from "@parley/domain/usecases/KillPoints"
import { isUntouched } from "@parley/email/composeMarked"
import { contentHash } from "@parley/email/contentHash"
import { readMail } from "@parley/email/ReadMail"
import * as Effect from "effect/Effect"
import * as DraftId from "./DraftId.ts"
import { Failure } from "./Failure.ts"
import type { GmailClient } from "./GmailClient.ts"
import * as Messages from "./Messages.ts"

/** What a dispatch did. `Missing` and `Changed` sent nothing. */
export type Dispatched =
  | { readonly _tag: "Sent"; readonly mail: SentMail }
  | { readonly _tag: "Changed"; readonly raw: Uint8Array }
  | { readonly _tag: "Missing" }

/** What a staging came to: a mail with this mark left before, or Gmail would send another mail than ours. */
export type Staged =
  | { readonly _tag: "Staged"; readonly draft: StagedDraft }
  | { readonly _tag: "SentBefore" }
  /** A draft with this mark stands there, with a person's words in it. */
  | { readonly _tag: "Edited"; readonly draftId: string; readonly raw: Uint8Array }
  | { readonly _tag: "Altered" }

/**
 * Our drafts in Gmail. Sending one deletes it and makes a message with another id, so a draft can be sent once however often it is
 * asked, and what became of it is told by our mark in its thread. https://developers.google.com/workspace/gmail/api/guides/drafts
 */
export const make = (client: GmailClient, kill: (point: KillPoint) => void = () => {}) => {
  const markers = Messages.markers(client)

  const draftWithBytes = (id: string) =>
    Messages.orNull(client.read("drafts.get", (users) => users.drafts.get({ userId: "me", id, format: "raw" }))).pipe(
      Effect.map((draft) => draft?.message === undefined ? null : Messages.messageOf(draft.message))
    )

  const allDrafts = Effect.flatMap(Messages.listDrafts(client), Effect.forEach(({ id, message }) => Effect.map(markers.markOf(message), (mark) => ({ id, mark }))))

  const draftsMarked = (marker: string) => Effect.map(allDrafts, (all) => all.flatMap(({ id, mark }) => Messages.bears(mark, marker) ? [id] : []))

  const sentMail = Effect.fnUntraced(function*(id: string) {
    const message = yield* Messages.get(client, id)
    if (message === null || !message.labels.includes("SENT") || message.labels.includes("TRASH")) return null
    const read = yield* Effect.either(readMail(message.raw, null))
    const mail: SentMail = {
      raw: message.raw, providerId: message.id, threadId: message.threadId, contentHash: yield* contentHash(message.raw),
      messageId: read._tag === "Right" ? read.right.messageId : ""
    }
    return mail
  })

  const sentMarked = Effect.fnUntraced(function*(ids: ReadonlyArray<string>, marker: string) {
    const id = yield* markers.find(ids, marker)
    return id === null ? null : yield* sentMail(id)
  })

  /** In the thread the draft stood in: it is there at once, where a search may lag. */
  const sentInThread = Effect.fnUntraced(function*({ marker, thread }: DraftId.DraftId) {
    const found = yield* Messages.orNull(client.read("threads.get", (users) => users.threads.get({ userId: "me", id: thread, format: "minimal" })))
    const ids = (found?.messages ?? []).flatMap(({ id, labelIds }) => typeof id === "string" && labelIds?.includes("SENT") === true && !labelIds.includes("DRAFT") ? [id] : [])
    return yield* sentMarked(ids.toReversed(), marker)
  })

  /** A search may not find yet what left in the last minute, which at Gmail's quota is sixty mails at most. */
  const sentTo = Effect.fnUntraced(function*(address: string, marker: string) {
    const newest = yield* Messages.list(client, { labelIds: ["SENT"] }, 60)
    const found = yield* Messages.list(client, { q: `in:sent to:${address}` }, 500)
    return yield* sentMarked([...new Set([...newest, ...found].map(({ id }) => id))], marker)
  })

  const sentAnywhere = Effect.fnUntraced(function*(marker: string) {
    return yield* sentMarked((yield* Messages.list(client, { labelIds: ["SENT"] }, 2000)).map(({ id }) => id), marker)
  })

  /** A thread that a person deleted is no reason not to answer. */
  const save = (raw: string, threadId: string | null, draft: string | undefined) => {
    const message = { raw, ...(threadId === null ? {} : { threadId }) }
    return draft === undefined
      ? client.write("drafts.create", (users) => users.drafts.create({ userId: "me", requestBody: { message } }))
      : client.write("drafts.update", (users) => users.drafts.update({ userId: "me", id: draft, requestBody: { message } }))
  }

  const stage = Effect.fnUntraced(function*(email: OutboundEmail, bytes: Uint8Array) {
    const [known, ...copies] = yield* draftsMarked(email.marker)
    const [to] = [...email.to, ...email.cc]
    if (known === undefined && to !== undefined && (yield* sentTo(to.address, email.marker)) !== null) return tagged({ _tag: "SentBefore" })
    const before = known === undefined ? null : yield* draftWithBytes(known)
    if (known !== undefined && before !== null && !(yield* isUntouched(before.raw))) {
      return tagged({ _tag: "Edited", draftId: DraftId.write({ id: known, thread: before.threadId, marker: email.marker }), raw: before.raw })
    }
    const raw = Buffer.from(bytes).toString("base64url")
    const saved = yield* save(raw, email.threadId, before === null ? undefined : known).pipe(
      Effect.catchAll((failure) => failure.kind === "missing" && email.threadId !== null ? save(raw, null, before === null ? undefined : known) : Effect.fail(failure))
    )
    kill("draft-written")
    for (const id of copies) yield* remove(id)
    const id = saved.id ?? ""
    const draft = yield* draftWithBytes(id)
    if (draft === null) return yield* new Failure({ kind: "unavailable", reason: `the draft ${id} cannot be read back` })
    markers.note(draft.id, email.marker)
    kill("draft-renamed")
    const hash = yield* contentHash(draft.raw)
    if (hash !== (yield* contentHash(bytes))) {
      yield* remove(id)
      return tagged({ _tag: "Altered" })
    }
    return tagged({ _tag: "Staged", draft: { draftId: DraftId.write({ id, thread: draft.threadId, marker: email.marker }), contentHash: hash } })
  })

  const remove = (id: string) => Messages.orNull(client.write("drafts.delete", (users) => users.drafts.delete({ userId: "me", id })))

  /** What became of a draft that is gone by its id: sent, or, where Gmail's composer put another in its place, changed. */
  const gone = Effect.fnUntraced(function*(draftId: DraftId.DraftId) {
    const mail = yield* sentInThread(draftId)
    if (mail !== null) return dispatched({ _tag: "Sent", mail })
    for (const id of yield* draftsMarked(draftId.marker)) {
      const draft = yield* draftWithBytes(id)
      if (draft !== null) return dispatched({ _tag: "Changed", raw: draft.raw })
    }
    return dispatched({ _tag: "Missing" })
  })

  const dispatch = Effect.fnUntraced(function*(staged: StagedDraft) {
    const draftId = DraftId.read(staged.draftId)
    if (draftId === null) return dispatched({ _tag: "Missing" })
    const before = gone(draftId)
    const draft = yield* draftWithBytes(draftId.id)
    if (draft === null) return yield* before
    if ((yield* contentHash(draft.raw)) !== staged.contentHash) return dispatched({ _tag: "Changed", raw: draft.raw })
    const sent = yield* Messages.orNull(client.write("drafts.send", (users) => users.drafts.send({ userId: "me", requestBody: { id: draftId.id } })))
    if (sent === null) return yield* before
    kill("dispatch-renamed")
    markers.note(sent.id ?? "", draftId.marker)
    // it left: whatever is said of reading it back says nothing of the draft
    const mail = yield* Effect.mapError(sentMail(sent.id ?? ""), ({ reason }) => new Failure({ kind: "unavailable", reason }))
    return dispatched(mail === null ? { _tag: "Missing" } : { _tag: "Sent", mail })
  })

  const lookup = Effect.fnUntraced(function*(marker: string, staged: string | null) {
    const known = staged === null ? null : DraftId.read(staged)
    const staysIn = Effect.fnUntraced(function*(ids: ReadonlyArray<string>) {
      for (const id of ids) {
        const draft = yield* draftWithBytes(id)
        if (draft !== null) return { draftId: DraftId.write({ id, thread: known?.thread ?? draft.threadId, marker }), contentHash: yield* contentHash(draft.raw) }
      }
      return null
    })
    const draft = known === null ? null : yield* staysIn([known.id])
    if (draft !== null) return fate({ _tag: "Draft", draft })
    const inThread = known === null ? null : yield* sentInThread(known)
    if (inThread !== null) return fate({ _tag: "Sent", mail: inThread })
    const other = yield* staysIn(yield* draftsMarked(marker))
    if (other !== null) return fate({ _tag: "Draft", draft: other })
    const mail = yield* sentAnywhere(marker)
    return fate(mail === null ? { _tag: "Gone" } : { _tag: "Sent", mail })
  })

  const discard = Effect.fnUntraced(function*(staged: StagedDraft) {
    const draftId = DraftId.read(staged.draftId)
    const draft = draftId === null ? null : yield* draftWithBytes(draftId.id)
    if (draftId === null || draft === null || (yield* contentHash(draft.raw)) !== staged.contentHash) return
    yield* remove(draftId.id)
    kill("discard-removed")
  })

  const ours = Effect.gen(function*() {
    const found: Array<OurDraft> = []
    for (const { id, mark: { marker } } of yield* allDrafts) {
      const draft = marker === null ? null : yield* draftWithBytes(id)
      if (marker === null || draft === null) continue
      const staged = { draftId: DraftId.write({ id, thread: draft.threadId, marker }), contentHash: yield* contentHash(draft.raw) }
      found.push({ marker, draft: staged, isUntouched: yield* isUntouched(draft.raw), at: instant(draft.at) })
    }
    return found
  })

  return { stage, dispatch, lookup, discard, ours }
}

const tagged = (staged: Staged): Staged => staged
const dispatched = (what: Dispatched): Dispatched => what
const fate = (what: DraftFate): DraftFate => what
