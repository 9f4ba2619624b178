import * as Data from "effect/Data"

/** What a call came to when it did not succeed, by what a caller can do about it. `retryAfter` is in milliseconds. */
export class Failure extends Data.TaggedError("SlackFailure")<{
  readonly kind:
    /** Too many calls. Nothing was done. */
    | "limited"
    /** There is no such message (any more), or it cannot be changed or answered any more. Nothing was done. */
    | "gone"
    /** The same content will never be taken. Nothing was done. */
    | "refused"
    /** The channel cannot be used until a person has mended it. Nothing was done. */
    | "shut"
    /** Nobody may use Slack until a person has mended it. Nothing was done. */
    | "forbidden"
    /** Not now, or no answer came: a change may have been made. */
    | "unavailable"
  readonly reason: string
  readonly retryAfter?: number
}> {}

/** https://docs.slack.dev/reference/methods/chat.postMessage#errors, and what WebClient makes of the rest. `hidden` takes out what nobody may read. */
export const failureOf = (method: string, error: unknown, hidden: (text: string) => string): Failure => {
  const failed = (kind: Failure["kind"], reason: string, retryAfter: number | null = null) =>
    new Failure({ kind, reason: hidden(`${method}: ${reason}`), ...(retryAfter === null ? {} : { retryAfter }) })
  switch (field(error, "code")) {
    case "slack_webapi_rate_limited_error":
      return failed("limited", "too many calls", Number(field(error, "retryAfter")) * 1000)
    case "slack_webapi_http_error":
      if (method.startsWith("chat.") && Number(field(error, "statusCode")) === 413) return failed("refused", "413")
      return failed("unavailable", `${Number(field(error, "statusCode"))}`, secondsIn(field(field(error, "headers"), "retry-after")))
    case "slack_webapi_platform_error": {
      const data = field(error, "data")
      const code = field(data, "error")
      // who stands between us and Slack may answer anything: only a name counts
      if (typeof code !== "string" || !/^[a-z0-9_]{1,80}$/u.test(code)) return failed("unavailable", "an answer that is not Slack's")
      if (code === "ratelimited" || code === "rate_limited") return failed("limited", "too many calls", Number(field(field(data, "response_metadata"), "retryAfter") ?? 1) * 1000)
      if (gone.has(code)) return failed("gone", code)
      if (method.startsWith("chat.") && isAboutContent(code)) return failed("refused", [code, ...messagesIn(data)].join("; "))
      const toMend = forbidden(code, field(data, "needed"))
      if (toMend !== null) return failed("forbidden", toMend)
      if (shut[code] !== undefined) return failed("shut", shut[code])
      // Slack has answered, and would answer the same again: what it says about one message must not hold up the others
      return method.startsWith("chat.") && !passing.has(code) ? failed("refused", code) : failed("unavailable", code)
    }
    case "slack_webapi_request_error":
      return failed("unavailable", `no answer (${textIn(field(field(field(error, "original"), "cause"), "code")) ?? textIn(field(field(error, "original"), "message")) ?? "unknown"})`)
    default: {
      const said = textIn(field(error, "message")) ?? String(error)
      // WebClient's own words for a 429 without a time
      return failed(said.startsWith("Retry header did not contain") ? "limited" : "unavailable", said.startsWith("Retry header") ? "too many calls" : said)
    }
  }
}

/** The call was answered, and changed nothing. */
export const isCertain = ({ kind }: Failure): boolean => kind !== "unavailable"

const gone: ReadonlySet<string> = new Set([
  "message_not_found", "cant_update_message", "cant_delete_message", "edit_window_closed", "thread_not_found", "cannot_reply_to_message",
  "restricted_action_thread_locked", "restricted_action_thread_only_channel"
])

/** Troubles of Slack's own, or of the whole workspace. */
const passing: ReadonlySet<string> = new Set([
  "internal_error", "fatal_error", "service_unavailable", "request_timeout", "accesslimited", "team_added_to_org", "org_login_required", "ekm_access_denied",
  "enterprise_is_restricted", "two_factor_setup_required", "method_deprecated", "deprecated_endpoint"
])

const isAboutContent = (code: string): boolean =>
  /^(?:no_text$|msg_|metadata_|invalid_(?:blocks|metadata|attachments|arg|array_arg|charset|form_data|json)|cannot_parse_|too_many_attachments)/u.test(code)

const forbidden = (code: string, needed: unknown): string | null => {
  if (code === "missing_scope") {
    return `the bot token lacks the scope ${textIn(needed) ?? "for it"} (${code}): add it to the Slack app under "OAuth & Permissions", and install the app again`
  }
  return token.has(code) ? `Slack does not take the bot token (${code}): put the app's "Bot User OAuth Token" (xoxb-...) into SLACK_BOT_TOKEN` : null
}

const token: ReadonlySet<string> = new Set([
  "not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type", "team_access_not_granted", "user_is_bot", "no_permission"
])

const shut: Readonly<Partial<Record<string, string>>> = {
  channel_not_found: "Slack knows no such channel (channel_not_found): put the id of the team's channel (C...) into PARLEY_SLACK_CHANNEL; if it is private, /invite the app into it",
  not_in_channel: "the app is not in the channel (not_in_channel): /invite the app into the channel, or put another channel's id into PARLEY_SLACK_CHANNEL",
  is_archived: "the channel is archived (is_archived): unarchive it, or put another channel's id into PARLEY_SLACK_CHANNEL"
}

/** As Slack would say it. */
export const shutBecause = (code: "not_in_channel" | "is_archived"): Failure => new Failure({ kind: "shut", reason: `conversations.info: ${shut[code]}` })

/** Where Slack found fault: pointers, not words. */
const messagesIn = (data: unknown): ReadonlyArray<string> => {
  const messages = field(field(data, "response_metadata"), "messages")
  return Array.isArray(messages) ? messages.map((one) => String(one).slice(0, 200)).slice(0, 3) : []
}

const secondsIn = (header: unknown): number | null => typeof header === "string" && /^\d+$/u.test(header.trim()) ? Number(header) * 1000 : null
const textIn = (value: unknown): string | null => typeof value === "string" ? value.slice(0, 300) : null
const field = (value: unknown, name: string): unknown => typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined
