import { assert } from "@effect/vitest"
import type { Arrivals, Mailbox, MailboxUnavailable } from "@parley/domain/ports/Mailbox"
import { mail, offer, text } from "@parley/testkit/MailboxSamples"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as Either from "effect/Either"
import type * as Scope from "effect/Scope"
import { type Fault, matrix, type Reads } from "./faultyProxy.ts"
import { faultyWorld, type FaultyWorld } from "./faultyWorld.ts"
import * as gmailWorld from "./gmailWorld.ts"

type Process = Context.Tag.Service<Mailbox>

/** What the books hold: each message under its id, and the cursor that was stored with the last of them. */
interface Books {
  readonly words: Map<string, string>
  cursor: string | null
}

/** As ReceiveMail's `sync`: a cursor is stored with messages only. */
const sync = (mailbox: Process, books: Books) =>
  Effect.gen(function*() {
    for (let pages = 0, more = true; more; pages++) {
      assert.isBelow(pages, 20, "the same page again and again")
      const page: Arrivals = yield* mailbox.arrivals(books.cursor)
      for (const { providerId, raw } of page.messages) {
        assert.include([undefined, text(raw)], books.words.get(providerId), "another mail under this id")
        books.words.set(providerId, text(raw))
      }
      if (page.messages.length > 0) books.cursor = page.cursor
      more = page.more
    }
  })

const untilDone = <A>({ start }: FaultyWorld, restarts: boolean, work: (mailbox: Process) => Effect.Effect<A, MailboxUnavailable>) =>
  Effect.gen(function*() {
    let mailbox = yield* start
    for (let round = 0; round < 6; round++) {
      const result: Either.Either<A, MailboxUnavailable> = yield* Effect.either(work(mailbox))
      if (result._tag === "Right") return
      if (restarts) mailbox = yield* start
    }
    assert.fail("never done")
  })

/** Runs `scenario` once without a fault to learn its calls, and then with every fault at every one of them. */
const withFaults = (reads: Reads, expected: ReadonlyArray<string>, scenario: (world: FaultyWorld, restarts: boolean) => Effect.Effect<void, unknown, Scope.Scope>) => {
  const run = (fault: Fault | null, index: number) =>
    Effect.gen(function*() {
      const world = yield* faultyWorld
      const met = fault === null ? () => true : world.proxy.spoil(index, fault)
      yield* scenario(world, index % 2 === 0)
      assert.isTrue(met(), "the fault was never met")
      return world.proxy.seen()
    }).pipe(Effect.scoped, Effect.catchAllDefect((defect) => Effect.die(new Error(`${fault?.name ?? "no fault"} at call ${index}: ${String(defect)}`, { cause: defect }))))
  return Effect.gen(function*() {
    const calls = yield* run(null, 0)
    assert.includeMembers([...calls], [...expected])
    yield* Effect.forEach(matrix(calls, reads), ({ fault, index }) => run(fault, index), { concurrency: 20, discard: true })
  })
}

const deliver = ({ google }: FaultyWorld, words: string, labels = ["INBOX"]) => google.server.gmail.deliver(mail(words), { labels })

/** Mail that comes by history. */
export const arrivals = (reads: Reads) =>
  withFaults(reads, ["history.list", "messages.get"], (world, restarts) =>
    Effect.gen(function*() {
      const books: Books = { words: new Map(), cursor: null }
      deliver(world, "before")
      yield* sync(yield* world.google.start, books)
      deliver(world, "one")
      deliver(world, "two", ["SPAM"])
      yield* untilDone(world, restarts, (mailbox) => sync(mailbox, books))
      assert.deepStrictEqual([...books.words.values()], ["before", "one", "two"].map((words) => text(mail(words))))
    }))

/** Mail that came while history went. */
export const listings = (reads: Reads) =>
  withFaults(reads, ["history.list", "getProfile", "messages.list", "messages.get"], (world, restarts) =>
    Effect.gen(function*() {
      const books: Books = { words: new Map(), cursor: null }
      deliver(world, "before")
      yield* sync(yield* world.google.start, books)
      deliver(world, "one", [])
      deliver(world, "two", ["SPAM"])
      world.google.server.gmail.expireHistory()
      yield* untilDone(world, restarts, (mailbox) => sync(mailbox, books))
      assert.deepStrictEqual([...books.words.values()], ["before", "one", "two"].map((words) => text(mail(words))))
    }))

/** What is to be discarded and forgotten. */
export const forgetting = (reads: Reads) =>
  withFaults(reads, ["drafts.delete", "messages.trash"], (world, restarts) =>
    Effect.gen(function*() {
      const { gmail } = world.google.server
      const staged = yield* Effect.flatMap(world.google.start, (mailbox) => mailbox.stage(offer(gmailWorld.ownAddress)))
      const kept = yield* Effect.flatMap(world.google.start, (mailbox) => mailbox.stage(offer(gmailWorld.ownAddress, { marker: "n-2/1", to: [{ name: "", address: "ben@example.com" }] })))
      const id = deliver(world, "hello")
      yield* untilDone(world, restarts, (mailbox) => mailbox.discard(staged))
      assert.lengthOf(gmail.drafts(), 1)
      yield* untilDone(world, restarts, (mailbox) => mailbox.forget({ address: "maya@example.com", negotiations: new Set(), mails: new Set() }))
      assert.deepStrictEqual([gmail.message(id)?.labels, gmail.sent().length], [["TRASH"], 0])
      assert.deepStrictEqual(gmail.drafts().map(({ draftId }) => draftId), [kept.draftId.split(" ")[0]])
    }))
