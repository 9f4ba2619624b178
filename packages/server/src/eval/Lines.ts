import { BadInput } from "@parley/api/Problems"
import { Currency } from "@parley/domain/Currency"
import { Deliverable, DeliverableKind } from "@parley/domain/deliverables/Deliverable"
import { UsageDuration } from "@parley/domain/deliverables/UsageRights"
import { Cents } from "@parley/domain/Money"
import { Counterparty, Intent } from "@parley/domain/reading/ReplyReading"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import { readFileSync } from "node:fs"

/** The triggers that lines are labelled with; the other kinds depend on settings and on the thread. */
export const Label = Schema.Literal("hostile_tone", "legal_language", "unusual_deliverables", "prompt_injection")
export type Label = typeof Label.Type

/** What a reply says, as a line's `expected` and as a prediction. */
export const Saying = Schema.Struct({
  intent: Intent,
  /** Minor units of `currency`; both are null when no figure is asked for. */
  proposedRateCents: Schema.NullOr(Cents),
  currency: Schema.NullOr(Currency),
  counterparty: Counterparty,
  triggers: Schema.Array(Label)
})
export type Saying = typeof Saying.Type

/** Whether a draft may leave; `reasons` are for people and never scored. */
export const Verdict = Schema.Struct({ decision: Schema.Literal("pass", "block"), reasons: Schema.Array(Schema.String) })
export type Verdict = typeof Verdict.Type

const Format = Schema.Literal("text", "html")

/** The kind that a foreign name of one means: "youtube_video", "Reel", "ig story"; null when it means none that is known. */
const kindOf = (name: string): DeliverableKind | null => {
  const exact = DeliverableKind.literals.find((kind) => kind === name)
  return exact ?? kindsByWord.find(([word]) => word.test(name.toLowerCase()))?.[1] ?? null
}
const kindsByWord: ReadonlyArray<readonly [RegExp, DeliverableKind]> = [
  [/tik.?tok.*stor/, "tiktok_story"], [/stor(?:y|ies)/, "instagram_story"], [/reel/, "instagram_reel"], [/short/, "youtube_short"], [/integration/, "youtube_integration"],
  [/tik.?tok/, "tiktok_video"], [/youtube|dedicated/, "youtube_dedicated"], [/post|carousel|photo|image/, "instagram_post"], [/video/, "tiktok_video"]
]

const Pieces = Schema.Array(Schema.transformOrFail(
  Schema.Struct({ type: Schema.String, quantity: Deliverable.fields.quantity }),
  Schema.typeSchema(Deliverable),
  {
    decode: ({ quantity, type }, _, ast) => {
      const kind = kindOf(type)
      return kind === null ? ParseResult.fail(new ParseResult.Type(ast, type, `expected one of ${DeliverableKind.literals.join(", ")}; got "${type}"`)) : ParseResult.succeed({ kind, quantity })
    },
    encode: ({ kind, quantity }) => ParseResult.succeed({ type: kind, quantity })
  }
))
/** By kind of use, or in words ("paid amplification, 90 days"); a draft may then say these words. */
const Usage = Schema.Union(Schema.Struct({
  paid: Schema.optionalWith(UsageDuration, { default: () => "none" as const }),
  whitelisting: Schema.optionalWith(UsageDuration, { default: () => "none" as const }),
  organic: Schema.optionalWith(UsageDuration, { default: () => "none" as const })
}), Schema.String)
const Id = Schema.NonEmptyString

/** A reply and the offer that it answers. */
export const ReplyLine = Schema.Struct({
  id: Id,
  family: Schema.optional(Schema.NonEmptyString),
  from: Schema.String.pipe(Schema.pattern(/\S+@\S+/, { message: () => "expected a name and a mail address" })),
  subject: Schema.String,
  format: Format,
  body: Schema.String,
  context: Schema.Struct({
    deliverables: Pieces,
    lastOfferCents: Schema.optionalWith(Schema.NullOr(Cents), { default: () => null }),
    averageViews: Schema.optionalWith(Schema.NonNegative, { default: () => 0, nullable: true }),
    usageRights: Schema.optionalWith(Usage, { nullable: true })
  }),
  expected: Schema.optional(Saying)
})
export type ReplyLine = typeof ReplyLine.Type
/** The same where nobody asks what was expected: labels of others may be any. */
export const BareReplyLine = ReplyLine.omit("expected")
export type BareReplyLine = typeof BareReplyLine.Type
/** A short reply to learn from: what it does, or what it does not although it sounds so. */
export const ShortLine = Schema.Struct({ ...BareReplyLine.fields, intent: Schema.optional(Intent), not: Schema.optional(Intent) })

