import type { Json } from "../Message.ts"
import { isJson } from "./Json.ts"

/** One reason why something is refused, and where it stands, as a JSON pointer. */
export interface Problem {
  readonly pointer: string
  readonly message: string
}

export type Report = (pointer: string, message: string) => void

export interface Shape {
  readonly required?: ReadonlyArray<string>
  readonly optional?: ReadonlyArray<string>
  /** Texts, with how short and how long they may be. */
  readonly lengths?: Readonly<Record<string, readonly [number, number]>>
  readonly flags?: ReadonlyArray<string>
}

/** Its fields: those it must have, those it may have, and no others but `type`. */
export const checkObject = (report: Report, value: Json, at: string, { flags = [], lengths = {}, optional = [], required = [] }: Shape): void => {
  for (const name of required) if (value[name] === undefined || value[name] === null) report(at, `missing required field: ${name}`)
  for (const name of Object.keys(value)) {
    if (name !== "type" && !required.includes(name) && !optional.includes(name)) report(at, `invalid additional property: ${name}`)
  }
  for (const [name, [min, max]] of Object.entries(lengths)) {
    if (value[name] !== undefined && value[name] !== null) checkLength(report, value[name], `${at}/${name}`, min, max)
  }
  for (const name of flags) if (value[name] !== undefined && typeof value[name] !== "boolean") report(`${at}/${name}`, "must be a boolean")
}

/** Counted in UTF-16 units, the strictest count there is. */
export const checkLength = (report: Report, value: unknown, at: string, min: number, max: number): void => {
  if (typeof value !== "string") return report(at, "must be a string")
  if (value.length < min) report(at, `must be more than ${min - 1} characters`)
  if (value.length > max) report(at, `must be less than ${max + 1} characters`)
}

/** A list and how many it may hold; empty when it is none. */
export const checkList = (report: Report, value: unknown, at: string, min: number, max: number): ReadonlyArray<unknown> => {
  if (value === undefined) return []
  if (!Array.isArray(value)) {
    report(at, "must be an array")
    return []
  }
  if (value.length < min) report(at, `no fewer than ${min} items required`)
  if (value.length > max) report(at, `no more than ${max} items allowed`)
  return value
}

export const checkObjects = (report: Report, values: ReadonlyArray<unknown>, at: string, check: (value: Json, at: string) => void): void =>
  values.forEach((value, index) => isJson(value) ? check(value, `${at}/${index}`) : report(`${at}/${index}`, "must be an object"))

/** A text object; a plain one knows emoji, an mrkdwn one verbatim. */
export const checkText = (
  report: Report, value: unknown, at: string, { max, min = 1, types }: { readonly max: number; readonly min?: number; readonly types: ReadonlyArray<string> }
): void => {
  if (value === undefined) return
  if (!isJson(value)) return report(at, "must provide an object")
  if (typeof value["type"] !== "string" || !types.includes(value["type"])) return report(`${at}/type`, `must be one of: ${types.join(", ")}`)
  const flag = value["type"] === "mrkdwn" ? "verbatim" : "emoji"
  checkObject(report, value, at, { required: ["text"], optional: [flag], flags: [flag], lengths: { text: [min, max] } })
}

export const checkDistinct = (report: Report, values: ReadonlyArray<{ readonly at: string; readonly name: unknown }>, field: string): void => {
  const seen = new Set<string>()
  for (const { at, name } of values) {
    if (typeof name !== "string") continue
    if (seen.has(name)) report(at, `\`${field}\` "${name}" already exists`)
    seen.add(name)
  }
}
