import * as Data from "effect/Data"
import * as Either from "effect/Either"
import { toStringUnknown } from "effect/Inspectable"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import { TriggerKind } from "../reading/ReplyReading.ts"
import { Lever } from "../strategy/Lever.ts"
import { Pace, PaceName } from "../strategy/Pace.ts"
import { type CpmCents, cpmCents } from "../Cpm.ts"
import { Currency, minorDigits } from "../Currency.ts"
import { DeliverableKind } from "../deliverables/Deliverable.ts"
import type { Package, Tier } from "../deliverables/Package.ts"
import { describeUsage, isShorter, UsageDuration } from "../deliverables/UsageRights.ts"
import { CampaignId } from "../Ids.ts"
import { cents } from "../Money.ts"
import { timeZone } from "../influencer/RosterCell.ts"
import type { Campaign } from "./Campaign.ts"
import { Managers } from "./Policy.ts"
import type { QuietHours } from "./QuietHours.ts"

/** One field of a campaign that cannot be used: its path, what was expected there, and what stood there. */
export interface CampaignProblem {
  readonly field: string
  readonly expected: string
  readonly got: string
}

/** What is expected where nothing stands. */
export const requiredValue = "a value: this field is required"

/** A campaign that cannot be started, with every problem at once (INTAKE-02). */
export class InvalidCampaign extends Data.TaggedError("InvalidCampaign")<{ readonly problems: ReadonlyArray<CampaignProblem> }> {}

const says = (expected: string) => ({ message: () => ({ message: expected, override: true }) })
/** The same for a collection: what is wrong inside it is named by itself. */
const saysOfAll = (expected: string) => ({ message: () => ({ message: expected, override: false }) })

const amount = (expected: string) => Schema.Number.pipe(Schema.filter((value) => value > 0 && value <= 1e10)).annotations(says(expected))
const text = (expected: string) => Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(500)).annotations(says(expected))
const whole = (from: number, to: number) =>
  Schema.Int.pipe(Schema.between(from, to)).annotations(says(`a whole number from ${from} to ${to}`))

const money = (example: string) => amount(`an amount in the campaign's currency, e.g. ${example}`)
const cpm = amount("a CPM in the campaign's currency, e.g. 20 for 20.00 per 1,000 views")
const duration = UsageDuration.annotations(says("one of none, 30_days, 60_days, 90_days, 6_months, 1_year, perpetual"))
const timeOfDay = Schema.String.pipe(Schema.pattern(/^([01]\d|2[0-3]):[0-5]\d$/)).annotations(says("a time of day, e.g. 21:00"))
const kinds = DeliverableKind.annotations(says(`one of ${DeliverableKind.literals.join(", ")}`))

const PackageForm = Schema.Struct({
  deliverables: Schema.partialWith(Schema.Record({ key: kinds, value: whole(1, 50) }), { exact: true }).pipe(
    Schema.filter((record) => Object.keys(record).length > 0, saysOfAll("at least one kind with a number, e.g. instagram_reel: 1"))
  ),
  usage: Schema.optionalWith(
    Schema.Struct({
      paid: Schema.optionalWith(duration, { exact: true, default: () => "none" as const }),
      whitelisting: Schema.optionalWith(duration, { exact: true, default: () => "none" as const }),
      organic: Schema.optionalWith(duration, { exact: true, default: () => "none" as const })
    }),
    { exact: true, default: () => ({ paid: "none" as const, whitelisting: "none" as const, organic: "none" as const }) }
  ),
  leastUsage: Schema.optionalWith(
    Schema.Struct({ paid: Schema.optionalWith(duration, { exact: true }), whitelisting: Schema.optionalWith(duration, { exact: true }), organic: Schema.optionalWith(duration, { exact: true }) }),
    { exact: true }
  )
})

const share = whole(0, 10_000).annotations(says("basis points of the rate, 0 to 10000, e.g. 250 for 2.5 %"))
const terms = Schema.Struct({ cost: share, worth: share })

