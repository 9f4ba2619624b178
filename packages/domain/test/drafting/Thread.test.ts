import { assert, describe, it } from "@effect/vitest"
import { addressingOf, bareSubject } from "../../src/drafting/Thread.ts"
import { MessageId, NegotiationId } from "../../src/Ids.ts"
import { EmailAddress } from "../../src/influencer/Influencer.ts"
import { instant } from "../../src/Instant.ts"
import type { StoredMessage } from "../../src/ports/StoredMessage.ts"

const own = ["us@agency.example", "us+alias@agency.example"]
const maya = { name: "Maya", email: EmailAddress.make("maya@example.com") }
const person = (address: string) => ({ name: "", address })
const message = (fields: Partial<StoredMessage>): StoredMessage => ({
  id: MessageId.make("m"), negotiation: NegotiationId.make("n"), direction: "in", providerId: "p", header: "a@example.com", inReplyTo: null,
  references: [], threadId: null, from: person("maya@example.com"), replyTo: [], to: [person("us@agency.example")], cc: [], subject: "Partnership",
  dateOffset: null, text: "", bodyHash: "", at: instant(0), ...fields
})
const opening = message({ direction: "out", header: "1@us", from: person("us@agency.example"), to: [person("maya@example.com")] })

describe("addressingOf", () => {
  it("MAIL-02 the first mail goes to the creator and refers to nothing", () => {
    assert.deepStrictEqual(addressingOf([], maya, own), {
      to: [{ name: "Maya", address: maya.email }], cc: [], inReplyTo: null, references: [], threadId: null, subject: null
    })
  })

  it("MAIL-02 an answer carries the whole chain, In-Reply-To and one Re:", () => {
    const reply = message({ header: "2@them", inReplyTo: "1@us", references: ["1@us"], subject: "RE: Re: AW: Partnership" })
    const { inReplyTo, references, subject } = addressingOf([opening, reply], maya, own)
    assert.deepStrictEqual({ inReplyTo, references, subject }, { inReplyTo: "2@them", references: ["1@us", "2@them"], subject: "Re: Partnership" })
  })

  it("MAIL-02 a chain that lost its References goes on from In-Reply-To", () => {
    assert.deepStrictEqual(addressingOf([message({ header: "2@them", inReplyTo: "1@us" })], maya, own).references, ["1@us", "2@them"])
  })

  it("MAIL-02 reply-all honours Reply-To, keeps Cc, and names nobody twice nor ourselves", () => {
    const reply = message({
      replyTo: [person("manager@talent.example")],
      to: [person("us@agency.example"), person("maya@example.com")],
      cc: [person("us+alias@agency.example"), person("assistant@talent.example"), person("manager@talent.example")]
    })
    const { cc, to } = addressingOf([opening, reply], maya, own)
    assert.deepStrictEqual(to.map((one) => one.address), ["manager@talent.example"])
    assert.deepStrictEqual(cc.map((one) => one.address), ["maya@example.com", "assistant@talent.example"])
  })

  it("MAIL-11 a follow-up goes to the people who got the last mail, in its thread", () => {
    const second = message({ direction: "out", header: "3@us", references: ["1@us", "2@them"], to: [person("maya@example.com")], cc: [person("kit@talent.example")], subject: "Re: Partnership" })
    assert.deepStrictEqual(addressingOf([opening, second], maya, own), {
      to: [person("maya@example.com")], cc: [person("kit@talent.example")], inReplyTo: "3@us", references: ["1@us", "2@them", "3@us"], threadId: null,
      subject: "Re: Partnership"
    })
  })

  it("MAIL-02 a mail without a Message-ID is answered, but never referred to by a made-up one", () => {
    const bare = message({ header: "abc@no-message-id.invalid", references: ["1@us"] })
    const { inReplyTo, references } = addressingOf([opening, bare], maya, own)
    assert.deepStrictEqual({ inReplyTo, references }, { inReplyTo: null, references: ["1@us"] })
  })
})

describe("bareSubject", () => {
  it("MAIL-02 takes off every language's reply prefix, and leaves a subject that only looks like one", () => {
    for (const subject of ["Re: Hello", "RE[2]: Hello", "AW: SV: Re: Hello", "Antw: Hello", "Fwd: Re: Hello", "re : Hello", "Odp: Hello"]) {
      assert.strictEqual(bareSubject(subject), "Hello", subject)
    }
    assert.strictEqual(bareSubject("Reel for spring"), "Reel for spring")
    assert.strictEqual(bareSubject("Re:"), "Re:")
  })
})
