import * as Data from "effect/Data"
import * as Either from "effect/Either"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import { readFileSync } from "node:fs"
import { parse } from "yaml"
import { readCampaign } from "@parley/domain/campaign/CampaignForm"
import { Currency } from "@parley/domain/Currency"
import { plainLabel } from "@parley/domain/intake/Form"
import { ModelField } from "@parley/domain/intake/ModelField"

/** What a field of the form holds. */
export const FieldType = Schema.Literal("text", "number", "select", "duration_select", "multi_select", "date_range")
export type FieldType = typeof FieldType.Type

const MapField = Schema.Struct({
  /** As the form shows it; compared without case. */
  label: Schema.NonEmptyTrimmedString,
  /** ClickUp's id of the custom field, which stays when its label changes. */
  id: Schema.optional(Schema.NonEmptyTrimmedString),
  field: ModelField,
  type: FieldType,
  required: Schema.optionalWith(Schema.Boolean, { default: () => false })
})
export type MapField = typeof MapField.Type

/** Which field of the form says what of a campaign, and what the form does not ask: an editable YAML file. */
export const FormMap = Schema.Struct({
  currency: Currency,
  fields: Schema.NonEmptyArray(MapField),
  /** The same for every campaign, as a campaign's file says it. */
  campaign: Schema.optionalWith(Schema.Record({ key: Schema.String, value: Schema.Unknown }), { default: () => ({}) })
})
export type FormMap = typeof FormMap.Type

/** A map that cannot be used, with every problem at once. */
export class InvalidFormMap extends Data.TaggedError("InvalidFormMap")<{ readonly path: string; readonly problems: ReadonlyArray<string> }> {}

const decode = Schema.decodeUnknownEither(FormMap, { errors: "all", onExcessProperty: "error" })

/** Without these no campaign can start. */
const needed: ReadonlyArray<ModelField> = [
  "client_name", "budget", "budget_constraints.cpm_target", "budget_constraints.target_influencer_count", "target_deliverables", "background.payment_terms", "influencer_sheet_tab"
]

/** Reads a map from its file. */
export const load = (path: string): Either.Either<FormMap, InvalidFormMap> => {
  let data: unknown
  try {
    data = parse(readFileSync(path, "utf8"))
  } catch (error) {
    return Either.left(new InvalidFormMap({ path, problems: [error instanceof Error ? error.message : String(error)] }))
  }
  return read(data, path)
}

/** The same of plain data. */
export const read = (data: unknown, path: string): Either.Either<FormMap, InvalidFormMap> =>
  Either.flatMap(
    Either.mapLeft(decode(data), (error) => new InvalidFormMap({
      path, problems: ParseResult.ArrayFormatter.formatErrorSync(error).map(({ message, path: at }) => `${at.length === 0 ? "(file)" : at.join(".")}: ${message.replaceAll("\n", " ").slice(0, 300)}`)
    })),
    (map) => {
      const problems = [...repeated("label", map.fields.map(({ label }) => plainLabel(label))), ...repeated("id", map.fields.flatMap(({ id }) => id ?? [])), ...lacking(map), ...usualProblems(map)]
      return problems.length === 0 ? Either.right(map) : Either.left(new InvalidFormMap({ path, problems }))
    }
  )

const repeated = (what: string, values: ReadonlyArray<string>): ReadonlyArray<string> =>
  [...new Set(values.filter((one, index) => values.indexOf(one) !== index))].map((one) => `fields: expected each ${what} once; got ${JSON.stringify(one)} again`)

const lacking = ({ campaign, fields }: FormMap): ReadonlyArray<string> =>
  [...needed, ...campaign["sender"] === undefined ? ["background.campaign_manager" as const] : []]
    .filter((name) => !fields.some(({ field }) => field === name)).map((name) => `fields: expected an entry for ${name}, without which no campaign starts; got none`)

/** What every campaign has must be as good as a campaign's own file. */
const usualProblems = ({ campaign, currency }: FormMap): ReadonlyArray<string> => {
  const any = {
    id: "any", name: "any", client: "any", budget: 1000, influencers: 1, packages: [{ deliverables: { instagram_reel: 1 } }], paymentTerms: "any", sender: "any",
    ...campaign, cpm: { target: 1, ...typeof campaign["cpm"] === "object" ? campaign["cpm"] : {} }, currency
  }
  return Either.match(readCampaign(any), {
    onLeft: ({ problems }) => problems.map(({ expected, field, got }) => `campaign.${field}: expected ${expected}; got ${got}`),
    onRight: () => []
  })
}
