import * as Effect from "effect/Effect"
import { join } from "node:path"
import { MailboxUnavailable } from "@parley/domain/ports/Mailbox"
import { moveUnlessTaken, reasonOf, syncDirectory, writeFile } from "./internal/Durable.ts"
import { remove } from "./internal/Maildir.ts"

/**
 * Puts a whole mail into `new/` of a Maildir that exists, as a mail server would: written and synced in `tmp/`, then named. `name` is the file's, of
 * letters, digits, dots and dashes, and never anybody else's: where it is taken already, nothing is written and the answer is false.
 */
export const deliver = Effect.fn("MaildirDelivery.deliver")((maildir: string, name: string, raw: Uint8Array): Effect.Effect<boolean, MailboxUnavailable> =>
  isFileName.test(name)
    ? Effect.tryPromise({
      try: async () => {
        const temporary = join(maildir, "tmp", name)
        await writeFile(temporary, raw)
        const delivered = await moveUnlessTaken(temporary, join(maildir, "new", name))
        if (!delivered) await remove(temporary)
        await syncDirectory(join(maildir, "new"))
        return delivered
      },
      catch: (error) => new MailboxUnavailable({ reason: reasonOf(error, maildir) })
    }).pipe(Effect.uninterruptible)
    : Effect.dieMessage(`no name for a file of a Maildir: ${JSON.stringify(name)}`))

const isFileName = /^[A-Za-z0-9][A-Za-z0-9.-]{0,200}$/u
