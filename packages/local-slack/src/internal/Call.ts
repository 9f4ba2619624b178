import type { Json } from "../Message.ts"
import type { Arguments } from "./Arguments.ts"
import type { Directory } from "./Directory.ts"
import type { MessageStore } from "./MessageStore.ts"
import type { Triggers } from "./Triggers.ts"
import type { ViewStore } from "./ViewStore.ts"

/** One method of the Web API. */
export interface Call {
  /** As Slack's reference names it: "chat.postMessage". */
  readonly name: string
  /** The one kind of token it takes. */
  readonly token: "bot" | "app" | "none"
  /** The answer beside `ok`. */
  readonly run: (args: Arguments) => Json
}

/** What the methods work on. */
export interface Slack {
  readonly directory: Directory
  readonly messages: MessageStore
  readonly views: ViewStore
  readonly triggers: Triggers
  readonly nextTs: () => string
  readonly named: (blocks: ReadonlyArray<Json>) => ReadonlyArray<Json>
  readonly now: () => number
}

export const call = (name: string, run: Call["run"], token: Call["token"] = "bot"): Call => ({ name, run, token })
