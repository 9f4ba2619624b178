import { assert, describe, it } from "@effect/vitest"
import { parseEmail } from "@parley/email/parseEmail"
import { cast } from "@parley/testkit/sim/cast"
import * as Effect from "effect/Effect"
import { play } from "../src/Creators.ts"
import { base64, mail, withGoogle } from "./world.ts"

describe("creators", () => {
  it("answer what is sent to them, in its thread, with a mail that Gmail could verify", () =>
    withGoogle({}, async ({ api, server }) => {
      const { member } = cast(1).find(({ persona }) => persona.temper === "eager") ?? assert.fail("nobody is eager")
      const lines: Array<string> = []
      const answered = new Promise<void>((resolve) => {
        play({ gmail: server.gmail, seed: 1, delayMillis: 1, report: (line) => {
          lines.push(line)
          if (line.startsWith("in")) resolve()
        } })
      })
      const offer = mail({ To: `${member.name} <${member.address}>`, Subject: "A campaign", "Message-ID": "<o1@parley.example>" }, "Hi!\r\n\r\nWhat would your rate be?")
      const { data: sent } = await api.users.messages.send({ userId: "me", requestBody: { raw: base64(offer) } })
      await answered
      const { data: thread } = await api.users.threads.get({ userId: "me", id: sent.threadId ?? "", format: "minimal" })
      assert.lengthOf(thread.messages ?? [], 2)
      const reply = server.gmail.message(thread.messages?.[1]?.id ?? "")
      assert.deepStrictEqual(reply?.labels, ["INBOX", "UNREAD"])
      const parsed = await Effect.runPromise(parseEmail(reply?.raw ?? new Uint8Array()))
      assert.deepStrictEqual([parsed.from.address, parsed.inReplyTo, parsed.kind], [member.address, "o1@parley.example", "personal"])
      assert.match(parsed.headers.get("authentication-results")?.[0] ?? "", /^mx\.google\.com;\s+dkim=pass .*dmarc=pass/u)
      assert.deepStrictEqual(lines.map((line) => line.slice(0, 3).trim()), ["out", "in"])
    }))
})
