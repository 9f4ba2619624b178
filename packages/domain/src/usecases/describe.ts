import * as Cause from "effect/Cause"

/** A failure in one line, with the fields of a typed error: what goes into logs, rows and notices. */
export const describe = (cause: Cause.Cause<unknown>): string => {
  const error = Cause.squash(cause)
  if (!(error instanceof Error)) return String(error).slice(0, longest)
  const fields = Object.entries(error).filter(([name, value]) => name !== "_tag" && (typeof value === "string" || typeof value === "number"))
  const below = error.cause instanceof Error ? error.cause.message : ""
  const told = fields.length === 0 ? [error.message, below].filter((part) => part !== "").join(": ") : fields.map(([name, value]) => `${name}: ${value}`).join(", ")
  return `${"_tag" in error ? String(error._tag) : error.name}: ${told}`.slice(0, longest)
}

const longest = 300
