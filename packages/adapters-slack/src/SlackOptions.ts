import type * as Redacted from "effect/Redacted"

/** What every part of the adapter needs to reach Slack. */
export interface SlackOptions {
  /** xoxb-... */
  readonly botToken: Redacted.Redacted
  /** Where the Web API is; Slack's own unless it is given, e.g. "http://127.0.0.1:4000/api/". */
  readonly apiUrl: string | null
  /** The id of the channel that notices are posted to, e.g. C0123456789. */
  readonly channel: string
  /** Users (U..., W...) and user groups (S...) who may decide. */
  readonly deciders: ReadonlyArray<string>
  /** Users and groups who are mentioned where a person has to decide, or a deal is made; nobody where it is empty. */
  readonly mentions: ReadonlyArray<string>
  /** Milliseconds that one call may take. */
  readonly timeout: number
}
