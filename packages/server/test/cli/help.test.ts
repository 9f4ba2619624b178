import * as CliConfig from "@effect/cli/CliConfig"
import * as CommandDescriptor from "@effect/cli/CommandDescriptor"
import * as NodeContext from "@effect/platform-node/NodeContext"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { exitCodes } from "../../src/cli/exitCodes.ts"
import { allBelow, commandHelp, commandIn, helpAsked, rootHelp } from "../../src/cli/help.ts"
import { manual } from "../../src/cli/manual.ts"
import { groups, parley, tree } from "../../src/cli/parley.ts"
import { refusedRemotely } from "../../src/cli/remote.ts"
import { hung } from "../../src/Grace.ts"
import { inWorld } from "../harness/ServerProcess.ts"

const commands = allBelow(tree)
const nameOf = ({ path }: { readonly path: ReadonlyArray<string> }) => path.join(" ")

/** The words after `parley` in an example, as a shell would cut them. */
const wordsOf = (example: string): ReadonlyArray<string> => {
  const [, line = ""] = /(?:^|[ (])parley ((?:"[^"]*"|'[^']*'|[^)>])*?)(?:\)| >.*|$)/u.exec(example) ?? []
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/gu)].map(([, double, single, bare]) => double ?? single ?? bare ?? "")
}

describe("the commands", () => {
  it("CLI-01 are all those that were promised", () => {
    const names = new Set(commands.map(nameOf))
    for (const name of ["start", "demo", "doctor", "auth gmail", "campaign start", "audit", "explain", "backup", "restore", "verify", "backtest", "simulate", "forget", "completions"]) assert.isTrue(names.has(name), name)
  })

  it.effect("CLI-01 have examples, each of which names its command and can be run as it stands", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(Object.keys(manual).filter((name) => !commands.some((one) => nameOf(one) === name)), [], "pages of no command")
      for (const command of commands) {
        const examples: ReadonlyArray<string> = manual[nameOf(command)]?.examples ?? []
        assert.isNotEmpty(examples, `${nameOf(command)} has no example`)
        for (const example of examples) {
          const words = wordsOf(example)
          assert.deepStrictEqual(words.slice(0, command.path.length), command.path, example)
          const directive = yield* CommandDescriptor.parse(parley.descriptor, ["parley", ...words], CliConfig.defaultConfig).pipe(Effect.mapError((error) => new Error(`${example}: ${JSON.stringify(error)}`)))
          assert.deepStrictEqual([directive._tag, directive._tag === "UserDefined" ? directive.leftover : []], ["UserDefined", []], example)
        }
      }
    }).pipe(Effect.provide(NodeContext.layer)))

  it("CLI-01 are all shown to a newcomer, each with what it does, in lines that fit a terminal and hold no control characters", () => {
    const shown = rootHelp(tree, groups, "0.1.0")
    for (const { path } of tree.below) assert.match(shown, new RegExp(`^  ${nameOf({ path })} +\\S`, "mu"))
    for (const text of [shown, ...commands.map(commandHelp)]) {
      assert.notMatch(text, /[^\P{C}\n]|A user-defined|This setting/u)
      const [tooLong] = text.split("\nExamples")[0]?.split("\n").filter((line) => line.length > 120) ?? []
      assert.isUndefined(tooLong)
    }
  })

  it("CLI-01 take --json wherever they report, and --url wherever a server elsewhere can be asked", () => {
    const without = (option: string) => commands.filter(({ below, path }) => (below.length === 0 || ["sending", "dead-letters"].includes(nameOf({ path }))) && !commandHelp(commandIn(tree, path)).includes(`  ${option}`)).map(nameOf).toSorted()
    assert.deepStrictEqual(without("--json"), ["backups", "completions", "start"])
    assert.deepStrictEqual(without("--url"), ["auth gmail", "backtest", "backup", "backups", "completions", "demo", "doctor", "restore", "simulate", "start", "verify"])
    for (const name of without("--url")) assert.isNotNull(refusedRemotely(name.split(" "), [name, "--url", "https://parley.example"], undefined), name)
  })

  it("CLI-01 tell in their help every argument and option, with a text", () => {
    for (const command of commands) {
      const help = commandHelp(command)
      for (const [, name = ""] of help.matchAll(/^  (--\S+|<\S+)(?: .*)?$/gmu)) assert.match(help, new RegExp(`^  ${name}(?: [^ ]+)?(?:  +|\\n +)\\w`, "mu"), `${nameOf(command)} ${name}`)
    }
    assert.include(commandHelp(commandIn(tree, ["decide"])), "parley decide [options] <negotiation> <choice> [<amount>]")
  })
})

