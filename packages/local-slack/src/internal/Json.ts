import type { Json } from "../Message.ts"

export const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value)

/** The value under a name of a JSON object; undefined where there is none. */
export const field = (value: unknown, name: string): unknown => isJson(value) && Object.hasOwn(value, name) ? value[name] : undefined

export const text = (value: unknown): string | null => typeof value === "string" ? value : null

export const list = (value: unknown): ReadonlyArray<unknown> => Array.isArray(value) ? value : []

export const objects = (value: unknown): ReadonlyArray<Json> => list(value).filter(isJson)

/** undefined for what is no JSON. */
export const parsed = (body: string): unknown => {
  try {
    const value: unknown = JSON.parse(body)
    return value
  } catch {
    return undefined
  }
}
