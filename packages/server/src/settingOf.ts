import * as Config from "effect/Config"
import * as ConfigError from "effect/ConfigError"
import * as Either from "effect/Either"

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

/** Every problem of a configuration that could not be read. */
export const problemsOf = (error: ConfigError.ConfigError): ReadonlyArray<string> =>
  error._op === "And" || error._op === "Or"
    ? [...problemsOf(error.left), ...problemsOf(error.right)]
    : [error.message]
