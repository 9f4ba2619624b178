import { minorDigits } from "@parley/domain/Currency"
import { describeDeliverables } from "@parley/domain/deliverables/Deliverable"
import { formatMoney } from "@parley/domain/Money"
import type { ReadingContext, ReplyText } from "@parley/domain/ports/ReplyReader"
import { longest } from "@parley/domain/reading/Normal"
import { framed } from "./frame.ts"
import { reveal } from "./Hidden.ts"

/** What a model is told of one reply: our open offer and package, and the mail as data. No limit is known here (READ-05). */
export const replyTurn = (reply: ReplyText, context: ReadingContext): string => {
  const parts = {
    from_name: reply.fromName.slice(0, 200), from_address: reply.fromAddress.slice(0, 300), subject: reply.subject.slice(0, 300),
    new_text: reply.newText.slice(0, longest), hidden_by_html: reply.hiddenText.slice(0, 4_000), signature: (reply.signature ?? "").slice(0, 1_000)
  }
  const revealed = Object.entries(parts).map(([name, text]) => ({ name, ...reveal(text) }))
  const invisible = revealed.filter(({ hadInvisible }) => hadInvisible).map(({ name }) => name)
  const notes = [
    ...invisible.length === 0 ? [] : [`invisible characters were removed from ${invisible.join(", ")}`],
    ...reply.newText.length > longest ? ["new_text is longer and was cut; a position may stand in the part that is missing"] : []
  ]
  return [
    framed("ours", {
      creator: context.influencerName,
      open_offer: context.openOffer === null ? null : { shown: formatMoney(context.openOffer, context.currency), minor: context.openOffer, currency: context.currency },
      minor_digits: minorDigits[context.currency],
      deliverables: describeDeliverables(context.deliverables)
    }),
    framed("email", Object.fromEntries(revealed.map(({ name, text }) => [name, text]))),
    ...notes.length === 0 ? [] : [framed("notes", notes)]
  ].join("\n")
}
