import * as Buttons from "./Buttons.ts"
import type { Delivery, Envelope, Outcome, Retry } from "./Delivery.ts"
import type { HttpWorld } from "./HttpWorld.ts"
import { clientProblems } from "./internal/ClientChecks.ts"
import * as Arguments from "./internal/Arguments.ts"
import type { Slack } from "./internal/Call.ts"
import { field, isJson, objects, text as textOf } from "./internal/Json.ts"
import * as Payloads from "./internal/Payloads.ts"
import { Refusal } from "./internal/Refusal.ts"
import type { ResponseUrls } from "./internal/ResponseUrls.ts"
import { stateOf } from "./internal/StateValues.ts"
import type { Button, Json, Message } from "./Message.ts"
import type { Filled, OpenView } from "./OpenView.ts"
import { type Rendered, rendered } from "./Rendered.ts"
import type { SocketWorld } from "./SocketWorld.ts"
import type { Channel } from "./Workspace.ts"

/**
 * What a person sees after submitting a form: it is taken and gone; it stays with errors by block; another stands in its place or in front of it;
 * it was never sent, as Slack's own client found it wanting; or the app did not take it.
 */
export type Reaction =
  | { readonly _tag: "accepted" }
  | { readonly _tag: "errors"; readonly errors: Readonly<Record<string, string>> }
  | { readonly _tag: "updated" | "pushed"; readonly view: OpenView }
  | { readonly _tag: "incomplete"; readonly errors: Readonly<Record<string, string>> }
  | { readonly _tag: "failed"; readonly shown: string }

/** What tests and people drive and see. Users, channels and messages go by their ids. */
export interface SlackWorld {
  /** Oldest first, replies among them with their `threadTs`. */
  readonly messages: (channel: string) => ReadonlyArray<Message>
  /** As it stands now; null when it is gone. */
  readonly message: (channel: string, ts: string) => Message | null
  /** What one person alone sees, oldest first. */
  readonly ephemerals: (user: string) => ReadonlyArray<Message>
  readonly openViews: (user: string) => ReadonlyArray<OpenView>
  /** Hears of every change from now on; the answer stops it. */
  readonly onMessage: (heard: (message: Message, change: "posted" | "updated" | "deleted") => void) => () => void
  readonly onView: (heard: (view: OpenView) => void) => () => void

  /** Presses what the person sees, by its action_id or by what it is; in an older message too. `chosen` is the value of an option. */
  readonly click: (user: string, message: Message, which: string | ((button: Button) => boolean), chosen?: string) => Promise<Delivery>
  readonly submit: (user: string, view: OpenView, values: Filled) => Promise<{ readonly delivery: Delivery | null; readonly reaction: Reaction }>
  /** Closes it without submitting; the app is told if it asked for that. */
  readonly close: (user: string, view: OpenView) => Promise<Delivery | null>
  readonly slash: (user: string, channel: string, command: string, text: string) => Promise<Delivery>
  /** Sends this as it is, as often as one likes; `retry` tells the app that it came before. */
  readonly deliver: (envelope: Envelope, retry?: Retry) => Promise<Outcome>
  /** A person writes; no event of it is sent. */
  readonly write: (user: string, channel: string, text: string, threadTs?: string) => Message
  /** Somebody who may takes a message away. */
  readonly remove: (message: Message) => void
  readonly changeChannel: (id: string, change: Partial<Omit<Channel, "id">>) => void
  readonly changeGroup: (id: string, members: ReadonlyArray<string>) => void
  /** A trigger as a person's click would give it. */
  readonly trigger: (user: string) => string

  /** What a person sees as a mention or a link. */
  readonly rendered: (message: Pick<Message, "blocks" | "text"> & Partial<Message>) => Rendered
  /** Everything is sent to this URL from now on, signed; null goes back to Socket Mode. */
  readonly useHttp: (url: string | null) => void
  readonly http: HttpWorld
  readonly socket: SocketWorld
  /** All of Slack is gone: connections die, and requests are answered with 503 or reset. */
  readonly outage: (isDown: boolean, how?: "503" | "reset") => void
}

export interface Inside {
  readonly slack: Slack
  readonly urls: ResponseUrls
  readonly deliver: (envelope: Envelope, retry: Retry | null) => Promise<Outcome>
  readonly http: HttpWorld
  readonly useHttp: (url: string | null) => void
  readonly socket: SocketWorld
  readonly outage: SlackWorld["outage"]
}

