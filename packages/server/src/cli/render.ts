import type { CampaignSummary, DeadLetterList, Explanation, Landing, NegotiationSummary, Sending, Status, Timeline } from "@parley/api/Reports"
import { Currency } from "@parley/domain/Currency"
import { cents, formatMoney } from "@parley/domain/Money"
import * as Schema from "effect/Schema"
import { table } from "./table.ts"

const isCurrency = Schema.is(Currency)

/** An amount as people read it; a dash where there is none. */
export const money = (amount: number | null, currency: string): string =>
  amount === null ? "-" : isCurrency(currency) ? formatMoney(cents(amount), currency) : `${amount}`

const time = (at: number): string => new Date(at).toISOString().replace("T", " ").slice(0, 16)

/** `parley status`. */
export const renderStatus = (status: Status): string => {
  if (status.campaigns.length === 0) return "No campaign yet: start one with `parley campaign start samples/campaign.yaml --roster samples/roster.csv`"
  const currencies = new Map(status.campaigns.map((campaign) => [campaign.id, campaign.currency]))
  const negotiations = status.negotiations.map((one) => {
    const show = (amount: number | null) => money(amount, currencies.get(one.campaign) ?? "")
    return [
      one.id, one.creator, one.quarantined === null ? one.state : "SET ASIDE", one.quarantined ?? one.reason?.replaceAll("_", " ") ?? "",
      String(one.rounds), show(one.offer), show(one.ask), show(one.waiting), show(one.agreed)
    ]
  })
  return [
    ...status.campaigns.flatMap((campaign) => [renderCampaign(campaign), ...renderForecast(campaign).map((line) => `    ${line}`)]),
    "",
    table(["negotiation", "creator", "state", "why", "rounds", "our offer", "their ask", "waits for yes", "agreed"], negotiations, [4, 5, 6, 7, 8]),
    "",
    `messages without a disposition: ${status.unaccountedMessages}; mail: ${counted(status.mail)}; notices: ${counted(status.team)}`,
    ...(status.deadLetters === 0 ? [] : [`${status.deadLetters} dead letters wait for a person: \`parley dead-letters\` lists them`]),
    ...(status.denials === 0 ? [] : [`${status.denials} requests of the last year were refused, because those who asked may not decide`]),
    ...(status.sending.stopped ? [renderSending(status.sending)] : [])
  ].join("\n")
}

const counted = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts).filter(([, count]) => count > 0).map(([name, count]) => `${count} ${name.replace("_", " ")}`).join(", ") || "none"

/** One line of a campaign's money. */
export const renderCampaign = (campaign: CampaignSummary): string => {
  const show = (amount: number | null) => money(amount, campaign.currency)
  return `${campaign.name} (${campaign.id}): ${show(campaign.agreed)} agreed and ${show(campaign.reserved)} on offer of ${show(campaign.budget)}; ` +
    `${campaign.deals} of ${campaign.headcount} creators; CPM ${show(campaign.campaignCpm)} (target ${show(campaign.targetCpm)}, ceiling ${show(campaign.ceilingCpm)})`
}

/** Where a campaign will land, as far as can be told from what was offered. */
export const renderForecast = ({ currency, forecast, saved }: CampaignSummary): ReadonlyArray<string> => {
  const show = (amount: number | null) => money(amount, currency)
  const { atThisRate, agreed, ended, headcountLeft, ifAllAccept, open } = forecast
  const landing = ({ cpm, deals, spend }: Landing) => `${deals} ${deals === 1 ? "deal" : "deals"} for ${show(spend)}, CPM ${show(cpm)}`
  return [
    open.offers === 0
      ? `forecast: nothing is on offer, so it stays at ${landing(agreed)}`
      : `forecast, if ${open.offers === 1 ? "the open offer is accepted as it stands" : `all ${open.offers} open offers are accepted as they stand`}: ${landing(ifAllAccept)}`,
    atThisRate === null
      ? "forecast, at the share that has closed so far: none yet, for no negotiation has ended"
      : `forecast, at the share that has closed so far (${agreed.deals} of ${ended} that ended): ${landing(atThisRate)}`,
    `${headcountLeft} more ${headcountLeft === 1 ? "creator" : "creators"} wanted, ${open.offers} on offer; deals cost ${show(Math.abs(saved))} ${saved < 0 ? "more" : "less"} than their targets together`
  ]
}

/** `parley sending`. */
export const renderSending = ({ at, by, stopped }: Sending): string =>
  stopped ? `SENDING IS STOPPED by ${by ?? "somebody"} since ${time(at ?? 0)}: mail waits until \`parley sending resume\`` : "Mail may leave."

/** `parley dead-letters`. */
export const renderLetters = ({ letters }: DeadLetterList): string =>
  letters.length === 0 ? "No dead letters." : table(
    ["letter", "what", "status", "creator", "tries", "since", "problem"],
    letters.map((one) => [one.letter, one.what, one.status, one.creator ?? "", String(one.attempts), time(one.since), one.file === null ? one.problem : `${one.problem} (file ${one.file})`]),
    [4]
  )

/** `parley timeline`. */
export const renderTimeline = ({ entries, negotiation }: Timeline): string =>
  [heading(negotiation), ...entries.flatMap((entry) => [
    `${time(entry.at)}  ${entry.text}`,
    ...(entry.quote === null ? [] : quoted(entry.quote))
  ])].join("\n")

const quoted = (text: string): ReadonlyArray<string> =>
  text.trim().split("\n").slice(0, 40).map((line) => `                  | ${line}`)

/** `parley explain`. */
export const renderExplanation = ({ decisions, models, negotiation }: Explanation): string =>
  [heading(negotiation), ...decisions.flatMap((decision) => [
    "", `${time(decision.at)}  ${decision.title}`, ...decision.lines.map((line) => `    ${line}`)
  ]), ...models.length === 0 ? [] : ["", "Models, since this server started:"], ...models.map((one) =>
    `    ${one.role}: ${one.answers} answers; tokens: ${one.inputTokens} in, ${one.cacheReadTokens} from the cache, ${one.cacheCreationTokens} into it, ${one.outputTokens} out`)].join("\n")

const heading = (negotiation: NegotiationSummary): string =>
  `${negotiation.creator} (${negotiation.id}) in ${negotiation.campaign}: ${negotiation.state}${negotiation.reason === null ? "" : `, ${negotiation.reason.replaceAll("_", " ")}`}`
