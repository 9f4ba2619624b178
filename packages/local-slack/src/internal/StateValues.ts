import type { Json } from "../Message.ts"
import type { Filled } from "../OpenView.ts"
import { field, isJson, objects } from "./Json.ts"

/** An element that holds a value, and its block. */
export interface Input {
  readonly block: Json
  readonly blockId: string
  readonly actionId: string
  readonly element: Json
}

export const inputsIn = (blocks: ReadonlyArray<Json>): ReadonlyArray<Input> =>
  blocks.flatMap((block) => {
    const elements = [block["element"], block["accessory"], ...(block["type"] === "actions" ? objects(block["elements"]) : [])].filter(isJson)
    return elements.filter((element) => valueNames[String(element["type"])] !== undefined)
      .map((element) => ({ block, element, blockId: String(block["block_id"]), actionId: String(element["action_id"]) }))
  })

/** `state.values`: by block, then by element, what stands in it. */
export const stateOf = (blocks: ReadonlyArray<Json>, filled: Filled): Json => {
  const values: Record<string, Record<string, Json>> = {}
  for (const input of inputsIn(blocks)) {
    (values[input.blockId] ??= {})[input.actionId] = { type: input.element["type"], ...valueOf(input, filled) }
  }
  return values
}

/** What a person filled in; undefined leaves what stood there. */
export const filledIn = ({ actionId, blockId }: Input, filled: Filled): string | undefined => filled[actionId] ?? filled[blockId]

/** How each element calls its value. */
const valueNames: Readonly<Record<string, string>> = {
  plain_text_input: "value", number_input: "value", email_text_input: "value", url_text_input: "value", static_select: "selected_option",
  radio_buttons: "selected_option", checkboxes: "selected_options", multi_static_select: "selected_options", datepicker: "selected_date",
  timepicker: "selected_time", users_select: "selected_user", conversations_select: "selected_conversation", channels_select: "selected_channel"
}

const valueOf = (input: Input, filled: Filled): Json => {
  const { element } = input
  const name = valueNames[String(element["type"])] ?? "value"
  const value = filledIn(input, filled)
  if (name === "selected_option") return { [name]: value === undefined ? element["initial_option"] ?? null : optionOf(element, value) }
  if (name === "selected_options") return { [name]: value === undefined ? element["initial_options"] ?? [] : value.split(",").map((one) => optionOf(element, one)) }
  const initial = element[name.replace("selected", "initial").replace(/^value$/u, "initial_value")] ?? null
  return { [name]: value === undefined ? initial : value === "" ? null : value }
}

const optionOf = (element: Json, value: string): unknown => {
  const options = [...objects(element["options"]), ...objects(element["option_groups"]).flatMap((group) => objects(group["options"]))]
  const option = options.find((one) => one["value"] === value || field(one["text"], "text") === value)
  if (option === undefined) throw new Error(`there is no option ${value}`)
  return { text: option["text"], value: option["value"] }
}
