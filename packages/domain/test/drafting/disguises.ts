import * as FastCheck from "effect/FastCheck"
import type { RenderedMail } from "../../src/drafting/Brief.ts"
import { escapeHtml } from "../../src/drafting/Slots.ts"

/** An amount hidden in a mail that otherwise passes, and how. */
export interface Disguised {
  readonly how: string
  readonly mail: RenderedMail
}

const ones = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
const tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
const below100 = (n: number): string => n < 20 ? ones[n] ?? "" : `${tens[Math.floor(n / 10)] ?? ""}${n % 10 === 0 ? "" : `-${ones[n % 10] ?? ""}`}`
const below1000 = (n: number): string => [n >= 100 ? `${ones[Math.floor(n / 100)] ?? ""} hundred` : "", below100(n % 100)].filter((w) => w !== "").join(" and ")
const inWords = (n: number): string => [n >= 1000 ? `${below1000(Math.floor(n / 1000))} thousand` : "", below1000(n % 1000)].filter((w) => w !== "").join(" ")
const grouped = (n: number, by: string): string => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, by)
const toRoman = (n: number): string => {
  const steps: ReadonlyArray<readonly [number, string]> = [[1000, "M"], [900, "CM"], [500, "D"], [400, "CD"], [100, "C"], [90, "XC"], [50, "L"], [40, "XL"], [10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]]
  let left = n
  return steps.map(([value, letters]) => { const times = Math.floor(left / value); left -= times * value; return letters.repeat(times) }).join("")
}

const notations: Readonly<Record<string, (n: number) => string>> = {
  digits: (n) => String(n), comma: (n) => grouped(n, ","), point: (n) => grouped(n, "."), space: (n) => grouped(n, " "), apostrophe: (n) => grouped(n, "'"), narrow: (n) => grouped(n, "\u202F"),
  cents: (n) => `${grouped(n, ",")}.00`, k: (n) => `${n / 1000}k`, spacedK: (n) => `${n / 1000} K`, thousand: (n) => `${n / 1000} thousand`, hundred: (n) => `${n / 100} hundred`, million: (n) => `${n / 1_000_000}m`,
  words: inWords, capitals: (n) => inWords(n).toUpperCase(), hundreds: (n) => n % 100 === 0 && n < 10_000 && n % 1000 !== 0 ? `${below100(n / 100)} hundred` : inWords(n), pairs: (n) => n < 10_000 && n % 100 !== 0 && n >= 1100 ? `${below100(Math.floor(n / 100))} ${below100(n % 100)}` : inWords(n),
  digitWords: (n) => Array.from(String(n)).map((d) => ones[Number(d)] || "zero").join("-"), roman: (n) => n < 4000 && toRoman(n).length > 2 ? toRoman(n) : String(n), hyphens: (n) => inWords(n).replace(/ /g, "-"), range: (n) => `${n}-${n + 100}`, about: (n) => `~${n}`
}
const apart = (by: string) => (text: string): string => Array.from(text).join(by)
const spacings: Readonly<Record<string, (text: string) => string>> = {
  none: (text) => text, spaces: apart(" "), hyphens: apart("-"), points: apart("."), underscores: apart("_"), slashes: apart("/"), bars: apart("|"), stars: apart("*"), zeroWidth: apart("\u200B"), joiner: apart("\u2060"), hard: apart("\u00A0"), thin: apart("\u2009"), softHyphen: apart("\u00AD"), strike: apart("\u0336")
}
const from = (zero: number) => (text: string): string => text.replace(/\d/g, (d) => String.fromCodePoint(zero + Number(d)))
const swap = (pairs: Readonly<Record<string, string>>) => (text: string): string => Array.from(text).map((c) => pairs[c] ?? c).join("")
const characters: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text, fullWidth: from(0xFF10), arabic: from(0x0660), devanagari: from(0x0966), bold: from(0x1D7CE), mono: from(0x1D7F6), circled: (text) => text.replace(/\d/g, (d) => d === "0" ? "⓪" : String.fromCodePoint(0x245F + Number(d))), keycaps: (text) => text.replace(/\d/g, "$&\uFE0F\u20E3"),
  superscript: swap({ "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹" }), letterO: (text) => text.replace(/(?<=\d[\d,.]*)0/g, "O"), cyrillic: swap({ o: "о", e: "е", a: "а" }), upper: (text) => text.toUpperCase(), wideLetters: (text) => text.replace(/[a-z]/g, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xFEE0))
}
const marks: ReadonlyArray<readonly [string, string]> = [["$", ""], ["", " USD"], ["", " dollars"], ["", ""], ["USD ", ""], ["€", ""], ["", "€"], ["", " bucks"], ["£", ""]]
export const leads: ReadonlyArray<readonly [string, string]> = [["We could do ", " for the package."], ["", " would work too."], ["Let's say ", "."], ["It comes to ", " in all."], ["How about ", "?"], ["I'd think of ", " for this."], ["Warmly, ", ""], ["", ""], ["(", ")"], ["In short: ", "!"], ["Would ", " work for you?"], ["You know, ", " sounds nice"]]

