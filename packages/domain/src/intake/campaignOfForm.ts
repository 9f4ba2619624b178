import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import type { Campaign } from "../campaign/Campaign.ts"
import { type CampaignProblem, readCampaign, requiredValue } from "../campaign/CampaignForm.ts"
import { DeliverableKind } from "../deliverables/Deliverable.ts"
import { UsageDuration } from "../deliverables/UsageRights.ts"
import { amountIn, countIn, datesIn, dayText, durationIn, expectedDates, percentIn, textOf, yesIn } from "./answerTexts.ts"
import { campaignIdOf } from "./campaignIdOf.ts"
import { deliverablesIn, expectedDeliverables } from "./deliverablesIn.ts"
import { type Form, type FormAnswer, type FormField, plainLabel } from "./Form.ts"
import type { ModelField } from "./ModelField.ts"
import { expectedPlatforms, type FormPlatform, platformIn } from "./platformIn.ts"

/** What a person has to say before the campaign can start: one for each label of the form. */
export interface Question {
  readonly label: string
  readonly expected: string
  readonly got: string
}

/** A form as a campaign, or what is missing for that. What Parley has no use for is `background`, label by label. */
export interface FormReading {
  readonly campaign: Either.Either<Campaign, ReadonlyArray<Question>>
  /** Where its creators stand, as the form names it. */
  readonly roster: { readonly sheet: string | null; readonly tab: string | null; readonly label: string }
  readonly platform: FormPlatform | null
  readonly background: ReadonlyArray<readonly [label: string, text: string]>
}

/**
 * Reads a form, with what people answered by label in place of what stands there (INTAKE-01). The campaign's own check decides what is good, so that a
 * file, the API and a form are told the same (INTAKE-02): what cannot be read is handed on as it was written, and what is missing is left out.
 */