/** A draft, what it may say and what it must never show. Money in minor units of `allowed.currency`. */
export const DraftLine = Schema.Struct({
  id: Id,
  family: Schema.optional(Schema.NonEmptyString),
  format: Format,
  body: Schema.String,
  allowed: Schema.Struct({
    currency: Currency,
    rateCents: Schema.NullOr(Cents),
    deliverables: Pieces,
    averageViews: Schema.optionalWith(Schema.NonNegative, { default: () => 0, nullable: true }),
    theirRateCents: Schema.optional(Schema.NullOr(Cents)),
    usageRights: Schema.optionalWith(Usage, { nullable: true }),
    paymentTerms: Schema.optionalWith(Schema.String, { nullable: true }),
    mentionsAllowed: Schema.optionalWith(Schema.Struct({ amountsCents: Schema.optionalWith(Schema.Array(Cents), { nullable: true }), cpm: Schema.optionalWith(Schema.Boolean, { nullable: true }) }), { nullable: true })
  }),
  confidential: Schema.optionalWith(Schema.Struct({
    maxRateCents: Schema.optionalWith(Cents, { nullable: true }),
    /** Whole units of the currency per thousand views. */
    ceilingCpm: Schema.optionalWith(Schema.NonNegative, { nullable: true }),
    otherInfluencers: Schema.optionalWith(Schema.Array(Schema.Struct({ name: Schema.String, handle: Schema.optionalWith(Schema.String, { default: () => "", nullable: true }), rateCents: Schema.optionalWith(Cents, { nullable: true }) })), { nullable: true })
  }), { nullable: true }),
  expected: Schema.optional(Verdict)
})
export type DraftLine = typeof DraftLine.Type
export const BareDraftLine = DraftLine.omit("expected")

type Problems = BadInput["problems"]

/** Every line of a JSONL text, blank ones left out; fails naming each bad line and field, so that nothing is read by halves. */
export const parseLines = <A extends { readonly id: string }, I>(file: string, text: string, schema: Schema.Schema<A, I>): Either.Either<ReadonlyArray<A>, BadInput> => {
  const decode = Schema.decodeUnknownEither(schema, { errors: "all" })
  const problems: Array<Problems[number]> = []
  const found: Array<A> = []
  const seen = new Map<string, number>()
  for (const [index, source] of text.replace(/^\uFEFF/, "").split("\n").entries()) {
    if (source.trim() === "") continue
    const line = `line ${index + 1}`
    const value = json(source)
    if (Either.isLeft(value)) {
      problems.push({ field: line, expected: "one JSON object", got: value.left })
      continue
    }
    const decoded = decode(value.right)
    if (Either.isLeft(decoded)) {
      problems.push(...wrongFields(line, decoded.left))
      continue
    }
    const { id } = decoded.right
    const first = seen.get(id)
    if (first === undefined) found.push(decoded.right)
    else problems.push({ field: `${line}, id`, expected: `an id that line ${first} does not have`, got: id })
    seen.set(id, first ?? index + 1)
  }
  return problems.length === 0 ? Either.right(found) : Either.left(new BadInput({ message: `${file} cannot be used, and nothing was written`, problems }))
}

/** One problem a field, with every alternative that it might have been. */
const wrongFields = (line: string, error: ParseResult.ParseError): ReadonlyArray<Problems[number]> => {
  const fields = new Map<string, Problems[number]>()
  for (const { message, path } of ParseResult.ArrayFormatter.formatErrorSync(error)) {
    const field = [line, path.join(".")].filter((part) => part !== "").join(", ")
    const said = saidBy(message.replace(/\s+/g, " "))
    const before = fields.get(field)
    fields.set(field, { field, expected: before === undefined ? said.expected : `${before.expected} or ${said.expected}`, got: said.got })
  }
  return [...fields.values()]
}

const saidBy = (message: string): { readonly expected: string; readonly got: string } => {
  const [, expected, got] = /^[Ee]xpected (.*), actual (.*)$/.exec(message) ?? []
  return expected === undefined || got === undefined ? { expected: message, got: "something else" } : { expected, got }
}

const json = (source: string): Either.Either<unknown, string> =>
  Either.try({ try: (): unknown => JSON.parse(source), catch: (error) => error instanceof Error ? error.message : String(error) })

export const readText = (file: string): Effect.Effect<string, BadInput> =>
  Effect.try({
    try: () => readFileSync(file, "utf8"),
    catch: (error) => new BadInput({ message: `${file} cannot be read`, problems: [{ field: "file", expected: "a readable file", got: error instanceof Error ? error.message : String(error) }] })
  })

export const readLines = <A extends { readonly id: string }, I>(file: string, schema: Schema.Schema<A, I>): Effect.Effect<ReadonlyArray<A>, BadInput> =>
  Effect.flatMap(readText(file), (text) => parseLines(file, text, schema))
