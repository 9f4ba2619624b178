import * as Command from "@effect/cli/Command"
import * as NodeContext from "@effect/platform-node/NodeContext"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import { auth } from "./cli/auth.ts"
import { backups } from "./cli/backups.ts"
import { backtest } from "./cli/backtest.ts"
import { bookCommands } from "./cli/bookCommands.ts"
import { operationCommands } from "./cli/commands.ts"
import { demo } from "./cli/demo.ts"
import { simulate } from "./cli/simulate.ts"
import { printable } from "./cli/printable.ts"
import { loadDotEnv } from "./Settings.ts"
import { explainFailure } from "./cli/explainFailure.ts"
import { loggerLayer } from "./logging.ts"
import { version } from "./version.ts"

// Whatever this process makes, mail and books, is for its own account only.
process.umask(0o077)
loadDotEnv()

const parley = Command.make("parley").pipe(
  Command.withDescription("Parley negotiates influencer rates over email. `parley demo` shows it at work; `parley start` runs it."),
  Command.withSubcommands([...operationCommands, ...bookCommands, backups, auth, backtest, demo, simulate])
)

const cli = Command.run(parley, { name: "Parley", version, executable: "parley" })

/** Exit codes: 0 done, or stopped by a signal in good order; 1 the answer is no; 2 the command or the settings cannot be used; 70 the disk failed a write; 75 something hung. */
Effect.suspend(() => cli(process.argv)).pipe(
  Effect.provide(NodeContext.layer),
  Effect.provide(loggerLayer),
  Effect.catchAllCause((cause) =>
    Cause.isInterruptedOnly(cause) ? Effect.failCause(cause) : Effect.sync(() => {
      const { code, text } = explainFailure(cause)
      if (text !== "") process.stderr.write(`${printable(text)}\n`)
      process.exitCode = code
    })),
  (program) => NodeRuntime.runMain(program, { disableErrorReporting: true, disablePrettyLogger: true })
)
