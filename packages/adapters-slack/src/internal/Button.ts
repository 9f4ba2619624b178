import { choiceNames } from "@parley/domain/ports/TeamChannel"
import * as Schema from "effect/Schema"

/** What a button of a notice carries: which negotiation, which choice, and the version that was shown, with its mark. Slack keeps up to 2,000 characters of it. */
export const Button = Schema.Struct({ negotiation: Schema.String, choice: Schema.Literal(...choiceNames), seen: Schema.Int, mark: Schema.String })
export type Button = typeof Button.Type

/** A value that did not come from us, or from a release before, decodes to nothing. */
export const decode = Schema.decodeOption(Schema.parseJson(Button))
export const encode = (button: Button): string => JSON.stringify(button)

/** Every choice has an action of its own, because an action id stands once in a message. */
export const actionId = (choice: Button["choice"]): string => `parley_${choice}`
export const actionIds = /^parley_(?:approve|counter|edit|claim|decline|agree|resume)$/

/** The event type of the metadata that marks a message as ours; its payload holds the notice's id. */
export const noticeEvent = "parley_notice"