describe("help", () => {
  it("is shown where it is asked for, by whichever word, and for a command that only leads to others", () => {
    const asked = (...args: ReadonlyArray<string>) => {
      const found = helpAsked(tree, args)
      return found === null ? null : nameOf(found)
    }
    assert.deepStrictEqual([asked(), asked("--help"), asked("help"), asked("-h")], ["", "", "", ""])
    assert.deepStrictEqual([asked("campaign"), asked("auth", "gmail", "--help"), asked("sending", "--json", "stop", "--help"), asked("help", "dead-letters", "retry")], ["campaign", "auth gmail", "sending stop", "dead-letters retry"])
    assert.deepStrictEqual([asked("status"), asked("sending"), asked("campaign", "--bogus"), asked("nonsense"), asked("decide", "Maya", "--", "--help")], [null, null, null, null, null])
  })
})

describe("the process", () => {
  it("CLI-01 answers with its documented exit codes, errors on stderr and nothing but results on stdout", () =>
    inWorld(async (world) => {
      const page = await world.cli("decide", "--help")
      assert.deepStrictEqual([page.code, page.stderr], [exitCodes.done, ""])
      assert.include(page.stdout, "parley decide \"Maya Lopez\" counter 2700")
      const wrong = await world.cli("decide", "Maya", "persuade")
      assert.deepStrictEqual([wrong.code, wrong.stdout], [exitCodes.unusable, ""])
      assert.include(wrong.stderr, "See `parley decide --help`")
      const unknown = await world.cli("negotiate")
      assert.deepStrictEqual([unknown.code, unknown.stdout, unknown.stderr.includes("\u001b")], [exitCodes.unusable, "", false])
      const nothing = await world.cli("status")
      assert.deepStrictEqual([nothing.code, nothing.stdout], [exitCodes.no, ""])
      assert.strictEqual((await world.bash("PARLEY_HTTP_PORT=x", "status")).code, exitCodes.unusable)
      // as when somebody presses Ctrl-C before anything was done
      assert.strictEqual((await world.bash("timeout --preserve-status --signal=INT 2", "simulate", "--negotiations", "1000000")).code, exitCodes.interrupted)
    }))

  it("CLI-01 docs/cli.md tells every exit code, and no other", () => {
    const table = readFileSync(join(import.meta.dirname, "../../../../docs/cli.md"), "utf8")
    assert.deepStrictEqual([...table.matchAll(/^\| (\d+) \|/gmu)].map(([, code]) => Number(code)), Object.values(exitCodes))
    assert.strictEqual(hung, exitCodes.hung)
  })

  it("CLI-01 completes commands, subcommands and options in bash, and prints scripts for zsh and fish", () =>
    inWorld(async (world) => {
      const { code, stdout } = await world.cli("completions", "bash")
      assert.strictEqual(code, 0)
      const completed = (...words: ReadonlyArray<string>) =>
        execFileSync("bash", ["-c", `${stdout}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _parley; echo "\${COMPREPLY[@]}"`, "bash", "parley", ...words]).toString().trim().split(" ")
      assert.deepStrictEqual(completed("dea"), ["dead-letters"])
      assert.deepStrictEqual(completed("dead-letters", "re"), ["retry"])
      assert.includeMembers(completed("decide", "--"), ["--seen", "--draft", "--json"])
      assert.deepStrictEqual(completed("decide", "Maya", "ap"), ["approve"])
      assert.deepStrictEqual(completed("audit", "--format", ""), ["table", "json", "csv"])
      const zsh = await world.cli("completions", "zsh")
      assert.match(zsh.stdout, /^#compdef parley\n[\s\S]*'retry:/u)
      const fish = await world.cli("completions", "fish")
      assert.match(fish.stdout, /^complete -c parley -n '__parley_at dead-letters' -a 'retry' -d '/mu)
      assert.strictEqual((await world.cli("completions", "cmd")).code, exitCodes.unusable)
    }))
})
