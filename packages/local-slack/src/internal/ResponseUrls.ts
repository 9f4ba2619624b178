import { randomBytes } from "node:crypto"
import type { Message } from "../Message.ts"
import type { Slack } from "./Call.ts"
import * as Content from "./Content.ts"
import { type Arguments, read as readArguments } from "./Arguments.ts"
import type { Answer, Request } from "./HttpListener.ts"
import { Refusal } from "./Refusal.ts"

/** Where an app may answer one thing that a person did: five times, within half an hour. */
export interface ResponseUrls {
  readonly issue: (occasion: Occasion) => string
  /** Null for a path of something else. */
  readonly ask: (request: Request) => Answer | null
  /** Says in the channel, or to the person alone, what the app answered. */
  readonly say: (occasion: Occasion, args: Arguments) => Message | null
}

/** What the person did: where, and on which message if on one. */
export interface Occasion {
  readonly user: string
  readonly channel: string
  readonly original: Message | null
}

export const make = (slack: Slack, baseUrl: () => string): ResponseUrls => {
  const { directory, messages, named, nextTs, now } = slack
  const issued = new Map<string, { readonly occasion: Occasion; readonly until: number; uses: number }>()

  const say = (occasion: Occasion, args: Arguments): Message | null => {
    const original = occasion.original === null ? null : messages.find(occasion.original.channel, occasion.original.ts)
    if (args.flag("delete_original")) {
      if (original !== null) messages.remove(original)
      return null
    }
    const content = Content.read(args)
    Content.requireText(content)
    const { blocks = [], metadata = null, text = "" } = content
    // Without a word about it, an answer to a click replaces the message that was clicked.
    const replaces = original !== null && (args.has("replace_original") ? args.flag("replace_original") : !args.has("response_type"))
    const next: Message = replaces
      ? { ...original, text, blocks: named(blocks), metadata: metadata ?? original.metadata, editedTs: nextTs() }
      : {
        channel: occasion.channel, ts: nextTs(), threadTs: args.has("thread_ts") ? args.text("thread_ts") : null, isBroadcast: false,
        user: directory.workspace.botUserId, botId: directory.workspace.botId, text, blocks: named(blocks), metadata, editedTs: null, parse: null,
        onlyFor: args.text("response_type") === "in_channel" ? null : occasion.user, unfurlLinks: false, unfurlMedia: true
      }
    messages.put(next)
    return next
  }

  return {
    say,
    issue: (occasion) => {
      const path = `/${occasion.original === null ? "commands" : "actions"}/${directory.workspace.teamId}/${issued.size + 1}/${randomBytes(12).toString("base64url")}`
      issued.set(path, { occasion, until: now() + lifetimeMillis, uses: 0 })
      return `${baseUrl()}${path}`
    },
    ask: ({ body, headers, method, path, query }) => {
      if (!/^\/(?:actions|commands)\//u.test(path)) return null
      const url = issued.get(path)
      if (method !== "POST" || url === undefined) return refused(404, "invalid_url")
      if (now() > url.until) return refused(404, "expired_url")
      if (url.uses >= mostUses) return refused(404, "used_url")
      url.uses += 1
      try {
        say(url.occasion, readArguments(headers["content-type"] ?? "application/json", body, query))
        return { status: 200, body: { ok: true } }
      } catch (error) {
        if (error instanceof Refusal) return refused(error.error === "no_text" ? 500 : 400, error.error)
        throw error
      }
    }
  }
}

const lifetimeMillis = 30 * 60_000
const mostUses = 5

const refused = (status: number, error: string): Answer => ({ status, body: { ok: false, error } })
