/** The value under a name of a JSON object; undefined where there is none. */
export const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined

export const text = (value: unknown): string | null => typeof value === "string" ? value : null

export const texts = (value: unknown): ReadonlyArray<string> => Array.isArray(value) ? value.filter((one) => typeof one === "string") : []

/** undefined for what is no JSON. */
export const parsed = (body: string): unknown => {
  try {
    const value: unknown = JSON.parse(body)
    return value
  } catch {
    return undefined
  }
}
