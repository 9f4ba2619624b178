import type { Entry } from "./History.ts"
import { field, text, texts } from "./Json.ts"
import { messageName } from "./MessageResource.ts"
import { page } from "./Paging.ts"
import { invalid, notFound } from "./Refusal.ts"
import type { Account, Call, Route } from "./Route.ts"
import * as Scopes from "./Scopes.ts"

/** users.getProfile, users.watch, users.stop, users.history and users.labels. */
export const mailboxCalls = ({ address, mailbox, watch }: Account): ReadonlyArray<Route> => [
  {
    name: "users.getProfile", method: "GET", path: "profile", units: 1, scopes: Scopes.profile,
    run: () => ({
      emailAddress: address,
      messagesTotal: mailbox.all().length,
      threadsTotal: new Set(mailbox.all().map((message) => message.threadId)).size,
      historyId: mailbox.history.current().toString()
    })
  },
  {
    name: "users.watch", method: "POST", path: "watch", units: 100, scopes: Scopes.reading,
    run: ({ json }) => {
      const behaviour = text(field(json, "labelFilterBehavior")) ?? text(field(json, "labelFilterAction")) ?? "include"
      const expiration = watch.start({ topic: text(field(json, "topicName")) ?? "", labelIds: texts(field(json, "labelIds")), excludes: behaviour.toLowerCase() === "exclude" })
      return { historyId: mailbox.history.current().toString(), expiration: String(expiration) }
    }
  },
  { name: "users.stop", method: "POST", path: "stop", units: 50, scopes: Scopes.reading, run: () => watch.stop() },
  { name: "users.history.list", method: "GET", path: "history", units: 2, scopes: Scopes.reading, run: (call) => historyList(mailbox, call) },
  {
    name: "users.labels.list", method: "GET", path: "labels", units: 5, scopes: Scopes.readingLabels,
    run: () => ({ labels: systemLabels.map((name) => ({ id: name, name, type: "system" })) })
  }
]

export const systemLabels: ReadonlyArray<string> = [
  "INBOX", "SENT", "DRAFT", "SPAM", "TRASH", "UNREAD", "STARRED", "IMPORTANT", "CHAT",
  "CATEGORY_PERSONAL", "CATEGORY_SOCIAL", "CATEGORY_PROMOTIONS", "CATEGORY_UPDATES", "CATEGORY_FORUMS"
]

const historyList = (mailbox: Account["mailbox"], { request: { query } }: Call) => {
  const asked = query.get("startHistoryId") ?? ""
  if (!/^\d{1,20}$/u.test(asked)) throw invalid(asked === "" ? "Missing required parameter: startHistoryId" : `Invalid value at 'start_history_id' (TYPE_UINT64), "${asked}"`)
  const kinds = query.getAll("historyTypes")
  for (const kind of kinds) if (!(kind in names)) throw invalid(`Invalid value at 'history_types' (HistoryType), "${kind}"`)
  const entries = mailbox.history.after(BigInt(asked))
  if (entries === null) throw notFound()
  const label = query.get("labelId")
  const wanted = entries.filter(({ change }) =>
    (kinds.length === 0 || kinds.includes(change.kind)) && (label === null || change.labels.includes(label) || change.changed.includes(label)))
  const { next, shown } = page(wanted, query, { key: ({ id }) => id.toString(), isAfter: ({ id }, key) => id > BigInt(key) })
  return { ...(shown.length === 0 ? {} : { history: shown.map(record) }), ...next, historyId: mailbox.history.current().toString() }
}

const record = ({ change, id }: Entry) => ({
  id: id.toString(),
  messages: [{ id: change.id, threadId: change.threadId }],
  [names[change.kind]]: [{ message: messageName(change), ...(change.changed.length === 0 ? {} : { labelIds: change.changed }) }]
})

const names = { messageAdded: "messagesAdded", messageDeleted: "messagesDeleted", labelAdded: "labelsAdded", labelRemoved: "labelsRemoved" } as const
