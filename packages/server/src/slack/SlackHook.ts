import type { SlackHealth } from "@parley/adapters-slack/SlackDesk"
import { Store } from "@parley/domain/ports/Store"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type { IncomingMessage, ServerResponse } from "node:http"
import { Operations } from "../Operations.ts"
import type { ServerSettings } from "../Settings.ts"
import type { SlackSettings } from "../SlackSettings.ts"

/** What people do in Slack, taken in: `take` is null where it does not come by requests, `health` where there is no Slack. */
export class SlackHook extends Context.Tag("@parley/server/slack/SlackHook")<SlackHook, {
  readonly take: ((request: IncomingMessage, response: ServerResponse) => void) | null
  readonly health: Effect.Effect<SlackHealth | null>
}>() {}

/** Slack's libraries are loaded only where Slack is chosen. */
export const layer = (settings: ServerSettings): Layer.Layer<SlackHook, never, Operations | Store> =>
  settings.team === "slack"
    ? Layer.unwrapEffect(Effect.gen(function*() {
      const [SlackDesk, { Desk }, { deskOf }] = yield* Effect.promise(() =>
        Promise.all([import("@parley/adapters-slack/SlackDesk"), import("@parley/adapters-slack/Desk"), import("./deskOf.ts")]))
      const desk = deskOf(yield* Operations, yield* Store)
      const { slack } = settings
      const transport = slack.mode === "socket"
        ? { _tag: "Socket" as const, appToken: slack.appToken ?? Redacted.make("") }
        : { _tag: "Http" as const, signingSecret: slack.signingSecret ?? Redacted.make("") }
      return Layer.effect(SlackHook, SlackDesk.SlackDesk).pipe(
        Layer.provide(SlackDesk.layer({ ...slackOptions(slack), transport })), Layer.provide(Layer.succeed(Desk, desk))
      )
    }))
    : Layer.succeed(SlackHook, { take: null, health: Effect.succeed(null) })

/** For every part of the adapter; what is missing was refused before. */
export const slackOptions = ({ apiUrl, botToken, channel, deciders, mentions }: SlackSettings) => ({
  botToken: botToken ?? Redacted.make(""), apiUrl, channel: channel ?? "", deciders, mentions, timeout: 10_000
})
