import type { RoleUsage } from "@parley/adapters-anthropic/Usage"
import type { SlackHealth } from "@parley/adapters-slack/SlackDesk"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Mailbox } from "@parley/domain/ports/Mailbox"
import { Store } from "@parley/domain/ports/Store"
import { TeamChannel } from "@parley/domain/ports/TeamChannel"
import { GmailPush, type PushCounts } from "./GmailPush.ts"
import { type FormCounts, FormHook } from "./intake/FormHook.ts"
import { ModelUse } from "./model/ModelUse.ts"
import { SlackHook } from "./slack/SlackHook.ts"
import { WorkersHealth } from "./Workers.ts"

/** Whether work can be done, and what stands in the way; `reasons` is empty when ready. */
export interface Report {
  readonly ready: boolean
  readonly reasons: ReadonlyArray<string>
  readonly checks: Readonly<Record<string, string>>
  readonly unaccountedMessages: number | null
  /** What waits for a person, and who stopped sending; neither makes the server unready. */
  readonly deadLetters: number | null
  readonly sendingStoppedBy: string | null
  /** Null where Gmail pushes nothing to us. */
  readonly pushes: PushCounts | null
  /** Null where no form service tells us of forms. */
  readonly forms: FormCounts | null
  /** What the models were asked and how they stand, by role; a model that is down makes nothing unready, for others stand in for it. */
  readonly models: Readonly<Record<string, RoleUsage>>
  /** Null where the team is not in Slack. */
  readonly slack: Pick<SlackHealth, "transport" | "connected" | "lastHello" | "reconnects" | "handled" | "refused" | "denied"> | null
}

/** Asks every adapter and worker (OPS-01). */
export class Readiness extends Context.Tag("@parley/server/Readiness")<Readiness, { readonly report: Effect.Effect<Report> }>() {}

export const layer: Layer.Layer<Readiness, never, Store | Mailbox | TeamChannel | WorkersHealth | GmailPush | SlackHook | FormHook> = Layer.effect(
  Readiness,
  Effect.gen(function*() {
    const store = yield* Store
    const mailbox = yield* Mailbox
    const team = yield* TeamChannel
    const workers = yield* WorkersHealth
    const push = yield* GmailPush
    const slack = yield* SlackHook
    const forms = yield* FormHook
    const asked = (name: string, check: Effect.Effect<void, { readonly reason: string }>) =>
      Effect.map(Effect.either(check), (result) => [name, result._tag === "Right" ? null : result.left.reason] as const)
    return {
      report: Effect.gen(function*() {
        const adapters = yield* Effect.all([asked("store", store.check), asked("mailbox", mailbox.check), asked("team", team.check)])
        const running = Object.entries(yield* workers.read).map(([name, health]) => [`worker ${name}`, health.problem] as const)
        const counts = yield* Effect.either(store.counts)
        const stopped = yield* Effect.either(store.sendingStopped)
        const health = yield* slack.health
        const checks = [...adapters, ...running, ...health === null ? [] : [["slack", health.connected === false ? health.problem ?? "not connected" : null] as const]]
        const broken = checks.filter(([, problem]) => problem !== null)
        return {
          ready: broken.length === 0,
          reasons: broken.map(([name, problem]) => `${name}: ${problem ?? ""}`),
          checks: Object.fromEntries(checks.map(([name, problem]) => [name, problem ?? "ok"])),
          unaccountedMessages: counts._tag === "Right" ? counts.right.unaccounted : null,
          deadLetters: counts._tag === "Right" ? counts.right.deadLetters : null,
          sendingStoppedBy: stopped._tag === "Right" ? stopped.right?.by ?? null : null,
          pushes: yield* push.counts,
          forms: yield* forms.counts,
          models: Object.fromEntries([...yield* ModelUse].map(([role, meter]) => [role, meter.usage()])),
          slack: health === null ? null : {
            transport: health.transport, connected: health.connected, lastHello: health.lastHello, reconnects: health.reconnects,
            handled: health.handled, refused: health.refused, denied: health.denied
          }
        }
      })
    }
  })
)
