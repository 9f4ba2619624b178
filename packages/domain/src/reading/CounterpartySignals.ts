import type { ReplyText } from "../ports/ReplyReader.ts"
import type { Counterparty } from "./ReplyReading.ts"
import { hasMatch } from "./matchesOf.ts"

/** Tells who is talking from title, wording, signature, sender's name and domain (PARTY-01). `lower` is the normalised new text. */
export const findCounterparty = (reply: ReplyText, lower: string, influencerName: string): Counterparty => {
  const names = words(influencerName)
  const sender = reply.fromName === "" ? [] : words(reply.fromName)
  const first = names[0] ?? ""
  const domain = reply.fromAddress.toLowerCase().split("@")[1] ?? ""
  const local = reply.fromAddress.toLowerCase().split("@")[0] ?? ""
  const isSelf = sender.some((w) => w.length > 2 && names.includes(w))
  let score = 0
  if (hasMatch(lower, title) || title.test(reply.fromName.toLowerCase())) score += 2
  if (hasMatch(lower, behalf)) score += 3
  if (agencyDomain.test(domain.replace(/\.[a-z]+$/, ""))) score += 2
  // who is called an agency, or signs as one
  if (agencyName.test(`${reply.fromName.toLowerCase()}\n${lower.slice(-200)}`)) score += 2
  if (hasMatch(lower, spokenOf) && !hasMatch(lower, ourPeople)) score += 2
  if (/^(?:pa|mgmt|management|manager|agent|talent)\b/.test(local)) score += 2
  else if (/^(?:office|support|helpdesk|desk|reception|bookings?|team|partnerships|collabs?)\b/.test(local)) score += 1
  if (/\b(?:team|desk|reception|office|bookings?|support|helpdesk|pa)\b/.test(reply.fromName.toLowerCase())) score += 1
  if (hasMatch(lower, aboutSomebody)) score += 1
  if (first.length > 2 && new RegExp(`\\b${escape(first)}(?:'s (?:rate|fee|price|minimum|manager|schedule|team|calendar|usual)| (?:charges?|would|can|could|will|is (?:happy|available|interested|open|asking)|has|loves?|requires?|needs?|wants?))\\b`).test(lower)) score += 2
  if (names.length > 0 && sender.length > 0 && !isSelf && !domainHolds(domain, names)) score += 1
  if (hasMatch(lower, family) || household.test(reply.fromName.toLowerCase())) score += 3
  if (houseDomain.test(domain.replace(/\.[a-z]+$/, ""))) score += 2
  else if (firmDomain.test(domain.replace(/\.[a-z]+$/, ""))) score += 1
  if (hasMatch(lower, another) && !hasMatch(lower, ourPeople)) score += 1
  if (isSelf) score -= 2
  if (hasMatch(lower, speaksOfOwnManager)) score -= 2
  return score >= 2 ? "talent_manager" : "influencer"
}

const title =
  /(?:^|\n|[,|] ?|- ?)(?:senior |junior |head of )?(?:head of talent|director of talent|talent (?:manager|agent|management|partner\w*|representative|coordinator|director)|(?:manager|agent|assistant|management|bookings?|representative) (?:for|of|to) |influencer manager|brand partnerships (?:manager|director)|partnerships manager|personal assistant|executive assistant|management\b)|\b(?:pa|assistant|manager|agent|mom|mum|dad|wife|husband) (?:to|of|for) [a-z]+|(?:\n|, ?|\| ?)(?:agent|manager|account director|account manager|literary agent)(?:$|\n|, | \|)/
