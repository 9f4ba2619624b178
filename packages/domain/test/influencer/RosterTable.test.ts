import { assert, describe, it } from "@effect/vitest"
import * as fc from "effect/FastCheck"
import * as Schema from "effect/Schema"
import type { Currency } from "../../src/Currency.ts"
import { EmailAddress } from "../../src/influencer/Influencer.ts"
import type { RosterProblem } from "../../src/influencer/RosterRow.ts"
import { readRoster } from "../../src/influencer/RosterTable.ts"
import { cents, formatMoney } from "../../src/Money.ts"
import { views } from "../../src/Views.ts"

const header = ["Name", "Email", "Platform", "Handle", "Average Views", "Min Rate", "Max Rate", "Engagement Rate", "Time Zone"]
const good = ["Maya Chen", "maya@example.com", "instagram", "@maya", "120,000", "$1,200", "2400.50", "4.2%", "Europe/Berlin"]

const withCell = (column: string, cell: string): ReadonlyArray<string> =>
  good.map((value, index) => (header[index] === column ? cell : value))

const withCells = (cells: Readonly<Record<string, string>>): ReadonlyArray<string> => good.map((value, index) => cells[header[index] ?? ""] ?? value)

const readCell = (column: string, cell: string, currency: Currency = "USD") => readRoster([header, withCell(column, cell)], currency)

/** As `readCell`, with the other rates empty, so that they are good in every currency. */
const outcome = (column: string, cell: string, currency: Currency = "USD") => {
  const neutral = withCell(column, cell).map((value, index) =>
    header[index] !== column && ["Min Rate", "Max Rate"].includes(header[index] ?? "") ? "" : value)
  return readRoster([header, neutral], currency)
}

const onlyProblem = (problems: ReadonlyArray<RosterProblem>): RosterProblem => {
  assert.strictEqual(problems.length, 1, JSON.stringify(problems))
  const [problem] = problems
  return problem ?? assert.fail("no problem")
}

