import { transformJSONSchema } from "@anthropic-ai/sdk/lib/transform-json-schema"
import * as JSONSchema from "effect/JSONSchema"
import type * as Schema from "effect/Schema"

/** A schema in the subset that structured outputs enforce; limits they do not enforce become part of the descriptions. */
export const answerSchema = <A, I>(schema: Schema.Schema<A, I>): Readonly<Record<string, unknown>> => transformJSONSchema(JSONSchema.make(schema))
