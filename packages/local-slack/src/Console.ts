import * as Buttons from "./Buttons.ts"
import { field, objects } from "./internal/Json.ts"
import type { Outcome } from "./Delivery.ts"
import { messageLines, printable, viewLines } from "./internal/Printable.ts"
import type { Message } from "./Message.ts"
import type { SlackServer } from "./SlackServer.ts"
import type { Reaction } from "./SlackWorld.ts"

/** A person at a terminal: what they see of Slack, and what each line that they type does. */
export interface Console {
  /** False for the line that ends it. */
  readonly type: (line: string) => Promise<boolean>
}

export const help = `click <n>            presses a button, or "click <n> <value>" chooses in a list
submit <text>        fills the form's only field; "submit name=text other=text" fills several
close                closes the form
/command <text>      a slash command
as <name>            acts as somebody else
messages             shows all messages again
quit                 ends`

export const make = ({ workspace, world }: SlackServer, channel: string, print: (line: string) => void): Console => {
  let user = workspace.users[0] ?? { id: workspace.botUserId, name: "nobody", realName: "" }
  /** Every button that was shown, under its number less one. */
  const shown: Array<{ readonly message: Message; readonly index: number }> = []
  const say = (line: string): void => line.split("\n").forEach((one) => print(printable(one)))

  const show = (message: Message, change: string): void => {
    const author = world.message(message.channel, message.ts)?.botId === null ? message.user : "Parley"
    const to = message.onlyFor === null ? "" : ` to ${message.onlyFor} alone`
    say(`--- ${change} by ${author}${to}${message.threadTs === null ? "" : " in a thread"}, ${message.ts}`)
    if (change === "deleted") return
    messageLines(message, shown.length + 1).forEach(say)
    Buttons.of(message).forEach((_, index) => shown.push({ message, index }))
  }

  world.onMessage(show)
  world.onView(({ user: whose, view }) => {
    say(`--- for ${whose}`)
    viewLines(view).forEach(say)
  })

  const commands = new Map(Object.entries<(rest: string) => Promise<void> | void>({
    click: async (rest) => {
      const [number = "", chosen] = rest.split(/\s+/u)
      const one = shown[Number(number) - 1]
      const button = one === undefined ? undefined : Buttons.of(one.message)[one.index]
      if (one === undefined || button === undefined) return say(`there is no button ${number}`)
      const isSame = (other: { readonly blockId: string; readonly actionId: string }) => other.blockId === button.blockId && other.actionId === button.actionId
      tell((await world.click(user.id, one.message, isSame, chosen)).outcome)
    },
    submit: async (rest) => {
      const view = world.openViews(user.id).at(-1)
      if (view === undefined) return say("no form is open")
      const inputs = objects(view.view["blocks"]).filter((block) => block["type"] === "input").map((block) => String(field(block["element"], "action_id")))
      const pairs = [...rest.matchAll(/(?<=^|\s)([\w.:-]+)=(.*?)(?=\s+[\w.:-]+=|$)/gsu)].map(([, name = "", text = ""]) => [name, text] as const)
      const values = pairs.length > 0 ? Object.fromEntries(pairs) : rest === "" ? {} : { [inputs[0] ?? ""]: rest }
      react((await world.submit(user.id, view, values)).reaction)
    },
    close: async () => {
      const view = world.openViews(user.id).at(-1)
      if (view === undefined) return say("no form is open")
      await world.close(user.id, view)
    },
    as: (rest) => {
      const other = workspace.users.find(({ id, name }) => id === rest || name === rest)
      if (other === undefined) return say(`nobody is called ${rest}`)
      user = other
      say(`you are ${user.realName} now`)
    },
    messages: () => world.messages(channel).forEach((message) => show(message, "posted")),
    help: () => say(help)
  }))

  const tell = (outcome: Outcome): void => {
    if (outcome._tag !== "acked") say(`Slack shows: ${outcome.shown}${outcome._tag === "refused" ? ` (${outcome.reason})` : ""}`)
  }
  const react = (reaction: Reaction): void => {
    if (reaction._tag === "failed") say(`Slack shows: ${reaction.shown}`)
    if (reaction._tag === "errors" || reaction._tag === "incomplete") Object.entries(reaction.errors).forEach(([block, error]) => say(`${block}: ${error}`))
    if (reaction._tag === "accepted") say("taken")
  }

  return {
    type: async (line) => {
      const [word = "", rest = ""] = line.trim().split(/\s+(.*)/su)
      if (word === "quit") return false
      try {
        if (word.startsWith("/")) tell((await world.slash(user.id, channel, word, rest)).outcome)
        else if (word !== "") await (commands.get(word) ?? (() => say(`${word} is unknown; help tells what there is`)))(rest)
      } catch (error) {
        say(error instanceof Error ? error.message : String(error))
      }
      return true
    }
  }
}
