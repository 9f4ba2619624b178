import type { Json } from "../Message.ts"
import { isJson, objects } from "./Json.ts"
import { checkLength, checkList, checkObject, checkObjects, checkText, type Report } from "./ShapeRules.ts"

/** Where an element stands decides which types may. */
export type Place = "section" | "actions" | "input"

/** An interactive element, or an image beside a section. */
export const checkElement = (report: Report, element: unknown, at: string, place: Place): void => {
  if (element === undefined) return
  if (!isJson(element)) return report(at, "must provide an object")
  const type = String(element["type"])
  const check = checks[type]
  if (check === undefined || !allowed[place].includes(type)) return report(`${at}/type`, `unsupported type: ${type}`)
  check(report, element, at)
  if (element["action_id"] !== undefined) checkLength(report, element["action_id"], `${at}/action_id`, 1, 255)
  if (element["placeholder"] !== undefined) checkText(report, element["placeholder"], `${at}/placeholder`, { types: ["plain_text"], max: 150 })
  if (element["confirm"] !== undefined) checkConfirm(report, element["confirm"], `${at}/confirm`)
}

const choices = ["static_select", "multi_static_select", "radio_buttons", "checkboxes", "datepicker", "timepicker", "users_select", "conversations_select", "channels_select"]

const allowed: Readonly<Record<Place, ReadonlyArray<string>>> = {
  section: [...choices, "button", "overflow", "image"],
  actions: [...choices, "button", "overflow"],
  input: [...choices, "plain_text_input", "number_input", "email_text_input", "url_text_input"]
}

type Check = (report: Report, element: Json, at: string) => void

const button: Check = (report, element, at) => {
  checkObject(report, element, at, {
    required: ["text"], optional: ["action_id", "value", "url", "style", "confirm", "accessibility_label"],
    lengths: { value: [0, 2000], url: [1, 3000], accessibility_label: [1, 75] }
  })
  checkText(report, element["text"], `${at}/text`, { types: ["plain_text"], max: 75 })
  checkStyle(report, element, at)
  if (typeof element["url"] === "string" && !/^[a-z][a-z\d+.-]*:/iu.test(element["url"])) report(`${at}/url`, "must be a valid URL")
}

const inputFields = ["action_id", "initial_value", "placeholder", "focus_on_load", "dispatch_action_config"]

const plainTextInput: Check = (report, element, at) => {
  checkObject(report, element, at, { optional: [...inputFields, "multiline", "min_length", "max_length"], flags: ["multiline", "focus_on_load"] })
  const min = bound(report, element, at, "min_length", 0, 0)
  const max = bound(report, element, at, "max_length", 1, 3000)
  if (min > max) report(`${at}/min_length`, "must not be more than max_length")
  if (element["initial_value"] !== undefined) checkLength(report, element["initial_value"], `${at}/initial_value`, min, max)
}

const numberInput: Check = (report, element, at) => {
  checkObject(report, element, at, { required: ["is_decimal_allowed"], optional: [...inputFields, "min_value", "max_value"], flags: ["is_decimal_allowed", "focus_on_load"] })
  const pattern = element["is_decimal_allowed"] === true ? /^-?\d+(\.\d+)?$/u : /^-?\d+$/u
  const [initial, min, max] = ["initial_value", "min_value", "max_value"].map((name) => {
    const value = element[name]
    if (value === undefined) return null
    if (typeof value === "string" && pattern.test(value)) return Number(value)
    report(`${at}/${name}`, "must be a valid number, written as a string")
    return null
  })
  if (typeof min === "number" && typeof max === "number" && min > max) report(`${at}/min_value`, "must not be more than max_value")
  if (typeof initial === "number" && (initial < (min ?? initial) || initial > (max ?? initial))) report(`${at}/initial_value`, "must be within min_value and max_value")
}

const lineInput: Check = (report, element, at) => checkObject(report, element, at, { optional: inputFields, lengths: { initial_value: [0, 3000] } })

const select = (initial: string, more: ReadonlyArray<string> = []): Check => (report, element, at) => {
  checkObject(report, element, at, { optional: ["action_id", "placeholder", "confirm", "focus_on_load", "options", "option_groups", initial, ...more] })
  const groups = checkList(report, element["option_groups"], `${at}/option_groups`, 1, 100)
  if ((element["options"] === undefined) === (element["option_groups"] === undefined)) report(at, "must define either options or option_groups")
  checkOptions(report, element["options"], `${at}/options`, 100, false)
  checkObjects(report, groups, `${at}/option_groups`, (group, here) => {
    checkObject(report, group, here, { required: ["label", "options"] })
    checkText(report, group["label"], `${here}/label`, { types: ["plain_text"], max: 75 })
    checkOptions(report, group["options"], `${here}/options`, 100, false)
  })
  checkInitial(report, element, at, initial)
}

