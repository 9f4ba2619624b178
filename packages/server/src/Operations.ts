import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { DeadLetterList, Forgotten, Status } from "@parley/api/Reports"
import { Mailbox, type MailboxUnavailable } from "@parley/domain/ports/Mailbox"
import type { Roster } from "@parley/domain/ports/Roster"
import type { Store } from "@parley/domain/ports/Store"
import type { TeamChannel, TeamUnavailable } from "@parley/domain/ports/TeamChannel"
import type { Settings } from "@parley/domain/usecases/Settings"
import * as campaigns from "./operations/campaigns.ts"
import { forget } from "./operations/forget.ts"
import * as negotiations from "./operations/negotiations.ts"
import { everything } from "./operations/page.ts"
import type { Problem } from "./operations/Problem.ts"
import * as RosterUploads from "./operations/RosterUploads.ts"
import { statusOf } from "./operations/statusOf.ts"
import * as system from "./operations/system.ts"

/** What people ask of Parley, from the CLI or over HTTP; the same answers and the same errors for both. */
export class Operations extends Context.Tag("@parley/server/Operations")<Operations, campaigns.CampaignOperations & negotiations.NegotiationOperations & system.SystemOperations & {
  readonly status: Effect.Effect<Status, Problem>
  readonly deadLetters: Effect.Effect<DeadLetterList, Problem>
  readonly forget: (address: string, by: string) => Effect.Effect<Forgotten, Problem>
}>() {}

/** The operations on the books themselves, with the mailbox and team channel that run already. */
export const layer = (uploads: RosterUploads.RosterUploads = RosterUploads.none): Layer.Layer<Operations, never, Store | Roster | Settings | Mailbox | TeamChannel> =>
  Layer.unwrapEffect(Effect.map(Effect.context<Mailbox | TeamChannel>(), (running) =>
    layerWith(Layer.succeedContext(running), uploads, Context.get(running, Mailbox).link)))

/** The same where nothing runs: `outside` is made only for the operation that changes more than the books. */
export const layerWith = (
  outside: Layer.Layer<Mailbox | TeamChannel, MailboxUnavailable | TeamUnavailable>,
  uploads: RosterUploads.RosterUploads = RosterUploads.none,
  link: (thread: string) => string | null = () => null
): Layer.Layer<Operations, never, Store | Roster | Settings> =>
  Layer.effect(
    Operations,
    Effect.gen(function*() {
      const context = yield* Effect.context<Store | Settings>()
      const parts = { ...yield* campaigns.make(uploads), ...yield* negotiations.make(link), ...yield* system.make }
      return {
        ...parts,
        ...composed(parts),
        forget: (address, by) =>
          Effect.zipWith(Effect.provide(forget(outside, address, by), context), uploads.holding(address.trim()), (forgotten, rosters) => ({ ...forgotten, left: [...forgotten.left, ...rosters] }))
      }
    })
  )

/** What is asked for page by page, whole. */
export const composed = (parts: campaigns.CampaignOperations & negotiations.NegotiationOperations & system.SystemOperations) => ({
  status: statusOf(parts),
  deadLetters: Effect.map(everything(parts.letterPage), (letters) => ({ letters }))
})
