import type { Desk, Question } from "@parley/adapters-slack/Desk"
import { DeskRefused } from "@parley/adapters-slack/Desk"
import type { AuditRequest } from "@parley/api/Audit"
import { type BadInput, NotFound, type Refused, Unavailable } from "@parley/api/Problems"
import type { CampaignSummary, NegotiationSummary } from "@parley/api/Reports"
import { CampaignId, NegotiationId } from "@parley/domain/Ids"
import { instant } from "@parley/domain/Instant"
import { isPossible } from "@parley/domain/negotiation/Table"
import type { Store, StoreUnavailable } from "@parley/domain/ports/Store"
import * as Clock from "effect/Clock"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import { money } from "../cli/render.ts"
import type { Operations } from "../Operations.ts"

type Problem = BadInput | NotFound | Refused | Unavailable

const isReversible: ReadonlySet<string> = new Set(["claim", "resume", "pause"])

/** As many as are asked back. */
const mostCandidates = 24

const commands = {
  approve: "Approve", counter: "CounterWith", edit: "EditDraft", claim: "Claim", decline: "Decline", agree: "AgreeAt", resume: "Resume", stop: "Stop", pause: "Pause"
} as const

/** What people in Slack ask, answered by the operations that the CLI and the API use too, in words. */
export const deskOf = (operations: Context.Tag.Service<Operations>, store: Context.Tag.Service<Store>): Context.Tag.Service<Desk> => {
  const asked = <A>(books: Effect.Effect<A, StoreUnavailable>) =>
    Effect.mapError(books, ({ reason }) => new Unavailable({ message: `The books cannot be used: ${reason}` }))
  const currencyOf = (id: string) => Effect.map(asked(store.campaign(CampaignId.make(id))), (campaign) => campaign?.currency ?? "USD")

  /**
   * Whom a name means (HUMAN-04). Of several who fit, the only one who can be silenced or handed back is; what cannot be taken back wants the whole
   * name, and is asked back otherwise.
   */
  const meant = (name: string, choice: keyof typeof commands) =>
    Effect.gen(function*() {
      const found = yield* Effect.either(operations.find(name))
      if (found._tag === "Right") {
        const { campaign, creator, id } = found.right
        const isNamed = isReversible.has(choice) || [id, creator].some((one) => one.toLowerCase() === name.trim().toLowerCase())
        return isNamed ? found.right : yield* new NotFound({ message: `Did you mean ${creator}? ${choice} cannot be taken back, so the whole name is wanted`, candidates: [`${id} (${creator}, ${campaign})`] })
      }
      const error = found.left
      if (error._tag !== "NotFound" || !isReversible.has(choice)) return yield* error
      if (error.candidates.length > mostCandidates) return yield* error
      const all = yield* Effect.forEach(error.candidates, (one) => asked(store.negotiation(NegotiationId.make(idOf(one)))))
      const [one, another] = all.filter((row) => row !== null && isPossible(row.state._tag, commands[choice]))
      return one === undefined || one === null || another !== undefined ? yield* error : yield* operations.find(one.id)
    })

  return {
    decide: ({ amount, by, choice, command, draft, mark, negotiation, seen }) =>
      Effect.gen(function*() {
        const it = yield* meant(negotiation, choice)
        const { amount: settled, creator } = yield* operations.decide(it.id, { choice, amount, draft, seen, mark, by, command })
        return `${creator}: ${done[choice]}${settled === null ? "" : ` ${money(settled, yield* currencyOf(it.campaign))}`}.`
      }).pipe(Effect.mapError(refused)),

    question: (negotiation) =>
      Effect.gen(function*() {
        const it = yield* operations.find(negotiation)
        const { decisions } = yield* operations.explain(it.id)
        const currency = yield* currencyOf(it.campaign)
        const limits = decisions.at(-1)?.lines.find((line) => line.startsWith("target"))
        const question: Question = {
          negotiation: NegotiationId.make(it.id), creator: it.creator, campaign: it.campaign, state: it.state, currency,
          facts: [["our offer", money(it.offer, currency)], ["their ask", money(it.ask, currency)], ...limits === undefined ? [] : [["limits", limits] as const]]
        }
        return question
      }).pipe(Effect.mapError(refused)),

    draft: (negotiation) => Effect.mapError(operations.draft(negotiation), refused),

    status: (campaign) =>
      Effect.gen(function*() {
        const { campaigns, deadLetters, negotiations, sending, unaccountedMessages } = yield* operations.status
        const wanted = campaign?.trim().toLowerCase() ?? null
        const shown = campaigns.filter(({ id, name }) => wanted === null || id === wanted || name.toLowerCase() === wanted)
        if (shown.length === 0) {
          return yield* new DeskRefused({
            message: campaigns.length === 0 ? "No campaign is running" : `No campaign is called ${JSON.stringify(campaign)}; there are ${campaigns.map(({ id }) => id).join(", ")}`, field: null, candidates: []
          })
        }
        return [
          ...shown.flatMap((one) => [...campaignLines(one, negotiations.filter((row) => row.campaign === one.id)), ""]),
          ...deadLetters === 0 ? [] : [`${deadLetters} dead letters wait: parley dead-letters`],
          ...unaccountedMessages === 0 ? [] : [`${unaccountedMessages} messages are being read`],
          ...sending.stopped ? [`All sending is stopped by ${sending.by ?? "somebody"}: parley sending resume`] : []
        ]
      }).pipe(Effect.mapError((error) => error._tag === "DeskRefused" ? error : refused(error))),

    explain: (name) =>
      Effect.gen(function*() {
        const { decisions, negotiation } = yield* operations.explain(name)
        const last = decisions.slice(-3)
        return [
          `${negotiation.creator}, ${negotiation.campaign}: ${negotiation.state}`,
          ...decisions.length === 0 ? ["No number was decided yet."] : last.flatMap(({ lines, title }) => ["", title, ...lines.map((line) => `  ${line}`)]),
          ...decisions.length > last.length ? ["", `${decisions.length - last.length} earlier: parley explain ${negotiation.id}`] : []
        ]
      }).pipe(Effect.mapError(refused)),

    audit: (fields) =>
      Effect.gen(function*() {
        const { event, ...rest } = fields
        const request: AuditRequest = { ...rest, ...event === undefined ? {} : { type: event }, after: 0, limit: 1000, count: false }
        const lines: Array<string> = []
        let count = 0
        for (let after = 0; ;) {
          const page = yield* operations.audit({ ...request, after })
          if (page._tag !== "Events") break
          count += page.rows.length
          lines.push(...page.rows.map(({ actor, at, campaign, creator, text }) => `${stamp(at)}  ${creator} (${campaign})  ${text}${actor === null || actor === "parley" ? "" : `  [${actor}]`}`))
          lines.splice(0, Math.max(0, lines.length - mostRows))
          const last = page.rows.at(-1)
          if (last === undefined || page.rows.length < request.limit) break
          after = last.position
        }
        if (count === 0) return ["Nothing happened that fits."]
        return [...count > lines.length ? [`${count - lines.length} earlier events: parley audit`] : [], ...lines]
      }).pipe(Effect.mapError(refused)),

    stopAgency: (domain, seen, by, command) =>
      operations.stopAgency({ domain, seen, by, command }).pipe(
        Effect.map(({ digest, domain, negotiations, refused }) => ({
          domain, digest, count: negotiations.length,
          lines: [
            ...negotiations.map(({ campaign, creator, state }) => `${creator} (${campaign}): ${state}`),
            ...refused.map(({ negotiation, reason }) => `not stopped: ${negotiation}: ${reason}`)
          ]
        })),
        Effect.mapError(refused)
      ),

    denied: (by, what) =>
      Effect.gen(function*() {
        yield* Effect.logWarning("somebody asked for what they may not").pipe(Effect.annotateLogs({ by, what }))
        yield* store.noteDenial({ by, what: what.slice(0, 200), at: instant(Math.trunc(yield* Clock.currentTimeMillis)) })
      }).pipe(Effect.mapError(({ reason }) => new DeskRefused({ message: `The books cannot be used: ${reason}`, field: null, candidates: [] })))
  }
}

