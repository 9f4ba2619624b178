import { assert, describe, it } from "@effect/vitest"
import { isOneOf, plainAddress } from "@parley/domain/influencer/plainAddress"
import * as FastCheck from "effect/FastCheck"

const local = FastCheck.stringMatching(/^[a-z0-9._-]{1,20}$/)
const tag = FastCheck.stringMatching(/^[a-z0-9+._-]{0,20}$/)
const domain = FastCheck.constantFrom("example.com", "mail.example.org")

describe("plainAddress (MAIL-08)", () => {
  it.prop("is the same for an address and all its plus addresses, and for no other local part or domain", [local, local, tag, domain, domain], ([one, other, plus, here, there]) => {
    assert.strictEqual(plainAddress(`${one}+${plus}@${here}`), `${one}@${here}`)
    assert.strictEqual(plainAddress(`${one}@${here}`), `${one}@${here}`)
    assert.isTrue(isOneOf([`${one}@${here}`], `${one}+${plus}@${here}`))
    assert.strictEqual(isOneOf([`${one}@${here}`], `${other}+${plus}@${there}`), one === other && here === there)
  })

  it("leaves what has nothing before the plus, or no plus before the at", () => {
    for (const address of ["+tag@example.com", "maya@ex+ample.com", "maya"]) assert.strictEqual(plainAddress(address), address)
  })

  it("does not take the plain address for one of a list that holds a plus address: that may be somebody else's", () => {
    assert.isFalse(isOneOf(["bot+parley@agency.com"], "bot@agency.com"))
  })
})
