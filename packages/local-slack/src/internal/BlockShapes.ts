import type { Json } from "../Message.ts"
import { checkElement } from "./ElementShapes.ts"
import { isJson, objects } from "./Json.ts"
import { checkDistinct, checkLength, checkList, checkObject, checkObjects, checkText, type Report } from "./ShapeRules.ts"

/** The blocks of a message or of a view. */
export const checkBlocks = (report: Report, blocks: unknown, at: string, most: number): void => {
  const all = checkList(report, blocks, at, 0, most)
  checkObjects(report, all, at, (block, here) => {
    const check = checks.get(String(block["type"]))
    if (check === undefined) return report(`${here}/type`, `unsupported type: ${String(block["type"])}`)
    check(report, block, here)
    if (block["block_id"] !== undefined) checkLength(report, block["block_id"], `${here}/block_id`, 1, 255)
  })
  checkDistinct(report, all.map((block, index) => ({ at: `${at}/${index}/block_id`, name: isJson(block) ? block["block_id"] : undefined })), "block_id")
}

type Check = (report: Report, block: Json, at: string) => void

const section: Check = (report, block, at) => {
  checkObject(report, block, at, { optional: ["block_id", "text", "fields", "accessory", "expand"], flags: ["expand"] })
  if (block["text"] === undefined && block["fields"] === undefined) report(at, "must define either text or fields")
  checkText(report, block["text"], `${at}/text`, { types: ["plain_text", "mrkdwn"], max: 3000 })
  checkList(report, block["fields"], `${at}/fields`, 1, 10)
    .forEach((value, index) => checkText(report, value, `${at}/fields/${index}`, { types: ["plain_text", "mrkdwn"], max: 2000 }))
  checkElement(report, block["accessory"], `${at}/accessory`, "section")
}

const actions: Check = (report, block, at) => {
  checkObject(report, block, at, { required: ["elements"], optional: ["block_id"] })
  const elements = checkList(report, block["elements"], `${at}/elements`, 1, 25)
  elements.forEach((element, index) => checkElement(report, element, `${at}/elements/${index}`, "actions"))
  checkDistinct(report, elements.map((element, index) => ({ at: `${at}/elements/${index}/action_id`, name: isJson(element) ? element["action_id"] : undefined })), "action_id")
}

const context: Check = (report, block, at) => {
  checkObject(report, block, at, { required: ["elements"], optional: ["block_id"] })
  checkObjects(report, checkList(report, block["elements"], `${at}/elements`, 1, 10), `${at}/elements`, (element, here) => {
    if (element["type"] === "image") checkElement(report, element, here, "section")
    else if (element["type"] === "mrkdwn" || element["type"] === "plain_text") checkText(report, element, here, { types: ["plain_text", "mrkdwn"], max: 3000 })
    else report(`${here}/type`, `unsupported type: ${String(element["type"])}`)
  })
}

const input: Check = (report, block, at) => {
  checkObject(report, block, at, { required: ["label", "element"], optional: ["block_id", "hint", "optional", "dispatch_action"], flags: ["optional", "dispatch_action"] })
  checkText(report, block["label"], `${at}/label`, { types: ["plain_text"], max: 2000 })
  checkText(report, block["hint"], `${at}/hint`, { types: ["plain_text"], max: 2000 })
  checkElement(report, block["element"], `${at}/element`, "input")
}

const richTextParts = ["rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"]

const checks: ReadonlyMap<string, Check> = new Map(Object.entries<Check>({
  section, actions, context, input,
  header: (report, block, at) => {
    checkObject(report, block, at, { required: ["text"], optional: ["block_id"] })
    checkText(report, block["text"], `${at}/text`, { types: ["plain_text"], max: 150 })
  },
  divider: (report, block, at) => checkObject(report, block, at, { optional: ["block_id"] }),
  image: (report, block, at) => {
    checkObject(report, block, at, {
      required: ["image_url", "alt_text"], optional: ["block_id", "title"], lengths: { image_url: [1, 3000], alt_text: [1, 2000] }
    })
    checkText(report, block["title"], `${at}/title`, { types: ["plain_text"], max: 2000 })
  },
  rich_text: (report, block, at) => {
    checkObject(report, block, at, { required: ["elements"], optional: ["block_id"] })
    objects(checkList(report, block["elements"], `${at}/elements`, 1, 500)).forEach((element, index) => {
      if (!richTextParts.includes(String(element["type"]))) report(`${at}/elements/${index}/type`, `unsupported type: ${String(element["type"])}`)
    })
  }
}))