describe("readRoster (ROSTER-01)", () => {
  it("reads every column of a good row into its unit", () => {
    assert.deepStrictEqual(readRoster([header, good], "USD"), {
      rows: [{
        name: "Maya Chen",
        email: Schema.decodeSync(EmailAddress)("maya@example.com"),
        platform: "instagram",
        handle: "@maya",
        averageViews: views(120_000),
        minRate: cents(120_000),
        maxRate: cents(240_050),
        engagementBps: 420,
        timeZone: "Europe/Berlin"
      }],
      problems: [],
      leftOut: []
    })
  })

  it("matches header names without case, spaces and underscores, in any order, and ignores other columns", () => {
    const renamed = ["notes", "max_rate", " MINRATE", "average_views", "HANDLE ", "platform", "E mail", "name", "ENGAGEMENT_RATE"]
    const { problems, rows } = readRoster([renamed, ["x", "2", "1", "1k", "", "TikTok", "a@b.co", "A", ""]], "USD")
    assert.deepStrictEqual(problems, [])
    assert.strictEqual(rows[0]?.maxRate, 200)
    assert.strictEqual(rows[0]?.timeZone, null)
    assert.strictEqual(rows[0]?.engagementBps, null)
  })

  it("reports each missing required column at row 1, and takes no row", () => {
    const { problems, rows } = readRoster([["Name", "Email"], ["Maya", "maya@example.com"]], "USD")
    assert.deepStrictEqual(rows, [])
    assert.deepStrictEqual(problems.map(({ column, row }) => [row, column]), [
      [1, "Platform"], [1, "Handle"], [1, "Average Views"], [1, "Min Rate"], [1, "Max Rate"], [1, "Engagement Rate"]
    ])
    assert.strictEqual(readRoster([], "USD").problems.length, 8)
  })

  it("refuses a header that has a column twice", () => {
    const problem = onlyProblem(readRoster([[...header, "EMAIL"], [...good, "x@y.zz"]], "USD").problems)
    assert.deepStrictEqual([problem.row, problem.column, problem.got], [1, "Email", "2 of them"])
  })

  it("skips blank rows and still counts them", () => {
    const { problems, rows } = readRoster([header, [], ["", " "], good, [""], withCell("Email", "nobody")], "USD")
    assert.strictEqual(rows.length, 1)
    assert.deepStrictEqual(onlyProblem(problems), { row: 6, column: "Email", expected: "a mail address, e.g. maya@example.com", got: "nobody" })
  })

  it("reports every bad cell of a row and lets the good rows go on", () => {
    const bad = ["", "nobody", "myspace", "@x", "many", "€5", "1.234", "4.2", "Mars/Olympus"]
    const { problems, rows } = readRoster([header, bad, good], "USD")
    assert.strictEqual(rows.length, 1)
    assert.deepStrictEqual(problems.map(({ column, got, row }) => [row, column, got]), [
      [2, "Name", ""], [2, "Email", "nobody"], [2, "Platform", "myspace"], [2, "Average Views", "many"], [2, "Min Rate", "€5"],
      [2, "Max Rate", "1.234"], [2, "Engagement Rate", "4.2"], [2, "Time Zone", "Mars/Olympus"]
    ])
  })

  it("keeps the first of two rows with one mail address, whatever its case", () => {
    const { problems, rows } = readRoster([header, good, withCell("Email", " MAYA@example.COM ")], "USD")
    assert.strictEqual(rows.length, 1)
    assert.deepStrictEqual([problems[0]?.row, problems[0]?.column], [3, "Email"])
    assert.include(problems[0]?.expected, "row 2")
  })

  it("lets creators of one manager share an address, when nothing says that they are one creator (PARTY-02)", () => {
    const tom = withCells({ Name: "Tom Ray", Handle: "@tomray" })
    const shared = readRoster([header, good, tom], "USD")
    assert.deepStrictEqual([shared.rows.map(({ email, name }) => `${name} ${email}`), shared.problems], [["Maya Chen maya@example.com", "Tom Ray maya@example.com"], []])
    for (const one of [{ Name: "Tom Ray" }, { Handle: "@tomray" }, { Name: " MAYA chen", Handle: "@tomray" }, { Name: "Tom Ray", Handle: "Maya" }]) {
      const twice = readRoster([header, good, withCells(one)], "USD")
      assert.deepStrictEqual([twice.rows.length, twice.problems.map(({ column, row }) => [row, column])], [1, [[3, "Email"]]], JSON.stringify(one))
    }
    // of a row that shares an address and cannot be used nobody can say that it is missing; of one that stands there twice all is said
    assert.deepStrictEqual(readRoster([header, good, withCells({ Name: "Tom Ray", Handle: "@tomray", "Average Views": "many" })], "USD").leftOut?.map(String), ["maya@example.com"])
    assert.deepStrictEqual(readRoster([header, good, good], "USD").leftOut, [])
  })

  it("refuses a Min Rate above the Max Rate", () => {
    const problem = onlyProblem(readCell("Min Rate", "2,400.51").problems)
    assert.deepStrictEqual(problem, { row: 2, column: "Min Rate", expected: "at most the Max Rate, $2,400.50", got: "2,400.51" })
  })

  it("refuses a row that an unquoted comma made longer than the header", () => {
    const shifted = ["Maya", "maya@example.com", "instagram", "@maya", "120", "000", "1", "0.1", "", "Europe/Berlin"]
    assert.isTrue(readRoster([header, shifted], "USD").problems.some(({ column, row }) => row === 2 && column === "column 10"))
    assert.strictEqual(readRoster([header, [...good, "", " "]], "USD").rows.length, 1)
  })

  it("makes one line of a name with line breaks, so that it can stand in a mail header", () => {
    assert.strictEqual(readCell("Name", "Maya\r\n Chen").rows[0]?.name, "Maya Chen")
    assert.strictEqual(onlyProblem(readCell("Name", "Maya\u0000Chen").problems).column, "Name")
    assert.strictEqual(onlyProblem(readCell("Name", "m".repeat(201)).problems).column, "Name")
  })
})

