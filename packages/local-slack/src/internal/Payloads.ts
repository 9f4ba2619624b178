import type { Json, Message } from "../Message.ts"
import type { Filled, OpenView } from "../OpenView.ts"
import type { Slack } from "./Call.ts"
import { messageResource } from "./MessageResource.ts"
import { objects } from "./Json.ts"
import type { ResponseUrls } from "./ResponseUrls.ts"
import { stateOf } from "./StateValues.ts"

/** What the app is told of what a person did. */
export interface Payloads {
  readonly click: (user: string, message: Message, action: Json, filled: Filled) => Json
  readonly submission: (user: string, view: OpenView, filled: Filled) => Json
  readonly closing: (user: string, view: OpenView) => Json
  readonly command: (user: string, channel: string, command: string, text: string) => Json
}

export const make = (slack: Slack, urls: ResponseUrls): Payloads => {
  const { directory, nextTs, triggers } = slack
  const { workspace } = directory
  const team = { id: workspace.teamId, domain: workspace.teamDomain }
  const envelopeOf = (user: string) => ({
    user: { id: user, username: directory.user(user).name, name: directory.user(user).name, team_id: workspace.teamId },
    api_app_id: workspace.appId, token: "local-verification-token", team, enterprise: null, is_enterprise_install: false
  })
  return {
    click: (user, message, action, filled) => ({
      type: "block_actions",
      ...envelopeOf(user),
      container: {
        type: "message", message_ts: message.ts, channel_id: message.channel, is_ephemeral: message.onlyFor !== null,
        ...(message.threadTs === null ? {} : { thread_ts: message.threadTs })
      },
      trigger_id: triggers.issue(user),
      channel: { id: message.channel, name: directory.channel(message.channel).name },
      // What one person alone sees is not told again.
      ...(message.onlyFor === null ? { message: messageResource(slack, message, true) } : {}),
      state: { values: stateOf(message.blocks, filled) },
      response_url: urls.issue({ user, channel: message.channel, original: message }),
      actions: [{ ...action, action_ts: nextTs() }]
    }),
    submission: (user, { view }, filled) => ({
      type: "view_submission",
      ...envelopeOf(user),
      trigger_id: triggers.issue(user),
      view: { ...view, state: { values: stateOf(objects(view["blocks"]), filled) } },
      response_urls: []
    }),
    closing: (user, { view }) => ({ type: "view_closed", ...envelopeOf(user), view, is_cleared: false }),
    command: (user, channel, command, text) => ({
      token: "local-verification-token", team_id: workspace.teamId, team_domain: workspace.teamDomain, channel_id: channel,
      channel_name: directory.channel(channel).isPrivate ? "privategroup" : directory.channel(channel).name, user_id: user, user_name: directory.user(user).name, command, text,
      api_app_id: workspace.appId, is_enterprise_install: "false", response_url: urls.issue({ user, channel, original: null }), trigger_id: triggers.issue(user)
    })
  }
}
