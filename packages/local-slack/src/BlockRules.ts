import { checkBlocks } from "./internal/BlockShapes.ts"
import { isJson, objects } from "./internal/Json.ts"
import { checkObject, checkText, type Problem, type Report } from "./internal/ShapeRules.ts"

export type { Problem }

export const maxMetadataBytes = 16 * 1024

/** Why Slack would refuse the blocks of a message, and where; empty when it takes them. https://docs.slack.dev/reference/block-kit/blocks */
export const messageProblems = (blocks: unknown): ReadonlyArray<Problem> => collected((report) => checkBlocks(report, blocks, "/blocks", 50))

/** Why Slack would refuse a view. https://docs.slack.dev/reference/views/modal-views */
export const viewProblems = (view: unknown): ReadonlyArray<Problem> =>
  collected((report) => {
    if (!isJson(view)) return report("/view", "must provide an object")
    const isModal = view["type"] === "modal"
    if (!isModal && view["type"] !== "home") return report("/view/type", `unsupported type: ${String(view["type"])}`)
    checkObject(report, view, "/view", {
      required: isModal ? ["title", "blocks"] : ["blocks"],
      optional: ["title", "submit", "close", "private_metadata", "callback_id", "clear_on_close", "notify_on_close", "external_id", "submit_disabled"],
      lengths: { private_metadata: [0, 3000], callback_id: [0, 255], external_id: [0, 255] },
      flags: ["clear_on_close", "notify_on_close", "submit_disabled"]
    })
    for (const name of ["title", "submit", "close"]) {
      if (view[name] !== undefined && view[name] !== null) checkText(report, view[name], `/view/${name}`, { types: ["plain_text"], max: 24 })
    }
    checkBlocks(report, view["blocks"], "/view/blocks", 100)
    if (isModal && objects(view["blocks"]).some((block) => block["type"] === "input") && !isJson(view["submit"])) {
      report("/view", "missing required field: submit, which a view with an input block needs")
    }
  })

const collected = (check: (report: Report) => void): ReadonlyArray<Problem> => {
  const problems: Array<Problem> = []
  check((pointer, message) => void problems.push({ pointer, message }))
  return problems
}
