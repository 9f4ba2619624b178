import { assert, describe, it } from "@effect/vitest"
import { makeProgress } from "../../src/cli/progress.ts"

const shownOn = (isTTY: boolean): string => {
  let written = ""
  const progress = makeProgress("copied", { isTTY, write: (text) => { written += text } })
  for (const share of [0, 0.1, 0.101, 0.5, 1]) progress.show(share)
  progress.clear()
  return written
}

describe("progress", () => {
  it("CLI-01 is a bar that grows, is drawn again only when it changed, and is wiped at the end", () => {
    const lines = shownOn(true).split("\r").filter((line) => line !== "")
    assert.lengthOf(lines, 5)
    assert.deepStrictEqual(lines.map((line) => /\d+ %/u.exec(line)?.[0] ?? "wiped"), ["0 %", "10 %", "50 %", "100 %", "wiped"])
    assert.strictEqual(lines[2], `copied [${"#".repeat(15)}${"-".repeat(15)}]  50 %\u001b[K`)
  })

  it("CLI-01 goes with what is taken, and takes nothing away", () => {
    const written: Array<string> = []
    const progress = makeProgress("decided", { isTTY: true, write: (text) => void written.push(text) })
    assert.deepStrictEqual([...progress.through(["a", "b", "c", "d"], 4)], ["a", "b", "c", "d"])
    assert.deepStrictEqual(written.map((line) => /\d+ %/u.exec(line)?.[0]), ["0 %", "25 %", "50 %", "75 %"])
  })

  it("CLI-01 writes nothing where nobody looks", () => assert.strictEqual(shownOn(false), ""))
})
