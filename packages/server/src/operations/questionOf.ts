import { choices } from "@parley/api/Decision"
import type { Asked, Question } from "@parley/api/Question"
import type { CommandTag } from "@parley/domain/negotiation/Command"
import type { State } from "@parley/domain/negotiation/State"
import { isPossible } from "@parley/domain/negotiation/Table"
import { addressingOf } from "@parley/domain/drafting/Thread"
import { Store } from "@parley/domain/ports/Store"
import type { Notice } from "@parley/domain/ports/TeamChannel"
import { markOf, noticeOf, type NoticeFacts } from "@parley/domain/usecases/noticeOf"
import { Settings } from "@parley/domain/usecases/Settings"
import { waitingDraft } from "@parley/domain/usecases/WaitingDraft"
import * as Effect from "effect/Effect"
import { type Named, reportOf } from "./lookUp.ts"

/** What waits for a person, as the team's channel asks it: the newest notice that asks something and is not settled (HUMAN-05, API-01). */
export const questionOf = (it: Named, link: (thread: string) => string | null) =>
  Effect.gen(function*() {
    const store = yield* Store
    const { campaign, influencer, row } = it
    const negotiation = reportOf(it)
    const events = yield* store.events(row.id)
    const messages = yield* store.messages(row.id)
    const words = yield* Effect.option(waitingDraft(row.id))
    const thread = messages.findLast(({ threadId }) => threadId !== null)?.threadId ?? null
    const draft = words._tag === "None" || influencer === null ? null : yield* Effect.map(Settings, ({ ownAddresses }) => {
      const { cc, to } = addressingOf(messages, influencer, ownAddresses)
      return { to: [...to, ...cc].map(({ address }) => address).join(", "), subject: words.value.subject, text: words.value.text }
    })
    const facts: NoticeFacts | null = campaign === null || influencer === null ? null : { negotiation: row.id, campaign, influencer, events, messages, draft, link: thread === null ? null : link(thread) }
    const notice = facts === null ? null : newestAsking(facts)
    const last = events.at(-1)
    const question: Question = {
      negotiation,
      asked: notice === null ? null : askedOf(notice),
      reason: negotiation.reason,
      rates: { offer: negotiation.offer, ask: negotiation.ask, waiting: negotiation.waiting },
      allowed: choices.filter((choice) => isAllowed(row.state, choice)),
      seen: notice?.ask?.seen ?? row.version,
      mark: notice?.ask?.mark ?? (last === undefined ? null : markOf(last))
    }
    return question
  })

const newestAsking = (facts: NoticeFacts): Notice | null => {
  for (const { version } of facts.events.toReversed()) {
    const notice = noticeOf(version, facts)
    if (notice !== null && notice.ask !== null) return notice
  }
  return null
}

const askedOf = ({ ask, at, draft, facts, kind, link, quotes, title, why }: Notice): Asked => ({
  kind, title, suggestions: (ask?.choices ?? []).map(({ choice, detail }) => ({ choice, detail })), facts: facts.map(([name, value]) => ({ name, value })),
  quotes, why, draft, link, since: at
})

const commands = {
  approve: "Approve", counter: "CounterWith", decline: "Decline", agree: "AgreeAt", claim: "Claim", resume: "Resume", pause: "Pause", stop: "Stop", edit: "EditDraft",
  "to-creator": "CorrectCounterparty", "to-manager": "CorrectCounterparty"
} as const satisfies Readonly<Record<typeof choices[number], CommandTag>>

/** The state knows the command, and what it would act on is there. */
const isAllowed = (state: State, choice: typeof choices[number]): boolean => {
  if (!isPossible(state._tag, commands[choice])) return false
  if (state._tag === "Unopened") return true
  const { offers, pending, proposal } = state.core
  const isHeld = pending?.held === "approval" || pending?.held === "review"
  if (choice === "approve") return isHeld || proposal !== null
  if (choice === "edit") return isHeld
  return choice !== "counter" || offers.length > 0
}
