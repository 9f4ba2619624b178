import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import type { Caller } from "@parley/api/Access"
import type { Change } from "@parley/api/ChangesApi"
import { Unavailable } from "@parley/api/Problems"
import { Store, type StoreUnavailable } from "@parley/domain/ports/Store"
import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { Identity } from "../access/Identity.ts"

/** How often the log is looked at, how often a silent stream says that it lives, and how many events one look tells. */
const pause = Duration.millis(500)
const heartbeat = Duration.seconds(15)
const most = 200

/**
 * What happens from a position on, as server-sent events with ids and kinds only, until the server stops, the caller may no longer call, or leaves. The log
 * is looked at instead of anything being told: a stream that connects again after any while misses nothing.
 */
export const changes = (caller: Caller["Type"], after: number | null, closing: Deferred.Deferred<void>) =>
  Effect.gen(function*() {
    const store = yield* Store
    const identity = yield* Identity
    const start = after ?? (yield* Effect.mapError(store.newest, unavailable))
    const isIn = caller.token === null ? Effect.succeed(true) : identity.isIn(caller.token, caller.session)

    const told = Stream.unfoldEffect(start, (position) =>
      Effect.gen(function*() {
        if (!(yield* isIn)) return Option.none()
        const events = yield* store.audit({ negotiations: null, campaign: null, type: null, from: null, to: null }, position, most)
        const last = events.at(-1)
        if (last === undefined) yield* Effect.sleep(pause)
        const lines = events.map(({ campaign, negotiation, position, type, version }) => eventLines({ position, negotiation, campaign, version, kind: type }))
        return Option.some([lines.join(""), last?.position ?? position] as const)
      }))
    const alive = Stream.repeatEffect(Effect.as(Effect.sleep(heartbeat), ": alive\n\n"))
    const all = Stream.merge(Stream.filter(told, (text) => text !== ""), alive, { haltStrategy: "left" }).pipe(
      Stream.interruptWhenDeferred(closing), Stream.catchAll(({ reason }) => Stream.fromEffect(Effect.as(Effect.logWarning("a stream of changes ended").pipe(Effect.annotateLogs({ reason })), ""))),
      // headers leave with the first bytes
      (rest) => Stream.concat(Stream.succeed("retry: 2000\n\n"), rest)
    )
    return HttpServerResponse.stream(Stream.encodeText(all), { contentType: "text/event-stream", headers: { "cache-control": "no-store", "x-accel-buffering": "no" } })
  })

const eventLines = (change: Change): string => `id: ${change.position}\nevent: change\ndata: ${JSON.stringify(change)}\n\n`

const unavailable = ({ reason }: StoreUnavailable) => new Unavailable({ message: `The books cannot be used: ${reason}` })
