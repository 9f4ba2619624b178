import type { ReplyText } from "../ports/ReplyReader.ts"
import type { Counterparty } from "./ReplyReading.ts"

/** Tells who is talking from title, wording, signature, sender's name and domain (PARTY-01). `lower` is the normalised new text. */
export const findCounterparty = (reply: ReplyText, lower: string, influencerName: string): Counterparty => {
  const names = words(influencerName)
  const sender = reply.fromName === "" ? [] : words(reply.fromName)
  const first = names[0] ?? ""
  const domain = reply.fromAddress.toLowerCase().split("@")[1] ?? ""
  const local = reply.fromAddress.toLowerCase().split("@")[0] ?? ""
  const isSelf = sender.some((w) => w.length > 2 && names.includes(w))
  let score = 0
  if (title.test(lower)) score += 2
  if (behalf.test(lower)) score += 3
  if (agencyDomain.test(domain)) score += 2
  if (/^(?:mgmt|management|manager|bookings?|talent|team|partnerships|collabs?)\b/.test(local)) score += 1
  if (first.length > 2 && new RegExp(`\\b${escape(first)}(?:'s (?:rate|fee|price|minimum|manager|schedule|team|calendar|usual)| (?:charges?|would|can|could|will|is (?:happy|available|interested|open|asking)|has|loves?|requires?|needs?|wants?))\\b`).test(lower)) score += 2
  if (sender.length > 0 && !isSelf && !domainHolds(domain, names)) score += 1
  if (isSelf) score -= 2
  if (speaksOfOwnManager.test(lower)) score -= 2
  return score >= 2 ? "talent_manager" : "influencer"
}

const title =
  /(?:^|\n|[,|] ?|- ?)(?:senior |junior |head of )?(?:talent (?:manager|agent|management|partner\w*|representative|coordinator|director)|(?:manager|agent|assistant|management|bookings?|representative) (?:for|of|to) |influencer manager|brand partnerships (?:manager|director)|partnerships manager|personal assistant|executive assistant|management\b)/
const behalf =
  /\b(?:on (?:behalf of|[a-z]+'s behalf)|i (?:represent|manage|look after|work with|handle) (?!my|our|all my)[a-z]+|i'm [a-z]+'s (?:manager|agent|assistant|husband|wife|mom|mother|dad|father|brother|sister|partner)|i am [a-z]+'s (?:manager|agent|assistant|husband|wife|mother|father|brother|sister|partner)|my client|our (?:client|talent|creator)|the talent we represent)\b/
const agencyDomain = /talent|mgmt|management|agency|artists|creators?(?:group|co|collective)|represent|influenc|entertainment/
const speaksOfOwnManager = /\bmy (?:manager|agent|agency|management|assistant)\b/

const words = (name: string): ReadonlyArray<string> =>
  name.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").split(/[^\p{L}\p{N}]+/u).filter((w) => w !== "")

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")

const domainHolds = (domain: string, names: ReadonlyArray<string>): boolean => names.some((n) => n.length > 3 && domain.includes(n))
