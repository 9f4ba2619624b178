import type { Json } from "../Message.ts"
import type { Filled } from "../OpenView.ts"
import { filledIn, type Input, inputsIn } from "./StateValues.ts"

/** What Slack's own client says about a form before anything is sent, by block; empty when it sends it. */
export const clientProblems = (blocks: ReadonlyArray<Json>, filled: Filled): Readonly<Record<string, string>> =>
  Object.fromEntries(inputsIn(blocks).flatMap((input) => {
    const problem = problemOf(input, filledIn(input, filled) ?? initialOf(input.element))
    return problem === null ? [] : [[input.blockId, problem]]
  }))

const initialOf = (element: Json): string => {
  const initial = element["initial_value"]
  if (typeof initial === "string") return initial
  return ["initial_option", "initial_options", "initial_date", "initial_time", "initial_user", "initial_conversation", "initial_channel"].some((name) => element[name] !== undefined)
    ? "chosen"
    : ""
}

const problemOf = ({ block, element }: Input, value: string): string | null => {
  if (value === "") return block["type"] === "input" && block["optional"] !== true ? "Please complete this required field." : null
  if (element["type"] === "plain_text_input") {
    if (value.length > numberIn(element, "max_length", 3000)) return `Must be less than ${numberIn(element, "max_length", 3000) + 1} characters`
    if (value.length < numberIn(element, "min_length", 0)) return `Must be at least ${numberIn(element, "min_length", 0)} characters`
    return null
  }
  if (element["type"] !== "number_input") return null
  const pattern = element["is_decimal_allowed"] === true ? /^-?(?:\d+(?:\.\d*)?|\.\d+)$/u : /^-?\d+$/u
  if (!pattern.test(value)) return "Must be a valid number"
  if (Number(value) < numberIn(element, "min_value", Number.NEGATIVE_INFINITY)) return `Must be at least ${String(element["min_value"])}`
  if (Number(value) > numberIn(element, "max_value", Number.POSITIVE_INFINITY)) return `Must be at most ${String(element["max_value"])}`
  return null
}

const numberIn = (element: Json, name: string, without: number): number => element[name] === undefined ? without : Number(element[name])
