import * as Schema from "effect/Schema"
import { Currency } from "../Currency.ts"

/** A currency somebody wrote; `other` is one that Parley cannot negotiate in, or that a mark such as "kr" leaves open. */
export type NamedCurrency = Currency | "other"

/** The mark that ends right before `at`, e.g. "$", "US$ ", "EUR "; `case` matters only for codes that are English words. */
export const currencyBefore = (text: string, at: number): { readonly currency: NamedCurrency; readonly from: number } | null => {
  const match = before.exec(text.slice(Math.max(0, at - 9), at))
  if (match === null) return null
  const mark = match[1] ?? match[2] ?? ""
  // "R18,500", never "r" in words
  const currency = match[2] === undefined ? named(mark) : mark === "R" ? "ZAR" : null
  return currency === null ? null : { currency, from: at - (match[0].length - match[0].indexOf(mark)) }
}

/** The mark that begins right after `at`, e.g. " USD", "€", " dollars". */
export const currencyAfter = (text: string, at: number): { readonly currency: NamedCurrency; readonly to: number } | null => {
  const match = after.exec(text.slice(at, at + 24))
  if (match === null) return null
  const mark = match[1] ?? ""
  const currency = named(mark)
  return currency === null ? null : { currency, to: at + match[0].length }
}

const isCurrency = Schema.is(Currency)
const otherCodes =
  "AED|SAR|QAR|KWD|BHD|ILS|THB|PHP|IDR|MYR|VND|TWD|RUB|UAH|RON|HUF|BGN|ISK|ARS|CLP|COP|PEN|EGP|NGN|KES|GHS|PKR|BDT|LKR|MAD|RMB|BTC|ETH|USDT|USDC|SOL"
const codes = `AUD|BRL|CAD|CHF|CNY|CZK|DKK|EUR|GBP|HKD|INR|JPY|KRW|MXN|NOK|NZD|PLN|SEK|SGD|TRY|USD|ZAR|${otherCodes}`
const symbols: Readonly<Record<string, NamedCurrency>> = {
  $: "USD", us$: "USD", "usd$": "USD", ca$: "CAD", can$: "CAD", c$: "CAD", au$: "AUD", a$: "AUD", nz$: "NZD", hk$: "HKD", s$: "SGD", sg$: "SGD", r$: "BRL", mx$: "MXN",
  "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₺": "TRY", "₽": "other", "₪": "other", "฿": "other", "₱": "other", "₫": "other",
  "₦": "other", "₴": "other", "₿": "other", "¢": "other"
}
const words: Readonly<Record<string, NamedCurrency>> = {
  dollar: "USD", dollars: "USD", bucks: "USD", buck: "USD", euro: "EUR", euros: "EUR", pound: "GBP", pounds: "GBP", quid: "GBP", sterling: "GBP",
  rupee: "INR", rupees: "INR", rs: "INR", "rs.": "INR", yen: "JPY", yuan: "CNY", rand: "ZAR", zloty: "PLN", francs: "CHF", reais: "BRL", real: "BRL", lira: "TRY",
  "zł": "PLN", zl: "PLN", kr: "other", kronor: "SEK", dirhams: "other", dirham: "other", pesos: "other", bitcoin: "other", "us dollars": "USD", "u.s. dollars": "USD",
  "canadian dollars": "CAD", "australian dollars": "AUD", "aussie dollars": "AUD", "new zealand dollars": "NZD", "singapore dollars": "SGD", "swiss francs": "CHF", naira: "other", "pounds sterling": "GBP", baht: "other", shekels: "other"
}
const signs = "(?:usd|us|ca|can|c|au|a|nz|hk|sg|s|r|mx)?\\$|[€£¥₹₩₺₽₪฿₱₫₦₴₿]"
const before = new RegExp(`(?:^|[^A-Za-z])(${signs}|${codes}|rs\\.?|kr)[ :]{0,2}$|(?:^|[^A-Za-z\\d])(R) ?$`, "i")
const names =
  "us dollars|aussie dollars|new zealand dollars|singapore dollars|swiss francs|naira|u\\.s\\. dollars|canadian dollars|australian dollars|pounds sterling|dollars?|bucks?|euros?|pounds?|quid|sterling|rupees?|rs\\.?|yen|yuan|rand|zloty|francs|reais|lira|zł|zl|kr|kronor|dirhams?|pesos|bitcoin|baht|shekels"
const after = new RegExp(`^(?:,-)? ?(?:\\(|in )?((?:${codes}|${names})(?![A-Za-z])|(?:us|ca|c|au|a)?[$€£¥₹₩₺₽₪₿](?! ?\\d))`, "i")

const named = (mark: string): NamedCurrency | null => {
  const lower = mark.toLowerCase()
  const symbol = symbols[lower] ?? words[lower]
  if (symbol !== undefined) return symbol
  const code = mark.toUpperCase()
  // "try" and "sol" are words unless shouted
  if ((code === "TRY" || code === "SOL" || code === "MAD" || code === "PEN" || code === "RON") && mark !== code) return null
  return isCurrency(code) ? code : "other"
}
