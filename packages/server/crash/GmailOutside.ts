import * as GoogleServer from "@parley/local-google/GoogleServer"
import { writeSecret } from "@parley/local-google/TrialFolder"
import { parseEmail } from "@parley/email/parseEmail"
import * as Effect from "effect/Effect"
import { join } from "node:path"
import type { Chance } from "./Chance.ts"
import { draw, type FaultTally } from "./Faults.ts"
import type { Outside, SeenMail } from "./Outside.ts"

const scope = "https://www.googleapis.com/auth/gmail.modify"
const unlimited = 10_000_000
/** A token is renewed within the five minutes before its end: so often enough to be killed while it is. */
const tokenSeconds = 310

/** A Google in this process, signed in to by a file in the data directory, with faults at so many percent of its calls. */
export const make = async (dataDir: string, chance: Chance, percent: number, tally: FaultTally): Promise<Outside> => {
  let faults = draw(chance, percent, tally)
  const google = await GoogleServer.start({
    unitsPerMinute: unlimited, faults: (call) => faults(call), replacesMessageIds: chance.below(2) === 0, repeatsHistory: chance.below(2) === 0
  })
  google.oauth.accessTokenLifetime = tokenSeconds
  const tokenFile = join(dataDir, "gmail-token.json")
  writeSecret(tokenFile, `${JSON.stringify({ refresh_token: google.oauth.issueRefreshToken(scope), scope })}\n`)
  const { gmail } = google

  // a mail that left never changes
  const parsed = new Map<string, SeenMail>()
  const read = async (file: string, raw: Uint8Array, seenAt: number): Promise<SeenMail> => ({ ...await Effect.runPromise(parseEmail(raw)), file, seenAt, raw: Buffer.from(raw).toString("latin1") })
  return {
    env: {
      ...google.env, GOOGLE_TOKEN_FILE: tokenFile, PARLEY_MAILBOX: "gmail", PARLEY_AGENT_ADDRESS: gmail.address, GMAIL_POLL_SECONDS: "1", GMAIL_UNITS_PER_MINUTE: String(unlimited)
    },
    sent: async () => {
      const mails: Array<SeenMail> = []
      for (const { id, raw } of gmail.sent()) {
        const mail = parsed.get(id) ?? await read(id, raw, gmail.message(id)?.internalDate ?? 0)
        parsed.set(id, mail)
        mails.push(mail)
      }
      return mails
    },
    drafts: () => Promise.all(gmail.drafts().map(({ draftId, messageId, raw }) => read(draftId, raw, gmail.message(messageId)?.internalDate ?? 0))),
    deliver: (_, text) => void gmail.deliver(authenticated(text.replaceAll(/\r?\n/g, "\r\n"))),
    deliverHuge: null,
    misplaced: () => gmail.unknownSearches().map((term) => `a search for ${term}, which the stand-in does not know`),
    listsSent: true,
    person: { edit: (file, raw) => gmail.editDraft(file, Buffer.from(raw, "latin1")), send: (file) => void gmail.sendDraft(file) },
    forgetPast: () => {
      gmail.expireHistory()
      google.oauth.expireAccessTokens()
    },
    heal: () => { faults = draw(chance, 0, tally) },
    close: google.close
  }
}

/** What Gmail writes on top of a mail whose sender it could verify. */
const authenticated = (text: string): string => {
  const [, address = "", domain = ""] = /^From: .*<([^>@]+@([^>]+))>/m.exec(text) ?? []
  return [
    "Authentication-Results: mx.google.com;",
    `       dkim=pass header.i=@${domain};`,
    `       spf=pass (google.com: domain of ${address} designates 192.0.2.7 as permitted sender) smtp.mailfrom=${address};`,
    `       dmarc=pass (p=NONE) header.from=${domain}`,
    text
  ].join("\r\n")
}