const places = ["prose", "subject", "textOnly", "htmlOnly", "bold", "comment", "entities", "emptyTags", "hiddenStyle", "pale", "tiny", "title", "alt", "data", "link", "linkText"] as const
const keyOf = (record: Readonly<Record<string, unknown>>) => FastCheck.constantFrom(...Object.keys(record))

/** Notation × spacing × characters × currency mark × sentence × place. `isOurs` says which amounts may stand in the mail. */
export const disguised = (mail: RenderedMail, isOurs: (major: number) => boolean): FastCheck.Arbitrary<Disguised> =>
  FastCheck.record({
    amount: FastCheck.integer({ min: 3, max: 199 }).map((n) => n * 50).filter((n) => !isOurs(n)), notation: keyOf(notations), spacing: keyOf(spacings), characters: keyOf(characters),
    mark: FastCheck.constantFrom(...marks), lead: FastCheck.constantFrom(...leads), place: FastCheck.constantFrom(...places), plainly: FastCheck.boolean()
  }).map(({ amount, characters: letters, lead, mark, notation, place, plainly, spacing }) => {
    const spread = spacings[plainly ? "none" : spacing] ?? String
    const dressed = characters[letters] ?? String
    const figure = `${mark[0]}${spread(dressed(notations[notation]?.(amount) ?? String(amount)))}${mark[1]}`
    const prose = `${lead[0]}${figure}${lead[1]}`
    return { how: `${amount} as ${JSON.stringify(figure)}: ${notation}, ${plainly ? "none" : spacing}, ${letters}, ${JSON.stringify(lead.join("_"))}, ${place}`, mail: hide(mail, place, prose, figure) }
  })

