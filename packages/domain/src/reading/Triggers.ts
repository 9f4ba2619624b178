import type { ReadingContext } from "../ports/ReplyReader.ts"
import { type Figure } from "./Amounts.ts"
import { type Normal, normalise, toOriginal } from "./Normal.ts"
import { find, type Sentence } from "./Sentences.ts"
import type { Trigger, TriggerKind } from "./ReplyReading.ts"

/** What a person must see, whatever the intent (READ-04), each kind once, with the words that fired it. */
export const findTriggers = (
  normal: Normal,
  lines: ReadonlyArray<Sentence>,
  figures: ReadonlyArray<Figure>,
  hiddenText: string,
  signature: string,
  context: ReadingContext
): ReadonlyArray<Trigger> => {
  const found: Array<Trigger> = []
  const add = (kind: TriggerKind, from: number, to: number): void => {
    if (!found.some((t) => t.kind === kind)) found.push({ kind, evidence: toOriginal(normal, from, to) })
  }
  const hostileAt = find(normal.lower, hostile)
  if (hostileAt !== null) add("hostile_tone", hostileAt.from, hostileAt.to)
  const shoutedAt = find(normal.text, shouting)
  if (shoutedAt !== null && !lines.some((line) => line.from <= shoutedAt.from && shoutedAt.from < line.to && injectionIn(line.text) !== null) && !/[a-z]{3}[^.!?]*$/.test(normal.text.slice(shoutedAt.from, shoutedAt.to))) add("hostile_tone", shoutedAt.from, shoutedAt.to)
  for (const line of lines) {
    const legalAt = footer.test(line.text) ? null : find(line.text.replace(engaged, (words) => " ".repeat(words.length)), legal)
    if (legalAt !== null) add("legal_language", line.from + legalAt.from, line.from + legalAt.to)
    const unusualAt = find(line.text, unusual)
    if (unusualAt !== null && !refusal.test(line.text.slice(0, unusualAt.from)) && !(line.asks && !/[$€£]|\b(?:i|we) (?:can|could|also)\b|\b(?:open to|interested in|would you (?:want|like|consider|pay)|do you want|would it interest|add)\b/.test(line.text))) {
      add("unusual_deliverables", line.from + unusualAt.from, line.from + unusualAt.to)
    }
    const steers = injectionIn(line.text)
    if (steers !== null) add("prompt_injection", line.from + steers.from, line.from + steers.to)
    const payment = find(line.text, paymentChange)
    if (payment !== null) add("payment_change", line.from + payment.from, line.from + payment.to)
  }
  // hidden words point at nothing a person can see: the span is empty
  if (injectionIn(normalise(hiddenText).lower) !== null || injectionIn(normalise(signature.slice(0, 2000)).lower) !== null || hiddenPrice.test(hiddenText)) add("prompt_injection", 0, 0)
  const foreign = figures.find((f) => f.kind === "money" && f.currency !== null && f.currency !== context.currency)
  if (foreign !== undefined) add("other_currency", foreign.from, foreign.to)
  return found
}

/** Where a sentence steers the agent or the process rather than negotiates; such text is ignored for the intent (READ-05). */
export const injectionIn = (lower: string): { readonly from: number; readonly to: number } | null => {
  const at = find(lower, injection)
  return at === null || belongsToProduct(lower, at.from) || /\b(?:ignore|disregard) (?:my|the) (?:previous|last|earlier) (?:e-?mail|message|note)/.test(lower) && !/instruction|prompt|system/.test(lower) ? null : at
}

