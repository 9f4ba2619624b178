import { assert, describe, it } from "@effect/vitest"
import * as fc from "effect/FastCheck"
import { NegotiationId } from "../../src/Ids.ts"
import { instant } from "../../src/Instant.ts"
import { compare, type RosterTrace } from "../../src/influencer/RosterWatch.ts"

/** A read of one row: what it says, null when it is not there, "unread" when its row has a bad cell. */
type Read = "a" | "b" | "c" | null | "unread"

const reads = fc.array(fc.constantFrom<Read>("a", "b", "c", null, "unread"), { maxLength: 30 })

const apart = 100

/** What is heard after each of the reads, which lie apart unless their times say otherwise. */
const heard = (all: ReadonlyArray<Read>, before: RosterTrace | null = null, times: ReadonlyArray<number> = []): ReadonlyArray<string | null> => {
  let traces: ReadonlyArray<RosterTrace> = before === null ? [] : [before]
  return all.map((read, index) => {
    const prints = new Map(read === null || read === "unread" ? [] : [["row", read] as const])
    const { dropped, kept, news } = compare(traces, { at: instant(times[index] ?? (index + 1) * apart), apart, prints, isUnread: () => read === "unread" })
    traces = dropped.length > 0 ? [] : kept.length > 0 ? kept : traces
    return news[0]?.news ?? null
  })
}

const running = (known: "a" | "b" | "c"): RosterTrace => ({ key: "row", standing: "Known", seen: known, since: instant(0), known, negotiation: NegotiationId.make("n-1") })

describe("a watched row", () => {
  it.prop("ROSTER-02 starts once at most, at the second of the first two equal reads in a row, and never before", [reads], ([all]) => {
    const twice = all.findIndex((read, index) => read !== null && read !== "unread" && index > 0 && all[index - 1] === read)
    const news = heard(all)
    assert.strictEqual(news.indexOf("appeared"), twice)
    assert.strictEqual(news.lastIndexOf("appeared"), twice)
    assert.isTrue(twice === -1 ? news.every((one) => one === null) : news.slice(0, twice).every((one) => one === null))
  })

  const timed = fc.array(fc.tuple(fc.constantFrom<Read>("a", "b", null, "unread"), fc.integer({ min: 0, max: 130 })), { maxLength: 30 })

  it.prop("ROSTER-02 starts once two reads that lie apart agree, with no other read between them, whenever it is read", [timed], ([all]) => {
    let clock = 0
    const times = all.map(([, wait]) => clock += wait)
    const isSettled = (to: number): boolean => all.some(([read], from) => {
      const run = all.slice(from, to + 1)
      return from < to && read !== null && read !== "unread" && run.every(([other]) => other === read) && (times[to] ?? 0) - (times[from] ?? 0) >= apart
    })
    const first = all.findIndex((_, index) => isSettled(index))
    const news = heard(all.map(([read]) => read), null, times)
    assert.strictEqual(news.indexOf("appeared"), first)
    assert.strictEqual(news.lastIndexOf("appeared"), first)
  })

  it.prop("ROSTER-02 starts and is told of after a clock was set back, but not before two reads lie apart by it", [fc.integer({ min: 1, max: 1000 })], ([back]) => {
    assert.deepStrictEqual(heard(["a", "a", "a", "a"], null, [1000, 1000 - back, 1000 - back + apart - 1, 1000 - back + apart]), [null, null, null, "appeared"])
  })

  it.prop("ROSTER-02 is news only at a second equal read of something that was not known, and each change of it once", [reads], ([all]) => {
    const news = heard(all, running("a"))
    let known: Read = "a"
    let isGone = false
    for (const [index, read] of all.entries()) {
      const isTwice = index > 0 && all[index - 1] === read
      const expected: string | null = read === "unread" || !isTwice
        ? null
        : read === null ? (isGone ? null : "vanished") : read === known ? null : "changed"
      assert.strictEqual(news[index], expected, JSON.stringify([all, index]))
      if (read !== "unread" && isTwice) {
        isGone = read === null
        known = read ?? known
      }
    }
  })

  it.prop("ROSTER-02 STATE-06 that was forgotten is never heard of again", [reads], ([all]) => {
    assert.deepStrictEqual(heard(all, { ...running("a"), standing: "Forgotten", seen: null, known: "" }).filter((one) => one !== null), [])
  })

  it.prop("ROSTER-02 changes nothing that is kept when it reads the same for the third time", [fc.constantFrom("a", "b")], ([print]) => {
    const sighted = (at: number) => ({ at: instant(at), apart, prints: new Map([["row", print]]), isUnread: () => false })
    const first = compare([], sighted(0)).kept
    const second = compare(first, sighted(apart)).kept
    assert.deepStrictEqual(compare(second, sighted(2 * apart)), { kept: [], dropped: [], news: [] })
  })
})
