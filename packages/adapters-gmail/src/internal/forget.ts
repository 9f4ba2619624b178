import { mentions, type Whom } from "@parley/domain/forgetting/Whom"
import * as Effect from "effect/Effect"
import type { GmailClient } from "./GmailClient.ts"
import * as Messages from "./Messages.ts"

/**
 * Moves what is from or to the address, and the named mails, into the bin, which Gmail empties after thirty days; drafts are deleted at once.
 * Removing mail for good takes a right over the whole account, which Parley does not ask for. Answers the ids.
 */
export const forget = (client: GmailClient) =>
  Effect.fnUntraced(function*({ address, mails }: Whom) {
    const found = yield* Effect.forEach(["from", "to", "cc", "bcc"], (field) => Messages.list(client, { q: `${field}:${address}`, includeSpamTrash: true }))
    const forgotten: Array<string> = []
    for (const id of new Set([...found.flat().map((one) => one.id), ...mails])) {
      const message = yield* Messages.get(client, id)
      if (message === null || message.labels.includes("TRASH")) continue
      const headers = new TextDecoder().decode(message.raw).split(/\r?\n\r?\n/u, 1)[0] ?? ""
      if (!mails.has(id) && !mentions(headers, address)) continue
      if (message.labels.includes("DRAFT")) yield* deleteDraftOf(client, id)
      else yield* Messages.orNull(client.write("messages.trash", (users) => users.messages.trash({ userId: "me", id })))
      forgotten.push(id)
    }
    return forgotten
  })

const deleteDraftOf = Effect.fnUntraced(function*(client: GmailClient, message: string) {
  const draft = (yield* Messages.listDrafts(client)).find((one) => one.message === message)
  if (draft !== undefined) yield* Messages.orNull(client.write("drafts.delete", (users) => users.drafts.delete({ userId: "me", id: draft.id })))
})
