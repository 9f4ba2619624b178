import type { Fault } from "@parley/local-slack/Fault"
import { type Options, type SlackServer, start as startSlack } from "@parley/local-slack/SlackServer"
import { TeamChannel } from "@parley/domain/ports/TeamChannel"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as SlackTeam from "../src/SlackTeam.ts"

export const channel = "C0PARTNERS"

export const optionsOf = (apiUrl: string, token = "xoxb-local-bot"): SlackTeam.Options => ({
  botToken: Redacted.make(token), apiUrl, channel, deciders: [], mentions: ["U0ANA", "S0DECIDE"], timeout: 10_000
})

/** A process of its own on this Slack. */
export const teamOf = (options: SlackTeam.Options) => Effect.map(Layer.build(SlackTeam.layer(options)), Context.get(TeamChannel))

/** A Slack on this machine, and what goes wrong with it: `fail` spoils the next call of a name, and tells when that has come. */
export const world = (given: Options = {}, more: Partial<SlackTeam.Options> = {}) =>
  Effect.gen(function*() {
    const faults = new Map<string, { readonly fault: Fault; readonly reached: () => void }>()
    const taken = (call: string): Fault | null => {
      const planned = faults.get(call)
      faults.delete(call)
      planned?.reached()
      return planned?.fault ?? null
    }
    const slack = yield* Effect.acquireRelease(
      Effect.promise(() => startSlack({ ...given, faults: taken })),
      (server) => Effect.promise(() => server.close())
    )
    return {
      slack,
      start: teamOf({ ...optionsOf(slack.apiUrl, slack.workspace.botToken), ...more }),
      fail: (call: string, fault: Fault): { readonly reached: Promise<void> } => ({ reached: new Promise((reached) => void faults.set(call, { fault, reached })) }),
      posted: () => idsIn(slack),
      messages: () => slack.world.messages(channel)
    }
  })

export const idsIn = (slack: SlackServer): ReadonlyArray<string> => slack.world.messages(channel).flatMap(({ metadata }) => metadata === null ? [] : [String(metadata.event_payload["id"])])
