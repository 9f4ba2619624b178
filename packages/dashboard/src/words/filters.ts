import type { NegotiationList } from "@parley/api/NegotiationsApi"
import { states } from "./stateWords.ts"

/** What the negotiations list is narrowed by and ordered in, as the address holds it. */
export type Filters = Pick<NegotiationList, "campaign" | "state" | "search" | "sort" | "order">

/** Reads an address's query; what cannot be understood narrows nothing. */
export const readFilters = (search: string): Filters => {
  const query = new URLSearchParams(search)
  const campaign = query.get("campaign")?.slice(0, 64) ?? ""
  const state = states.find((one) => one === query.get("state"))
  const text = query.get("search")?.trim().slice(0, 100) ?? ""
  return {
    ...campaign === "" ? {} : { campaign },
    ...state === undefined ? {} : { state },
    ...text === "" ? {} : { search: text },
    sort: query.get("by") === "created" ? "created" : "updated",
    order: query.get("order") === "asc" ? "asc" : "desc"
  }
}
