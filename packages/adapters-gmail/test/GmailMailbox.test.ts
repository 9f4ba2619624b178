import * as MailboxContract from "@parley/testkit/MailboxContract"
import * as world from "./gmailWorld.ts"

MailboxContract.suite("GmailMailbox", world.make())
MailboxContract.suite("GmailMailbox that replaces every Message-ID", world.make({ server: { replacesMessageIds: true } }))
