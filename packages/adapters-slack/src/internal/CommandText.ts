import * as Either from "effect/Either"
import { commands, subcommands } from "../Manifest.ts"
import type { Command } from "./Command.ts"

/** What stands behind a slash command, or how it is to be typed. */
export const parse = (command: string, text: string): Either.Either<Command, string> => {
  const typed = plain(text)
  switch (command) {
    case "/claim":
    case "/resume":
      return named(command, typed, (name) => ({ _tag: "Decide", choice: command === "/claim" ? "claim" : "resume", name, amount: null }))
    case "/audit":
      return audit(typed)
    case "/parley": {
      const [verb = "", rest = ""] = typed.split(/\s+(.*)/su)
      return subcommand(verb.toLowerCase(), rest.trim())
    }
    default:
      return Either.left(`${command} is not a command of Parley. Try /parley help`)
  }
}

export const help: string = [
  ...commands.filter(({ command }) => command !== "/parley").map(({ command, description, hint }) => `${command} ${hint}\n    ${description}`),
  ...subcommands.map(({ description, hint, verb }) => `${`/parley ${verb} ${hint}`.trimEnd()}\n    ${description}`)
].join("\n")

/** What people type, without what Slack and keyboards make of it. https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages */
export const plain = (text: string): string =>
  text
    .replace(/<([^<>|]+)\|([^<>]*)>/gu, (_, target: string, label: string) => /^[@#]/u.test(target) ? label : label === "" ? address(target) : label)
    .replace(/<([^<>\s]+)>/gu, (_, target: string) => address(target))
    .replace(/[“”„‟«»]/gu, "\"")
    .replace(/&lt;/gu, "<").replace(/&gt;/gu, ">").replace(/&amp;/gu, "&")
    .trim()

const address = (target: string): string => target.replace(/^mailto:/u, "")

const subcommand = (verb: string, rest: string): Either.Either<Command, string> => {
  switch (verb) {
    case "":
    case "help":
      return Either.right({ _tag: "Help" })
    case "status":
      return Either.right({ _tag: "Status", campaign: rest === "" ? null : unquoted(rest) })
    case "explain":
      return named(`/parley ${verb}`, rest, (name) => ({ _tag: "Explain", name }))
    case "approve":
    case "decline":
    case "pause":
    case "resume":
    case "stop":
      return named(`/parley ${verb}`, rest, (name) => ({ _tag: "Decide", choice: verb, name, amount: null }))
    case "counter":
    case "agree": {
      const found = /^"([^"]+)"\s+(\S.*)$/u.exec(rest) ?? /^(.+?)\s+((?:[A-Z]{3}\s*|\p{Sc}\s*)?\d[\d.,'’]*[kKmM]?(?:\s*[A-Z]{3}|\s*\p{Sc})?)$/u.exec(rest)
      const [, name = "", amount = ""] = found ?? []
      return found === null ? Either.left(usage(`/parley ${verb}`)) : Either.right({ _tag: "Decide", choice: verb, name: name.trim(), amount })
    }
    case "stop-agency": {
      const domain = unquoted(rest).replace(/^https?:\/\//iu, "").replace(/^.*@/u, "").replace(/\/+$/u, "")
      return domain === "" || /\s/u.test(domain) ? Either.left(usage("/parley stop-agency")) : Either.right({ _tag: "StopAgency", domain, seen: null })
    }
    default:
      return Either.left("That is not a command of Parley. Try /parley help")
  }
}

const named = (command: string, rest: string, make: (name: string) => Command): Either.Either<Command, string> => {
  const name = unquoted(rest)
  return name === "" ? Either.left(usage(command)) : Either.right(make(name))
}

const auditFields: ReadonlyArray<string> = ["influencer", "campaign", "event", "from", "to", "last", "thread"]

const audit = (text: string): Either.Either<Command, string> => {
  const fields = new Map<string, string>()
  if ((text.match(/"/gu) ?? []).length % 2 === 1) return Either.left(`A quote is not closed. ${usage("/audit")}`)
  for (const [, key, quoted, bare = ""] of text.matchAll(/(?:([a-z_-]+):\s*)?(?:"([^"]*)"|(\S+))/giu)) {
    const value = (quoted ?? bare).trim()
    const field = key?.toLowerCase() ?? "influencer"
    if (!auditFields.includes(field)) return Either.left(`${field.slice(0, 40)} is not a field of the audit. ${usage("/audit")}`)
    const before = fields.get(field)
    // a name without quotes comes in several words
    if (before !== undefined && field !== "influencer") return Either.left(`${field} stands there twice. ${usage("/audit")}`)
    fields.set(field, before === undefined ? value : `${before} ${value}`)
  }
  const given = [...fields].filter(([, value]) => value !== "")
  return given.length === 0 ? Either.left(usage("/audit")) : Either.right({ _tag: "Audit", fields: Object.fromEntries(given) })
}

const unquoted = (text: string): string => text.trim().replace(/^(?:"(.*)"|‘(.*)’|'(.*)')$/su, "$1$2$3").trim()

const usage = (command: string): string => {
  const one = [...commands, ...subcommands.map((sub) => ({ ...sub, command: `/parley ${sub.verb}` }))].find((each) => each.command === command)
  return one === undefined ? "Try /parley help" : `Usage: ${command} ${one.hint}, e.g. ${command} ${one.example}`
}
