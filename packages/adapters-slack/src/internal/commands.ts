import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type { DeskRefused } from "../Desk.ts"
import { type Answer, listing, refusal, sentence, withButtons } from "./answers.ts"
import { asked, type Command } from "./Command.ts"
import { commandId } from "./CommandId.ts"
import { help, parse } from "./CommandText.ts"
import type { Slash } from "./Incoming.ts"
import { actorOf, denial, type Inside } from "./Inside.ts"

/** Answers what somebody typed; it is done when this succeeds. */
export const typed = Effect.fnUntraced(function*(inside: Inside, slash: Slash) {
  const command = parse(slash.command, slash.text)
  if (Either.isRight(command)) return yield* answered(inside, slash.user_id, command.right, commandId(slash.trigger_id))
  return (yield* denial(inside, slash.user_id, slash.command)) ?? sentence(command.left)
})

/** The same for a command that a button carries. */
export const answered = Effect.fnUntraced(function*(inside: Inside, user: string, command: Command, id: string) {
  if (command._tag === "Help") return listing("What Parley understands", help.split("\n"), "/parley help")
  const denied = yield* denial(inside, user, asked(command))
  if (denied !== null) return denied
  return yield* Effect.catchAll(run(inside, user, command, id), (refused) => Effect.succeed(refusal(refused, command)))
})

const run = (inside: Inside, user: string, command: Exclude<Command, { readonly _tag: "Help" }>, id: string): Effect.Effect<Answer, DeskRefused> => {
  const { desk } = inside
  const by = actorOf(user)
  switch (command._tag) {
    case "Decide":
      return Effect.map(
        desk.decide({ negotiation: command.name, choice: command.choice, amount: command.amount, draft: null, seen: null, mark: null, by, command: id }), sentence)
    case "Status": {
      const { campaign } = command
      return Effect.map(desk.status(campaign), (lines) => told(campaign === null ? "How everything stands" : `How ${campaign} stands`, lines, "parley status"))
    }
    case "Explain":
      return Effect.map(desk.explain(command.name), (lines) => told(command.name, lines, `parley explain ${quoted(command.name)}`))
    case "Audit":
      return Effect.map(desk.audit(command.fields), (lines) => told("What happened", lines, `parley audit ${options(command.fields)}`))
    case "StopAgency":
      return Effect.map(desk.stopAgency(command.domain, command.seen, by, id), ({ count, digest, domain, lines }) => {
        if (count === 0 && lines.length === 0) return sentence(`Nothing is open with ${domain}. Nothing was changed.`)
        const number = `${count} ${count === 1 ? "negotiation" : "negotiations"} with ${domain}`
        const shown = listing(command.seen !== null ? `Stopped: ${number}.` : `This would end ${number}:`, lines, `parley stop-agency ${domain}`)
        return command.seen !== null ? shown : withButtons(shown, [{ label: `Stop all ${count}`, command: { ...command, domain, seen: digest }, isDanger: true }])
      })
  }
}

const told = (title: string, lines: ReadonlyArray<string>, more: string): Answer => lines.length === 0 ? sentence(`${title}: nothing.`) : listing(title, lines, more)

const quoted = (value: string): string => `"${value.replace(/["\\$`]/gu, "\\$&")}"`

/** As the console calls them. */
const options = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields).map(([name, value]) => `--${name === "event" ? "type" : name} ${quoted(value)}`).join(" ")
