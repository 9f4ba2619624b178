import type { Status } from "@parley/api/Reports"
import * as Effect from "effect/Effect"
import type { CampaignOperations } from "./campaigns.ts"
import type { NegotiationOperations } from "./negotiations.ts"
import { everything } from "./page.ts"
import type { Problem } from "./Problem.ts"
import type { SystemOperations } from "./system.ts"

/** All that `parley status` shows, asked for page by page: every campaign with its forecast, and every negotiation in the order of their making. */
export const statusOf = (operations: Pick<CampaignOperations & NegotiationOperations & SystemOperations, "overview" | "campaignPage" | "campaign" | "negotiationPage">): Effect.Effect<Status, Problem> =>
  Effect.gen(function*() {
    const { negotiations: _, ...overview } = yield* operations.overview
    const campaigns = yield* everything(operations.campaignPage)
    return {
      ...overview,
      campaigns: yield* Effect.forEach(campaigns, ({ id }) => operations.campaign(id)),
      negotiations: yield* everything((request) => operations.negotiationPage({ ...request, sort: "created", order: "asc" }))
    }
  })
