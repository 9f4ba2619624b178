import { randomUUID } from "node:crypto"
import type { Filled, Question } from "../CampaignForm.ts"

/** A custom field of a list, with ids of its own. https://developer.clickup.com/docs/customfields */
export interface CustomField {
  readonly id: string
  readonly name: string
  readonly type: Question["type"]
  readonly type_config: { readonly options?: ReadonlyArray<{ readonly id: string; readonly orderindex: number; readonly name?: string; readonly label?: string; readonly color: string | null }> }
  readonly date_created: string
  readonly hide_from_guests: boolean
  readonly required: boolean
}

export const customField = ({ label, options, type }: Question): CustomField => ({
  id: randomUUID(), name: label, type, date_created: "1577378759142", hide_from_guests: false, required: false,
  type_config: options === undefined ? {} : {
    // a dropdown's options have names, those of labels have labels
    options: options.map((name, orderindex) => ({ id: randomUUID(), orderindex, color: null, ...type === "labels" ? { label: name } : { name } }))
  }
})

/**
 * The value as the API gives it: an option by its index, or by its id; labels by their ids; numbers and dates as texts; an empty text as 0. What is no option
 * any more keeps the id it had.
 */
export const valueOf = ({ type, type_config }: CustomField, filled: Exclude<Filled, undefined>, optionAs: "index" | "id"): unknown => {
  const optionOf = (label: string) => type_config.options?.find((one) => (one.name ?? one.label) === label)
  if (type === "drop_down" && typeof filled === "string") {
    const option = optionOf(filled)
    return option === undefined ? randomUUID() : optionAs === "id" ? option.id : option.orderindex
  }
  if (type === "labels" && Array.isArray(filled)) return filled.map((label: string) => optionOf(label)?.id ?? randomUUID())
  if (filled === "") return 0
  return typeof filled === "object" && "start" in filled ? { start: String(filled.start), end: String(filled.end) } : String(filled)
}
