import { type Logger, LogLevel } from "@slack/web-api"

/** Passes warnings and errors on, without tokens, addresses that hold tickets, and objects that may hold what people wrote. */
export const make = (log: (level: "warn" | "error", text: string) => void): Logger => ({
  debug: () => undefined,
  info: () => undefined,
  warn: (...said: ReadonlyArray<unknown>) => log("warn", clean(said)),
  error: (...said: ReadonlyArray<unknown>) => log("error", clean(said)),
  setLevel: () => undefined,
  setName: () => undefined,
  getLevel: () => LogLevel.INFO
})

/** What may stand in a log. */
export const clean = (said: ReadonlyArray<unknown>): string =>
  said
    .flatMap((one) => typeof one === "string" ? [one] : one instanceof Error ? [one.message] : [])
    .join(" ")
    // with all that follows: a token with a line break in it stands in fetch's own complaint
    .replace(/\bx(?:ox[a-z]|app)-[^"]*/gu, "[token]")
    .replace(/\b(?:wss?|https?):\/\/\S+/gu, "[address]")
    .slice(0, 300)
