import { assert, describe, it } from "@effect/vitest"
import * as FastCheck from "effect/FastCheck"
import { messageProblems, viewProblems } from "../src/BlockRules.ts"

const plain = (text: string) => ({ type: "plain_text", text })
const mrkdwn = (text: string) => ({ type: "mrkdwn", text })
const x = (count: number): string => "x".repeat(count)
const times = <A>(count: number, make: (index: number) => A): ReadonlyArray<A> => Array.from({ length: count }, (_, index) => make(index))
const button = (more: object = {}) => ({ type: "button", text: plain("Yes"), ...more })
const actions = (...elements: ReadonlyArray<unknown>) => ({ type: "actions", elements })
const input = (element: object, more: object = {}) => ({ type: "input", label: plain("Amount"), element, ...more })
const option = (value: string, text = "One") => ({ text: plain(text), value })
const select = (more: object = {}) => actions({ type: "static_select", options: [option("1")], ...more })
const view = (more: object = {}) => ({ type: "modal", title: plain("Counter"), submit: plain("Send"), blocks: [input({ type: "plain_text_input" })], ...more })

/** Where the first problem is and what it is, of one block; empty for none. */
const problemOf = (...blocks: ReadonlyArray<unknown>): string => messageProblems(blocks).map(({ message, pointer }) => `${pointer} ${message}`)[0] ?? ""

