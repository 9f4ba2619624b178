import * as Options from "@effect/cli/Options"
import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { InvalidSettings } from "../Settings.ts"
import { isSafeUrl, optional, problemsOf, secret } from "../settingOf.ts"
import { withFiles } from "../withFiles.ts"

/** A server elsewhere, and what lets us in. */
export interface Remote {
  /** Without a slash at its end, e.g. "https://parley.agency.com". */
  readonly url: string
  readonly token: Redacted.Redacted
}

export const url = Options.optional(Options.text("url").pipe(Options.withDescription("A server elsewhere to ask, e.g. https://parley.agency.com; else PARLEY_URL. Its token stands in PARLEY_TOKEN, or in the file that PARLEY_TOKEN_FILE names")))

const environment = Config.all({
  url: optional("PARLEY_URL", "where a server is"),
  token: secret("PARLEY_TOKEN")
})

/** The server that `--url` or PARLEY_URL names, with the token from PARLEY_TOKEN or PARLEY_TOKEN_FILE; null where neither names one: then this machine's is meant. */
export const remoteOf = (given: Option.Option<string>): Effect.Effect<Remote | null, InvalidSettings> =>
  Effect.gen(function*() {
    const set = yield* Effect.mapError(Effect.configProviderWith((provider) => withFiles(provider).load(environment)), (error) => new InvalidSettings({ problems: problemsOf(error) }))
    const named = Option.getOrElse(given, () => set.url)
    if (named === null) return null
    const place = readUrl(named, Option.isSome(given) ? "--url" : "PARLEY_URL")
    const token = isToken(set.token)
    if (Either.isRight(place) && Either.isRight(token)) return { url: place.right, token: token.right }
    return yield* new InvalidSettings({ problems: [...Either.isLeft(place) ? [place.left] : [], ...Either.isLeft(token) ? [token.left] : []] })
  })

const readUrl = (text: string, name: string): Either.Either<string, string> => {
  const wrong = (got: string) => Either.left(`${name}: expected the address of a server over https, or http on this machine, e.g. https://parley.agency.com; got ${got}`)
  if (!URL.canParse(text)) return wrong(JSON.stringify(text))
  const { hash, hostname, href, password, protocol, search, username } = new URL(text)
  if (password !== "" || username !== "") return wrong("one with a name or password in it: the token stands in PARLEY_TOKEN")
  if (protocol === "http:" && !isSafeUrl(text)) return wrong(`http to ${hostname}, where everybody on the way could read the token`)
  return isSafeUrl(text) && search === "" && hash === "" ? Either.right(href.replace(/\/+$/u, "")) : wrong(JSON.stringify(text))
}

const wanted = "a token of that server, as `parley token create` prints it"

const isToken = (token: Redacted.Redacted | null): Either.Either<Redacted.Redacted, string> =>
  token === null
    ? Either.left(`PARLEY_TOKEN: expected ${wanted}, or the file that holds one in PARLEY_TOKEN_FILE; got neither`)
    : /^[\x21-\x7e]{1,500}$/u.test(Redacted.value(token)) ? Either.right(token) : Either.left(`PARLEY_TOKEN: expected ${wanted}; got something with spaces or signs in it that no token has`)

/** What works on this machine alone. With PARLEY_URL set, those that touch its data would be done in the wrong place. */
const local: Readonly<Record<string, "data" | "nothing">> = {
  start: "data", doctor: "data", auth: "data", backup: "data", backups: "data", verify: "data", restore: "data", backtest: "data", demo: "nothing", simulate: "nothing", completions: "nothing"
}

/** Why this command is not run, though a server elsewhere is named; null where it can be. */
export const refusedRemotely = (path: ReadonlyArray<string>, args: ReadonlyArray<string>, given: string | undefined): string | null => {
  const [name = ""] = path
  const uses = Object.hasOwn(local, name) ? local[name] : undefined
  if (uses === undefined) return null
  const what = uses === "data" ? "works on the settings and the data directory of the machine it runs on: run it where the server runs" : "works on this machine alone"
  if (args.some((arg) => arg === "--url" || arg.startsWith("--url="))) return `\`parley ${name}\` ${what}, without --url`
  return uses === "data" && given !== undefined && given.trim() !== "" ? `PARLEY_URL is set, and \`parley ${name}\` ${what}, without PARLEY_URL` : null
}
