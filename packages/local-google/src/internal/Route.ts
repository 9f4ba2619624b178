import type { Request } from "../Exchange.ts"
import type { Mailbox } from "./Mailbox.ts"
import type { PostOffice } from "./PostOffice.ts"
import type { Watch } from "./Watch.ts"

/** One method of the Gmail API. */
export interface Route {
  /** As Google's reference names it: "users.drafts.send". */
  readonly name: string
  readonly method: "GET" | "POST" | "PUT" | "DELETE"
  /** Below the user, "*" for an id: "drafts/*". */
  readonly path: string
  readonly units: number
  /** Any one of these will do. */
  readonly scopes: ReadonlyArray<string>
  /** The answer's body; undefined for an empty answer. */
  readonly run: (call: Call) => unknown
}

export interface Call {
  readonly request: Request
  /** What stood for "*"; empty otherwise. */
  readonly id: string
  readonly json: unknown
  readonly scopes: ReadonlyArray<string>
}

/** What the methods work on. */
export interface Account {
  readonly address: string
  readonly mailbox: Mailbox
  readonly office: PostOffice
  readonly watch: Watch
  readonly now: () => number
  /** How long it takes until a search finds a new message. */
  readonly searchDelayMillis: number
  /** Takes search terms that this server does not know. */
  readonly reportSearch: (term: string) => void
}
