import type { Json } from "./Message.ts"

/** A modal in front of a person, as the app and Slack speak of it. */
export interface OpenView {
  readonly id: string
  readonly user: string
  readonly hash: string
  /** The whole view as it goes over the wire. */
  readonly view: Json
}

/** What a person filled in, by the name of a block or of an element; for a selection its value. */
export type Filled = Readonly<Record<string, string>>
