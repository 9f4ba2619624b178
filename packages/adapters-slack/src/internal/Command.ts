import { choiceNames } from "@parley/domain/ports/TeamChannel"
import * as Schema from "effect/Schema"

/** What somebody typed, understood; a button that runs it again carries it too. Names are as they were typed. */
export const Command = Schema.Union(
  Schema.TaggedStruct("Decide", { choice: Schema.Literal(...choiceNames, "pause", "stop"), name: Schema.String, amount: Schema.NullOr(Schema.String) }),
  Schema.TaggedStruct("Status", { campaign: Schema.NullOr(Schema.String) }),
  Schema.TaggedStruct("Explain", { name: Schema.String }),
  Schema.TaggedStruct("Audit", { fields: Schema.Record({ key: Schema.String, value: Schema.String }) }),
  Schema.TaggedStruct("StopAgency", { domain: Schema.String, seen: Schema.NullOr(Schema.String) }),
  Schema.TaggedStruct("Help", {})
)
export type Command = typeof Command.Type

export const decode = Schema.decodeOption(Schema.parseJson(Command))
export const encode = (command: Command): string => JSON.stringify(command)

/** A command that one button of an answer runs; an action id stands once in a message. */
export const actionId = (index: number): string => `parley_run_${index}`
export const actionIds = /^parley_run_\d+$/u

/** What was asked for, without anybody's name. */
export const asked = (command: Command): string => {
  switch (command._tag) {
    case "Decide":
      return command.choice === "claim" || command.choice === "resume" ? `/${command.choice}` : `/parley ${command.choice}`
    case "Audit":
      return "/audit"
    case "StopAgency":
      return "/parley stop-agency"
    case "Status":
    case "Explain":
    case "Help":
      return `/parley ${command._tag.toLowerCase()}`
  }
}

/** The same, of this negotiation. */
export const aimedAt = (command: Command, negotiation: string): Command => {
  switch (command._tag) {
    case "Decide":
    case "Explain":
      return { ...command, name: negotiation }
    case "Audit":
      return { ...command, fields: { ...command.fields, influencer: negotiation } }
    case "Status":
    case "StopAgency":
    case "Help":
      return command
  }
}