export const campaignOfForm = (form: Form, answers: ReadonlyMap<string, string>): FormReading => {
  const fields = form.fields.map((one) => ({ ...one, answer: answered(one, answers.get(plainLabel(one.label))) }))
  const questions = new Map<string, Question>()
  const used = new Set<FormField>()
  /** Which label a problem of the campaign is asked by, by its path. */
  const labels = new Map<string, string>()

  const ask = (label: string, expected: string, got: string): void => {
    if (!questions.has(label)) questions.set(label, { label, expected, got })
  }
  /** The first field of a kind that says something, else the last one: two labels may ask for the same. */
  const fieldOf = (name: ModelField): FormField | undefined => {
    const all = fields.filter(({ field }) => field === name)
    return all.find(({ answer, required }) => required && answer._tag !== "Nothing") ?? all.find(({ answer }) => answer._tag !== "Nothing") ?? all.find(({ required }) => required) ?? all[0]
  }
  /** What stands in a field, as `read` takes it; nothing where it is empty or has to be asked for. */
  const take = <A>(name: ModelField, paths: ReadonlyArray<string>, read: (text: string, field: FormField) => A): A | undefined => {
    const field = fieldOf(name)
    if (field === undefined) return undefined
    used.add(field)
    for (const path of paths) labels.set(path, field.label)
    const { answer, label, required } = field
    if (answer._tag === "Unreadable") {
      ask(label, answer.expected, answer.got)
      return undefined
    }
    const text = textOf(answer)
    if (text !== null) return read(text, field)
    if (required) ask(label, requiredValue, "nothing")
    return undefined
  }
  const text = (name: ModelField, ...paths: ReadonlyArray<string>) => take(name, paths, (value) => value)
  const money = (name: ModelField, ...paths: ReadonlyArray<string>) => take(name, paths, (value) => amountIn(value, form.currency))
  /** One of a form's own words; a word it does not know is asked for. */
  const word = <A>(name: ModelField, expected: string, read: (value: string) => A | null): A | undefined =>
    take(name, [], (value, { label }) => {
      const found = read(value)
      if (found === null) ask(label, expected, JSON.stringify(value))
      return found ?? undefined
    })
  const days = (name: ModelField, says: string): string | undefined =>
    take(name, ["schedule"], (value, { answer, label }) => {
      const found = datesIn(answer)
      if (found === null) ask(label, expectedDates, JSON.stringify(value))
      const zone = typeof form.usual["timeZone"] === "string" ? form.usual["timeZone"] : "UTC"
      const named = [found?.from ?? null, found?.to ?? null].filter((one) => one !== null).map((one) => dayText(one, zone))
      return named.length === 0 ? undefined : `${says} ${named.length === 2 ? `from ${named.join(" to ")}` : `by ${named[0] ?? ""}`}`
    })

  const platform = word("distribution.platform_distribution", expectedPlatforms, platformIn) ?? null
  const durations = (kind: "target" | "minimum", at: string) => ({
    ...given("paid", take(`usage_rights.${kind}.paid_usage`, [`packages.0.${at}.paid`], durationIn)),
    ...given("whitelisting", take(`usage_rights.${kind}.whitelisting`, [`packages.0.${at}.whitelisting`], durationIn)),
    ...given("organic", take(`usage_rights.${kind}.organic_owned`, [`packages.0.${at}.organic`], durationIn))
  })
  const usage = durations("target", "usage")
  const least = durations("minimum", "leastUsage")
  const made = (name: ModelField, path: string) =>
    take(name, [path], (_, { answer, label }) => {
      const found = deliverablesIn(listOf(answer), platform)
      const unknown = Object.keys(found).filter((kind) => !isKind(kind))
      if (unknown.length > 0) ask(label, expectedDeliverables, unknown.map((one) => JSON.stringify(one)).join(", "))
      return found
    })
  const wanted = made("target_deliverables", "packages.0.deliverables") ?? {}
  const packages = [wanted]
  for (const name of ["deliverables.scenario_1", "deliverables.scenario_2", "deliverables.scenario_3"] as const) {
    // a campaign has three packages at most: a third fallback is background
    if (packages.length === 3) break
    const fallback = made(name, `packages.${packages.length}.deliverables`)
    if (fallback !== undefined && !packages.some((one) => sameRecord(one, fallback))) packages.push(fallback)
  }
  const leastUsage = isSame(usage, least) ? {} : { leastUsage: least }
  if (Object.keys(least).length > 0) labels.set("packages.0.leastUsage", longerLabel(fields, usage, least))

  const hasProduct = word("product_leverage.product_available", "yes or no", yesIn)
  const product = hasProduct !== true ? undefined : {
    ...given("what", take("product_leverage.product_description", ["levers.product.what", "levers.product"], (value) => value)),
    ...given("value", money("product_leverage.product_monetary_value", "levers.product.value"))
  }
  const mayShare = word("deliverables.content_syndication", "yes or no", yesIn)
  const usualLevers = recordOf(form.usual["levers"])
  const { syndication: syndicationText = defaultSyndication, ...otherLevers } = usualLevers
  const pace = word("goals.optimize_for", "one of CPM, content volume and usage rights, balance", paceIn)
  const methods = text("background.payment_methods", "paymentTerms")
  const terms = text("background.payment_terms", "paymentTerms")
  const schedule = [days("requirements.content_delivery_date", "content for approval"), days("requirements.content_publish_date", "live")].filter((one) => one !== undefined).join(", ")
  const roster = { label: fieldOf("influencer_sheet_tab")?.label ?? "Influencer Sheet Tab Name", tab: text("influencer_sheet_tab") ?? null, sheet: text("influencer_sheet_id") ?? null }

  const input = {
    id: campaignIdOf(form), name: form.title.trim().slice(0, 500) || form.id,
    ...given("sender", text("background.campaign_manager", "sender")),
    ...form.usual,
    ...given("client", text("client_name", "client")),
    currency: form.currency,
    ...given("budget", money("budget", "budget")),
    ...given("influencers", take("budget_constraints.target_influencer_count", ["influencers"], countIn)),
    cpm: {
      ...recordOf(form.usual["cpm"]),
      ...given("target", money("budget_constraints.cpm_target", "cpm.target")),
      ...given("leniency", take("budget_constraints.cpm_leniency_pct", ["cpm.leniency"], percentIn))
    },
    packages: packages.map((deliverables) => ({ deliverables, usage, ...leastUsage })),
    ...product === undefined && mayShare !== true && Object.keys(otherLevers).length === 0 ? { levers: undefined } : {
      levers: { ...otherLevers, ...given("product", product), ...(mayShare === true ? { syndication: syndicationText } : {}) }
    },
    ...given("minimumCost", money("budget_constraints.min_cost_per_influencer", "minimumCost")),
    ...given("approvalAbove", money("budget_constraints.max_cost_without_approval", "approvalAbove")),
    ...given("paymentTerms", terms === undefined ? undefined : methods === undefined ? terms : `${terms}, by ${methods.replace(/, ([^,]*)$/u, " or $1")}`),
    ...given("schedule", schedule === "" ? undefined : schedule),
    ...pace === undefined ? {} : { policy: { ...recordOf(form.usual["policy"]), pace } }
  }
  const campaign = readCampaign(withoutUndefined(input))
  if (Either.isLeft(campaign)) for (const { expected, field, got } of campaign.left.problems) ask(labelOf(labels, field), expected, got)
  return {
    campaign: questions.size > 0 ? Either.left([...questions.values()]) : Either.mapLeft(campaign, ({ problems }) => problems.map(unlabelled)),
    roster, platform,
    background: fields.flatMap((one) => {
      const said = used.has(one) ? null : textOf(one.answer)
      return said === null ? [] : [[one.label, said] as const]
    })
  }
}

