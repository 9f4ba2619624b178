import type { Event } from "@parley/domain/negotiation/Event"
import { type State, unopened } from "@parley/domain/negotiation/State"

/**
 * Reads back what this store wrote. A light look at the shape instead of a full decode: it costs a microsecond, and finds
 * text that is no JSON, another thing's JSON and fields of another type. Null when it is none of ours.
 */
export const readState = (text: string): State | null => {
  const value = parse(text)
  return isState(value) ? value : null
}

/** The same for an event; its own fields were hashed when it was stored. */
export const readEvent = (text: string, type: string): Event | null => {
  const value = parse(text)
  return isEvent(value) && value._tag === type ? value : null
}

/** What an unopened negotiation's row holds. */
export const unopenedText = JSON.stringify(unopened)

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    // safe: what cannot be parsed is none of ours, and the caller quarantines it
    return null
  }
}

const tags: ReadonlySet<unknown> = new Set<State["_tag"]>([
  "Waiting", "Opening", "AwaitingReply", "ReplyReceived", "AwaitingApproval", "Escalated", "Stale",
  "Agreed", "Declined", "Walked", "Stopped"
])

const isState = (value: unknown): value is State => {
  if (!isRecord(value)) return false
  const tag = value["_tag"]
  if (tag === "Unopened") return true
  if (tag === "HumanManaged" || tag === "Paused") return isText(value["from"]) && isText(value["by"]) && isCore(value["core"])
  return tags.has(tag) && isCore(value["core"])
}

const isCore = (core: unknown): boolean =>
  isRecord(core)
  && isText(core["campaign"]) && isText(core["influencer"])
  && isWhole(core["openedAt"]) && isWhole(core["tier"]) && isWhole(core["views"]) && isWhole(core["nextMail"])
  && isOffer(core["sent"]) && isOffer(core["pending"]) && isOffer(core["proposal"]) && isOffer(core["agreed"])
  && Array.isArray(core["offers"]) && Array.isArray(core["asks"]) && Array.isArray(core["levers"])
  && typeof core["firm"] === "boolean"
  && isWhole(core["rounds"]) && isWhole(core["answers"]) && isWhole(core["followUps"])
  && (core["dueAt"] === null || isWhole(core["dueAt"]))
  && (core["lastReply"] === null || isText(core["lastReply"]))
  && (core["reason"] === null || isText(core["reason"]))

const isOffer = (value: unknown): boolean =>
  value === null || (isRecord(value) && (value["rate"] === null || isWhole(value["rate"])) && isWhole(value["tier"]))

const isEvent = (value: unknown): value is Event => isRecord(value) && isText(value["_tag"]) && isWhole(value["at"])

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null

const isText = (value: unknown): value is string => typeof value === "string"

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value)