describe("Average Views (ROSTER-01)", () => {
  for (const [cell, expected] of [
    ["120000", 120_000], ["120,000", 120_000], ["120k", 120_000], ["120 K", 120_000], ["1.2M", 1_200_000], ["1.2345k", null],
    ["1.234M", 1_234_000], ["1 200 000", 1_200_000], ["120.000", null], ["12,00", null], ["1,2000", null], ["0", null], ["0k", null], ["-5", null],
    ["1e5", null], ["", null], ["1001M", null], ["1000M", 1_000_000_000], ["#REF!", null], ["120k views", null], ["0x10", null], ["Infinity", null], ["१२०", null]
  ] as const) {
    it(`reads ${JSON.stringify(cell)} as ${expected ?? "a problem"}`, () => {
      const { problems, rows } = outcome("Average Views", cell)
      if (expected === null) assert.strictEqual(onlyProblem(problems).got, cell)
      else assert.strictEqual(Number(rows[0]?.averageViews), expected)
    })
  }

  it.prop("reads every number of views back from each notation", [fc.integer({ min: 1, max: 1_000_000_000 })], ([count]) => {
    for (const cell of [String(count), count.toLocaleString("en-US"), `${(count / 1000).toFixed(3)}k`, `${(count / 1_000_000).toFixed(6)}M`]) {
      assert.strictEqual(outcome("Average Views", cell).rows[0]?.averageViews, count, cell)
    }
  })
})

describe("Min Rate and Max Rate (ROSTER-01)", () => {
  for (const [cell, currency, expected] of [
    ["$1,200", "USD", 120_000], ["1200.50", "USD", 120_050], ["1200.5", "USD", 120_050], ["US$ 1,200", "USD", 120_000], ["1,200 usd", "USD", 120_000],
    ["USD1200", "USD", 120_000], ["$1.2k", "USD", 120_000], ["0", "USD", 0], ["€1,200", "USD", "problem"], ["1,200 €", "EUR", 120_000], ["£5", "EUR", "problem"],
    ["$1,200", "CAD", "problem"], ["C$1,200", "CAD", 120_000], ["CAD 1,200", "CAD", 120_000], ["C$1,200", "USD", "problem"], ["A$5", "USD", "problem"],
    ["¥150,000", "JPY", 150_000], ["1200.50", "JPY", "problem"], ["1.200", "EUR", "problem"], ["1.200,50", "EUR", "problem"], ["1200,50", "EUR", "problem"],
    ["-5", "USD", "problem"], ["$", "USD", "problem"], ["$$5", "USD", "problem"], ["USD $5", "USD", "problem"], ["n/a", "USD", "problem"], ["500-800", "USD", "problem"],
    ["99999999999999999999", "USD", "problem"], ["R 900", "ZAR", 90_000], ["R$900", "ZAR", "problem"], ["1 200 kr", "SEK", 120_000], ["900 zł", "PLN", 90_000]
  ] as const) {
    it(`reads ${JSON.stringify(cell)} in a ${currency} campaign as ${expected}`, () => {
      for (const column of ["Min Rate", "Max Rate"]) {
        const { problems, rows } = outcome(column, cell, currency)
        if (expected === "problem") {
          assert.deepStrictEqual([onlyProblem(problems).column, onlyProblem(problems).got], [column, cell])
          assert.include(onlyProblem(problems).expected, currency)
        } else {
          assert.strictEqual(JSON.stringify(column === "Min Rate" ? rows[0]?.minRate : rows[0]?.maxRate), String(expected))
        }
      }
    })
  }

  it("reads an empty cell as no rate, never as 0", () => {
    const { rows } = readRoster([header, [...good.slice(0, 5), "", " ", "", ""]], "USD")
    assert.deepStrictEqual([rows[0]?.minRate, rows[0]?.maxRate, rows[0]?.engagementBps, rows[0]?.timeZone], [null, null, null, null])
  })

  it.prop("reads what formatMoney writes, to the minor unit, and in no other currency", [
    fc.integer({ min: 0, max: 1_000_000_000_000 }),
    fc.constantFrom<Currency>("USD", "EUR", "GBP", "JPY", "CAD"),
    fc.constantFrom<Currency>("USD", "EUR", "GBP", "JPY", "CAD")
  ], ([minor, currency, other]) => {
    const cell = formatMoney(cents(minor), currency)
    assert.strictEqual(outcome("Max Rate", cell, currency).rows[0]?.maxRate, minor, cell)
    if (other !== currency) assert.strictEqual(onlyProblem(outcome("Max Rate", cell, other).problems).column, "Max Rate", `${cell} in ${other}`)
  })
})