/** A campaign as people write it, amounts in major units: the shape of the YAML file. */
export const CampaignForm = Schema.Struct({
  id: CampaignId.annotations(says("lower case letters, digits and dashes, e.g. spring-glow-2026")),
  name: text("the campaign's name"),
  client: text("the client's name"),
  about: Schema.optionalWith(Schema.String.pipe(Schema.maxLength(1000)), { exact: true, default: () => "" }),
  currency: Currency.annotations(says(`one of ${Currency.literals.join(", ")}`)),
  budget: money("42000"),
  influencers: whole(1, 100_000),
  cpm: Schema.Struct({
    target: cpm,
    leniency: Schema.optionalWith(
      Schema.Number.pipe(Schema.between(0, 100)).annotations(says("percent above the target, 0 to 100, e.g. 50")),
      { exact: true, default: () => 50 }
    )
  }),
  rateCard: Schema.optionalWith(
    Schema.partialWith(Schema.Record({ key: kinds, value: Schema.Struct({ target: cpm, ceiling: cpm }) }), { exact: true }),
    { exact: true, default: () => ({}) }
  ),
  packages: Schema.NonEmptyArray(PackageForm).pipe(Schema.maxItems(3, saysOfAll("at most three packages, the wanted one first"))),
  levers: Schema.optionalWith(
    Schema.Struct({
      product: Schema.optionalWith(
        Schema.Struct({ what: text("what is sent on top of the rate, e.g. a full-size skincare set"), value: Schema.optionalWith(Schema.NullOr(money("120")), { exact: true, default: () => null }) }),
        { exact: true }
      ),
      syndication: Schema.optionalWith(text("how their content is shared further, e.g. we share your post on our own channels, with your name"), { exact: true }),
      shareCpm: Schema.optionalWith(Schema.Boolean.annotations(says("true or false")), { exact: true, default: () => false })
    }),
    { exact: true }
  ),
  minimumCost: Schema.optionalWith(Schema.NullOr(money("150")), { exact: true, default: () => null }),
  approvalAbove: Schema.optionalWith(Schema.NullOr(money("4000")), { exact: true, default: () => null }),
  paymentTerms: text("when and how creators are paid, e.g. within 30 days of publication, by bank transfer"),
  schedule: Schema.optionalWith(Schema.String.pipe(Schema.maxLength(500)), { exact: true, default: () => "" }),
  nextSteps: Schema.optionalWith(Schema.NonEmptyArray(text("a step")).pipe(Schema.maxItems(10)), {
    default: () => [
      "We send the contract for your signature.",
      "You send us the content for review before it is posted.",
      "After it is live, you send us the invoice."
    ] as const
  }),
  sender: text("the name mails are signed with, e.g. Nora Lind"),
  timeZone: Schema.optionalWith(text("a time zone, e.g. Europe/Berlin"), { exact: true }),
  policy: Schema.optionalWith(
    Schema.Struct({
      rounds: Schema.optionalWith(whole(1, 20), { exact: true, default: () => 5 }),
      opening: Schema.optionalWith(whole(50, 100).annotations(says("a whole percentage of the target, 50 to 100")), { exact: true }),
      pace: Schema.optionalWith(
        Schema.Union(PaceName, Pace).annotations(says(`one of ${PaceName.literals.join(", ")}, or a pace of your own with ${Object.keys(Pace.fields).join(", ")}`)), { exact: true }
      ),
      leverTerms: Schema.optionalWith(
        Schema.partialWith(Schema.Record({ key: Lever.annotations(says(`one of ${Lever.literals.join(", ")}`)), value: terms }), { exact: true }), { exact: true }
      ),
      followUpHours: Schema.optionalWith(
        Schema.NonEmptyArray(whole(1, 1440)).pipe(Schema.maxItems(5, saysOfAll("at most five numbers of hours, e.g. [48, 72]"))),
        { exact: true, default: () => [48, 72] as const }
      ),
      autonomy: Schema.optionalWith(Schema.Literal("auto", "review").annotations(says("auto or review")), { exact: true, default: () => "auto" as const }),
      managers: Schema.optionalWith(Managers.annotations(says("parallel or one_at_a_time")), { exact: true }),
      lowCpm: Schema.optionalWith(cpm, { exact: true, default: () => 15 }),
      quietHours: Schema.optionalWith(
        Schema.Union(Schema.Literal("none"), Schema.Struct({ from: timeOfDay, to: timeOfDay })).annotations(says("none, or from and to, e.g. { from: 21:00, to: 07:00 }")),
        { exact: true }
      ),
      keywords: Schema.optionalWith(
        Schema.Array(Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(80))).pipe(Schema.maxItems(100)).annotations(says("words or phrases of up to 80 letters, e.g. [agency fee, rush]")),
        { exact: true }
      ),
      ignoredTriggers: Schema.optionalWith(Schema.Array(TriggerKind).annotations(says(`kinds of triggers: ${TriggerKind.literals.join(", ")}`)), { exact: true })
    }),
    { exact: true, default: () => ({ rounds: 5, followUpHours: [48, 72] as const, autonomy: "auto" as const, lowCpm: 15 }) }
  )
})
export type CampaignForm = typeof CampaignForm.Type