const hide = (mail: RenderedMail, place: (typeof places)[number], prose: string, figure: string): RenderedMail => {
  const shown = escapeHtml(prose)
  const both = (html: string, text = prose): RenderedMail => ({ subject: mail.subject, text: `${mail.text}\n${text}\n`, html: `${mail.html}\n${html}` })
  const only = (html: string): RenderedMail => ({ ...mail, html: `${mail.html}\n${html}` })
  switch (place) {
    case "prose": return both(`<p>${shown}</p>`)
    case "subject": return { ...mail, subject: `${mail.subject} ${prose}` }
    case "textOnly": return { ...mail, text: `${mail.text}\n${prose}\n` }
    case "htmlOnly": return only(`<p>${shown}</p>`)
    case "bold": return both(`<p>${Array.from(prose).map((c) => `<b>${escapeHtml(c)}</b>`).join("")}</p>`)
    case "comment": return only(`<!-- ${shown} -->`)
    case "entities": return both(`<p>${Array.from(prose).map((c) => `&#${c.codePointAt(0)};`).join("")}</p>`)
    case "emptyTags": return both(`<p>${Array.from(prose).map((c) => `${escapeHtml(c)}<i></i>`).join("")}</p>`)
    case "hiddenStyle": return only(`<p style="display:none">${shown}</p>`)
    case "pale": return both(`<p style="color:#fefefe">${shown}</p>`)
    case "tiny": return both(`<p style="font-size:1px">${shown}</p>`)
    case "title": return only(`<p title="${shown}">Thank you</p>`)
    case "alt": return only(`<p><img alt="${shown}"></p>`)
    case "data": return only(`<p data-x="${shown}">Thank you</p>`)
    case "link": return only(`<p><a href="https://example.com/?rate=${encodeURIComponent(figure)}">here</a></p>`)
    case "linkText": return both(`<p>https://example.com/?r=${shown}</p>`, `https://example.com/?r=${prose}`)
  }
}

const month = FastCheck.constantFrom("January", "March", "May", "June", "August", "October", "December")
const small = FastCheck.integer({ min: 2, max: 28 })
const count = FastCheck.integer({ min: 120, max: 900_000 })
const said = (n: number): string => n % 2 === 0 ? grouped(n, ",") : String(n)

/** A sentence whose numbers are no amounts: dates, clocks, views, years, seconds, percentages, street numbers, steps. */
export const harmless: FastCheck.Arbitrary<string> = FastCheck.oneof(
  FastCheck.tuple(small, month, FastCheck.integer({ min: 2024, max: 2031 })).map(([d, m, y]) => d % 2 === 0 ? `The reel would go live on ${d} ${m} ${y}.` : `We would love to see a draft by ${m} ${d}, ${y}.`),
  FastCheck.tuple(small, FastCheck.integer({ min: 0, max: 59 })).map(([h, m]) => `I'm free at ${h % 24}:${String(m).padStart(2, "0")} or after ${h % 12 + 1} pm.`),
  count.map((n) => `Your last video had ${said(n)} views, congratulations!`), count.map((n) => `You have ${said(n)} followers who clearly love what you do.`), count.map((n) => `With ${Math.ceil(n / 1000)}k subscribers your channel is a lovely place.`), count.map((n) => `An average of ${said(n)} views is wonderful.`),
  FastCheck.integer({ min: 1900, max: 2024 }).map((y) => `The brand was founded in ${y}.`), FastCheck.integer({ min: 2012, max: 2025 }).map((y) => `I have followed you since ${y}.`),
  FastCheck.integer({ min: 10, max: 90 }).map((s) => `The video should be about ${s} seconds long.`), small.map((h) => `I answer within ${h} hours.`), FastCheck.tuple(small, small).map(([a, b]) => `Please allow ${a} to ${a + b} days for delivery of the sample.`), small.map((n) => `A ${n}-minute call would be lovely.`),
  FastCheck.integer({ min: 1, max: 100 }).map((p) => `The jar is made of ${p}% recycled glass.`), FastCheck.integer({ min: 1, max: 90 }).map((p) => `I saw that ${p}% of your audience is in Spain.`), FastCheck.constant("I'm 100 % behind your idea."),
  FastCheck.integer({ min: 1, max: 400 }).map((n) => `Our studio is at ${n} Harbour Street, do drop by.`), small.map((n) => `We are on the ${n}th floor.`), small.map((n) => `Your top ${n} list of cafes got me through the week.`), FastCheck.integer({ min: 10, max: 950 }).map((n) => `The bottle holds ${n} ml.`),
  FastCheck.integer({ min: 3, max: 60 }).map((n) => `It comes with SPF ${n}.`), small.map((n) => `I counted ${n} plants in your kitchen.`), small.map((n) => `Weeks ${n} to ${n + 2} suit us well.`), FastCheck.integer({ min: 60, max: 5000 }).map((n) => `The trail climbs ${n} metres.`), FastCheck.integer({ min: 2, max: 9 }).map((n) => `${n} of my colleagues watch your series.`),
  FastCheck.constant("1. You reply.\n2. We send the agreement.\n3. You film."), FastCheck.integer({ min: 60, max: 800 }).map((n) => `Over ${n} recipes are on your channel, I tried two.`), FastCheck.constantFrom("Filmed in 9:16 and 1080p, please.", "The M500 headphones play for 40 hours.", "Two of us met you in 2019.", "I read your note twice.", "Happy 10th anniversary!", "Half of the team is on holiday.", "A couple of us cheered.", "Thanks a million!")
)
