import { assert, describe, it } from "@effect/vitest"
import { isAuthenticated } from "../src/Authentication.ts"

const verdict = (fromDomain: string, ...results: ReadonlyArray<string>): boolean => isAuthenticated({ authservId: "mx.brand.example", fromDomain, results })

describe("isAuthenticated (MAIL-08)", () => {
  for (const [result, expected] of [
    ["mx.brand.example; dmarc=pass header.from=example.com", true],
    ["MX.Brand.Example 1; spf=fail; DMARC = Pass (p=reject; dis=none) header.from = Example.COM", true],
    ["mx.brand.example; dmarc=pass header.from=\"example.com\"", true],
    ["\"mx.brand.example\"; dkim=pass header.d=example.com header.s=s1", true],
    ["mx.brand.example; dkim=pass reason=\"good; really\" header.d=mail.example.com", true],
    ["mx.brand.example; dkim=fail header.d=example.com; dkim=pass header.d=example.com", true],
    ["mx.brand.example; dkim=pass header.i=@example.com header.s=20230601", true],
    ["", false],
    ["mx.brand.example; none", false],
    ["mx.brand.example.evil.example; dmarc=pass header.from=example.com", false],
    ["evil.example (mx.brand.example); dmarc=pass header.from=example.com", false],
    ["mx.brand.example; dmarc=fail header.from=example.com", false],
    ["mx.brand.example; dmarc=pass header.from=evil.example", false],
    ["mx.brand.example; dmarc=pass", false],
    ["mx.brand.example; dmarc=fail (dmarc=pass header.from=example.com)", false],
    ["mx.brand.example; dmarc=fail (x (y) ; dmarc=pass header.from=example.com", false],
    ["mx.brand.example; spf=pass smtp.mailfrom=\"x; dmarc=pass header.from=example.com\"", false],
    ["mx.brand.example; spf=pass smtp.mailfrom=example.com", false],
    ["mx.brand.example; dkim=pass header.d=evil.example", false],
    ["mx.brand.example; dkim=pass header.d=evilexample.com", false],
    ["mx.brand.example; dkim=pass header.d=com", false],
    ["mx.brand.example; dkim=pass header.d=evil.example header.d=example.com", false],
    ["mx.brand.example; dkim=pass header.d=evil.example header.i=@example.com", false],
    ["mx.brand.example; dkim=neutral header.d=example.com", false]
  ] as const) {
    it(`${expected ? "believes" : "does not believe"} ${JSON.stringify(result)}`, () => {
      assert.strictEqual(verdict("example.com", result), expected)
    })
  }

  it("reads the topmost header only", () => {
    assert.isFalse(verdict("example.com", "mx.brand.example; dmarc=fail header.from=example.com", "mx.brand.example; dmarc=pass header.from=example.com"))
    assert.isTrue(verdict("example.com", "mx.brand.example; dmarc=pass header.from=example.com", "anything"))
  })

  it("takes a parent domain's signature, and international names in either spelling", () => {
    assert.isTrue(verdict("mail.example.com", "mx.brand.example; dkim=pass header.d=example.com"))
    assert.isTrue(verdict("bücher.example", "mx.brand.example; dmarc=pass header.from=xn--bcher-kva.example"))
    assert.isFalse(verdict("localhost", "mx.brand.example; dkim=pass header.d=localhost"))
  })
})