export const make = ({ deliver, http, outage, slack, socket, urls, useHttp }: Inside): SlackWorld => {
  const { directory, messages, nextTs, triggers, views } = slack
  const payloads = Payloads.make(slack, urls)
  const send = async (kind: Envelope["kind"], payload: Json): Promise<Delivery> => {
    const envelope = { kind, payload }
    return { envelope, outcome: await deliver(envelope, null) }
  }

  const react = (view: OpenView, outcome: Outcome): Reaction => {
    if (outcome._tag !== "acked") return { _tag: "failed", shown: outcome.shown }
    const { payload } = outcome
    switch (payload["response_action"]) {
      case undefined:
        views.close(view.id)
        return { _tag: "accepted" }
      case "clear":
        views.of(view.user).forEach(({ id }) => views.close(id))
        return { _tag: "accepted" }
      case "errors": {
        const errors = payload["errors"]
        const blocks = objects(view.view["blocks"]).filter((block) => block["type"] === "input").map((block) => block["block_id"])
        // Slack shows an error only beside an input it knows.
        if (!isJson(errors) || Object.keys(errors).some((block) => !blocks.includes(block))) return { _tag: "failed", shown: "invalid_response_action_errors" }
        return { _tag: "errors", errors: Object.fromEntries(Object.entries(errors).map(([block, error]) => [block, String(error)])) }
      }
      case "update":
      case "push":
        try {
          return payload["response_action"] === "update"
            ? { _tag: "updated", view: views.update({ id: view.id }, payload["view"], null) }
            : { _tag: "pushed", view: views.open(view.user, payload["view"], view) }
        } catch (error) {
          if (error instanceof Refusal) return { _tag: "failed", shown: error.error }
          throw error
        }
      default:
        return { _tag: "failed", shown: "unknown_response_action" }
    }
  }

  return {
    messages: (channel) => messages.inChannel(channel),
    message: (channel, ts) => messages.find(channel, ts),
    ephemerals: (user) => messages.onlyFor(user),
    openViews: (user) => views.of(user),
    onMessage: (heard) => messages.onChange(heard),
    onView: (heard) => views.onChange(heard),
    click: (user, message, which, chosen) => {
      const button = Buttons.of(message).find((one) => typeof which === "string" ? one.actionId === which : which(one))
      if (button === undefined) throw new Error(`the message has no ${typeof which === "string" ? which : "such button"}`)
      const filled = chosen === undefined ? {} : { [button.actionId]: chosen }
      const state = field(field(stateOf(message.blocks, filled), button.blockId), button.actionId)
      return send("interactive", payloads.click(user, message, Buttons.action(button, isJson(state) ? state : {}), filled))
    },
    submit: async (user, view, values) => {
      const blocks = objects(view.view["blocks"])
      const errors = clientProblems(blocks, values)
      if (Object.keys(errors).length > 0) return { delivery: null, reaction: { _tag: "incomplete", errors } }
      const delivery = await send("interactive", payloads.submission(user, view, values))
      return { delivery, reaction: react(view, delivery.outcome) }
    },
    close: async (user, view) => {
      views.close(view.id)
      return view.view["notify_on_close"] === true ? send("interactive", payloads.closing(user, view)) : null
    },
    slash: async (user, channel, command, text) => {
      const delivery = await send("slash_commands", payloads.command(user, channel, command, text))
      const { outcome } = delivery
      if (outcome._tag === "acked" && (textOf(outcome.payload["text"]) !== null || outcome.payload["blocks"] !== undefined)) {
        urls.say({ user, channel, original: null }, Arguments.of(outcome.payload))
      }
      return delivery
    },
    deliver: (envelope, retry) => deliver(envelope, retry ?? null),
    write: (user, channel, text, threadTs) => {
      const message: Message = {
        channel: directory.channel(channel).id, ts: nextTs(), threadTs: threadTs ?? null, isBroadcast: false, user: directory.user(user).id, botId: null, text,
        blocks: [], metadata: null, editedTs: null, parse: null, onlyFor: null, unfurlLinks: false, unfurlMedia: true
      }
      messages.put(message)
      return message
    },
    remove: (message) => messages.remove(message),
    changeChannel: (id, change) => directory.changeChannel(id, change),
    changeGroup: (id, members) => directory.changeGroup(id, members),
    trigger: (user) => triggers.issue(user),
    rendered, useHttp, http, socket, outage
  }
}
