import { failure } from "../Exchange.ts"
import { field, text, texts } from "./Json.ts"
import type { Message } from "./Mailbox.ts"
import { systemLabels } from "./MailboxCalls.ts"
import { formatOf, messageName, messageResource } from "./MessageResource.ts"
import { decodeRaw } from "./Outgoing.ts"
import { newestFirst, page } from "./Paging.ts"
import { invalid, notFound, Refusal } from "./Refusal.ts"
import type { Account, Call, Route } from "./Route.ts"
import * as Scopes from "./Scopes.ts"
import { compile } from "./SearchQuery.ts"

/** users.messages and users.threads. */
export const messageCalls = (account: Account): ReadonlyArray<Route> => {
  const { mailbox, office } = account
  const named = (id: string): Message => {
    const message = mailbox.find(id)
    if (message === null) throw notFound()
    return message
  }
  return [
    { name: "users.messages.list", method: "GET", path: "messages", units: 5, scopes: Scopes.reading, run: (call) => list(account, call) },
    {
      name: "users.messages.get", method: "GET", path: "messages/*", units: 20, scopes: Scopes.reading,
      run: ({ id, request, scopes }) => {
        const format = formatOf(request.query)
        if (Scopes.isMetadataOnly(scopes) && (format === "full" || format === "raw")) throw forbidden(`Metadata scope doesn't allow format ${format.toUpperCase()}`)
        return messageResource(named(id), format, request.query.getAll("metadataHeaders"))
      }
    },
    {
      name: "users.messages.send", method: "POST", path: "messages/send", units: 100, scopes: Scopes.sending,
      run: ({ json }) => {
        const raw = text(field(json, "raw"))
        if (raw === null) throw invalid("'raw' RFC822 payload message string or uploading message via /upload/* URL required")
        return messageName(office.send(decodeRaw(raw), text(field(json, "threadId")), true))
      }
    },
    {
      name: "users.messages.modify", method: "POST", path: "messages/*/modify", units: 5, scopes: Scopes.changing,
      run: ({ id, json }) => messageName(mailbox.relabel(named(id), labelsIn(json, "addLabelIds"), labelsIn(json, "removeLabelIds")))
    },
    {
      name: "users.messages.trash", method: "POST", path: "messages/*/trash", units: 5, scopes: Scopes.changing,
      run: ({ id }) => messageName(mailbox.relabel(named(id), ["TRASH"], ["INBOX"]))
    },
    {
      name: "users.messages.untrash", method: "POST", path: "messages/*/untrash", units: 5, scopes: Scopes.changing,
      run: ({ id }) => messageName(mailbox.relabel(named(id), [], ["TRASH"]))
    },
    { name: "users.messages.delete", method: "DELETE", path: "messages/*", units: 10, scopes: Scopes.erasing, run: ({ id }) => mailbox.remove(named(id).id) },
    {
      name: "users.threads.get", method: "GET", path: "threads/*", units: 40, scopes: Scopes.reading,
      run: ({ id, request, scopes }) => {
        const messages = mailbox.thread(id)
        if (messages.length === 0) throw notFound()
        const format = formatOf(request.query)
        if (format === "raw") throw invalid("Invalid value at 'format'")
        if (Scopes.isMetadataOnly(scopes) && format === "full") throw forbidden("Metadata scope doesn't allow format FULL")
        const historyId = messages.reduce((latest, message) => message.historyId > latest ? message.historyId : latest, 0n)
        return { id, historyId: historyId.toString(), messages: messages.map((message) => messageResource(message, format, request.query.getAll("metadataHeaders"))) }
      }
    }
  ]
}

/** The search of a list call; terms that are not known are reported. */
export const searchOf = ({ address, now, reportSearch, searchDelayMillis }: Account, { query }: Call["request"]) => {
  const q = (query.get("q") ?? "").trim()
  const search = compile(q, { account: address, now: now() })
  for (const term of search.unknown) reportSearch(term)
  const isIndexed = (message: Message): boolean => q === "" || message.internalDate <= now() - searchDelayMillis
  return { ...search, matches: (message: Message): boolean => search.matches(message) && isIndexed(message) }
}

const list = (account: Account, { request, scopes }: Call) => {
  const { query } = request
  if (query.has("q") && Scopes.isMetadataOnly(scopes)) throw forbidden("Metadata scope does not support 'q' parameter")
  const search = searchOf(account, request)
  const labels = query.getAll("labelIds")
  const isEverywhere = search.looksEverywhere || query.get("includeSpamTrash") === "true" || labels.includes("SPAM") || labels.includes("TRASH")
  const found = account.mailbox.all().filter((message) =>
    (isEverywhere || !message.labels.includes("SPAM") && !message.labels.includes("TRASH"))
    && labels.every((label) => message.labels.includes(label)) && search.matches(message))
  const { next, shown } = page(found, query, newestFirst)
  return { ...(shown.length === 0 ? {} : { messages: shown.map(({ id, threadId }) => ({ id, threadId })) }), ...next, resultSizeEstimate: found.length }
}

const forbidden = (message: string): Refusal => new Refusal(failure(403, "forbidden", message))

const labelsIn = (json: unknown, name: string): ReadonlyArray<string> => {
  const labels = texts(field(json, name))
  for (const label of labels) if (!systemLabels.includes(label) || label === "SENT" || label === "DRAFT") throw invalid(`Invalid label: ${label}`)
  return labels
}
