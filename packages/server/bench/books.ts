import { instant } from "@parley/domain/Instant"
import { Store } from "@parley/domain/ports/Store"
import * as SqliteStore from "@parley/adapters-sqlite/SqliteStore"
import * as Effect from "effect/Effect"
import { campaign, negotiations, unclearAt, workAt } from "./workload.ts"

/** Fills a data directory with open negotiations that wait for an answer until far from now: three events each, mail sent. */
export const fillBooks = (path: string, count: number, progress: (done: number) => void) =>
  Effect.runPromise(Effect.gen(function*() {
    const store = yield* Store
    yield* store.addCampaign(campaign, negotiations(count), instant(1))
    let next = 0
    // the rounds that open and send
    const lane = Effect.gen(function*() {
      while (next < 2 * count) {
        const n = next++
        const { at, command, decide, id } = workAt(n, count, Date.now())
        yield* store.transact({ negotiation: id, command, at, decision: decide })
        if (n < count) yield* store.moveOutbox({ subject: id, lane: "mail", seq: 1 }, ["pending"], "dispatching", {})
        if (n % 10_000 === 0) progress(n / 2)
      }
    })
    yield* Effect.all(Array.from({ length: 64 }, () => lane), { concurrency: "unbounded", discard: true })
    return (yield* store.counts).negotiations
  }).pipe(Effect.provide(SqliteStore.layer({ path }))))

/** Every so many-th of them is handed to a person. */
export const handOver = (path: string, count: number, every: number) =>
  Effect.runPromise(Effect.flatMap(Store, (store) =>
    Effect.forEach(Array.from({ length: Math.ceil(count / every) }, (_, n) => unclearAt(n * every, instant(Date.now()))), ({ at, command, decide, id }) =>
      store.transact({ negotiation: id, command, at, decision: decide }), { concurrency: 64, discard: true })
  ).pipe(Effect.provide(SqliteStore.layer({ path }))))
