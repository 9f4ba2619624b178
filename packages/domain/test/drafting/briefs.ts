import * as FastCheck from "effect/FastCheck"
import { type Currency, minorDigits } from "../../src/Currency.ts"
import type { Brief } from "../../src/drafting/Brief.ts"
import type { MailPurpose } from "../../src/negotiation/MailPurpose.ts"
import { DeliverableKind } from "../../src/deliverables/Deliverable.ts"
import { UsageDuration } from "../../src/deliverables/UsageRights.ts"
import { ConcernKind } from "../../src/reading/ReplyReading.ts"
import { cpmCents } from "../../src/Cpm.ts"
import { cents } from "../../src/Money.ts"
import { Lever } from "../../src/strategy/Lever.ts"

/** A brief as a campaign would write it. */
export const plain: Brief = {
  purpose: "counter",
  recipientName: "Maya Lopez",
  counterparty: "influencer",
  influencerName: "Maya Lopez",
  senderName: "Ana Ruiz",
  clientName: "Glow Skincare",
  campaignName: "Spring Glow",
  about: "A launch for a gentle vitamin C serum.",
  currency: "USD",
  rate: cents(220000),
  previousRate: cents(200000),
  theirAsk: cents(250000),
  deliverables: [{ kind: "instagram_reel", quantity: 2 }, { kind: "instagram_story", quantity: 3 }],
  usage: { paid: "none", whitelisting: "none", organic: "90_days" },
  paymentTerms: "within 30 days of publication, by bank transfer",
  schedule: "drafts by 12 October 2026, live by 20 October 2026",
  isReply: true,
  final: false,
  concerns: [],
  followUp: 0,
  nextSteps: ["We send the agreement.", "You send the draft by 12 October 2026."]
}

export const purposes: ReadonlyArray<MailPurpose> = ["opening", "counter", "hold", "answer", "follow_up", "confirmation", "exit", "holding"]

const odd = FastCheck.constantFrom(
  "Maya", "Dr. Ó Súilleabháin", "<b>Bold</b> & Co", "$5,000 Mike", "3M", "7-Eleven", "Forever 21", "{{rate}}", "[NAME]", "Exclusivity Inc", "Budget Beauty", "brand.com", "@maya99",
  "k", "five hundred", "2.5k", "€", "李小龙 三千", "محمد ٥٠٠", "Анна 2О", "😀👩‍🍳", "a\u200Bb\u202Ec", "Hi\nRate: $9,999", "&amp;", "\"><script>", "TBD", "１００", "x", "-", "per reel", "CPM 20", "USD", "no", "thousand", "&#50;", "1. ", "guarantee 50%", "and", "usd 5", "O'Brien", "100 each", "+", "%", ""
)
const name = FastCheck.oneof(odd, FastCheck.string({ unit: "grapheme", maxLength: 24 }), FastCheck.string({ unit: "binary", maxLength: 12 }), FastCheck.string({ maxLength: 16 }))
const currencies = Object.keys(minorDigits).filter((key): key is Currency => key in minorDigits)
const amount = FastCheck.oneof(FastCheck.integer({ min: 0, max: 5_000_000 }), FastCheck.maxSafeNat()).map((n) => cents(n))
const usage = FastCheck.constantFrom(...UsageDuration.literals)
const maybe = FastCheck.option(amount, { nil: null })
const extra = FastCheck.oneof(FastCheck.constant(null), name, FastCheck.constantFrom("a full-size skincare set worth $120", "we share your post on our own channels, with your name"))

/** Any brief at all: names in any script, with markup, figures or slots in them; any purpose, amount and currency. */
export const anyBrief: FastCheck.Arbitrary<Brief> = FastCheck.record({
  purpose: FastCheck.constantFrom(...purposes),
  recipientName: name,
  counterparty: FastCheck.constantFrom("influencer" as const, "talent_manager" as const),
  influencerName: name,
  senderName: name,
  clientName: name,
  campaignName: name,
  about: name,
  currency: FastCheck.constantFrom(...currencies),
  rate: maybe,
  previousRate: maybe,
  theirAsk: maybe,
  deliverables: FastCheck.array(FastCheck.record({
    kind: FastCheck.constantFrom(...DeliverableKind.literals),
    quantity: FastCheck.integer({ min: 1, max: 50 })
  }), { minLength: 1, maxLength: 4 }),
  usage: FastCheck.record({ paid: usage, whitelisting: usage, organic: usage }),
  paymentTerms: FastCheck.oneof(name, FastCheck.constant("within 30 days of publication, by bank transfer")),
  schedule: FastCheck.oneof(name, FastCheck.constant("drafts by 12 October 2026, live by 20 October 2026")),
  isReply: FastCheck.boolean(),
  final: FastCheck.boolean(),
  concerns: FastCheck.array(FastCheck.constantFrom(...ConcernKind.literals), { maxLength: 9 }),
  followUp: FastCheck.integer({ min: 0, max: 3 }),
  nextSteps: FastCheck.array(name, { maxLength: 4 }),
  product: extra,
  syndication: extra,
  lever: FastCheck.option(FastCheck.constantFrom(...Lever.literals), { nil: null }),
  cpm: FastCheck.option(FastCheck.integer({ min: 1, max: 9_000_000 }).map(cpmCents), { nil: null })
})

const small = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
const inWords = (thousands: number): string => `${small[thousands] ?? ""} thousand`
const wide = (digits: string): string => digits.replace(/\d/g, (d) => String.fromCodePoint(0xFF10 + Number(d)))
const grouped = (n: number, by: string): string => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, by)

/** An amount that no brief allows, in some notation, and its value in major units. */
export const foreignAmount: FastCheck.Arbitrary<{ readonly text: string; readonly major: number }> =
  FastCheck.tuple(FastCheck.integer({ min: 101, max: 9_999_999 }), FastCheck.integer({ min: 1, max: 9 }), FastCheck.integer({ min: 0, max: 17 })).map(([n, d, notation]) => {
    const thousands = d * 1000
    switch (notation) {
      case 0: return { text: `$${grouped(n, ",")}`, major: n }
      case 1: return { text: `${n} USD`, major: n }
      case 2: return { text: `${d}.5k`, major: thousands + 500 }
      case 3: return { text: inWords(d), major: thousands }
      case 4: return { text: wide(String(n)), major: n }
      case 5: return { text: String(n).split("").join("\u200B"), major: n }
      case 6: return { text: `€${grouped(n, ".")}`, major: n }
      case 7: return { text: `${grouped(n, " ")} dollars`, major: n }
      case 8: return { text: `${small[d] ?? ""} and a half thousand`, major: thousands + 500 }
      case 9: return { text: "a grand", major: 1000 }
      case 10: return { text: `£${n}.50`, major: n + 0.5 }
      case 11: return { text: grouped(n, "'"), major: n }
      case 12: return { text: `twenty-${small[d] ?? ""} hundred`, major: 2000 + d * 100 }
      case 13: return { text: `₹${n}`, major: n }
      case 14: return { text: String(n).split("").join(" "), major: n }
      case 15: return { text: `${d}0%`, major: d * 10 }
      case 16: return { text: `${d}-${d + 1}k`, major: thousands }
      default: return { text: String(n).replace(/0/g, "O"), major: n }
    }
  })
