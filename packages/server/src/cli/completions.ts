import { allBelow, type Branch, entriesOf } from "./help.ts"

export const shells = ["bash", "zsh", "fish"] as const

/** What can stand at a place of the command line, and what each is. */
interface Place {
  /** The words of the command, e.g. "dead-letters retry". */
  readonly at: string
  readonly words: ReadonlyArray<readonly [word: string, text: string]>
  /** By option: the values it takes, where these are few. */
  readonly values: ReadonlyArray<readonly [option: string, values: ReadonlyArray<string>]>
}

/** The script that completes `parley` in this shell; those of the command-line library lose subcommands and names with a hyphen. */
export const completionScript = (shell: typeof shells[number], tree: Branch): string => {
  const places = [tree, ...allBelow(tree)].map(placeOf)
  switch (shell) {
    case "bash": return bash(places)
    case "zsh": return zsh(places)
    case "fish": return fish(places)
  }
}

const placeOf = (branch: Branch): Place => {
  const { args, options } = entriesOf(branch)
  return {
    at: branch.path.join(" "),
    words: [
      ...branch.below.map((one) => [one.path.at(-1) ?? "", entriesOf(one).summary] as const),
      ...args.flatMap(({ choices }) => choices.map((choice) => [choice, ""] as const)),
      ...options.map(({ name, text }) => [name.split(" ")[0] ?? name, text] as const),
      ["--help", "All of this command, with examples"]
    ],
    values: options.flatMap(({ choices, name }) => choices.length === 0 ? [] : [[name.split(" ")[0] ?? name, choices] as const])
  }
}

/** For between single quotes. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

const pathsOf = (places: ReadonlyArray<Place>): ReadonlyArray<string> => places.flatMap(({ at }) => at === "" ? [] : [at])

const bash = (places: ReadonlyArray<Place>): string => [
  "_parley() {",
  "  local current=\"${COMP_WORDS[COMP_CWORD]}\" at=\"\" possible=\"\" n",
  "  for ((n = 1; n < COMP_CWORD; n++)); do",
  "    case \"$at ${COMP_WORDS[n]}\" in",
  `      ${pathsOf(places).map((path) => quoted(` ${path}`)).join("|")}) at="$at \${COMP_WORDS[n]}" ;;`,
  "    esac",
  "  done",
  "  case \"$at\" in",
  ...places.map(({ at, words }) => `    ${quoted(at === "" ? "" : ` ${at}`)}) possible=${quoted(words.map(([word]) => word).join(" "))} ;;`),
  "  esac",
  "  case \"$at ${COMP_WORDS[COMP_CWORD-1]}\" in",
  ...places.flatMap(({ at, values }) => values.map(([option, list]) => `    ${quoted(` ${at} ${option}`)}) possible=${quoted(list.join(" "))} ;;`)),
  "  esac",
  "  COMPREPLY=($(compgen -W \"$possible\" -- \"$current\"))",
  "}",
  "complete -o default -F _parley parley"
].join("\n")

const zsh = (places: ReadonlyArray<Place>): string => [
  "#compdef parley",
  "_parley() {",
  "  local at=\"\" n",
  "  local -a possible",
  "  for ((n = 2; n < CURRENT; n++)); do",
  "    case \"$at ${words[n]}\" in",
  `      ${pathsOf(places).map((path) => quoted(` ${path}`)).join("|")}) at="$at \${words[n]}" ;;`,
  "    esac",
  "  done",
  "  case \"$at ${words[CURRENT-1]}\" in",
  ...places.flatMap(({ at, values }) => values.map(([option, list]) => `    ${quoted(` ${at} ${option}`)}) compadd -- ${list.join(" ")}; return ;;`)),
  "  esac",
  "  case \"$at\" in",
  ...places.map(({ at, words }) => `    ${quoted(at === "" ? "" : ` ${at}`)}) possible=(${words.map(([word, text]) => quoted(`${word.replaceAll(":", "\\:")}:${text}`)).join(" ")}) ;;`),
  "  esac",
  "  _describe parley possible || _files",
  "}",
  // as a file in fpath it is called, from `source` it is made known
  "if [ \"${funcstack[1]}\" = _parley ]; then _parley \"$@\"; else compdef _parley parley; fi"
].join("\n")

const fish = (places: ReadonlyArray<Place>): string => [
  "function __parley_at",
  "  set -l at",
  "  for word in (commandline -opc)[2..-1]",
  `    if contains -- (string join ' ' -- $at $word) ${pathsOf(places).map(quoted).join(" ")}`,
  "      set -a at $word",
  "    end",
  "  end",
  "  test \"$at\" = \"$argv\"",
  "end",
  ...places.flatMap(({ at, values, words }) => words.map(([word, text]) => {
    const found = values.find(([option]) => option === word)
    const what = word.startsWith("--") ? `-l ${word.slice(2)}${found === undefined ? "" : ` -x -a ${quoted(found[1].join(" "))}`}` : `-a ${quoted(word)}`
    return `complete -c parley -n ${quoted(`__parley_at ${at}`.trim())} ${what} -d ${quoted(text)}`
  }))
].join("\n")
