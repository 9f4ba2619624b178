import { type Call, call, type Slack } from "./Call.ts"
import { Refusal } from "./Refusal.ts"

export const viewCalls = ({ triggers, views }: Slack): ReadonlyArray<Call> => [
  call("views.open", (args) => {
    if (!args.has("trigger_id")) throw new Refusal("invalid_arguments")
    const user = triggers.use(args.text("trigger_id"))
    return { view: views.open(user, args.json("view"), null).view }
  }),
  call("views.update", (args) => {
    const key = args.has("external_id") ? { externalId: args.text("external_id") } : { id: args.text("view_id") }
    return { view: views.update(key, args.json("view"), args.has("hash") ? args.text("hash") : null).view }
  })
]
