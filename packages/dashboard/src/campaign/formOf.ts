/** The fields of the start form by the path that the server's problems name, as a person typed them. */
export type FormText = Readonly<Record<string, string>>

/** Deliverables a package may hold, in the order they are offered. */
export const deliverableKinds = ["instagram_post", "instagram_story", "instagram_reel", "tiktok_video", "tiktok_story", "youtube_dedicated", "youtube_integration", "youtube_short"] as const

export const usageDurations = ["none", "30_days", "60_days", "90_days", "6_months", "1_year", "perpetual"] as const

export const currencies = [
  "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "INR", "JPY", "KRW", "MXN", "NOK", "NZD", "PLN", "SEK", "SGD", "TRY", "USD", "ZAR"
] as const

/** What the form begins with; empty fields are left out, so that the server's own defaults hold. */
export const emptyForm: FormText = {
  currency: "USD", "cpm.target": "20", "cpm.leniency": "50", "packages.0.deliverables.instagram_reel": "1",
  "policy.autonomy": "auto", "policy.rounds": "5", "policy.followUpHours": "48, 72"
}

/** Numbers are sent as numbers where they are some; what is none goes as it is, for the server to name. */
const numbers = /^(?:budget|influencers|minimumCost|approvalAbove|cpm\.\w+|policy\.rounds|packages\.\d+\.deliverables\.\w+)$/u

/** The campaign that a filled form means, in the shape of a campaign's file. */
export const formOf = (text: FormText): Record<string, unknown> => {
  const form: Record<string, unknown> = {}
  for (const [path, typed] of Object.entries(text)) {
    const value = typed.trim()
    if (value === "") continue
    put(form, path, path === "policy.followUpHours" ? value.split(/[\s,]+/u).map(number) : numbers.test(path) ? number(value) : value)
  }
  // packages are a list in the file
  if (typeof form["packages"] === "object" && form["packages"] !== null) form["packages"] = Object.values(form["packages"])
  return form
}

const number = (text: string): number | string => /^-?\d+(?:\.\d+)?$/u.test(text) ? Number(text) : text

const put = (into: Record<string, unknown>, path: string, value: unknown): void => {
  const [first = "", ...rest] = path.split(".")
  if (rest.length === 0) {
    into[first] = value
    return
  }
  const inner = into[first]
  const holder: Record<string, unknown> = isRecord(inner) ? inner : {}
  into[first] = holder
  put(holder, rest.join("."), value)
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null
