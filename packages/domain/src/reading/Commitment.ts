/**
 * Whether a clause does nothing but commit to our open offer (READ-03): the whole of it must be built from these parts, so
 * that an object ("I accept cookies") or a tail ("in for a bit more") that is not our offer is no commitment. The clause is
 * lower case; `#` stands for a figure equal to our offer, `%` for our whole package, `@` for the name of who speaks.
 */
export const commits = (clause: string): boolean => {
  const known = memory.get(clause)
  if (known !== undefined) return known
  const is = doesCommit(clause)
  // clauses are short and come again and again: "that works for me"
  if (memory.size >= 2_000) memory.clear()
  if (clause.length <= 200) memory.set(clause, is)
  return is
}

const memory = new Map<string, boolean>()

const doesCommit = (clause: string): boolean => {
  // our own figure stands as `#`; with another one it is no mere commitment, and "100%" is the only figure in the parts
  if (/\d/.test(clause.replaceAll("100%", ""))) return false
  // "done with this" ends it
  if (/^(?:all )?done with\b/.test(clause)) return false
  const bare = clause.replace(opener, "")
  const plain = bare.replace(preface, "")
  return eager.test(clause) || [...new Set([clause, bare, plain])].some((said) => commitment.test(said))
}

/** Whether a clause only judges our offer kindly or leads up to it, which neither commits nor takes anything back. */
export const praises = (clause: string): boolean => {
  const bare = clause.replace(opener, "")
  return praise.test(bare) || lead.test(bare)
}

