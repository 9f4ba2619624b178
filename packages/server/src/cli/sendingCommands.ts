import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import * as Effect from "effect/Effect"
import { randomUUID } from "node:crypto"
import { as } from "./as.ts"
import { json, print } from "./print.ts"
import { url } from "./remote.ts"
import { renderLetters, renderSending } from "./render.ts"
import { withOperations } from "./withOperations.ts"

const letter = Args.text({ name: "letter" }).pipe(Args.withDescription("Its name in the list, e.g. mail/n-4k7mp2xw9abc/3"))

const settle = (choice: "retry" | "dismiss", description: string) =>
  Command.make(choice, { letter, as, url, json }, ({ as, json, letter, url }) =>
    Effect.flatMap(
      withOperations(url, (operations) => Effect.zipRight(operations.settleLetter({ letter, choice, by: as, command: `cli-${randomUUID()}` }), operations.deadLetters)),
      (left) => print(json, left, (left) => `Done. ${renderLetters(left)}`)
    )).pipe(Command.withDescription(description))

export const deadLetters = Command.make("dead-letters", { url, json }, ({ json, url }) =>
  Effect.flatMap(withOperations(url, (operations) => operations.deadLetters), (list) => print(json, list, renderLetters))).pipe(
    Command.withDescription("What could not be sent, posted or handled; try it again or dismiss it"),
    Command.withSubcommands([
      settle("retry", "Try it again; a mail that may have left is only looked for again"),
      settle("dismiss", "Be done with it: it is not tried again")
    ])
  )

const switchSending = (name: "stop" | "resume", description: string) =>
  Command.make(name, { as, url, json }, ({ as, json, url }) =>
    Effect.flatMap(withOperations(url, (operations) => operations.switchSending(name === "stop", as)), (sending) => print(json, sending, renderSending))).pipe(
      Command.withDescription(description)
    )

export const sending = Command.make("sending", { url, json }, ({ json, url }) =>
  Effect.flatMap(withOperations(url, (operations) => operations.sending), (sending) => print(json, sending, renderSending))).pipe(
    Command.withDescription("Whether mail may leave; hold all of it at once, or let it go on"),
    Command.withSubcommands([switchSending("stop", "No mail leaves from now on; everything else goes on"), switchSending("resume", "Let mail leave again")])
  )
