import type { Policy } from "../campaign/Policy.ts"
import { normalise, toOriginal } from "./Normal.ts"
import type { ReplyReading, Trigger } from "./ReplyReading.ts"

/**
 * A reading as the campaign wants it shown to a person (READ-04): without the triggers it does not care for, and with one for each of its own words
 * that stands in the text, in any case and whatever is hidden between its letters.
 */
export const watchedTriggers = (reading: ReplyReading, text: string, { watch }: Policy): ReplyReading => {
  if (watch === undefined) return reading
  const kept = reading.triggers.filter(({ kind }) => !watch.ignored.includes(kind))
  if (watch.keywords.length === 0) return { ...reading, triggers: kept }
  const normal = normalise(text)
  const found = watch.keywords.flatMap((keyword): ReadonlyArray<Trigger> => {
    const wanted = normalise(keyword).lower.trim()
    const pattern = wanted.split(/\s+/u).map((word) => word.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&")).join("\\s+")
    const at = wanted === "" ? null : new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, "u").exec(normal.lower)
    return at === null ? [] : [{ kind: "keyword", evidence: toOriginal(normal, at.index, at.index + at[0].length) }]
  })
  return { ...reading, triggers: [...kept, ...found] }
}