/** "omg yes yes I'd love to", "yep all good" */
const eager = /^(?:[a-z]+ )?(?:yes[ ,!]*){1,5}(?:i|we)(?:'d| would) (?:absolutely |really |so |totally )?love to$|^(?:yes|yep|yeah|yup) (?:all good|sounds (?:good|great|perfect)|perfect|works|absolutely|of course|definitely|for sure)$/
const any = (...parts: ReadonlyArray<string>): string => `(?:${parts.join("|")})`

const noun = "(?:offer|rate|fee|terms?|proposal|price|figure|amount|number|deal|budget|quote|compensation|campaign|collab|collaboration|partnership|project|opportunity|package)"
const adjective = "(?:original|first|last|latest|initial|previous|earlier|current|kind|generous|proposed|revised|updated|final|full|whole|entire|lovely|fair|flat|total|same|stated|suggested|offered|agreed|new)"
const determiner = "(?:your|the|this|that|our|these|those|all the)"
const offered = "(?:offered|proposed|mentioned|suggested|gave|outlined|sent|quoted|stated|described|named|laid out|set out|put forward|came back with|shared|listed)"
/** Our offer, however they point at it. */
const offer = `${any(
  "#", "%", `(?:a|an)(?: ${adjective})* ${noun} of #`, `${determiner}(?: ${adjective})*(?: (?:#|usd))?(?: (?:${noun}|#|%))`,
  `(?:what|everything) you(?:'ve|'d| have)? ${offered}`, "#(?: usd)? (?:offer|rate|fee|price|budget)"
)}(?:(?:,| and) (?:the |your )?(?:terms|rate|fee|deliverables?|scope|timeline|schedule|price|payment terms|dates?)){0,3}`
const pointed = any(offer, "it", "this", "that", "this one", "all of it", "all of this", "all of the above", "everything", "all (?:the )?(?:points|terms|of the terms)", "both")
const day = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
const self = "(?:me|us|@|her|him|both of us|all of us|everyone)"
const side = "(?:my|our|her|his|@'s) (?:end|side|part|behalf)"
/** A name that we may not know. */
const somebody0 = "(?!(?:nobody|none|no|not|who|what|that|this|it|if|everyone|somebody|someone|anyone)\\b)[a-z]{2,}"
const tail = ` ${any(
  `(?:of|at|for|with|to|on|in) (?:a total of )?${pointed}`,
  `(?:that |which )?(?:you|they)(?:'ve|'d| have| had)? (?:just |already |originally |initially |first )?${offered}(?: (?:me|us|@|her|him))?`, offered,
  `(?:in|from|as per|per|by) (?:your|the|our|this)(?: ${adjective}| most recent)* (?:e-?mail|message|note|mail|reply)`, `from ${day}|on ${day}`,
  "on the table", "as (?:it (?:stands|is)|they (?:stand|are)|is|stands|proposed|outlined|offered|stated|written|described)",
  "below|above|earlier|last week|yesterday|today|now|then|again|too|as well|together|all in|in full|in total|officially|immediately|right away|after all|for sure|initially|originally|this time",
  "with pleasure|with (?:great )?(?:joy|excitement)|with a smile", `(?:for|with|by|from|on|to) (?:${self}|${side})`, `on behalf of (?:${self}|@(?: @)?|my client|(?!my\\b|our\\b|your\\b|nobody\\b|somebody\\b|no\\b)[a-z]+)`,
  "for (?:the )?(?:(?:agreed|listed|above|same) )?deliverables(?: (?:listed|below|above))?", "to (?:get started|work together|work with you|be part of (?:this|it)|start)", "with you(?: all| guys)?"
)}`
const adverb =
  "(?:just|also|both|all|really|totally|definitely|absolutely|certainly|gladly|happily|hereby|formally|officially|very|so|super|more than|completely|perfectly|honestly|truly|therefore|then|now|fully|finally|quite|only too|gonna|100%|most|beyond|be|still)"
const glad = "(?:happy|glad|pleased|delighted|thrilled|excited|honou?red|ready|keen|good|prepared|stoked|pumped|fine|comfortable|okay|ok|down|all set|eager|proud)"
const who = "(?:i|we|@|@ @|she|he|they|we both|both of us|my (?:client|manager|agent)|my (?:client|manager|agent|husband|wife|partner|team) and i|@ and (?:i|her team|his team|the team)|the team)"
const be = "(?:'m|'re|'s| am| are| is| do feel| feel)"
const joining = "(?:collaborate|partner|work with you|participate|take part|join|come on board|be (?:part of (?:it|this|the campaign)|involved))"
const taking = `confirm (?:my|our|her|his|@'s|${somebody0}'s) (?:participation|involvement|collaboration|acceptance|spot|place)`
/** What one does when one accepts; with a modal or "happy to" before it. */
const accepting = any(
  "accept|agree|say yes|proceed|move (?:ahead|forward)|go (?:ahead|forward|for (?:it|this|#))", `lock ${pointed} in`,
  `(?:accept|agree (?:to|with|on)|take|approve|confirm|say yes to|go with|lock in|live with|(?:proceed|move (?:ahead|forward)|go (?:ahead|forward|for (?:it|this|#))) (?:with|at|on)) ${pointed}`,
  "confirm(?: @)?", taking, `(?:${taking} (?:for|at)|take you up on|take (?:this|it) on (?:for|at)|work (?:together|with you) (?:at|for|on)|work (?:with|for|at)|settle (?:on|at|for)|(?:do|deliver|create) (?:it|this|this one|that|${offer}) (?:for|at)|${joining}(?: with you(?: guys| all)?| in (?:this|the|your) ${noun}| on (?:this|the|your) ${noun})? (?:for|at|on)) ${offer}`,
  `make (?:it|this|that|${offer}) (?:work|happen|official)`
)
/** What one does next; a commitment only when it is plainly announced. */
const starting = any(
  "(?:do|go for) (?:it|this|this one|that|#|%)", "get (?:started|going|(?:it|this|things) (?:started|going|done|moving|rolling))", "sign(?: (?:it|(?:the|a|your) (?:contract|agreement)))?", "come on board", "make it happen", "do this thing"
)
const together = `(?:and )?let's(?: ${adverb}| please)* `
/** What leads up to `accepting` and to `starting`. */
const announced = any(
  `${who}(?:'ll| will| can|(?:'m|'re|'s| am| are| is) (?:going to|gonna)|(?:'ve|'s| have| has)? decided to)(?: ${adverb})* (?:be )?(?:${glad} to )?`,
  `(?:${who}${be} )?(?:${adverb} )*${glad} to (?:${adverb} )*`, together
)
/** What leads up to `accepting` alone. */
const wished = `${who}(?:'d| would)(?: ${adverb})* (?:love|like|be (?:${adverb} )*${glad}) to (?:${adverb} )*`
/** A creator whom the mail names and we may not know by that name. */
const somebody = "(?!(?:nobody|none|no|noone|not|never|who|what|which|that|this|it|if|everyone|somebody|someone|anyone|another|nothing|neither|hardly|barely|whoever)\\b)[a-z]{2,}"
const commitment = new RegExp(`^${any(
  `${somebody}(?:'s| is| has)(?: ${adverb})* (?:on board|in|happy|fine|good|agreed|ok|okay)(?: with| at| for| to do (?:it|this|that) (?:for|at)) ${offer}`, `${somebody}(?:'s| is|'d be| would be)(?: ${adverb})* ${glad} to (?:${adverb} )*(?:accept|confirm|agree to|take|go with|do (?:it|this|%) (?:for|at)|work (?:for|at)) ${offer}`, `${somebody} (?:accepts|agrees to|approves|has accepted|has agreed to) ${offer}`,
  `(?:my|our|his|her|@'s|${somebody}'s) (?:usual |standard |normal )?(?:rate|fee|price|quote)(?: for (?:%|this|that|it|(?:this|that|the) package))? (?:is|would be|comes to)(?: exactly| also)? #`,
  `${offer} is (?:perfect|fine|good|great) as (?:it is|is|it stands)`, "# (?:it is|confirmed|agreed|accepted)", `(?:(?:i|we|@)(?:'ll| will| can)? |can |will )?confirm (?:@|${somebody}) (?:for|at|on) ${offer}(?: (?:for|at) ${offer})?`,
  `${who}(?: ${adverb})* (?:accepts?|agrees?|approves?|accepted and agreed)(?: (?:to |with |on )?${pointed})?`,
  `${who}(?: ${adverb})* (?:takes?|confirms?) ${offer}`, `${who}(?:'ve|'s| have| has)(?: ${adverb})* (?:agreed|accepted|approved)(?: (?:to |with |on )?${pointed})?`,
  `${any(announced, wished)}${accepting}`, `${announced}${starting}`,
  `(?:${who}${be} )?(?:${adverb} )*(?:accepting|confirming|taking|approving|agreeing to|going (?:ahead )?with|saying yes to) ${offer}`,
  `(?:${who}${be} )?(?:${adverb} )*accepting`,
  `(?:${who}${be} )?(?:${adverb} )*(?:happy|fine|good|ok|okay|cool|comfortable|pleased|content|satisfied|set|good to go|in agreement) (?:with|at|for|on) (?:${offer}|that|this|it|everything|all of (?:it|this|that))`,
  `(?:${who}${be} )?(?:${adverb} )*(?:in|on board|game|sold|good to go|in agreement)`,
  `(?:that|this|it|everything) works?(?: (?:great|well|perfectly|fine))? (?:for|on) (?:${self}|${side})`,
  `(?:i|we) find (?:it|${offer}) (?:acceptable|agreeable)|find (?:it|${offer}) (?:acceptable|agreeable)`,
  `${offer}(?:${tail})?(?: works?(?: (?:great|well|perfectly|fine|just fine|out))?|(?:'s| is| are)(?: ${adverb})* (?:acceptable|agreeable|agreed|accepted|approved|confirmed|(?:fine|ok|okay|good|great|perfect|a go|all good) (?:for|by|with) (?:${self})))`,
  `#(?:${tail})?(?:'s| is)(?: ${adverb})* (?:fine|ok|okay|good|great|perfect|amazing|wonderful|a deal|a go|a yes)`, `(?:that|this|it|they|these|those|everything|all)(?:'s| is|'re| are)(?: all| both)? (?:fine|ok|okay|good|great|perfect|acceptable|agreeable) (?:(?:for|by|with|to) (?:me|us)|(?:from|on) ${side})`, "(?:you can |please )?(?:put|mark|sign|book) (?:me|us|her|him|@) (?:down|in|up)(?: for (?:it|this|that))?", `${offer} (?:it is|then)`, "(?:fine|good|okay|ok|cool|perfect|all good) (?:by|with) (?:me|us)",
  "#(?: is|'s)? (?:ok|okay|fine|good|great|perfect) (?:for|by|with) (?:me|us)", "# (?:it is|then)", "(?:you(?:'ve| have)? got|you have|we have|we've got|we got|it's|it is|that's|sounds like|consider it)(?: (?:yourself|yourselves|ourselves))? a (?:done )?deal", "yes|yep|yeah|yup", "(?:done )?deal|sold|done|agreed|confirmed|accepted|approved|all agreed|fully agreed",
  "(?:the |your )?offer(?: is)? accepted", `(?:please )?consider (?:it|this|that|me|us|${offer})(?: an?| as)?(?: ${adverb})* (?:done|confirmed|accepted|in|booked|done deal|agreed|yes)`,
  `(?:please )?(?:consider|take|treat) this(?: e-?mail| message| note| reply)?(?: as)? (?:my|our)(?: formal| official| written)? (?:acceptance|confirmation|agreement)(?: (?:of|to) ${offer})?`,
  `(?:this is |i |we )(?:hereby )?(?:confirm )?(?:my|our)(?: formal| official)? (?:acceptance|agreement)(?: (?:of|to) ${offer})?`,
  `${together}(?:(?:do|make) (?:it )?${offer}|rock|roll|get (?:this|the) (?:party|show|ball|paperwork) (?:started|moving|rolling|on the road))`,
  `(?:yes|yep|yeah|yup)(?: please)? to (?:${offer}|everything|all of it|that|this)`, `(?:it|that|this|${offer}|i)(?:'s| is|'m)(?: an?)?(?: (?:${adverb}|big|huge|definite|resounding|easy|absolute|total|100%))* yes`, `(?:a|an|big|huge|definite|resounding|easy)(?: (?:big|huge|definite|easy))? yes from (?:me|us)`,
  `${who} (?:said|says|say|is saying) yes(?: to ${offer})?`, "count (?:me|us|@|her|him) in|sign (?:me|us|@) up"
)}(?:${tail}){0,4}$`)

const interjection =
  "(?:ok|okay|alright|all right|right|well|so|and|then|great|perfect|amazing|awesome|wonderful|fantastic|lovely|cool|nice|fine|sure|of course|absolutely|definitely|certainly|yes|yep|yeah|yup|yay|woohoo|omg|wow|anyway|honestly|in that case|on second thoughts?|you know what|fair enough|thanks|thank you|please|also|oh|haha|hi|hey|hello|hi there|hey there|great news|good news|gladly|happily|with pleasure|therefore|then|for sure)"
const opener = new RegExp(`^(?:${interjection}(?: ana)?[ ,]+){0,5}`)
/** "I'm pleased to let you know that ..." */
const preface = new RegExp(
  `^(?:(?:this is|(?:i|we)(?:'m| am|'re| are)? ?(?:just )?writing|(?:i|we)(?:'m|'re| am| are|'d| would| can| do|'d like| would like)?(?: (?:be )?${glad})?|(?:just )?(?:${glad})?) ?(?:to )?(?:formally |hereby )?)?(?:confirm|(?:(?:i|we)(?:'m|'re| am| are) )?confirming|let you know|say|inform you|tell you|share|report|announce)(?: with you)?(?: that)? `
)
const praise = new RegExp(`^(?:(?:i|we) (?:think|believe|feel|find) (?:that )?)?(?:${offer}|it|that|this|everything)(?:${tail})?(?:'s| is| are| seems?| feels?| looks?| sounds?| makes?)(?: ${adverb})* (?:fair|reasonable|generous|good|great|lovely|perfect|amazing|fine|wonderful|right|sense)(?: enough)?(?: to me| to us)?(?: as (?:it|they) (?:is|are|stands?))?$|^(?:so )?(?:${offer}|that|this|it)(?:'s| is| was)(?: exactly| just| precisely| also| pretty much)* (?:what|where) (?:i|we|he|she|you)(?:'d| would| would have|'d have|'ve|'re| are)?(?: been| was| were)?(?: (?:ask(?:ed)?|want(?:ed)?|hop(?:ed|ing)|charged?|quoted?|looking|expect(?:ed|ing)?|had in mind|aim(?:ed|ing)))?(?: for)?(?: myself| too| anyway)?$|^so (?:exactly|just|right) where you are$|^(?:so |and )?(?:that|this|it|which)(?: all)? (?:matches|fits|lines up|adds up)(?: (?:well|perfectly|nicely|exactly|with ${offer}))?$`)
const lead = new RegExp(`^(?:(?:going|coming|getting) back (?:to|on)|following up on|as for|regarding|about|re:?|per|after (?:reading|reviewing|considering)|(?:i|we)(?:'ve| have)?(?: just| now| also)? (?:read|reread|re-read|reviewed|seen|saw|looked (?:at|over|through)|considered|went (?:over|through)|gone (?:over|through)|got|received|understand|appreciate|thought about|like|love)|for|thank(?:s| you)(?: so much| very much| a lot)? for(?: sending)?|many thanks for|i know you're at) (?:${offer}|your (?:e-?mail|note|message|reply))(?:${tail})*$`)