const behalf = new RegExp([
  "\\b(?:on (?:behalf of|[a-z]+'s behalf|(?:her|his|their) behalf)|(?:i|we) (?:represent|manage|look after|work with|handle) (?!my|our|all my|a |brands)[a-z]+|i'm [a-z]+'s (?:manager|agent|assistant|husband|wife|mom|mother|dad|father|brother|sister|partner)|i am [a-z]+'s (?:manager|agent|assistant|husband|wife|mother|father|brother|sister|partner)|my client|our (?:client|talent|creator|artist|roster)|the talent we represent)\\b",
  "\\b[a-z]+ (?:has )?asked me to (?:let you know|tell you|reply|answer|write|say|pass)\\b", "\\b(?:we|i) act for\\b|\\bthis (?:talent|creator|artist) is (?:looked after|represented|managed)\\b|\\bour (?:talent|partnerships|bookings?) (?:desk|team)\\b|\\bcampaigns with us\\b|\\bmy (?:daughter|son|wife|husband|sister|brother|mum|mom|mother|dad|father) (?:would|will|can|does|has|is (?:happy|keen|in|on)|charges|asked me to)\\b|\\bmy (?:daughter|son|wife|husband|sister|brother|mum|mom|mother|dad|father)'s (?:rate|fee|price|channel|account|page)\\b"
].join("|"))
const relative = "(?:mom|mum|mam|mother|mama|dad|father|papa|uncle|aunt|grandmother|grandma|grandfather|wife|husband|sister|brother|secretary|assistant|guardian)"
/** A relative who writes for the creator. */
const family = new RegExp([
  `\\b(?:i am|i'm|this is)(?: the)? (?:[a-z]+'s )?${relative}(?: and [a-z ]{2,20})? of [a-z]+`, `\\b(?:here|it's|its|i'm|i am|this is|again)[, ]+[a-z]+'s (?:[a-z]+ )?${relative}\\b`, `(?:^|\\n|[.!] |, |\\()[a-z]+'s ${relative}(?: here| again|\\)|,? and (?:unpaid|full-time|business)| and ")`,
  "\\bi (?:do|handle|manage|look after|take care of|run|answer|keep) (?:all )?(?:of )?(?:his|her|their|the) (?:e-?mails?|mails?|bookings|accounts|books|money|business|brands?|paperwork|business end|business side)\\b", "\\b(?:accounts|brands|emails|mails|bookings) for (?:her|him)\\b",
  "\\bi (?:write|am writing|reply|answer) for my (?:son|daughter|wife|husband|sister|brother|mother|father)\\b", "\\b(?:is|about) my (?:daughter|son)\\b", "\\b(?:our|the|my) client (?:accepts|agrees|says|would|will|is|confirms|wants|needs)\\b|(?:^|\\n)client (?:accepts|agrees|confirms|says)\\b", "\\b(?:bring|put|present|take|show) (?:it|this|that|the offer) to (?:her|him)\\b", "\\b(?:no longer|used to|we) act for (?:her|him|[a-z]+)\\b", "\\bmy husband and i have decided to take the (?:girls|boys|kids)\\b"
].join("|"))
const household = /\b(?:dad|mom|mum|papa|mama|family office|parents?)\b/
const houseDomain = /agents?$|(?:^|[.-])models|models$|collective|impresario|consult|publicity|voices$|gruppen$|group$|pr$|manag/
const firmDomain = /andco$|partners?$|hq$|media$|studio|office|kontor|creative|kreativ|etfils$/
/** Somebody else than the writer is spoken of as who does it. */
const another = /\b(?:she|he)(?:'s|'d|'ll)? ?(?:says|said|would|will|can|could|accepts|takes|agrees|wants|needs|has|is|does|likes|loves|asks|prefers|charges|decided|did|gets|was)\b/
/** Somebody who is not the writer does the work, or owns its price: "his fee", "Sana would be up for it", "the channel's rate for her". */
const spokenOf = new RegExp([
  "\\b(?:his|her) (?:last|latest|recent|next) (?!name)", "\\b(?:his|her|[a-z]{2,}'s) (?:(?:current|usual|standard|general|minimum|base|new|day|discount) )?(?:code|fee|fees|rate|rates|quote|price|minimum|rate card|channel|feed|views|average|averages|audience|followers|storyboard|calendar|availability|30-day average)\\b",
  "\\b(?:he|she)(?: has|'s| is|'d|'ll| would| will)? (?:accepts?|agrees?|decided|declin\\w+|passing|happy to|keen|up for|on board|would (?:do|take|need|want|host|accept)|will (?:do|deliver|post|film|keep|cut)|(?:'d|'ll) (?:do|take|need|want|deliver|post|film|keep|cut)|deliver|film|wants?|needs?)\\b",
  "\\b(?:confirmed|decided|declined|spoken|discussed|talked|checked) (?:with|on behalf of|for) (?:him|her|them)\\b", "\\b(?:for|of) (?:him|her)\\b[^.!?]{0,20}\\b(?:to (?:do|film|post|make))\\b"
].join("|"))
/** "your mail about Priya" */
const aboutSomebody = /\byour (?:e-?mail|mail|offer|message|note|proposal|enquiry|inquiry|interest|request)(?: about| for| regarding| concerning| in| to)(?: working with)? (?!(?:the|a|an|my|this|your|our|us|me|it|one|two|three|that|working|all|these|those|both|such|more|i|we|dates?|usage)\b)[a-z]+\b/
/** Such words may also speak of the writer's own people, or of somebody of ours. */
const ourPeople = /\b(?:my|our|your) (?:manager|agent|management|agency|assistant|husband|wife|partner|mother|mom|mum|father|dad|sister|brother|neighbou?r|housemate|friend|lawyer|colleague|boss|editor|girlfriend|boyfriend|gf|bf|head of|team|cat|dog|kid|daughter|son)\b|\b(?:let's|it's|that's|what's|today's|here's|there's|who's|world's|year's|season's) (?:rate|fee|price|quote|average|minimum)/
const agencyDomain = /talent|mgmt|mgt|management|manage(?:r|s)?\b|agenc|agence|agentur|artists?$|artists|k(?:u|ue)nstler|creators|represent|\breps\b|reps$|influenc|entertainment|partners$|-partners|andpartners|legal|lawyers|bookings?|\bpr$|publicity|casting|roster/
const agencyName = /\b(?:talent|mgmt|management|agency|agence|artists|representation|representa|reps|publicity|creators?|influencer) (?:desk|agency|management|group|gmbh|ltd|llc|inc|helpdesk|s\.l\b)|\b[a-z]+ (?:& [a-z]+\.? )?(?:talents?|management|agency|agence|artists|representation|reps|partners|sports management)(?: (?:ltd|llc|inc|gmbh|s\.l)\.?)?,?(?:\s*$|\n|,|\. | \()/
const speaksOfOwnManager = /\bmy (?:manager|agent|agency|management|assistant)\b/

const words = (name: string): ReadonlyArray<string> =>
  name.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").split(/[^\p{L}\p{N}]+/u).filter((w) => w !== "")

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")

const domainHolds = (domain: string, names: ReadonlyArray<string>): boolean => names.some((n) => n.length > 3 && domain.includes(n))