describe("messageProblems", () => {
  const taken: Readonly<Record<string, unknown>> = {
    "the longest header": { type: "header", text: plain(x(150)) },
    "the longest section": { type: "section", text: mrkdwn(x(3000)), fields: times(10, () => mrkdwn(x(2000))), block_id: x(255) },
    "fields alone": { type: "section", fields: [plain("one")] },
    "a full context": { type: "context", elements: times(10, () => mrkdwn("x")) },
    "full actions": actions(...times(25, (index) => button({ action_id: `a${index}` }))),
    "the fullest button": actions(button({
      text: { ...plain(x(75)), emoji: true }, value: x(2000), action_id: x(255), style: "danger", url: `https://${x(2900)}`,
      confirm: { title: plain(x(100)), text: mrkdwn(x(300)), confirm: plain(x(30)), deny: plain(x(30)), style: "danger" }
    })),
    "a select with the most options": select({ options: times(100, (index) => option(x(147) + String(index).padStart(3, "0"), x(75))) }),
    "a select that starts somewhere": select({ initial_option: option("1") }),
    "a long input": input({ type: "plain_text_input", multiline: true, max_length: 3000, initial_value: x(3000), placeholder: plain(x(150)) }, { hint: plain(x(2000)), optional: true }),
    "a number": input({ type: "number_input", is_decimal_allowed: true, min_value: "0.5", initial_value: "1", max_value: "10" }),
    "a divider": { type: "divider" },
    "an overflow and a picker": actions({ type: "overflow", options: [option("1")] }, { type: "datepicker", initial_date: "2026-11-23" }),
    "choices with mrkdwn": input({ type: "radio_buttons", options: [{ text: mrkdwn("*One*"), value: "1", description: mrkdwn("first") }] }),
    "rich text": { type: "rich_text", elements: [{ type: "rich_text_section", elements: [] }] },
    "an image and its title": { type: "image", image_url: "https://x.example/y.png", alt_text: "A chart", title: plain("Chart") }
  }
  for (const [name, block] of Object.entries(taken)) it(`takes ${name}`, () => assert.strictEqual(problemOf(block), ""))

  const refused: ReadonlyArray<readonly [string, unknown, string]> = [
    ["a header of 151 characters", { type: "header", text: plain(x(151)) }, "/blocks/0/text/text must be less than 151 characters"],
    ["a header in mrkdwn", { type: "header", text: mrkdwn("x") }, "/blocks/0/text/type must be one of: plain_text"],
    ["a header without a text", { type: "header" }, "/blocks/0 missing required field: text"],
    ["an empty section", { type: "section", text: mrkdwn("") }, "/blocks/0/text/text must be more than 0 characters"],
    ["a section of nothing", { type: "section" }, "/blocks/0 must define either text or fields"],
    ["a section of 3001", { type: "section", text: mrkdwn(x(3001)) }, "/blocks/0/text/text must be less than 3001 characters"],
    ["eleven fields", { type: "section", fields: times(11, () => mrkdwn("x")) }, "/blocks/0/fields no more than 10 items allowed"],
    ["a field of 2001", { type: "section", fields: [mrkdwn(x(2001))] }, "/blocks/0/fields/0/text must be less than 2001 characters"],
    ["a text that is a string", { type: "section", text: "x" }, "/blocks/0/text must provide an object"],
    ["emoji in mrkdwn", { type: "section", text: { ...mrkdwn("x"), emoji: true } }, "/blocks/0/text invalid additional property: emoji"],
    ["an unknown block", { type: "banner" }, "/blocks/0/type unsupported type: banner"],
    ["an unknown element", actions({ type: "slider" }), "/blocks/0/elements/0/type unsupported type: slider"],
    ["an input among actions", actions({ type: "plain_text_input" }), "/blocks/0/elements/0/type unsupported type: plain_text_input"],
    ["a button as an input", input(button()), "/blocks/0/element/type unsupported type: button"],
    ["an unknown field", { type: "divider", text: plain("x") }, "/blocks/0 invalid additional property: text"],
    ["an empty context", { type: "context", elements: [] }, "/blocks/0/elements no fewer than 1 items required"],
    ["eleven in a context", { type: "context", elements: times(11, () => mrkdwn("x")) }, "/blocks/0/elements no more than 10 items allowed"],
    ["a button in a context", { type: "context", elements: [button()] }, "/blocks/0/elements/0/type unsupported type: button"],
    ["empty actions", actions(), "/blocks/0/elements no fewer than 1 items required"],
    ["26 actions", actions(...times(26, () => button())), "/blocks/0/elements no more than 25 items allowed"],
    ["a button of 76", actions(button({ text: plain(x(76)) })), "/blocks/0/elements/0/text/text must be less than 76 characters"],
    ["a button in mrkdwn", actions(button({ text: mrkdwn("x") })), "/blocks/0/elements/0/text/type must be one of: plain_text"],
    ["a value of 2001", actions(button({ value: x(2001) })), "/blocks/0/elements/0/value must be less than 2001 characters"],
    ["a value that is a number", actions(button({ value: 1 })), "/blocks/0/elements/0/value must be a string"],
    ["an action_id of 256", actions(button({ action_id: x(256) })), "/blocks/0/elements/0/action_id must be less than 256 characters"],
    ["an empty action_id", actions(button({ action_id: "" })), "/blocks/0/elements/0/action_id must be more than 0 characters"],
    ["two of an action_id", actions(button({ action_id: "a" }), button({ action_id: "a" })), "/blocks/0/elements/1/action_id `action_id` \"a\" already exists"],
    ["another style", actions(button({ style: "warning" })), "/blocks/0/elements/0/style must be one of: primary, danger"],
    ["a URL that is none", actions(button({ url: "x.example" })), "/blocks/0/elements/0/url must be a valid URL"],
    ["a confirm title of 101", actions(button({ confirm: { title: plain(x(101)), text: plain("x") } })), "/blocks/0/elements/0/confirm/title/text must be less than 101 characters"],
    ["a confirm text of 301", actions(button({ confirm: { text: plain(x(301)) } })), "/blocks/0/elements/0/confirm/text/text must be less than 301 characters"],
    ["a confirm deny of 31", actions(button({ confirm: { text: plain("x"), deny: plain(x(31)) } })), "/blocks/0/elements/0/confirm/deny/text must be less than 31 characters"],
    ["a block_id of 256", { type: "divider", block_id: x(256) }, "/blocks/0/block_id must be less than 256 characters"],
    ["no options", select({ options: [] }), "/blocks/0/elements/0/options no fewer than 1 items required"],
    ["101 options", select({ options: times(101, (index) => option(String(index))) }), "/blocks/0/elements/0/options no more than 100 items allowed"],
    ["an option of 76", select({ options: [option("1", x(76))] }), "/blocks/0/elements/0/options/0/text/text must be less than 76 characters"],
    ["an option value of 151", select({ options: [option(x(151))] }), "/blocks/0/elements/0/options/0/value must be less than 151 characters"],
    ["another start", select({ initial_option: option("2") }), "/blocks/0/elements/0/initial_option must be one of the options"],
    ["a label of 2001", input({ type: "plain_text_input" }, { label: plain(x(2001)) }), "/blocks/0/label/text must be less than 2001 characters"],
    ["a hint of 2001", input({ type: "plain_text_input" }, { hint: plain(x(2001)) }), "/blocks/0/hint/text must be less than 2001 characters"],
    ["a placeholder of 151", input({ type: "plain_text_input", placeholder: plain(x(151)) }), "/blocks/0/element/placeholder/text must be less than 151 characters"],
    ["a max_length of 3001", input({ type: "plain_text_input", max_length: 3001 }), "/blocks/0/element/max_length must be a whole number from 1 to 3000"],
    ["a start that is too long", input({ type: "plain_text_input", max_length: 2, initial_value: "xxx" }), "/blocks/0/element/initial_value must be less than 3 characters"],
    ["a number that is none", input({ type: "number_input", is_decimal_allowed: false, initial_value: "1.5" }), "/blocks/0/element/initial_value must be a valid number, written as a string"],
    ["a number out of bounds", input({ type: "number_input", is_decimal_allowed: false, initial_value: "9", max_value: "8" }), "/blocks/0/element/initial_value must be within min_value and max_value"],
    ["a number without a word on decimals", input({ type: "number_input" }), "/blocks/0/element missing required field: is_decimal_allowed"],
    ["a block of an object's own name", { type: "constructor" }, "/blocks/0/type unsupported type: constructor"],
    ["what is no block", "divider", "/blocks/0 must be an object"]
  ]
  for (const [name, block, problem] of refused) it(`refuses ${name}`, () => assert.strictEqual(problemOf(block), problem))

  it("takes 50 blocks with names of their own, and no more", () => {
    const divider = { type: "divider" }
    assert.deepStrictEqual(messageProblems(times(50, () => divider)), [])
    assert.strictEqual(problemOf(...times(51, () => divider)), "/blocks no more than 50 items allowed")
    assert.strictEqual(problemOf({ ...divider, block_id: "b" }, { ...divider, block_id: "b" }), "/blocks/1/block_id `block_id` \"b\" already exists")
    assert.strictEqual(problemOf({ ...actions(button({ action_id: "a" })) }, actions(button({ action_id: "a" }))), "")
  })
})

