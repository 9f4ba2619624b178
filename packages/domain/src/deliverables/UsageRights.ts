import * as Schema from "effect/Schema"

/** How long content may be used; the words of the intake form. */
export const UsageDuration = Schema.Literal("none", "30_days", "60_days", "90_days", "6_months", "1_year", "perpetual")
export type UsageDuration = typeof UsageDuration.Type

/** What the client may do with the content, each for a time (LEVER-01). */
export const UsageRights = Schema.Struct({ paid: UsageDuration, whitelisting: UsageDuration, organic: UsageDuration })
export type UsageRights = typeof UsageRights.Type

/** Whether `least` grants nothing for longer than `rights` does, and something for less. */
export const isShorter = (least: UsageRights, rights: UsageRights): boolean => {
  const steps = (["paid", "whitelisting", "organic"] as const).map((use) => UsageDuration.literals.indexOf(rights[use]) - UsageDuration.literals.indexOf(least[use]))
  return steps.every((step) => step >= 0) && steps.some((step) => step > 0)
}

/** Each right for the shorter of two times. */
export const shorterOf = (one: UsageRights, other: UsageRights): UsageRights => {
  const of = (use: keyof UsageRights): UsageDuration => UsageDuration.literals.indexOf(one[use]) <= UsageDuration.literals.indexOf(other[use]) ? one[use] : other[use]
  return { paid: of("paid"), whitelisting: of("whitelisting"), organic: of("organic") }
}

const durationNames: Readonly<Record<UsageDuration, string>> = {
  none: "not required",
  "30_days": "30 days",
  "60_days": "60 days",
  "90_days": "90 days",
  "6_months": "6 months",
  "1_year": "1 year",
  perpetual: "perpetual"
}

/** "organic use on the brand's own channels for 90 days; paid usage and whitelisting not required". */
export const describeUsage = (rights: UsageRights): string => {
  const named = [
    ["organic use on the brand's own channels", rights.organic],
    ["paid usage", rights.paid],
    ["whitelisting", rights.whitelisting]
  ] as const
  const granted = named.flatMap(([name, duration]) =>
    duration === "none" ? [] : [`${name}: ${durationNames[duration]}`])
  return granted.length === 0 ? "your own channel only" : granted.join("; ")
}
