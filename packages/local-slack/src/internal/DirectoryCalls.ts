import { type Call, call, type Slack } from "./Call.ts"
import { Refusal } from "./Refusal.ts"

export const directoryCalls = ({ directory }: Slack): ReadonlyArray<Call> => {
  const { workspace } = directory
  return [
    call("api.test", (args) => {
      if (args.has("error")) throw new Refusal(args.text("error"), { args: args.raw })
      return { args: Object.fromEntries(Object.entries(args.raw).filter(([name]) => name !== "token")) }
    }, "none"),
    call("auth.test", () => ({
      url: `https://${workspace.teamDomain}.slack.com/`, team: workspace.teamDomain, user: "parley", team_id: workspace.teamId,
      user_id: workspace.botUserId, bot_id: workspace.botId, is_enterprise_install: false
    })),
    call("users.info", (args) => {
      const { id, name, realName } = directory.user(args.text("user"))
      const isBot = id === workspace.botUserId
      return {
        user: {
          id, name, real_name: realName, team_id: workspace.teamId, deleted: false, is_bot: isBot, tz: "Europe/Madrid", tz_offset: 3600,
          profile: { real_name: realName, display_name: name, ...(isBot ? { bot_id: workspace.botId, api_app_id: workspace.appId } : {}) }
        }
      }
    }),
    call("usergroups.users.list", (args) => ({ users: directory.group(args.text("usergroup")).members }))
  ]
}
