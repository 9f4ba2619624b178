import type { Actor, NegotiationId } from "@parley/domain/Ids"
import type { ChoiceName } from "@parley/domain/ports/TeamChannel"
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"

/** Nothing was changed, and why. `field` is the form's field that it is about; `candidates` are who may have been meant. */
export class DeskRefused extends Data.TaggedError("DeskRefused")<{
  readonly message: string
  readonly field: "amount" | "draft" | null
  readonly candidates: ReadonlyArray<{ readonly negotiation: string; readonly label: string }>
}> {}

/** What a person decides in Slack. */
export interface DeskDecision {
  /** An id, or a name in any case. */
  readonly negotiation: string
  readonly choice: ChoiceName | "pause" | "stop"
  /** As they typed it, for `counter` and `agree`. */
  readonly amount: string | null
  readonly draft: { readonly subject: string; readonly body: string } | null
  /** The version of the negotiation they were shown. */
  readonly seen: number | null
  /** What tells that version from the same one of other books; null where nothing was shown. */
  readonly mark: string | null
  readonly by: Actor
  /** The same for every delivery of the same click, and of no other: handled once. */
  readonly command: string
}

/** Where a negotiation stands, for whoever is about to decide. Amounts are rendered. */
export interface Question {
  readonly negotiation: NegotiationId
  readonly creator: string
  readonly campaign: string
  readonly state: string
  readonly currency: string
  /** Name and value, in order: our offer, their ask, what the campaign allows. */
  readonly facts: ReadonlyArray<readonly [string, string]>
}

/** Negotiations that would end, or did. */
export interface AgencyAnswer {
  readonly domain: string
  readonly lines: ReadonlyArray<string>
  readonly count: number
  /** Names the negotiations, so that a confirmation is of these. */
  readonly digest: string
}

/** What people ask of Parley in Slack. Every text it answers may hold names that others chose: data, to be escaped. */
export class Desk extends Context.Tag("@parley/adapters-slack/Desk")<Desk, {
  /** Answers what came of it, in a sentence. */
  readonly decide: (decision: DeskDecision) => Effect.Effect<string, DeskRefused>
  readonly question: (negotiation: string) => Effect.Effect<Question, DeskRefused>
  /** The mail that waits for a yes: its words around slots, and how it would leave. */
  readonly draft: (negotiation: string) => Effect.Effect<{ readonly subject: string; readonly body: string; readonly text: string }, DeskRefused>
  /** Lines of text; of one campaign if it is named. */
  readonly status: (campaign: string | null) => Effect.Effect<ReadonlyArray<string>, DeskRefused>
  readonly explain: (negotiation: string) => Effect.Effect<ReadonlyArray<string>, DeskRefused>
  /** Fields as people name them: influencer, campaign, event, from, to, last, thread. */
  readonly audit: (fields: Readonly<Record<string, string>>) => Effect.Effect<ReadonlyArray<string>, DeskRefused>
  /** Ends those that were listed, by the digest in `seen`; only lists them without one. */
  readonly stopAgency: (domain: string, seen: string | null, by: Actor, command: string) => Effect.Effect<AgencyAnswer, DeskRefused>
  /** Records that somebody asked for what they may not (HUMAN-06); `what` names the request and nobody in it. */
  readonly denied: (by: Actor, what: string) => Effect.Effect<void, DeskRefused>
}>() {}
