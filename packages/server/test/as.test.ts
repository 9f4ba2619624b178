import { assert, describe, it } from "@effect/vitest"
import { userInfo } from "node:os"
import { accountName } from "../src/cli/as.ts"

describe("who decides, where nobody says", () => {
  it("OPS-05 is the account by its name, and by its number where the system knows no name", () => {
    assert.strictEqual(accountName(() => ({ username: "nora" })), "nora")
    assert.strictEqual(accountName(() => userInfo({ encoding: "utf8" })), accountName(userInfo))
    assert.match(accountName(() => { throw new Error("ENOENT: no such file or directory, uv_os_get_passwd") }), /^uid-(\d+|unknown)$/)
  })
})
