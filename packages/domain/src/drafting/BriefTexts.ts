import { describeDeliverables } from "../deliverables/Deliverable.ts"
import { describeUsage } from "../deliverables/UsageRights.ts"
import { invisible } from "../reading/Normal.ts"
import type { Brief } from "./Brief.ts"

/** A text of the brief on one line as a mail shows it: no line breaks, no control or invisible characters. */
export const shown = (text: string): string =>
  /^[ -~]*$/.test(text) ? text.replace(/ {2,}/g, " ").trim() : Array.from(text).map((c) => /[\s\p{Cc}\p{Zl}\p{Zp}\p{Zs}]/u.test(c) ? " " : invisible.test(c) || /[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u.test(c) ? "" : c)
    .join("").replace(/ {2,}/g, " ").trim()

/** The first word of a name, or the whole when there is but one. */
export const firstName = (name: string): string => shown(name).split(" ")[0] ?? ""

/** What stands in a mail because the team wrote it: figures, links and words in it are granted (GATE-01, GATE-02). Longest first. */
export const grantedTexts = (brief: Brief): ReadonlyArray<string> =>
  [
    firstName(brief.recipientName), brief.influencerName, brief.senderName, brief.clientName, brief.campaignName, brief.about,
    brief.product ?? "", brief.syndication ?? "", brief.paymentTerms, brief.schedule, ...brief.nextSteps, ...brief.nextSteps.map(shown).filter((step) => step !== "").map((step, i) => `${i + 1}. ${step}`), describeDeliverables(brief.deliverables), describeUsage(brief.usage)
  ].map(shown).filter((text) => text !== "").sort((a, b) => b.length - a.length)
