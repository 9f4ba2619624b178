import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import * as CommandDescriptor from "@effect/cli/CommandDescriptor"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import { auth } from "./auth.ts"
import { backtest } from "./backtest.ts"
import { backups } from "./backups.ts"
import { backup, restore, verify } from "./bookCommands.ts"
import { campaign, decide, draft, explain, forget, startCommand, status, stopAgency, timeline } from "./commands.ts"
import { audit } from "./audit.ts"
import { completionScript, shells } from "./completions.ts"
import { demo } from "./demo.ts"
import { doctor } from "./doctor.ts"
import { deadLetters, sending } from "./sendingCommands.ts"
import { treeOf } from "./help.ts"
import { simulate } from "./simulate.ts"
import { token } from "./tokens.ts"

const completions = Command.make("completions", { shell: Args.choice(shells.map((shell) => [shell, shell] as const), { name: "shell" }).pipe(Args.withDescription("bash, zsh or fish")) },
  ({ shell }) => printScript(shell)).pipe(
    Command.withDescription("Print what lets a shell complete commands and options")
  )

const printScript = (shell: typeof shells[number]): Effect.Effect<void> => Effect.suspend(() => Console.log(completionScript(shell, tree)))

const begin = [demo, doctor, auth, startCommand, campaign] as const
const access = [token] as const
const look = [status, timeline, explain, audit] as const
const act = [decide, draft, stopAgency, sending, deadLetters, forget] as const
const keep = [backup, backups, verify, restore] as const
const compare = [simulate, backtest] as const
const shell = [completions] as const

/** Every command there is. */
export const parley = Command.make("parley").pipe(
  Command.withDescription("Parley negotiates influencer rates over email."),
  Command.withSubcommands([...begin, ...look, ...act, ...keep, ...compare, ...access, ...shell])
)

/** The same, as help goes through them. */
export const tree = treeOf(parley.descriptor, [...begin, ...look, ...act, ...keep, ...compare, ...access, ...shell].map(({ descriptor }) => descriptor))

const namesOf = (commands: ReadonlyArray<{ readonly descriptor: CommandDescriptor.Command<unknown> }>): ReadonlyArray<string> =>
  commands.flatMap(({ descriptor }) => [...CommandDescriptor.getNames(descriptor)])

/** The commands as a newcomer is shown them. */
export const groups: ReadonlyArray<{ readonly title: string; readonly names: ReadonlyArray<string> }> = [
  { title: "Begin", names: namesOf(begin) },
  { title: "Look", names: namesOf(look) },
  { title: "Act", names: namesOf(act) },
  { title: "Keep the books", names: namesOf(keep) },
  { title: "Compare strategies", names: namesOf(compare) },
  { title: "Who may use the API", names: namesOf(access) },
  { title: "Your shell", names: namesOf(shell) }
]
