import type { Checked } from "./Check.ts"
import type { DoctorReport } from "./doctor.ts"

/** `parley doctor` for people: a line for each check, and below it what is wrong. */
export const renderDoctor = ({ checks, ok, problems, warnings }: DoctorReport): string => {
  const column = Math.max(...checks.map(({ check }) => check.length))
  const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`
  return [
    ...checks.flatMap((one) => [
      `${marks[one.state]}  ${one.check.padEnd(column)}  ${one.told}`.trimEnd(),
      ...one.findings.flatMap(({ expected, found, grade, mend }) => [`      ${grade}:  ${found}`, `      expected: ${expected}`, `      mend:     ${mend}`])
    ]),
    "",
    ok ? warnings === 0 ? "Everything is in order." : `Nothing is wrong; ${count(warnings, "warning")}.` : `${count(problems, "problem")}${warnings === 0 ? "" : ` and ${count(warnings, "warning")}`}.`
  ].join("\n")
}

const marks: Readonly<Record<Checked["state"], string>> = { ok: "ok      ", warning: "WARNING ", problem: "PROBLEM ", "not checked": "-       " }
