import { BadInput } from "@parley/api/Problems"
import { Policy } from "@parley/domain/campaign/Policy"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import { readFileSync } from "node:fs"
import { parse } from "yaml"

/** The fields of a policy that are to be other than a campaign's own. */
export type OtherPolicy = Partial<Policy>

const decode = Schema.decodeUnknownEither(Schema.partialWith(Policy, { exact: true }), { errors: "all", onExcessProperty: "error" })

/** Reads a policy from plain data; what it leaves out stays as each campaign has it. Every problem is named with its field. */
export const readPolicy = (input: unknown): Either.Either<OtherPolicy, BadInput> => {
  const refused = (problems: BadInput["problems"]) => Either.left(new BadInput({ message: "The policy cannot be used", problems }))
  if (typeof input !== "object" || input === null || Array.isArray(input) || Object.keys(input).length === 0) {
    return refused([{ field: "(file)", expected: `fields of a policy, e.g. rounds: 4; known are ${Object.keys(Policy.fields).join(", ")}`, got: input === null ? "nothing" : JSON.stringify(input).slice(0, 120) }])
  }
  return Either.match(decode(input), {
    onRight: Either.right,
    onLeft: (error) => refused(ParseResult.ArrayFormatter.formatErrorSync(error).map(({ _tag, message, path }) => ({
      field: path.length === 0 ? "(file)" : path.join("."),
      expected: _tag === "Unexpected" ? `no such field; known are ${Object.keys(Policy.fields).join(", ")}` : _tag === "Missing" ? "a value" : message.replace(/^Expected /u, "").replace(/, actual .*$/su, ""),
      got: JSON.stringify(valueAt(input, path))?.slice(0, 120) ?? "nothing"
    })))
  })
}

/** The same from a YAML file. */
export const readPolicyFile = (file: string): Effect.Effect<OtherPolicy, BadInput> =>
  Effect.flatMap(
    Effect.try({
      try: (): unknown => parse(readFileSync(file, "utf8")),
      catch: (error) => new BadInput({ message: "The policy cannot be used", problems: [{ field: "--policy", expected: "a YAML file that can be read, e.g. rounds: 4", got: `${file}: ${error instanceof Error ? error.message : String(error)}` }] })
    }),
    readPolicy
  )

const valueAt = (input: unknown, path: ReadonlyArray<PropertyKey>): unknown =>
  path.reduce<unknown>((value, key) => typeof value === "object" && value !== null ? Object.entries(value).find(([name]) => name === String(key))?.[1] : undefined, input)
