import { assert, describe, it } from "@effect/vitest"
import { csvLine } from "../../src/cli/csv.ts"

describe("csvLine", () => {
  it("AUDIT-01 quotes what RFC 4180 wants quoted, and nothing else", () => {
    assert.strictEqual(csvLine(["plain", "a,b", "say \"hi\"", "two\nlines", 12, null, ""]), "plain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",12,,\r\n")
  })

  it("AUDIT-01 SEC-02 lets no cell become a formula, also behind spaces, controls or in wide forms", () => {
    for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\n=1", "\t=1", "\u200b=1", "＝1"]) {
      assert.match(csvLine([text]), /^"?'/, JSON.stringify(text))
    }
    assert.strictEqual(csvLine(["=HYPERLINK(\"http://x\",\"y\")"]), "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"\r\n")
    assert.strictEqual(csvLine(["a=1", "mid-word", "me@example.com", 5]), "a=1,mid-word,me@example.com,5\r\n")
  })

  it("AUDIT-01 SEC-02 leaves out what could steer a terminal", () => {
    assert.strictEqual(csvLine(["a\u001b[2Jb\r"]), "a[2Jb\r\n")
  })
})
