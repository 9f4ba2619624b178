import * as Config from "effect/Config"
import * as ConfigError from "effect/ConfigError"
import * as Either from "effect/Either"
import * as Redacted from "effect/Redacted"

/** A variable's value, or `NAME: expected ..., e.g. ...; got ...`. */
export const setting = <A>(name: string, fallback: string, expected: string, read: (text: string) => A | undefined): Config.Config<A> =>
  Config.string(name).pipe(
    Config.withDefault(fallback),
    Config.mapOrFail((text) => {
      const value = read(text.trim())
      return value === undefined
        ? Either.left(ConfigError.InvalidData([], `${name}: expected ${expected}; got ${JSON.stringify(text)}`))
        : Either.right(value)
    })
  )

/** One of the names; the first where nothing is set. */
export const oneOf = <const Names extends readonly [string, ...ReadonlyArray<string>]>(name: string, names: Names): Config.Config<Names[number]> =>
  setting(name, names[0], `one of ${names.join(", ")}`, (text): Names[number] | undefined => names.find((one) => one === text))

export const wholeNumber = (name: string, fallback: number, from: number, to: number): Config.Config<number> =>
  setting(name, String(fallback), `a whole number from ${from} to ${to}, e.g. ${fallback}`, (text) => {
    const value = Number(text)
    return text !== "" && Number.isInteger(value) && value >= from && value <= to ? value : undefined
  })

export const isAddress = (text: string): boolean => /^[^\s@<>",;]+@[^\s@<>",;]+$/.test(text)

/** Addresses in lower case. */
export const addresses = (name: string, example: string): Config.Config<ReadonlyArray<string>> =>
  setting(name, "", `mail addresses separated by commas, e.g. ${example}`, (text) => {
    const list = text.split(",").map((one) => one.trim().toLowerCase()).filter((one) => one !== "")
    return list.every(isAddress) ? list : undefined
  })

/** Null where nothing is set. */
export const optional = (name: string, expected: string): Config.Config<string | null> =>
  setting(name, "", expected, (text) => text === "" ? null : text)

/** Null where nothing is set. */
export const maybe = (name: string, expected: string, read: (text: string) => string | undefined): Config.Config<string | null> =>
  setting(name, "", expected, (text) => text === "" ? null : read(text))

/** Secrets go to these addresses, so nothing but https will do, save on this machine. */
export const isSafeUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { hostname, protocol } = new URL(text)
  return protocol === "https:" || (protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(hostname))
}

export const url = (name: string, what: string, example: string): Config.Config<string | null> =>
  maybe(name, `${what}, over https or on this machine, e.g. ${example}`, (text) => isSafeUrl(text) ? text : undefined)

/** Never shown in a problem, a log or an error. Null where nothing is set. */
export const secret = (name: string): Config.Config<Redacted.Redacted | null> =>
  Config.string(name).pipe(Config.withDefault(""), Config.map((text) => text.trim() === "" ? null : Redacted.make(text.trim())))

/** What is said of a variable that another one calls for. */
export const missing = (name: string, expected: string): string => `${name}: expected ${expected}; got ""`

/** Every problem of a configuration that could not be read. */
export const problemsOf = (error: ConfigError.ConfigError): ReadonlyArray<string> =>
  error._op === "And" || error._op === "Or"
    ? [...problemsOf(error.left), ...problemsOf(error.right)]
    : [error.message]
