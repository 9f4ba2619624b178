import { describe } from "@effect/vitest"
import { forgetting } from "./MailboxForgetContract.ts"
import type { MakeHarness } from "./MailboxHarness.ts"
import { inbound } from "./MailboxInboundContract.ts"
import { outbound } from "./MailboxOutboundContract.ts"

/** Every mailbox passes this. `make` is run once per test and gives an empty mailbox. */
export const suite = (name: string, make: MakeHarness): void => {
  describe(`${name} is a Mailbox`, () => {
    inbound(make)
    outbound(make)
    forgetting(make)
  })
}
