import type { Currency } from "../Currency.ts"
import type { Deliverable } from "../deliverables/Deliverable.ts"
import type { UsageRights } from "../deliverables/UsageRights.ts"
import type { CpmCents } from "../Cpm.ts"
import type { Cents } from "../Money.ts"
import type { MailPurpose } from "../negotiation/MailPurpose.ts"
import type { Lever } from "../strategy/Lever.ts"
import type { ConcernKind, Counterparty } from "../reading/ReplyReading.ts"

/**
 * Everything a mail may say, and all a writer gets to see: no ceiling, no floor, no budget, no other creator (READ-05).
 * Amounts are minor units of `currency`.
 */
export interface Brief {
  readonly purpose: MailPurpose
  /** Whom the mail greets, and whether that is the creator or somebody who acts for them. */
  readonly recipientName: string
  readonly counterparty: Counterparty
  readonly influencerName: string
  readonly senderName: string
  readonly clientName: string
  readonly campaignName: string
  /** One or two sentences about the campaign, written by the team; may be empty. */
  readonly about: string
  readonly currency: Currency
  /** The rate this mail offers or confirms; null when it names none (exit). */
  readonly rate: Cents | null
  /** Our previous rate, shown struck through when it differs (GATE-04). */
  readonly previousRate: Cents | null
  /** Their ask, when the mail may mention it. */
  readonly theirAsk: Cents | null
  readonly deliverables: ReadonlyArray<Deliverable>
  readonly usage: UsageRights
  /** What comes on top of the rate, and how their content is shared further, in the team's words; nothing when absent. */
  readonly product?: string | null
  readonly syndication?: string | null
  /** What this offer changes beside money, the reason it is made (LEVER-01). */
  readonly lever?: Lever | null
  /** e.g. "within 30 days of publication, by bank transfer". */
  readonly paymentTerms: string
  /** e.g. "drafts by 12 October 2026, live by 20 October 2026"; may be empty. */
  readonly schedule: string
  /** They wrote, and this mail answers them. */
  readonly isReply: boolean
  /** This is the last rate we can offer, said without a word about limits. */
  readonly final: boolean
  /** What they asked about, for `answer`. */
  readonly concerns: ReadonlyArray<ConcernKind>
  /** 1 for the first follow-up; 0 otherwise. */
  readonly followUp: number
  /** Numbered next steps of a confirmation. */
  readonly nextSteps: ReadonlyArray<string>
  /** Further amounts that prose may mention without agreeing to them, e.g. our first offer; none when absent. */
  readonly mentions?: ReadonlyArray<Cents>
  /** The cost per 1,000 views that the rate comes to, when the mail may say it. */
  readonly cpm?: CpmCents | null
}

/** Prose around slots: `{{rate}}`, `{{terms}}` and so on; no figures of its own. */
export interface Draft {
  readonly subject: string
  readonly body: string
}

/** What leaves: the draft with every slot rendered, as plain text and as HTML that say the same. */
export interface RenderedMail {
  readonly subject: string
  readonly text: string
  readonly html: string
}
