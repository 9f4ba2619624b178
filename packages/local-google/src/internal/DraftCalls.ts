import { field, text } from "./Json.ts"
import type { Draft, Message } from "./Mailbox.ts"
import { formatOf, messageName, messageResource } from "./MessageResource.ts"
import { searchOf } from "./MessageCalls.ts"
import { decodeRaw } from "./Outgoing.ts"
import { newestFirst, page } from "./Paging.ts"
import { invalid, notFound } from "./Refusal.ts"
import type { Account, Call, Route } from "./Route.ts"
import * as Scopes from "./Scopes.ts"

/** users.drafts: https://developers.google.com/workspace/gmail/api/guides/drafts */
export const draftCalls = (account: Account): ReadonlyArray<Route> => {
  const { mailbox, office } = account
  const messageOf = (draft: Draft | null): Message => {
    const message = draft === null ? null : mailbox.find(draft.messageId)
    if (message === null) throw notFound()
    return message
  }
  const written = (draft: Draft) => ({ id: draft.draftId, message: messageName(messageOf(draft)) })
  return [
    {
      name: "users.drafts.create", method: "POST", path: "drafts", units: 15, scopes: Scopes.drafting,
      run: ({ json }) => written(office.createDraft(rawIn(json), threadIn(json)))
    },
    {
      name: "users.drafts.update", method: "PUT", path: "drafts/*", units: 15, scopes: Scopes.drafting,
      run: ({ id, json }) => written(office.updateDraft(id, rawIn(json), threadIn(json)))
    },
    { name: "users.drafts.delete", method: "DELETE", path: "drafts/*", units: 10, scopes: Scopes.drafting, run: ({ id }) => office.deleteDraft(id) },
    {
      name: "users.drafts.send", method: "POST", path: "drafts/send", units: 100, scopes: Scopes.drafting,
      run: ({ json }) => {
        const id = text(field(json, "id"))
        const hasRaw = text(field(field(json, "message"), "raw")) !== null
        if (id === null) {
          if (!hasRaw) throw invalid("Missing draft id or message")
          return messageName(office.send(rawIn(json), threadIn(json), true))
        }
        if (hasRaw) office.updateDraft(id, rawIn(json), threadIn(json))
        return messageName(office.sendDraft(id, true))
      }
    },
    {
      name: "users.drafts.get", method: "GET", path: "drafts/*", units: 5, scopes: Scopes.readingDrafts,
      run: ({ id, request }) => ({ id, message: messageResource(messageOf(mailbox.draft(id)), formatOf(request.query)) })
    },
    { name: "users.drafts.list", method: "GET", path: "drafts", units: 5, scopes: Scopes.readingDrafts, run: (call) => list(account, call) }
  ]
}

const list = (account: Account, { request }: Call) => {
  const search = searchOf(account, request)
  const isEverywhere = search.looksEverywhere || request.query.get("includeSpamTrash") === "true"
  const found = account.mailbox.drafts()
    .flatMap((draft) => {
      const message = account.mailbox.find(draft.messageId)
      return message === null ? [] : [{ ...message, draftId: draft.draftId }]
    })
    .filter((message) => (isEverywhere || !message.labels.includes("TRASH")) && search.matches(message))
    .sort((a, b) => b.internalDate - a.internalDate || b.order - a.order)
  const { next, shown } = page(found, request.query, newestFirst)
  const drafts = shown.map(({ draftId, id, threadId }) => ({ id: draftId, message: { id, threadId } }))
  return { ...(drafts.length === 0 ? {} : { drafts }), ...next, resultSizeEstimate: found.length }
}

const rawIn = (json: unknown): Uint8Array => {
  const raw = text(field(field(json, "message"), "raw"))
  if (raw === null) throw invalid("Missing draft message")
  return decodeRaw(raw)
}

const threadIn = (json: unknown): string | null => text(field(field(json, "message"), "threadId"))
