import * as Schema from "effect/Schema"
import * as AST from "effect/SchemaAST"
import { Event, type EventTag } from "./Event.ts"

const isTag: (value: unknown) => value is EventTag = Schema.is(Schema.typeSchema(Schema.pluck(Event, "_tag")))

/** Every kind of event there is, in the order a negotiation knows them. */
export const eventTags: ReadonlyArray<EventTag> = Event.members.flatMap(({ ast }) =>
  AST.getPropertySignatures(ast).flatMap(({ name, type }) =>
    name === "_tag" && AST.isLiteral(type) && isTag(type.literal) ? [type.literal] : []))
