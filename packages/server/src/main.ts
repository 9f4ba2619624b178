import * as CliConfig from "@effect/cli/CliConfig"
import * as Command from "@effect/cli/Command"
import * as NodeContext from "@effect/platform-node/NodeContext"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Cause from "effect/Cause"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { exitCodes } from "./cli/exitCodes.ts"
import { explainFailure } from "./cli/explainFailure.ts"
import { commandHelp, commandIn, helpAsked, rootHelp } from "./cli/help.ts"
import { groups, parley, tree } from "./cli/parley.ts"
import { printable } from "./cli/printable.ts"
import { refusedRemotely } from "./cli/remote.ts"
import { loggerLayer } from "./logging.ts"
import { InvalidSettings, loadDotEnv } from "./Settings.ts"
import { version } from "./version.ts"

// Whatever this process makes, mail and books, is for its own account only.
process.umask(0o077)
loadDotEnv()

const args = process.argv.slice(2)
const { path } = commandIn(tree, args)
const help = helpAsked(tree, args)
const run = Command.run(parley, { name: "Parley", version, executable: "parley" })

/** A server, the demo and backups again and again go on until they are interrupted; anything else that is was not done. */
const goesOn = (name = "") => ["start", "demo", "backups"].includes(name)

const refusal = refusedRemotely(path, args, process.env["PARLEY_URL"])
const proceed = Effect.suspend(() => refusal === null ? run(process.argv) : new InvalidSettings({ problems: [refusal] }))

Effect.suspend(() => help === null ? proceed : Console.log(help.path.length === 0 ? rootHelp(help, groups, version) : commandHelp(help))).pipe(
  Effect.provide(NodeContext.layer),
  Effect.provide(CliConfig.layer({ showBuiltIns: false })),
  Effect.provide(loggerLayer),
  Effect.catchAllCause((cause) =>
    Cause.isInterruptedOnly(cause) ? Effect.failCause(cause) : Effect.sync(() => {
      const { code, text } = explainFailure(cause, path)
      if (text !== "") process.stderr.write(`${printable(text)}\n`)
      process.exitCode = code
    })),
  (program) => NodeRuntime.runMain(program, {
    disableErrorReporting: true, disablePrettyLogger: true,
    teardown: (exit, onExit) => onExit(Exit.isSuccess(exit) || goesOn(path[0]) ? Number(process.exitCode ?? 0) : exitCodes.interrupted)
  })
)
