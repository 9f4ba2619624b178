import type { Currency } from "@parley/domain/Currency"
import { cents, formatMoney } from "@parley/domain/Money"
import type { NoticeOutcome } from "@parley/domain/ports/TeamChannel"
import type { OutsideLimits, Refusal } from "@parley/domain/negotiation/Refusal"

const names: Readonly<Record<string, string>> = {
  Approve: "approve", EditDraft: "edit", CounterWith: "counter", Decline: "decline", AgreeAt: "agree", Claim: "claim", Resume: "resume", Pause: "pause", Stop: "stop"
}

/** Why a decision changed nothing, and what can be done instead. */
export const refusalText = (refusal: Refusal, currency: Currency): string => {
  switch (refusal._tag) {
    case "NotPossible": {
      const allowed = refusal.allowed.flatMap((command) => names[command] ?? [])
      return `Not possible while the negotiation is ${refusal.state}; possible now: ${allowed.length === 0 ? "nothing" : allowed.join(", ")}`
    }
    case "OutsideLimits":
      return outside(refusal, currency)
    case "NothingToApprove":
      return `Nothing waits for approval: the negotiation is ${refusal.state}`
    case "NoMailWaiting":
      return `No mail of this negotiation waits to leave: the negotiation is ${refusal.state}`
    case "NothingOffered":
      return "Nothing was offered to this creator yet, so there is nothing to counter or to wait for; `agree <amount>` records a deal made elsewhere"
    case "MailLeaving":
      return "A mail of this negotiation is leaving right now; try again in a moment"
    case "MovedOn":
      return `Something has happened since you were shown this (event ${refusal.seen}; now ${refusal.now}): look at the timeline and decide again`
    case "CannotPrice":
      return `The creator cannot be priced: ${refusal.field} is ${refusal.got}, expected ${refusal.expected}`
  }
}

/** Who settled something, and when. */
export const settledText = ({ at, by, text }: NoticeOutcome): string => `${text}${by === null ? "" : ` by ${by}`}, ${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`

const outside = (refusal: OutsideLimits, currency: Currency): string => {
  const amount = formatMoney(cents(Math.max(0, refusal.amount)), currency)
  const bound = formatMoney(cents(Math.max(0, refusal.bound)), currency)
  switch (refusal.limit) {
    case "ceiling": return `${amount} is above what this creator may cost, ${bound}`
    case "budget": return `${amount} is more than the campaign has left, ${bound}`
    case "their_ask": return `${amount} is above their own ask, ${bound}`
    case "our_last_offer": return `${amount} is below what we offered already, ${bound}`
    case "headcount": return `The campaign has all the ${refusal.bound} creators it wants`
    case "zero": return "An amount above zero was expected"
  }
}
