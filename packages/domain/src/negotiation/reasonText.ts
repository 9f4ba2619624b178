/** A rule's name as a campaign manager reads it; names that speak for themselves are only written out. */
export const reasonText = (reason: string): string => texts[reason] ?? reason.replaceAll("_", " ")

const texts: Readonly<Record<string, string>> = {
  opening_at_target: "we open at the target",
  opening_under_target: "we open at the campaign's share of the target",
  opening_at_minimum: "we open at the least that we offer, which lies over the target",
  concession: "a step from our last offer towards where they seem to settle",
  last_word: "they hold beyond the ceiling, so this is our last word",
  lever: "something beside money takes the place of a part of the step, for less than it saves",
  lever_before_leaving: "our last word, with something beside money that is worth the rest to them, before we leave",
  smaller_package: "a smaller package, before we leave",
  hold_for_their_figure: "they named no figure: we hold and ask for one, for moving would be bidding against ourselves",
  ask_at_or_under_our_offer: "they ask for no more than we offered",
  ask_at_or_under_our_next_offer: "they ask for no more than we would offer next",
  ask_within_limits: "their ask is within the limits, and no better offer can be made",
  firm_ask_within_limits: "their ask is final, and within the limits",
  last_round: "the last round takes what the limits allow",
  firm_ask_over_limits: "their ask is final, and over the limits",
  ask_over_limits_not_moving: "their ask is far over the limits and does not move",
  ask_over_limits: "our last word is out, and they ask for much more"
}
