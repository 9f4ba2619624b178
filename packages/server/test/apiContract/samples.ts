import { campaignYaml, rosterCsv } from "../harness/letters.ts"
import { parse } from "yaml"

/** What the world of the tests holds that samples speak of. */
export interface Known {
  /** Its mail waits for a yes. */
  readonly negotiation: string
  readonly campaign: string
  /** Of a token that may be revoked. */
  readonly token: string
  readonly secret: string
}

/** What an operation is called with so that it succeeds. */
export interface Sample {
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** What such a call is answered with, where it is not a success. */
  readonly status?: number
}

/** Of every operation, in the order in which they are called. */
export const samplesOf = ({ campaign, negotiation, secret, token }: Known): Readonly<Record<string, Sample>> => {
  const page = { limit: "2" }
  const one = { path: { negotiation } }
  const started = (id: string) => ({ body: { campaign: { ...parse(campaignYaml()), id }, roster: { csv: rosterCsv("Gil", "Hal") } } })
  return {
    "session.signIn": { body: { token: secret } },
    "session.whoAmI": {},
    "tokens.list": { query: page },
    "tokens.create": { body: { name: "Reporting", role: "viewer", expiresAt: 4_102_444_800_000 } },
    "campaigns.list": { query: page },
    "campaigns.check": started("checked"),
    "campaigns.start": started("second"),
    "campaigns.one": { path: { campaign } },
    "campaigns.ledger": { path: { campaign }, query: page },
    "campaigns.rosterProblems": { path: { campaign }, query: page },
    "negotiations.list": { query: { ...page, campaign, sort: "created", order: "asc", search: "a" } },
    "negotiations.one": one,
    "negotiations.timeline": one,
    "negotiations.explain": one,
    "negotiations.offers": one,
    "negotiations.question": one,
    "negotiations.draft": one,
    "negotiations.decide": { ...one, body: { choice: "pause", command: "contract-pause" } },
    "approvals.list": { query: page },
    "intakes.list": {},
    "intakes.answer": { path: { form: "86none" }, body: { label: "Campaign Budget", value: "42000" }, status: 404 },
    "sandbox.creators": { status: 404 },
    "sandbox.thread": { ...one, status: 404 },
    "sandbox.reply": { ...one, body: { text: "Sounds good", command: "contract-reply" }, status: 404 },
    "operations.overview": {},
    "operations.system": {},
    "operations.deadLetters": { query: page },
    "operations.settleLetter": { body: { letter: "mail/n-none/1", choice: "dismiss", command: "contract-letter" }, status: 404 },
    "operations.unaccounted": { query: page },
    "operations.sending": {},
    "operations.switchSending": { body: { stop: true } },
    "operations.stopAgency": { body: { domain: "agency.example", command: "contract-agency" } },
    "operations.audit": { query: { campaign, last: "7d", limit: "3", count: "true" } },
    "operations.forget": { body: { address: "ben@example.com" } },
    "changes.stream": { query: { after: "0" } },
    "tokens.revoke": { path: { token } },
    "session.signOut": {}
  }
}