const boxes = (initial: string): Check => (report, element, at) => {
  checkObject(report, element, at, { required: ["options"], optional: ["action_id", "confirm", "focus_on_load", initial] })
  checkOptions(report, element["options"], `${at}/options`, 10, true)
  checkInitial(report, element, at, initial)
}

const picker = (initial: string, more: ReadonlyArray<string> = []): Check => (report, element, at) =>
  checkObject(report, element, at, { optional: ["action_id", "placeholder", "confirm", "focus_on_load", "response_url_enabled", initial, ...more] })

const checks: Readonly<Record<string, Check>> = {
  button,
  plain_text_input: plainTextInput,
  number_input: numberInput,
  email_text_input: lineInput,
  url_text_input: lineInput,
  static_select: select("initial_option"),
  multi_static_select: select("initial_options", ["max_selected_items"]),
  radio_buttons: boxes("initial_option"),
  checkboxes: boxes("initial_options"),
  overflow: (report, element, at) => {
    checkObject(report, element, at, { required: ["options"], optional: ["action_id", "confirm"] })
    checkOptions(report, element["options"], `${at}/options`, 5, false)
  },
  datepicker: picker("initial_date"),
  timepicker: picker("initial_time", ["timezone"]),
  users_select: picker("initial_user"),
  conversations_select: picker("initial_conversation", ["default_to_current_conversation", "filter"]),
  channels_select: picker("initial_channel"),
  image: (report, element, at) => checkObject(report, element, at, { required: ["image_url", "alt_text"], lengths: { image_url: [1, 3000], alt_text: [1, 2000] } })
}

const checkOptions = (report: Report, options: unknown, at: string, most: number, isRich: boolean): void =>
  checkObjects(report, checkList(report, options, at, 1, most), at, (option, here) => {
    checkObject(report, option, here, { required: ["text", "value"], optional: ["description", "url"], lengths: { value: [1, 150], url: [1, 3000] } })
    const types = isRich ? ["plain_text", "mrkdwn"] : ["plain_text"]
    checkText(report, option["text"], `${here}/text`, { types, max: 75 })
    checkText(report, option["description"], `${here}/description`, { types, max: 75 })
  })

/** What is chosen from the start must be one of the options, word for word. */
const checkInitial = (report: Report, element: Json, at: string, name: string): void => {
  const chosen = Array.isArray(element[name]) ? objects(element[name]) : [element[name]].filter(isJson)
  const options = [...objects(element["options"]), ...objects(element["option_groups"]).flatMap((group) => objects(group["options"]))].map((option) => JSON.stringify(option))
  if (chosen.some((one) => !options.includes(JSON.stringify(one)))) report(`${at}/${name}`, "must be one of the options")
}

const checkStyle = (report: Report, value: Json, at: string): void => {
  if (value["style"] !== undefined && value["style"] !== "primary" && value["style"] !== "danger") report(`${at}/style`, "must be one of: primary, danger")
}

const checkConfirm = (report: Report, confirm: unknown, at: string): void => {
  if (!isJson(confirm)) return report(at, "must provide an object")
  checkObject(report, confirm, at, { required: ["text"], optional: ["title", "confirm", "deny", "style"] })
  checkText(report, confirm["title"], `${at}/title`, { types: ["plain_text"], max: 100 })
  checkText(report, confirm["text"], `${at}/text`, { types: ["plain_text", "mrkdwn"], max: 300 })
  checkText(report, confirm["confirm"], `${at}/confirm`, { types: ["plain_text"], max: 30 })
  checkText(report, confirm["deny"], `${at}/deny`, { types: ["plain_text"], max: 30 })
  checkStyle(report, confirm, at)
}

/** A number between 0 or 1 and 3000; the one given for it when there is none. */
const bound = (report: Report, element: Json, at: string, name: string, least: number, without: number): number => {
  const value = element[name]
  if (value === undefined) return without
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least && value <= 3000) return value
  report(`${at}/${name}`, `must be a whole number from ${least} to 3000`)
  return without
}