/** A person's answer stands in the place of what the form said; "none" leaves empty what need not be filled in. */
const answered = ({ answer, field, required }: FormField, said: string | undefined): FormAnswer =>
  said === undefined ? answer : !required && /^none$/iu.test(said.trim()) && field?.startsWith("usage_rights.") !== true ? { _tag: "Nothing" } : { _tag: "Text", text: said }

const isKind = Schema.is(DeliverableKind)

const listOf = (answer: FormAnswer): ReadonlyArray<string> => answer._tag === "Choices" ? answer.choices : [textOf(answer) ?? ""]

const defaultSyndication = "we share your content on the brand's other channels too, with your name"

/** What a campaign is optimized for, as how slowly it concedes; see docs/decisions/0021-clickup.md. */
const paceIn = (text: string): "firm" | "balanced" | "gentle" | null => {
  const words = text.trim().toLowerCase()
  return words === "cpm" ? "firm" : /^balanced?$/u.test(words) ? "balanced" : /^content volume(?: (?:and|&) usage rights)?$/u.test(words) ? "gentle" : null
}

/** The longest known path that a problem stands at, or under, or over. */
const labelOf = (labels: ReadonlyMap<string, string>, field: string): string => {
  // every package has the same usage
  const path = field.replace(/^packages\.\d+\.(usage|leastUsage)/u, "packages.0.$1")
  const near = [...labels].filter(([known]) => path === known || path.startsWith(`${known}.`) || known.startsWith(`${path}.`))
  return near.toSorted(([a], [b]) => b.length - a.length)[0]?.[1] ?? field
}

const unlabelled = ({ expected, field, got }: CampaignProblem): Question => ({ label: field, expected, got })

/** Of the shorter rights, the one that is the longer one. */
const longerLabel = (fields: ReadonlyArray<FormField>, usage: Readonly<Record<string, string>>, least: Readonly<Record<string, string>>): string => {
  const order: ReadonlyArray<string> = UsageDuration.literals
  const names = { paid: "usage_rights.minimum.paid_usage", whitelisting: "usage_rights.minimum.whitelisting", organic: "usage_rights.minimum.organic_owned" } as const
  const longer = (["paid", "whitelisting", "organic"] as const).find((use) => order.indexOf(least[use] ?? "none") > order.indexOf(usage[use] ?? "none"))
  const field = names[longer ?? "paid"]
  return fields.find((one) => one.field === field)?.label ?? field
}

/** Nothing shorter is on the table where the least is what is wanted. */
const isSame = (usage: Readonly<Record<string, string>>, least: Readonly<Record<string, string>>): boolean =>
  Object.entries(least).every(([use, duration]) => (usage[use] ?? "none") === duration)

const sameRecord = (a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([key, value]) => b[key] === value)

const given = <Key extends string, A>(key: Key, value: A | undefined): { readonly [K in Key]?: A } => {
  const one: { [K in Key]?: A } = {}
  if (value !== undefined) one[key] = value
  return one
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {}

const withoutUndefined = (input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
