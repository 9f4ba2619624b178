import * as CliConfig from "@effect/cli/CliConfig"
import * as CommandDescriptor from "@effect/cli/CommandDescriptor"
import type * as HelpDoc from "@effect/cli/HelpDoc"
import type * as Span from "@effect/cli/HelpDoc/Span"
import * as HashMap from "effect/HashMap"
import { manual } from "./manual.ts"

/** A command with what stands below it. */
export interface Branch {
  /** The words that lead to it; empty for `parley` itself. */
  readonly path: ReadonlyArray<string>
  readonly descriptor: CommandDescriptor.Command<unknown>
  readonly below: ReadonlyArray<Branch>
}

/** The tree of these commands. */
export const treeOf = (root: CommandDescriptor.Command<unknown>, commands: ReadonlyArray<CommandDescriptor.Command<unknown>>): Branch =>
  ({ path: [], descriptor: root, below: commands.map((command) => branchOf(command, [])) })

const branchOf = (descriptor: CommandDescriptor.Command<unknown>, above: ReadonlyArray<string>): Branch => {
  const path = [...above, ...CommandDescriptor.getNames(descriptor)]
  // a command without any counts as its own
  const below = [...HashMap.entries(CommandDescriptor.getSubcommands(descriptor))].filter(([name]) => name !== path.at(-1))
  return { path, descriptor, below: below.map(([, child]) => branchOf(child, path)) }
}

/** Every command below this one. */
export const allBelow = ({ below }: Branch): ReadonlyArray<Branch> => below.flatMap((one) => [one, ...allBelow(one)])

/** The command that these arguments name, as far as they name one. */
export const commandIn = (root: Branch, args: ReadonlyArray<string>): Branch => {
  let found = root
  for (const word of args.filter((one) => !one.startsWith("-"))) {
    const next = found.below.find(({ path }) => path.at(-1) === word)
    if (next === undefined) break
    found = next
  }
  return found
}

/** What is to be shown instead of running anything: the page that was asked for, or that of a command which only leads to others. Null where something is to run. */
export const helpAsked = (root: Branch, args: ReadonlyArray<string>): Branch | null => {
  const own = args.includes("--") ? args.slice(0, args.indexOf("--")) : args
  if (own[0] === "help") return commandIn(root, own.slice(1))
  const found = commandIn(root, own)
  if (own.includes("--help") || own.includes("-h")) return found
  return args.length === found.path.length && found.below.length > 0 && entriesOf(found).options.length === 0 ? found : null
}

/** The page of one command. */
export const commandHelp = (branch: Branch): string => {
  const { below, path } = branch
  const { args, options, summary } = entriesOf(branch)
  const { examples = [], more } = manual[path.join(" ")] ?? {}
  return [
    wrapped(`${["parley", ...path].join(" ")}: ${summary}`, 0),
    "", "Usage",
    `  ${["parley", ...path, ...below.length === 0 ? [] : ["[command]"], ...options.length === 0 ? [] : ["[options]"], ...args.map(({ isOptional, name }) => isOptional ? `[${name}]` : name)].join(" ")}`,
    ...more === undefined ? [] : ["", wrapped(more, 0)],
    ...section("Commands", below.map(row)),
    ...section("Arguments", args.map(entry)),
    ...section("Options", options.map(entry)),
    "", "Examples", ...examples.map((line) => `  ${line}`)
  ].join("\n")
}

/** The page of `parley` itself. */
export const rootHelp = ({ below }: Branch, groups: ReadonlyArray<{ readonly title: string; readonly names: ReadonlyArray<string> }>, version: string): string =>
  [
    `Parley ${version} negotiates influencer rates over email.`,
    "", "Usage", "  parley <command> [options]",
    ...groups.flatMap(({ names, title }) => section(title, below.filter(({ path }) => names.includes(path.join(" "))).map(row), 14)),
    ...section("Everywhere", [
      ["--help", "All of one command, with examples: parley decide --help"], ["--json", "One JSON object instead of text"],
      ["--url", "Ask a server elsewhere, with the token in PARLEY_TOKEN; PARLEY_URL does the same"],
      ["--version", "Which release this is"],
      ["--log-level", "What the log says at least: debug, info, warning, error, none"], ["--wizard", "Be asked for what a command needs"]
    ], 14),
    "", "New here? `parley demo` plays a whole campaign and needs nothing. For one of your own:",
    "  parley doctor", "  parley start", "  parley campaign start samples/campaign.yaml --roster samples/roster.csv    # in another terminal", "  parley status",
    "", "Settings are environment variables; .env.example lists them. docs/cli.md tells the exit codes,", "docs/operations.md the rest."
  ].join("\n")

