import { type Instant, instant } from "@parley/domain/Instant"
import type { FormAnswer } from "@parley/domain/intake/Form"
import type { FieldType } from "../FormMap.ts"
import type { CustomField } from "./Task.ts"

/**
 * What stands in a custom field. An option comes as its index or its id, never as its label, and is looked up among the field's own; numbers come as texts, dates as
 * epoch milliseconds, and a text that was left empty may come as 0. https://developer.clickup.com/docs/customfields
 */
export const answerOf = ({ type_config, value, ...field }: CustomField, type: FieldType): FormAnswer => {
  if (value === undefined || value === null || value === "") return nothing
  const options = type_config?.options
  if (type === "date_range" || field.type === "date") return dates(value)
  if (options !== undefined || type === "select" || type === "duration_select" || type === "multi_select") return chosen(options ?? [], value, type === "multi_select" || field.type === "labels")
  if (type === "text" && (value === 0 || value === "0")) return nothing
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value).trim() === "" ? nothing : { _tag: "Text", text: String(value).trim() }
  const names = people(value)
  return names === null ? unreadable(value, "a text or a number") : names === "" ? nothing : { _tag: "Text", text: names }
}

type Options = NonNullable<NonNullable<CustomField["type_config"]>["options"]>

const nothing: FormAnswer = { _tag: "Nothing" }

const chosen = (options: Options, value: unknown, isSeveral: boolean): FormAnswer => {
  const values: ReadonlyArray<unknown> = Array.isArray(value) ? value : [value]
  const labels = values.map((one) => optionOf(options, one))
  const unknown = values.filter((_, index) => labels[index] === null)
  const known = labels.filter((one) => one !== null)
  if (unknown.length > 0 || (!isSeveral && known.length > 1)) {
    const names = options.map((one) => one.name ?? one.label ?? one.id)
    return { _tag: "Unreadable", got: `option ${values.map(shown).join(", ")}`, expected: names.length === 0 ? "a field with options" : `${isSeveral ? "some" : "one"} of ${names.join(", ")}` }
  }
  return known.length === 0 ? nothing : isSeveral ? { _tag: "Choices", choices: known } : { _tag: "Text", text: known[0] ?? "" }
}

/** By id, and a number by its place in the order that ClickUp keeps. */
const optionOf = (options: Options, value: unknown): string | null => {
  const id = typeof value === "object" && value !== null && "id" in value ? value.id : value
  const index = typeof id === "number" ? id : typeof id === "string" && /^\d{1,4}$/u.test(id) ? Number(id) : null
  const found = options.find((one) => one.id === id) ?? (index === null ? undefined : options.find(({ orderindex }) => orderindex === index)
    ?? (options.some(({ orderindex }) => typeof orderindex === "number") ? undefined : options[index]))
  return found === undefined ? null : found.name ?? found.label ?? null
}

/** One, a list of two, or a start and an end. */
const dates = (value: unknown): FormAnswer => {
  const [first, second, ...more] = Array.isArray(value) ? value : typeof value === "object" && value !== null ? [
    "start" in value ? value.start : "start_date" in value ? value.start_date : null, "end" in value ? value.end : "due_date" in value ? value.due_date : null
  ] : [null, value]
  const [from, to] = [dayOf(first), dayOf(second)]
  return from === undefined || to === undefined || more.length > 0 ? unreadable(value, "a date, or a start and an end") : from === null && to === null ? nothing : { _tag: "Dates", from: to === null ? null : from, to: to ?? from }
}

/** Undefined for what is no date. */
const dayOf = (value: unknown): Instant | null | undefined =>
  value === undefined || value === null || value === "" ? null
    : (typeof value === "string" || typeof value === "number") && /^\d{10,14}$/u.test(String(value)) ? instant(Number(value)) : undefined

/** Names of the members that a field of people holds; null for anything else. */
const people = (value: unknown): string | null => {
  if (!Array.isArray(value)) return null
  const all: ReadonlyArray<unknown> = value
  const names = all.flatMap((one) => typeof one === "object" && one !== null && "username" in one && typeof one.username === "string" ? [one.username] : [])
  return names.length === all.length ? names.join(", ") : null
}

const unreadable = (value: unknown, expected: string): FormAnswer => ({ _tag: "Unreadable", got: shown(value), expected })

const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value) ?? "nothing").slice(0, 120)
