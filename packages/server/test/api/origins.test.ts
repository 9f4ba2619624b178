import { assert, describe, it } from "@effect/vitest"
import * as Origins from "../../src/access/Origins.ts"

describe("the names of a server (SEC-01)", () => {
  it("are this machine's own where it listens on this machine", () => {
    const { isOurs, secure } = Origins.make({ bound: "127.0.0.1", publicUrl: null })
    for (const host of ["localhost:8480", "127.0.0.1:8480", "[::1]:8480", "localhost"]) assert.isTrue(isOurs(host), host)
    for (const host of ["evil.example", "evil.example:8480", "127.0.0.1.evil.example", "", "localhost.evil.example"]) assert.isFalse(isOurs(host), host)
    assert.isFalse(secure)
  })

  it("are the public one too behind a public address, over TLS where that is", () => {
    const { isOurs, secure } = Origins.make({ bound: "0.0.0.0", publicUrl: "https://parley.example" })
    assert.isTrue(isOurs("parley.example"))
    assert.isFalse(isOurs("other.example"))
    assert.isTrue(secure)
    assert.isFalse(Origins.make({ bound: "0.0.0.0", publicUrl: "http://parley.lan" }).secure)
  })

  it("are any where it listens wider, and cookies are for TLS alone", () => {
    const { isOurs, secure } = Origins.make({ bound: "0.0.0.0", publicUrl: null })
    assert.isTrue(isOurs("anything.example"))
    assert.isTrue(secure)
  })
})