describe("anything at all", () => {
  it.prop("is refused or taken, and never breaks the rules", [FastCheck.jsonValue()], ([value]) => {
    for (const type of ["section", "actions", "context", "input", "header", "image", "rich_text"]) {
      for (const field of ["text", "fields", "elements", "element", "accessory", "label"]) {
        assert.isArray(messageProblems([{ type, [field]: value }, value]))
        assert.isArray(viewProblems({ type: "modal", title: value, blocks: [{ type, [field]: [value] }] }))
      }
    }
    return true
  })
})

describe("viewProblems", () => {
  const of = (more: object): string => viewProblems(view(more)).map(({ message, pointer }) => `${pointer} ${message}`)[0] ?? ""

  it("takes a full modal", () => {
    assert.deepStrictEqual(viewProblems(view({
      title: plain(x(24)), submit: plain(x(24)), close: plain(x(24)), private_metadata: x(3000), callback_id: x(255), notify_on_close: true, blocks: times(100, () => ({ type: "divider" }))
    })), [])
  })

  it("refuses what is too long, too much or missing", () => {
    assert.strictEqual(of({ title: plain(x(25)) }), "/view/title/text must be less than 25 characters")
    assert.strictEqual(of({ submit: plain(x(25)) }), "/view/submit/text must be less than 25 characters")
    assert.strictEqual(of({ close: mrkdwn("x") }), "/view/close/type must be one of: plain_text")
    assert.strictEqual(of({ private_metadata: x(3001) }), "/view/private_metadata must be less than 3001 characters")
    assert.strictEqual(of({ callback_id: x(256) }), "/view/callback_id must be less than 256 characters")
    assert.strictEqual(of({ blocks: times(101, () => ({ type: "divider" })) }), "/view/blocks no more than 100 items allowed")
    assert.strictEqual(of({ blocks: undefined }), "/view missing required field: blocks")
    assert.strictEqual(of({ submit: undefined }), "/view missing required field: submit, which a view with an input block needs")
    assert.strictEqual(of({ type: "popup" }), "/view/type unsupported type: popup")
    assert.deepStrictEqual(viewProblems("x"), [{ pointer: "/view", message: "must provide an object" }])
  })
})