const decodeForm = Schema.decodeUnknownEither(CampaignForm, { errors: "all", onExcessProperty: "error" })

/**
 * Reads a campaign from plain data, as a YAML or JSON file gives it. Every problem is named with its field, what was
 * expected and what was found; a campaign without a readable CPM target is refused, never priced at 0 (PRICE-02).
 */
export const readCampaign = (input: unknown): Either.Either<Campaign, InvalidCampaign> =>
  Either.flatMap(
    Either.mapLeft(decodeForm(input), (error) =>
      new InvalidCampaign({
        problems: typeof input !== "object" || input === null ? [notFields(input)] : ParseResult.ArrayFormatter.formatErrorSync(error).map(({ _tag, message, path }) => ({
          field: path.length === 0 ? "(file)" : path.join("."),
          expected: _tag === "Missing" ? requiredValue : _tag === "Unexpected" ? "no such field; see the sample campaign for the known ones" : message,
          got: show(valueAt(input, path))
        }))
      })),
    toCampaign
  )

const toCampaign = (form: CampaignForm): Either.Either<Campaign, InvalidCampaign> => {
  const problems: Array<CampaignProblem> = []
  const unit = 10 ** minorDigits[form.currency]
  const minor = (field: string, major: number): number => {
    const value = Math.round(major * unit)
    // exact: a whole number over a power of ten is the very number that the decimal text means
    if (value < 1 || value / unit !== major) {
      problems.push({ field, expected: `an amount with at most ${minorDigits[form.currency]} decimal places`, got: String(major) })
    }
    return value
  }
  const cpmOf = (field: string, major: number): CpmCents => {
    const value = minor(field, major)
    if (value > largestCpm) problems.push({ field, expected: `a CPM of at most ${largestCpm / unit}`, got: String(major) })
    return cpmCents(value)
  }
  const range = (field: string, target: number, ceiling: number) => {
    if (ceiling < target) problems.push({ field: `${field}.ceiling`, expected: `at least the target, ${target}`, got: String(ceiling) })
    return { target: cpmOf(`${field}.target`, target), ceiling: cpmOf(`${field}.ceiling`, ceiling) }
  }
  const target = cpmOf("cpm.target", form.cpm.target)
  const ceiling = target + percentOf(target, form.cpm.leniency)
  if (target <= largestCpm && ceiling > largestCpm) {
    problems.push({ field: "cpm.leniency", expected: `a ceiling of at most ${largestCpm / unit}`, got: String(form.cpm.leniency) })
  }
  const rateCard: Partial<Record<DeliverableKind, ReturnType<typeof range>>> = {}
  for (const kind of DeliverableKind.literals) {
    const card = form.rateCard[kind]
    if (card !== undefined) rateCard[kind] = range(`rateCard.${kind}`, card.target, card.ceiling)
  }
  if (form.approvalAbove !== null && form.minimumCost !== null && form.approvalAbove < form.minimumCost) {
    problems.push({ field: "approvalAbove", expected: `at least minimumCost, ${form.minimumCost}`, got: String(form.approvalAbove) })
  }
  if (form.minimumCost !== null && form.minimumCost > form.budget) {
    problems.push({ field: "minimumCost", expected: `at most the budget, ${form.budget}`, got: String(form.minimumCost) })
  }
  const zone = form.timeZone === undefined ? Either.right(null) : timeZone(form.timeZone)
  if (Either.isLeft(zone)) problems.push({ field: "timeZone", expected: zone.left, got: show(form.timeZone) })
  const hours = form.policy.quietHours
  if (form.timeZone === undefined && hours !== undefined && hours !== "none") {
    problems.push({ field: "timeZone", expected: "a time zone, e.g. Europe/Berlin, for creators whose own is not known: policy.quietHours needs one", got: "nothing" })
  }
  const packages = form.packages.map((one, index) => toPackage(one, index === 0 ? 1 : index === 1 ? 2 : 3))
  packages.forEach(({ leastUsage, usage }, index) => {
    if (leastUsage !== undefined && !isShorter(leastUsage, usage)) {
      problems.push({ field: `packages.${index}.leastUsage`, expected: "shorter than usage somewhere, and longer nowhere", got: describeUsage(leastUsage) })
    }
  })
  const [first, ...rest] = packages
  if (first === undefined) return Either.left(new InvalidCampaign({ problems: [...problems, { field: "packages", expected: "at least one package", got: "none" }] }))
  const campaign: Campaign = {
    id: form.id, name: form.name, client: form.client, about: form.about, currency: form.currency,
    budget: cents(minor("budget", form.budget)),
    headcount: form.influencers,
    cpm: { target, ceiling: cpmCents(ceiling) },
    rateCard,
    packages: [first, ...rest],
    ...form.levers === undefined ? {} : {
      levers: {
        shareCpm: form.levers.shareCpm,
        ...form.levers.product === undefined ? {} : {
          product: { what: form.levers.product.what, value: form.levers.product.value === null ? null : cents(minor("levers.product.value", form.levers.product.value)) }
        },
        ...form.levers.syndication === undefined ? {} : { syndication: form.levers.syndication }
      }
    },
    minimumCost: form.minimumCost === null ? null : cents(minor("minimumCost", form.minimumCost)),
    approvalAbove: form.approvalAbove === null ? null : cents(minor("approvalAbove", form.approvalAbove)),
    paymentTerms: form.paymentTerms, schedule: form.schedule, nextSteps: form.nextSteps, senderName: form.sender,
    timeZone: Either.getOrElse(zone, () => null),
    policy: {
      rounds: form.policy.rounds, followUpHours: form.policy.followUpHours, autonomy: form.policy.autonomy,
      lowCpm: cpmOf("policy.lowCpm", form.policy.lowCpm),
      quietHours: hours === undefined ? form.timeZone === undefined ? null : night : quietHoursOf(hours),
      ...(form.policy.keywords === undefined && form.policy.ignoredTriggers === undefined
        ? {}
        : { watch: { keywords: form.policy.keywords ?? [], ignored: form.policy.ignoredTriggers ?? [] } }),
      ...(form.policy.managers === undefined ? {} : { managers: form.policy.managers }),
      ...(form.policy.opening === undefined ? {} : { opening: form.policy.opening * 100 }),
      ...(form.policy.pace === undefined ? {} : { pace: form.policy.pace }),
      ...(form.policy.leverTerms === undefined ? {} : { leverTerms: form.policy.leverTerms })
    }
  }
  return problems.length === 0 ? Either.right(campaign) : Either.left(new InvalidCampaign({ problems }))
}