/** What fits into one message that people still read. */
const mostRows = 40

const done = {
  approve: "approved", counter: "countered with", edit: "approved with your words", claim: "taken over; Parley is silent until it is handed back",
  decline: "declined", agree: "deal recorded at", resume: "handed back to Parley", stop: "stopped", pause: "paused"
} as const

const stamp = (at: number): string => new Date(at).toISOString().slice(0, 16).replace("T", " ")

const campaignLines = (campaign: CampaignSummary, negotiations: ReadonlyArray<NegotiationSummary>): ReadonlyArray<string> => {
  const show = (amount: number | null) => money(amount, campaign.currency)
  const asking = negotiations.filter(({ state }) => state === "AwaitingApproval" || state === "Escalated")
  const states = new Map<string, number>()
  for (const { state } of negotiations) states.set(state, (states.get(state) ?? 0) + 1)
  return [
    `${campaign.name} (${campaign.id}): ${campaign.deals} of ${campaign.headcount} deals, ${show(campaign.agreed)} agreed and ${show(campaign.reserved)} on offer of ${show(campaign.budget)}`,
    `campaign CPM ${show(campaign.campaignCpm)}, target ${show(campaign.targetCpm)}, ceiling ${show(campaign.ceilingCpm)}`,
    `negotiations: ${[...states].map(([state, count]) => `${count} ${state}`).join(", ")}`,
    ...asking.slice(0, 20).map(({ ask, creator, offer, reason, state }) =>
      `waits for you: ${creator}, ${state}${reason === null ? "" : ` (${reason.replaceAll("_", " ")})`}; our offer ${show(offer)}, their ask ${show(ask)}`),
    ...asking.length > 20 ? [`and ${asking.length - 20} more`] : []
  ]
}

/** A candidate begins with its id. */
const idOf = (candidate: string): string => candidate.split(" ", 1)[0] ?? candidate

const refused = (error: Problem): DeskRefused => {
  switch (error._tag) {
    case "NotFound":
      return new DeskRefused({
        message: error.message, field: null,
        candidates: error.candidates.map((one) => ({ negotiation: idOf(one), label: one.slice(idOf(one).length).trim().replace(/^\((.*)\)$/u, "$1") }))
      })
    case "BadInput": {
      const field = error.problems[0]?.field
      return new DeskRefused({
        message: [error.message, ...error.problems.map(({ expected, got }) => `expected ${expected}; got ${got}`)].join(". "),
        field: field === "amount" || field === "draft" ? field : null, candidates: []
      })
    }
    case "Refused":
      return new DeskRefused({ message: error.message, field: error.field === "amount" ? "amount" : null, candidates: [] })
    case "Unavailable":
      return new DeskRefused({ message: `${error.message}. Nothing was changed; try again in a moment`, field: null, candidates: [] })
  }
}
