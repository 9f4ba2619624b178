import { DeliverableKind } from "../deliverables/Deliverable.ts"
import type { FormPlatform } from "./platformIn.ts"

/**
 * Deliverables as people name them, "2 Instagram Reels and an IG Story", as kinds with their numbers. What names its platform is that
 * platform's; what does not is the campaign's. What is no kind keeps its own words as its key, so that whoever reads on names it.
 */
export const deliverablesIn = (names: ReadonlyArray<string>, platform: FormPlatform | null): Readonly<Record<string, number>> => {
  const found = new Map<string, number>()
  for (const name of names.flatMap((one) => one.split(/[,;+&\n]|\band\b/iu)).map((one) => one.trim()).filter((one) => one !== "")) {
    const { quantity, what } = counted(name)
    const kind = kindOf(what, platform) ?? name
    found.set(kind, (found.get(kind) ?? 0) + quantity)
  }
  return Object.fromEntries(found)
}

/** What `deliverablesIn` wants, for people. */
export const expectedDeliverables = `kinds with their numbers, e.g. 2 Instagram reels and 1 TikTok video; the kinds are ${DeliverableKind.literals.join(", ")}`

const counted = (name: string): { readonly quantity: number; readonly what: string } => {
  const [, before, first] = /^(\d{1,2})\s*(?:x|×)?\s+(.+)$/iu.exec(name) ?? []
  if (before !== undefined && first !== undefined) return { quantity: Number(before), what: first }
  const [, second, after] = /^(.+?)\s*(?:x|×|:)\s*(\d{1,2})$/iu.exec(name) ?? []
  return second !== undefined && after !== undefined ? { quantity: Number(after), what: second } : { quantity: 1, what: name.replace(/^(?:an?|one)\s+/iu, "") }
}

const kindOf = (what: string, platform: FormPlatform | null): DeliverableKind | null => {
  const words = what.toLowerCase().replaceAll("_", " ").replace(/\big\b/u, "instagram").replace(/\b(?:tt|tik tok)\b/u, "tiktok").replace(/\byt\b/u, "youtube").split(/\s+/u)
    .map((word) => word === "stories" ? "story" : word.replace(/s$/u, ""))
    .map((word) => word === "integrated" ? "integration" : word)
  const named = (["instagram", "tiktok", "youtube"] as const).filter((one) => words.includes(one))
  if (named.length > 1) return null
  const rest = words.filter((word) => !["instagram", "tiktok", "youtube", "feed", "static", "in-feed"].includes(word)).toSorted().join(" ")
  const on = named[0] ?? ownPlatform.get(rest) ?? platform
  return on === null ? null : kinds[on].get(rest) ?? null
}

/** What only one platform has. */
const ownPlatform = new Map<string, FormPlatform>([["reel", "instagram"], ["short", "youtube"]])

/** By the words beside the platform's name, in the order of the alphabet; "youtube video" may be a dedicated one or not, so it is none. */
const kinds: Readonly<Record<FormPlatform, ReadonlyMap<string, DeliverableKind>>> = {
  instagram: new Map([["post", "instagram_post"], ["story", "instagram_story"], ["reel", "instagram_reel"]]),
  tiktok: new Map([["", "tiktok_video"], ["video", "tiktok_video"], ["post", "tiktok_video"], ["story", "tiktok_story"]]),
  youtube: new Map([
    ["dedicated", "youtube_dedicated"], ["dedicated video", "youtube_dedicated"], ["integration", "youtube_integration"], ["integration video", "youtube_integration"],
    ["short", "youtube_short"]
  ])
}
