import type { Json } from "../Message.ts"
import { isJson, parsed } from "./Json.ts"
import { Refusal } from "./Refusal.ts"

/** A call's arguments: a form's fields, or a JSON body's. */
export interface Arguments {
  readonly raw: Json
  /** Empty where there is none. */
  readonly text: (name: string) => string
  readonly has: (name: string) => boolean
  readonly flag: (name: string) => boolean
  /** A value that a form carries as JSON text; undefined where there is none, and null where it is no JSON. */
  readonly json: (name: string) => unknown
}

export const read = (contentType: string, body: string, query: URLSearchParams): Arguments =>
  of(contentType.startsWith("application/json") ? fromJson(body) : Object.fromEntries([...query, ...new URLSearchParams(body)]))

export const of = (raw: Json): Arguments => {
  const text = (name: string): string => {
    const value = raw[name]
    return typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" ? String(value) : ""
  }
  return {
    raw, text,
    has: (name) => raw[name] !== undefined && raw[name] !== null && raw[name] !== "",
    flag: (name) => ["true", "1"].includes(text(name)),
    json: (name) => {
      const value = raw[name]
      if (value === undefined || value === "") return undefined
      return typeof value === "string" ? parsed(value) ?? null : value
    }
  }
}

const fromJson = (body: string): Json => {
  const value = body === "" ? {} : parsed(body)
  if (value === undefined) throw new Refusal("invalid_json")
  if (!isJson(value)) throw new Refusal("json_not_object")
  return value
}