/** Prompt-like words in quotation marks that are to be shown or typed in the content they make, and ask for nothing of ours. */
const belongsToProduct = (sentence: string, at: number): boolean =>
  (sentence.slice(0, at + 1).match(/"/g)?.length ?? 0) % 2 === 1 && shownOn.test(sentence) && !/\b(?:accept|rates?|offer|price|fee|budget|max\w*|ceiling|approve|deal|pay|negotiat\w*)\b/.test(sentence)
const shownOn = /\b(?:hook|storyboard|script|skit|on (?:camera|screen)|demo|prompt for your|brief|your (?:app|speaker|assistant|device|chatbot|tool|software|bot)|typing|types?|say to|telling|caption|viewers|voice-?over|scene|joke)\b/
const hostile =
  /\b(?:or|else|otherwise|unless)\b[^.!?\n]{0,60}\bi(?:'ll| will| am going to|'m going to|'m gonna)? (?:post|tell|publish|expose|report|leak|name|call out|warn|screenshot|make a video)\b|\b(?:brain[- ]?dead|imbeciles?|leech(?:es)?|amateurs?|amateurish|losers?|vultures?|thie(?:f|ves)|con artists?|bloodsuckers?|cheapskates?|dumb\w*|delusional|(?<!can't |cannot |never |to |don't )shut up|get lost|screw (?:this|that|off)|worthless|trash|jerks?|dimwits?|halfwits?|bastards?|assholes?|arseholes?|a-holes?|wankers?|shit\w*|crap company|fools?|parasit\w+|sleaz\w+|contemptible|laughing stock|name and shame|blacklist(?:ed|ing)? you|sick of (?:you|your)|despicable|you(?:'re| are)(?: all| nothing but)?(?: an?)?(?: \w+)? (?:joke|disgrace|fraud|frauds|cheats?))\b|\b(?:f+u+c+k\w*|f[*@#]+\w*|bullsh\w*|piss off|screw you|go to hell|idiots?|morons?|pathetic|scammers?|clowns?|you people(?! have| do| would| want| could| can)|creeps|grifters?|muppets?|(?:are|r) you (?:dense|blind|deaf|dumb)|watch your back|i know where (?:you|your)|learn to read|shame on|ashamed|insult(?:ing)?|disgusting|disgraceful|how dare you|exploit(?:ing|ative)?|i(?:'ll| will) (?:expose|report|destroy|ruin|sue|make sure)|regret this|waste of (?:my )?time|ripping (?:us|me|creators) off|garbage|stupid(?! question)|crook\w*|liars?|parasites?|or else)\b|f\*+/
const shouting = /(?:\b[A-Z']{2,}\b[ ,!.]+){4,}/
const legal =
  /\b(?:lawyers?|attorneys?|counsel|solicitors?|legal (?:team|action|department|counsel|rights|review|advice)|lawsuit|sue|suing|court|breach\w*|infring\w*|cease and desist|nda|non-?disclosure|indemni\w*|liabilit\w*|clauses?|intellectual property|\bip (?:rights|ownership)|ownership of|owns? the (?:content|footage|rights)|licen[sc](?:e|ing) (?:fee|terms|rights|agreement|the content)|perpetual(?:ly)? licen[sc]e|buy-?out|perpetu\w*|exclusiv\w*|non-?compete|copyright\w*|governing law|jurisdiction|arbitration|gdpr|dmca|termination)\b/
/** Bound to somebody else: why they decline, not a term of ours. */
const engaged = /\b(?:i'm|i am|we're|we are|she's|[a-z]+ is|he's|being|already|currently|signed)(?: (?:already|currently|still|now|contractually|an?))* exclusiv\w*(?: (?:deal|contract|agreement|partnership|partner))? (?:with|to) (?:another|a different|a competing|a competitor|one of your)\b/g
const footer = /\b(?:this (?:e-?mail|message)|intended (?:solely|only)|confidential|unauthori[sz]ed|disclaimer|all rights reserved)\b/
const unusual = new RegExp([
  "\\b(?:whitelist\\w*|white-list\\w*|allow-?list\\w*|spark[ -](?:codes?|ads?)|sparks? it|paid (?:ads?|usage|media|promotion|social|amplification)|(?:run|use|boost|used|running|boosted|boosting|put)(?: it| this| them| the (?:content|video|reel|clip|post)| my content)? (?:as|in|for|behind|into) (?:an? )?(?:paid )?(?:ads?|advertis\\w+|paid)\\b|ads? usage|ad account|ad spend|boosting|boosted|dark posts?|partnership ads?|meta ads?|usage in ads|paid ads)\\b",
  "\\b(?:in-person|(?<!(?:in the|in any|in that|this) )events?|appearances?|guest host\\w*|ambassador\\w*|live ?-?streams?|live ?-?streaming|livestream\\w*|podcasts?|product design|co-?design\\w*|capsule|merch(?:andise)?|(?:own|joint|co-?branded|signature|capsule) collection|affiliate\\w*|(?<!agency |agent |agent's |our |my |management )commission|rev(?:enue)?[- ]share|profit[- ]share|equity|billboards?|print(?:ed)? (?:ads?|campaign|magazine|posters?|use)|in print|out-of-home|newsletter|blog post|ugc package|photo ?shoots?|workshops?|masterclass\\w*|(?:at|for|attend|visit|host|open|come to|do) (?:your|the|a) pop-?up|panel|on stage|trade (?:fair|show)|booth|meet[ -](?:and|&)[ -]greet|speaking|keynote|launch party|(?:shop|store) opening|come to (?:your|the) (?:store|shop|office|opening|launch|booth|stand|fair|party))\\b",
  "\\bgo(?:ing)? live (?:on (?:my|your|tik ?tok|instagram|youtube|ig)|with (?:you|my))\\b", "\\b(?:host\\w*|during|do|on|an?|one|my|tik ?tok|instagram|ig|youtube|yt|sunday|weekly|mention in) lives?\\b(?! (?:in|on (?:the|mon|tue|wed|thu|fri|sat|sun|\\d)|with my|at|near|by|for (?:a|at|\\d)|together|here|there|up|date|link|until|till|within|before|after|from|next|this)\\b)",
  "\\b(?:go|going|went|flying|being|appear\\w*) live (?:on (?:tik ?tok|instagram|youtube|twitch|stream)|at|from your)\\b|\\blive on stream\\b|\\b(?:%|percent) of (?:what|everything|whatever) (?:you|is|gets|they) (?:sells?|sold|make|earn)\\b",
  "\\b(?:share|cut|slice|percentage|\\d+(?:\\.\\d+)? ?(?:%|percent)(?: share| cut)?) (?:of|on|from|per) (?:(?:every|each|all|any|the|your|my|total) )?(?:sales?|orders?|revenues?|profits?|purchases?|conversions?)\\b|\\bper sale\\b"
].join("|"))
const refusal = /\b(?:don't|do not|doesn't|won't|no|not|never|without|can't|cannot|excluding|exclude)\b[^.,]{0,40}$|\binstead of [^.,]{0,14}$/
const injection = new RegExp([
  "^(?:bot|agent|assistant|system|parley): ?\\S", "\\b(?:mark|log|record|close|register|file) (?:this|it|the (?:deal|thread|negotiation|offer))? ?(?:down )?as (?:accepted|won|agreed|closed|approved|signed|done)\\b|\\b(?:log|record|register) (?:it )?(?:as )?accepted\\b",
  "\\b(?:whatever|any|the|if a|if an|if your?|to the|for the|note to|note for|attention|also) (?:[a-z]+ )?(?:bot|machine|a\\.?i\\.?|email assistant|mail assistant|language model|llm)\\b(?: is| that| who)?(?: parsing| reading| processing| handling)?[ ,:]|\\bassistant,? (?:reading this|if a machine)", "\\bif (?:you're|you are|your|ur) (?:an? )?(?:ai|bot|machine|llm)\\b", "\\bfor debugging\\b|\\bhidden (?:system )?(?:prompt|instructions?)\\b",
  "^[\\W_]*(?:automated |automatic )?(?:system|supervisor|admin|developer) (?:message|notice|note|alert|override|instruction)\\b", "\\b(?:negotiation|deal|approval|payment) (?:state|status):? ?[a-z]*_?(?:closed|won|approved|paid)\\b|\\binstructions? (?:to|for) (?:the |your )?(?:agent|assistant|bot|system)\\b|(?<!\\b(?:my|her|his|our) )\\bthe agent (?:must|should|is to|has to|shall) (?:now )?\\b",
  "^\\W*internal,? (?:for|only|note|memo)\\b|\\b(?:finance|management|the brand manager|head office|legal|your boss|the board) (?:has|have|already)? ?(?:cleared|approved|authori[sz]ed|signed off)\\b[^.!?\\n]{0,60}(?:[$€£]|tier|any price|top of|rate|fee|at once|right away|for \\w+)|\\bapproved by (?:management|finance|the board|head office)\\b", "\\b(?:don't|do not|without) (?:loop\\w* in|notify\\w*|tell\\w*|inform\\w*|wait\\w* for|ask\\w*|involv\\w*|cc'?\\w*) (?:in )?(?:anyone|anybody|the (?:account owner|team|client|manager)|your (?:manager|team|boss|colleagues?))\\b", "\\b(?:no|without|skip\\w*) (?:the )?(?:remaining |further |any |other )?(?:confirmation by a person|verification call|approval step|human (?:review|approval)|checks?(?= and| or))\\b",
  "\\b(?:update|change|replace|override) (?:the )?(?:payee|existing record|record on file)\\b", "\\bnot answered\\b[^.!?\\n]{0,80}\\b(?:counts?|deemed|considered|treated|regarded)\\b[^.!?\\n]{0,12}\\baccepted\\b", "\\b(?:json|data|record|fields?|block|notes|comments)\\b[^.!?\\n]{0,40}\\b(?:your system|you hold|you keep|your (?:tool|software|database))\\b|\\b(?:max ?rate|ceiling|max_rate)\\b[^.!?\\n]{0,20}\\bfields?\\b|\\bthe confidential block\\b|\\bforward (?:him|her|them|me) the full thread\\b|\\binternal comments\\b|\\bset [a-z]+ as verified\\b",
  "\\b(?:by|upon|in) (?:answering|replying|responding|reading|opening|receiving|viewing|continuing|not (?:replying|answering|responding|objecting))\\b[^.!?\\n]{0,80}\\b(?:agree\\w*|accept\\w*|enters?|bound|binding|consent\\w*|commit\\w*|owe)\\b", "\\b(?:opening|reading|receiving|answering|replying to|responding to) this (?:message|mail|e-?mail)\\b[^.!?\\n]{0,40}\\b(?:means?|constitutes?|counts?|confirms?|implies|creates?)\\b",
  "\\b(?:any|every|no|a lack of|your) (?:message|reply|mail|e-?mail|response|answer)\\b[^.!?\\n]{0,60}\\b(?:counts? as|constitutes?|(?:is|will be|shall be) (?:deemed|treated|taken|considered|regarded))\\b", "\\bautomatic acceptance\\b|\\bdeemed (?:to (?:be|have) )?(?:an? )?(?:accept|agree)|\\bsilence (?:means|counts|is|will)\\b",
  "\\bpre-?approved\\b|\\bskip (?:the|your|all)(?: usual| normal)? (?:checks?|reviews?|approvals?)\\b", "\\b(?:cap|limit|ceiling|maximum)\\b[^.!?\\n]{0,40}\\b(?:has been|was|is now|is) (?:lifted|raised|removed|waived|increased|suspended)\\b", "\\baccept (?:whatever|any (?:rate|price|number|figure|offer|ask)|everything that)\\b|\\bclose (?:it |this |the deal )?at (?:her|his|their|whatever)\\b|\\bapprove (?:whatever|any (?:rate|price|number|figure))\\b",
  "\\byour system prompt\\b", "^-{3,} ?[a-z &]*\\b(?:team|department|finance|legal|system|admin|management|office|desk)\\b[a-z &]*\\bwrote\\b", "^to: (?:the )?(?:negotiation|agent|system|bot|assistant|ai|model)\\b", "\\bmessage (?:from|of) your (?:head|boss|ceo|manager|director|team|finance|marketing|legal|supervisor|cmo|cfo)\\b", "\\b(?:new|updated) (?:policy|instructions?|rules?|directive) (?:for|to) (?:the |this |your )?(?:agent|bot|assistant|system|ai|negotiat\\w+)\\b",
  "\\b(?:paste|copy|forward|list|dump|attach|include|quote|tell|give|send|show)\\b[^.!?:\\n]{0,40}\\b(?:(?:ceiling|internal|confidential|reservation|approval|walk-?away)[ _-]?(?:rate|price|cpm|budget|limit|field|value|column|notes?|figure|cap|number)s?|max\\w*[ _-]?(?:rate|price|cpm|budget)?[ _-](?:field|value|column|cell)|your (?:instructions|prompt|system prompt|configuration|guidelines|playbook))\\b",
  "\\b(?:ignore|disregard|forget|override|bypass)\\b[^.!?]{0,30}\\b(?:instructions?|prompts?|rules|guidelines|guardrails|limits|constraints|previous|prior|above|policy)\\b", "^\\s*(?:system|assistant|developer|user|admin)(?: (?:prompt|message|note|override))? ?[:>\\]]", "<\\/?(?:system|assistant|instructions?|prompt)>|\\[\\/?(?:inst|system)\\]|<\\|",
  "\\b(?:ai|a\\.i\\.) (?:assistant|agent|model|bot|system)\\b[ ,:]*(?:please|you|must|should|reveal|confirm|accept|reply|set|ignore|note)", "\\b(?:dear|attention|note to|to the|hey) (?:the )?(?:ai|llm|language model|chatbot|assistant|bot|chatgpt|claude|gpt)\\b", "\\byou are (?:now|a|an) (?:ai|language model|assistant|helpful|in developer|dan)\\b|\\bas an (?:ai|llm)\\b|\\bdeveloper mode\\b|\\bjailbreak\\b",
  "\\b(?:reveal|print|output|repeat|disclose|show|tell me|share)\\b[^.!?]{0,30}\\b(?:your (?:system )?(?:prompt|instructions|maximum (?:rate|price|cpm)|ceiling|internal|approval limit|reservation)|ceiling cpm|max(?:imum)? cpm|internal (?:notes|limits|budget))", "\\b(?:by (?:replying|responding|reading|opening|receiving) (?:to )?this|(?:failure|failing) to (?:reply|respond)[^.!?]{0,40}(?:constitutes|means|accept)|deemed (?:to have )?accept)",
  "\\b(?:your (?:boss|manager|ceo|supervisor|team lead)|the (?:client|brand) (?:has )?(?:already )?)(?: has| have| just)?(?: already)? (?:approved|authori[sz]ed|said to|told)", "\\bset (?:the )?(?:rate|offer|price|budget|limit) to\\b", "\\b(?:output|respond|reply) (?:only )?(?:with|in) (?:json|the (?:word|following))\\b", "\\bmark (?:this|the) (?:deal|negotiation|campaign|thread) as\\b"
].join("|"))
const paymentChange = /\b(?:change|update|switch|replace) (?:the |my |our )?(?:payment|bank|payout|payee|banking)(?: (?:details?|info\w*|account|data))?(?: on file)? to\b|\bi (?:have|'ve)? ?changed (?:my )?banks?\b|\b(?:pay|send|wire|transfer)\b[^.!?]{0,40}\b(?:account|wallet|paypal|iban)\b[^.!?]{0,20}\binstead\b|\b(?:new|updated?|changed?|different) (?:bank|payment|account|payout|paypal|wire|invoice) ?(?:details|account|info\w*|address|instructions)?\b|\b(?:pay|send|wire|transfer)\b[^.!?]{0,40}\b(?:to (?:this|my|the following|our) (?:new |other )?(?:bank|account|wallet|paypal|iban))|\biban\b|\bcrypto wallet\b|\bwallet address\b/
const hiddenPrice = /[$€£]\s?\d|\baccept\w*\b|\bconfirm\w*\b|\brate\b/i