const row = (branch: Branch): readonly [string, string] => [branch.path.at(-1) ?? "", entriesOf(branch).summary]

/** An argument or option: its name with what it takes, e.g. "--seen <number>". */
export interface Entry {
  readonly name: string
  readonly text: string
  readonly isOptional: boolean
  /** Where it is one of few words. */
  readonly choices: ReadonlyArray<string>
}

const plain = CliConfig.make({ showBuiltIns: false })

/** What a command is, and what it takes. */
export const entriesOf = ({ descriptor }: Branch): { readonly summary: string; readonly args: ReadonlyArray<Entry>; readonly options: ReadonlyArray<Entry> } => {
  let title = ""
  const below = new Map<string, ReadonlyArray<HelpDoc.HelpDoc>>()
  for (const block of blocksOf(CommandDescriptor.getHelp(descriptor, plain))) {
    if (block._tag === "Header") title = textOf(block.value)
    else below.set(title, [...below.get(title) ?? [], block])
  }
  const entries = (name: string): ReadonlyArray<Entry> =>
    (below.get(name) ?? []).flatMap((block) => block._tag === "DescriptionList" ? block.definitions.map(([term, text]) => entryOf(textOf(term), text)) : [])
  const [summary] = (below.get("DESCRIPTION") ?? []).flatMap((block) => block._tag === "Paragraph" ? [textOf(block.value)] : [])
  return { summary: summary ?? "", args: entries("ARGUMENTS"), options: entries("OPTIONS") }
}

/** What the command-line library says by itself of every value of a kind. */
const generated = /^(?:A user-defined piece of text\.|A true or false value\.|An integer\.|A floating point number\.|One of the following: .*|This setting is optional\..*)$/u

const entryOf = (name: string, doc: HelpDoc.HelpDoc): Entry => {
  const texts = blocksOf(doc).flatMap((block) => block._tag === "Paragraph" ? [textOf(block.value)] : [])
  return {
    name: name.replace(/ text$/u, " <text>").replace(/ (?:integer|float)$/u, " <number>").replaceAll(" | ", "|"),
    text: texts.filter((text) => !generated.test(text)).join(" "),
    choices: texts.flatMap((text) => /^One of the following: (.*)$/u.exec(text)?.[1]?.split(", ") ?? []),
    isOptional: texts.some((text) => text.startsWith("This setting is optional."))
  }
}

const blocksOf = (doc: HelpDoc.HelpDoc): ReadonlyArray<HelpDoc.HelpDoc> => doc._tag === "Sequence" ? [...blocksOf(doc.left), ...blocksOf(doc.right)] : [doc]

const textOf = (span: Span.Span): string => {
  switch (span._tag) {
    case "Text":
    case "URI": return span.value
    case "Sequence": return textOf(span.left) + textOf(span.right)
    default: return textOf(span.value)
  }
}

const entry = ({ name, text }: Entry): readonly [string, string] => [name, text]

const width = 100

/** A title and, indented below it, names with what is said of each; those that are too long for their column have a line of their own. */
const section = (title: string, rows: ReadonlyArray<readonly [string, string]>, least = 0): ReadonlyArray<string> => {
  if (rows.length === 0) return []
  const column = Math.min(26, Math.max(least, ...rows.map(([name]) => name.length + 2)))
  return ["", title, ...rows.map(([name, text]) => {
    const lines = wrapped(text, column + 2)
    return name.length + 2 > column ? `  ${name}\n${" ".repeat(column + 2)}${lines}` : `  ${name.padEnd(column)}${lines}`
  })]
}

/** In lines of at most `width`; every one but the first begins with `indent` spaces. */
const wrapped = (text: string, indent: number): string => {
  const lines: Array<string> = []
  for (const word of text.split(" ")) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width - indent) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.join(`\n${" ".repeat(indent)}`)
}
