/** An amount of minor units as people read it in `locale`: 248050 in USD is "$2,480.50", 248000 "$2,480", in JPY "¥248,000". */
export const money = (minor: number, currency: string, locale = "en-US"): string => {
  const format = formatter(currency, locale)
  return format.format(minor / 10 ** digitsOf(format))
}

/** The same, for what may not be known. */
export const maybeMoney = (minor: number | null, currency: string, locale?: string): string => minor === null ? "–" : money(minor, currency, locale)

/** An amount as a person types it into a field: 248050 in USD is "2480.50", and without its zeros when they say nothing. */
export const typedAmount = (minor: number, currency: string): string => {
  const digits = digitsOf(formatter(currency, "en-US"))
  const text = (minor / 10 ** digits).toFixed(digits)
  return digits > 0 && /^-?\d+\.0+$/.test(text) ? text.slice(0, text.indexOf(".")) : text
}

const formatters = new Map<string, Intl.NumberFormat>()

const formatter = (currency: string, locale: string): Intl.NumberFormat => {
  const key = `${locale} ${currency}`
  const known = formatters.get(key)
  if (known !== undefined) return known
  const made = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol", trailingZeroDisplay: "stripIfInteger" })
  formatters.set(key, made)
  return made
}

const digitsOf = (format: Intl.NumberFormat): number => format.resolvedOptions().maximumFractionDigits ?? 2
