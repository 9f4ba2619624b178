import { instant } from "@parley/domain/Instant"
import type { InboxKey } from "@parley/domain/ports/Inbox"
import type { OutboxChange } from "@parley/domain/ports/Outbox"
import { Store } from "@parley/domain/ports/Store"
import * as Effect from "effect/Effect"
import { always, campaign, campaignId, influencer, negotiationId, offerDecided, opened, personId, step } from "./fixtures.ts"

/** Registers one test of a contract on an empty store. */
export type Check = (title: string, body: Effect.Effect<void, unknown, Store>) => void

/** Those of campaign "spring". */
export const limits = { budget: 1000, headcount: 3 }

/** A store with campaign "spring" and creators a, b, c and d, added at 1. */
export const started = () =>
  Effect.gen(function*() {
    const store = yield* Store
    const negotiations = ["a", "b", "c", "d"].map((id) => ({ id: negotiationId(id), influencer: influencer(`p-${id}`) }))
    yield* store.addCampaign(campaign("spring", limits), negotiations, instant(1))
    return store
  })

/** Opens at 10 with a first offer. */
export const open = (id: string, rate: number, outbox: ReadonlyArray<OutboxChange> = []) =>
  step(id, `open ${id}`, 10, always([opened({ campaign: campaignId("spring"), influencer: personId(`p-${id}`) }, 10), offerDecided(1, rate, 10)], { outbox }))

export const mail = (subject: string, seq: number) => ({ subject, lane: "mail" as const, seq })

export const arrival = (id: string) => ({ providerId: id, raw: new Uint8Array([1, 2, 3]), copyRef: `copy ${id}` })

export const key = (providerId: string): InboxKey => ({ mailbox: "box", providerId })

export const mark = (providerId: string, status: "ignored" | "deferred" | "answered") =>
  ({ key: key(providerId), status, reason: "test", negotiation: negotiationId("a") })

/** Set aside, and the team told of it. */
export const setAside = (id: string) =>
  Effect.gen(function*() {
    const store = yield* Store
    yield* store.quarantine(negotiationId(id), "set aside", instant(1))
    for (const row of yield* store.outboxDue("team", instant(1), 10)) if (row.payload.includes("quarantine")) yield* store.moveOutbox(row, ["pending"], "sent", {})
  })
