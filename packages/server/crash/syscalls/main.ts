import { makeRealBuild, realBuild } from "../ServerUnderTest.ts"
import { traced, whyNot } from "./traced.ts"

const reason = whyNot()
if (reason !== null) {
  process.stderr.write(`\n*** SKIPPED: the order of system calls was NOT checked: ${reason} ***\n\n`)
} else {
  await makeRealBuild()
  const { checked, problems } = await traced(realBuild)
  process.stdout.write(`${[
    `order of system calls: ${Object.entries(checked).map(([rule, count]) => `${count} ${rule}`).join(", ")}`, ...problems,
    problems.length === 0 ? "nothing was shown or said before it was on the disk" : `${problems.length} problems`
  ].join("\n")}\n`)
  process.exitCode = problems.length === 0 ? 0 : 1
}
