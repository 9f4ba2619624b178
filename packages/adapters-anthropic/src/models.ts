/**
 * When models stop answering, as far as it is known: the first day on which they do not, as YYYY-MM-DD.
 * https://platform.claude.com/docs/en/about-claude/model-deprecations, and DEPRECATED_MODELS of SDK 1.12.0.
 */
export const retirements: Readonly<Partial<Record<string, string>>> = {
  "claude-sonnet-4-5": "2026-11-30",
  "claude-sonnet-4-5-20250929": "2026-11-30"
}

/** What each role asks unless it is configured otherwise, the fallback last. */
export const defaultModels = {
  reader: ["claude-sonnet-5-5", "claude-haiku-5-5"],
  writer: ["claude-sonnet-5-5", "claude-haiku-5-5"]
} as const

/** What to tell the operator about a model that is retired, or will be; null when nothing is known. `now` in milliseconds since 1970. */
export const retirementWarning = (model: string, now: number): string | null => {
  const day = Object.hasOwn(retirements, model) ? retirements[model] : undefined
  if (day === undefined) return null
  const left = Math.ceil((Date.parse(`${day}T00:00:00Z`) - now) / 86_400_000)
  return left <= 0
    ? `${model} was retired on ${day}: configure another model, and evaluate it first`
    : `${model} is retired on ${day}, in ${left} ${left === 1 ? "day" : "days"}: configure another model, and evaluate it first`
}