/** What a campaign keeps that names a time zone and no hours: 21:00 to 07:00. */
const night: QuietHours = { from: 21 * 60, to: 7 * 60 }

/** None at all where both ends are one. */
const quietHoursOf = (hours: "none" | { readonly from: string; readonly to: string }): QuietHours | null =>
  hours === "none" || hours.from === hours.to ? null : { from: minuteOf(hours.from), to: minuteOf(hours.to) }

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

const largestCpm = 9_000_000

/** Half up, and exact for percentages of up to two decimals. */
const percentOf = (amount: number, percent: number): number =>
  Math.floor((amount * Math.round(percent * 100) + 5_000) / 10_000)

const notFields = (input: unknown): CampaignProblem => ({
  field: "(file)", expected: "fields such as id, name, client, currency, budget, cpm and packages; see the sample campaign", got: show(input)
})

const toPackage = (form: CampaignForm["packages"][number], tier: Tier): Package => {
  const deliverables = DeliverableKind.literals.flatMap((kind) => {
    const quantity = form.deliverables[kind]
    return quantity === undefined ? [] : [{ kind, quantity }]
  })
  const [first, ...rest] = deliverables
  return {
    tier, deliverables: first === undefined ? [{ kind: "instagram_post", quantity: 1 }] : [first, ...rest], usage: form.usage,
    // what is not said stays as it is
    ...form.leastUsage === undefined ? {} : { leastUsage: { ...form.usage, ...form.leastUsage } }
  }
}

const valueAt = (input: unknown, path: ReadonlyArray<PropertyKey>): unknown =>
  path.reduce<unknown>((value, key) => typeof value === "object" && value !== null ? Object.entries(value).find(([name]) => name === String(key))?.[1] : undefined, input)

const show = (value: unknown): string =>
  (value === undefined ? "nothing" : typeof value === "string" ? JSON.stringify(value) : toStringUnknown(value, 0)).slice(0, 120)
