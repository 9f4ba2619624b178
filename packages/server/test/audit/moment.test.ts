import { assert, describe, it } from "@effect/vitest"
import * as FastCheck from "effect/FastCheck"
import { readMoment, readSpan } from "../../src/audit/moment.ts"

const iso = (text: string) => {
  const moment = readMoment(text)
  return moment === null ? null : [new Date(moment.first).toISOString(), new Date(moment.last).toISOString()]
}

describe("readMoment", () => {
  it("AUDIT-01 stands for the whole day, minute or second that is named, in UTC unless an offset is", () => {
    assert.deepStrictEqual(iso("2026-11-23"), ["2026-11-23T00:00:00.000Z", "2026-11-23T23:59:59.999Z"])
    assert.deepStrictEqual(iso(" 2026-11-23T10:05 "), ["2026-11-23T10:05:00.000Z", "2026-11-23T10:05:59.999Z"])
    assert.deepStrictEqual(iso("2026-11-23 10:05:07"), ["2026-11-23T10:05:07.000Z", "2026-11-23T10:05:07.999Z"])
    assert.deepStrictEqual(iso("2026-11-23T10:05:07.25Z"), ["2026-11-23T10:05:07.250Z", "2026-11-23T10:05:07.250Z"])
    assert.deepStrictEqual(iso("2026-11-23T10:05:07.123456Z"), ["2026-11-23T10:05:07.123Z", "2026-11-23T10:05:07.123Z"])
    assert.deepStrictEqual(iso("2026-11-23T00:30:00+01:00")?.[0], "2026-11-22T23:30:00.000Z")
    assert.deepStrictEqual(iso("2026-11-23T20:00:00-0530")?.[0], "2026-11-24T01:30:00.000Z")
    assert.deepStrictEqual(iso("2026-11-23+02:00"), ["2026-11-22T22:00:00.000Z", "2026-11-23T21:59:59.999Z"])
    assert.deepStrictEqual(iso("2028-02-29")?.[0], "2028-02-29T00:00:00.000Z")
  })

  it.prop("AUDIT-01 reads back every instant exactly", [FastCheck.date({ min: new Date("1970-01-01"), max: new Date("2999-12-31"), noInvalidDate: true })], ([date]) => {
    assert.deepStrictEqual(readMoment(date.toISOString()), { first: date.getTime(), last: date.getTime() })
  })

  it("AUDIT-01 is nothing for what is no time, however near", () => {
    for (const text of ["", "yesterday", "2026-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "26-11-23", "2026-11-23T24:00", "2026-11-23T10:60", "2026-11-23T10:00:60",
      "2026-11-23T10", "2026-11-23T10:00+15:00", "2026-11-23T10:00+01:75", "23.11.2026", "11/23/2026", "2026-11-23 extra", "0050-01-01"]) {
      assert.isNull(readMoment(text), text)
    }
  })
})

describe("readSpan", () => {
  it("AUDIT-01 reads minutes, hours, days and weeks, and nothing else", () => {
    assert.deepStrictEqual(["30m", "24h", "7d", "2W", " 1 d "].map(readSpan), [1_800_000, 86_400_000, 604_800_000, 1_209_600_000, 86_400_000])
    for (const text of ["", "0d", "7", "d", "7 days", "-1d", "1.5h", "7y", "99999d"]) assert.isNull(readSpan(text), text)
  })
})