describe("Engagement Rate (ROSTER-01)", () => {
  for (const [cell, expected] of [
    ["4.2%", 420], ["4.2 %", 420], ["0.042", 420], [".042", 420], ["100%", 10_000], ["0%", 0], ["0", 0], ["4.237%", 424], ["0.0416666667", 417],
    ["4.2", null], ["1", null], ["1.0", null], ["101%", null], ["100.01%", null], ["%", null], [".", null], ["-1%", null], ["4,2%", null], ["0.001%", null], ["high", null]
  ] as const) {
    it(`reads ${JSON.stringify(cell)} as ${expected ?? "a problem"}`, () => {
      const { problems, rows } = outcome("Engagement Rate", cell)
      if (expected === null) assert.strictEqual(onlyProblem(problems).column, "Engagement Rate")
      else assert.strictEqual(rows[0]?.engagementBps, expected)
    })
  }

  it.prop("reads every whole number of basis points from both notations", [fc.integer({ min: 0, max: 9_999 })], ([bps]) => {
    assert.strictEqual(outcome("Engagement Rate", `${(bps / 100).toFixed(2)}%`).rows[0]?.engagementBps, bps)
    assert.strictEqual(outcome("Engagement Rate", (bps / 10_000).toFixed(4)).rows[0]?.engagementBps, bps)
  })
})

describe("Time Zone (ROSTER-01)", () => {
  it("takes IANA names only", () => {
    assert.strictEqual(readCell("Time Zone", " America/New_York ").rows[0]?.timeZone, "America/New_York")
    for (const cell of ["Berlin", "UTC+2", "+02:00", "somewhere"]) assert.strictEqual(onlyProblem(readCell("Time Zone", cell).problems).column, "Time Zone")
  })
})

const cell = fc.oneof(fc.constantFrom(...header, ...good, "0", "-1", "€1", "1.2M", "%", "NaN", "1e9"), fc.string({ maxLength: 12 }))

describe("any table (ROSTER-01)", () => {
  it.prop("never throws; every row is good or named in a problem, never both", [fc.array(fc.array(cell, { maxLength: 10 }), { maxLength: 8 })], ([body]) => {
    const { problems, rows } = readRoster([header, ...body], "USD")
    const named = new Set(problems.map(({ row }) => row))
    const blank = body.filter((cells) => cells.every((value) => value.trim() === "")).length
    assert.strictEqual(rows.length + named.size + blank, body.length)
    for (const { column, expected, got, row } of problems) {
      assert.isTrue(row >= 2 && row <= body.length + 1)
      assert.isTrue(column !== "" && expected !== "" && got.length <= 120)
    }
  })

  it.prop("a bad row never changes what the others say", [fc.integer({ min: 0, max: 3 }), cell], ([at, rubbish]) => {
    const others = [0, 1, 2].map((index) => withCell("Email", `creator${index}@example.com`))
    const without = readRoster([header, ...others], "USD")
    const bad = withCell("Platform", `x${rubbish}`).map((value, index) => (header[index] === "Email" ? "bad@example.com" : value))
    const mixed = readRoster([header, ...others.slice(0, at), bad, ...others.slice(at)], "USD")
    assert.deepStrictEqual(mixed.rows, without.rows)
    assert.strictEqual(onlyProblem(mixed.problems).row, at + 2)
  })
})
