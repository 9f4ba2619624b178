/**
 * What may make a yes less than a yes, wherever in the mail it stands (READ-03). `hard` cues bar an acceptance anywhere;
 * `soft` ones (negation, contrast) only from the first commitment on, for "not my usual rate, I accept" still accepts.
 */
export const hardRisk = (clause: string): boolean => hard.test(settled(clause))
export const softRisk = (clause: string): boolean => soft.test(settled(clause))

/** A change of mind: it takes back the yes before it, and leads into the yes after it. */
export const turns = (clause: string): boolean => turn.test(clause)

/** Terms that a plain acceptance has nothing to say about: a negation or contrast beside one is no small talk. */
export const namesTerm = (clause: string): boolean => terms.test(clause)

/** A clause about how it will be done, about oneself, or about joy: what people add to a yes. */
export const isOrdinary = (clause: string): boolean => ordinary.test(clause)

/** The text without phrases that hold a risky word and mean nothing by it. */
const settled = (clause: string): string => clause.replace(idle, " ")

const idle = new RegExp([
  "\\b(?:do|will|would|can) (?:i|we) get (?:a|an|the|my) (?:tracking|brief|contract|product|package|parcel|sample|code|link|number|script|confirmation)\\b",
  "\\b(?:let me know|know|wonder\\w*|curious|tell me) (?:if|whether) (?:there|the|i|it's|any|a)\\b",
  "\\b(?:ignore|disregard|forget) (?:my|the) (?:(?:previous|last|earlier|first|other) )?(?:e-?mail|message|mail|note)(?: (?:that )?i (?:sent|wrote)(?: (?:you|this morning|earlier|yesterday|last night|before|today|just now))*)?\\b|\\b(?:it|that one) (?:went out|was sent|left)(?: (?:too early|by mistake|in error))+", "\\bmaybe even (?:earlier|sooner|before|faster)\\b", "\\b(?:label|mark|tag|disclose) (?:all |my |every |the )*paid (?:posts?|content|partnerships?)\\b|\\bpaid[- ]partnership (?:tag|label|toggle|disclosure)\\b|#ad\\b", "\\bif (?:it's|it is|that's) (?:useful|helpful|of use)\\b",
  "\\b(?:can't|cannot|can not|couldn't) (?:wait|be (?:happier|more excited))\\b", "\\bno (?:problem|worries|questions|notes|brainer|objections?|complaints?|issues|need to|hard feelings)\\b", "\\bif (?:that|it) helps\\b", "\\bif you(?:'re| are)? (?:need|have any|have questions|shipping|sending|want to (?:call|chat))\\b",
  "\\bif (?:there(?:'s| is) )?(?:anything|any questions)\\b", "\\bwhen(?:ever)? you(?:'re| are) ready\\b|\\bwhen(?:ever)? you (?:can|get a (?:chance|moment|minute)|have a (?:chance|moment|minute))\\b", "\\bnot a condition(?: at all)?\\b", "\\bthat's (?:all|the most) (?:i|you) (?:can do|needed)\\b",
  "\\b(?:do|would|will) you (?:need|want|prefer|require|like)\\b|\\bwait for (?:the|your)\\b|\\b(?:anything|everything|all|whatever|what)(?: else)? (?:that )?(?:i|you)(?:'ll)? (?:will )?need\\b", "\\b(?:i|we) (?:just )?need to (?:sign|send (?:you|over)|fill (?:in|out))\\b", "\\bpaypal\\b", "\\bup ?front (?:about|with)\\b", "\\bpayment details\\b|\\btax (?:forms?|info\\w*|details)\\b", "\\bwait to (?:get|start|see|work)\\b|\\b(?:excited|happy|keen) but\\b",
  "\\bwhen (?:do|will|would|can|should) i (?:get|receive|expect) (?:the|my) (?:product|products|samples?|brief|contract|package)\\??$", "^(?:you can |just )?(?:reach|call|text) me (?:at|on) (?:my cell )?[+()\\d .-]{7,20}(?:to sort out the details|if you need anything)?$", "\\b(?:for|of) considering\\b", "\\byet\\??$", "\\bhave to say\\b|\\bi must say\\b|\\bwould love to (?:see|hear|know|meet)\\b", "\\bfor you to (?:sign|review)\\b|\\bthought (?:about|it over|on)\\b"
].join("|"), "g")

const terms =
  /\b(?:usage|rights?|exclusiv\w*|whitelist\w*|licen[sc]\w*|ads?|boost\w*|payment|pay|pays|paid|payable|upfront|deposit|advance|invoice within|net|term|revisions?|rounds?|edits?|reshoots?|creative control|final cut|approval|timeline|deadline|due date|timing|reels?|stor(?:y|ies)|posts|carousels?|deliverables?|contract|agreement|brief|organic|vat|tax(?:es)?|travel|commission|whole|package|scope|price|usd)\b/

const hard = new RegExp([
  // conditions
  "\\bif\\b|\\bunless\\b|\\b(?:as|so) long as\\b|\\b(?:provided|providing|assuming|supposing|presuming|subject to|conditional|contingent|pending|depending|depends)\\b|\\bconditions?\\b|\\bonly (?:if|when|for|the|one|once|organic|until|after)\\b|\\bonce\\b|\\buntil\\b|\\bwhen you\\b|\\bwith the understanding\\b|\\bin (?:return|exchange)\\b|\\bmake sure\\b|\\bguarantee\\w*\\b|\\bcaveat\\b|\\bin case\\b|\\bgiven that\\b|\\bcounting on\\b|\\btrusting\\b|\\bfirst we\\b|\\bbefore (?:i|we|that|signing|anything)\\b|\\bfirst (?:i|we)\\b|\\bjust (?:one|a (?:small|minor|quick)) (?:thing|change|tweak|request|ask|condition|detail)\\b|\\bone (?:small |last |more |little )?(?:thing|request|change|tweak|detail|snag|issue)\\b",
  // wishes and demands
  "\\b(?:i|we|you|they|she|he|would|will|'d|'ll)(?:'d|'ll)? (?:also |just |still |really |only )*(?:need|needs|want|wants|require|requires|expect|prefer|insist|must)\\b|\\bneeds\\b|\\bmust\\b|\\bhave to\\b|\\bhas to\\b|\\b(?:should|needs? to) be\\b|\\brequire\\w*\\b|\\bwould(?:'ve| have)\\b|\\bhop(?:e|ed|ing) for more\\b|\\bi(?:'d| would) (?:rather|prefer)\\b|\\bask (?:for|is)\\b|\\b(?:my|our) (?:only )?(?:ask|request|condition|rules?|policy|terms|rate|price|own)\\b(?! (?:of thumb))",
  // a date or a difficulty of theirs
  "\\b(?:start|starts|begin|begins|delivery|deliver|live|posting|posts? goes|filming)\\b[^.!?]{0,60}\\b(?:in|takes?|until|after|not before|from) (?:(?:january|february|march|april|may|june|july|august|september|october|november|december|20\\d\\d|spring|summer|autumn|fall|winter|next (?:month|year|quarter))\\b|(?:\\w+ )?(?:weeks|months|years)\\b)", "\\b(?:is|are|'s|be) (?:an? |the |my |still )*(?:real )?(?:problem|issue|concern|obstacle|tricky|difficult|impossible|tight)\\b", "^(?:the|a|our|this|that) (?:\\w+ )?(?:call|meeting|chat|event|party|dinner|interview)\\b", "\\b(?:may|might|could) (?:still )?(?:come back|change|differ|have|need|want|ask|object)\\b", "\\b(?:flights?|hotels?|accommodation|courier)\\b",
  // terms of payment, use and scope
  "\\b(?:payment|pay|pays|paid|payable|upfront|up front|deposit|advance|prepay\\w*|net ?\\d*|escrow|overtime|rush|late fee|half|halves|percent|vat|tax(?:es)?|gross|agency fee|commission|travel|expenses|money|cash|funds|bonus|billed|invoiced (?:separately|extra)|separately)\\b",
  "\\b(?:usage|rights?|exclusiv\\w*|whitelist\\w*|licen[sc]\\w*|(?:paid|spark|no|for|as) ads?|boost\\w*|perpetu\\w*|organic|revisions?|rounds? of|creative (?:control|freedom)|final (?:cut|say|approval)|retain|own(?:s|ership)?|competitors?|take (?:it|them|the \\w+) down|taking (?:it|them) down|delet\\w+|archive|remove|expires?)\\b",
  "\\b(?:instead|rather than|in place of|in lieu|swap\\w*|replac\\w+|without|minus|except\\w*|excluding|apart from|aside from|leave out|leaving out|skip\\w*|drop(?:ping)?|only do|cut(?:ting)? (?:out|down)|fewer|additional|extra|each|apiece|per|plus|on top|more money|higher (?:rate|fee|price)|raise|increase|bump|revisit|renegotiat\\w+|negotiat\\w+|adjust\\w*|chang(?:e|es|ing) (?:to|in|the)|tweak\\w*|most of|part of (?:it|the (?:offer|terms|package|deal))|some of|partly|partial\\w*)\\b",
  // nothing decided, or not for real
  "\\b(?:maybe|perhaps|probably|possibly|tentative\\w*|might|potentially|in principle|in theory|theoretically|hypothetical\\w*|imagine|suppose|pretend|almost|nearly|close to|leaning|considering|on the fence|undecided|not sure|unsure|let me (?:check|think|sleep|see|get back|confirm|run|review|talk|ask|look|discuss)|think about|thinking (?:about|it)|i'll (?:think|let you know|get back|consider|check|review)|will (?:think|review|check|revert|circle|get back)|get back to you|circle back|come back to you|give me (?:a|until|till|some|time)|sleep on it|for now|not yet|by mistake|misread|misunderst\\w+|oops|my bad|whoops)\\b|\\b(?:wish|was going to|were going to|was about to|used to|would have|could have|nobody|no one|no-one|hmm+|as if|dream on|yeah right)\\b",
  "\\b(?:just |only |i'm )?(?:kidding|joking|joke|jk|lol|lmao|sarcas\\w*|april fool\\w*|prank|irony)\\b|\\/s\\b|\\bpigs\\b|\\bpeanuts\\b|\\bstarv\\w+|\\bhell freezes\\b|\\bslave\\w*\\b|\\binsult\\w*|\\bjoke\\b|\\bin exposure\\b|🙄|😂|🤣|🙃|😒|🤡",
  // somebody else decides, another thread, another yes
  "\\b(?:run (?:this|it) (?:by|past)|check with|sign(?:s|ed|ing)? off|approv(?:al|e first)|final say|talk to my|discuss with|ask my|up to (?:my|her|him|them))\\b|\\b(?:manager|agent|agency|husband|wife|partner|mom|mum|mother|dad|father|lawyers?|legal|boss|management|team|accountant|label|network)\\b[^.!?]{0,30}\\b(?:needs?|wants?|must|has|have to|look\\w*|review\\w*|check\\w*|approv\\w*|decide\\w*|think|thinks|may|might|would|could|hasn't|isn't|doesn't)\\b|\\bwrong (?:thread|email|person|chat|number|offer)\\b|\\banother (?:matter|story|thing|brand|creator|campaign|offer)\\b|\\bother (?:matter|story|brand|offer|creators?)\\b|\\bseparate (?:matter|issue)\\b|\\bdifferent (?:matter|story|terms|offer|conversation)\\b",
  "^(?:and |also |then )?you(?: also| get| give| send| cover| keep| don't| can't|(?:'ll| will)(?! (?:love|see|hear|have|be|get (?:the|a|my|it)|receive|not regret)))\\b|\\byou(?:'ll)? also\\b|\\b(?:i|we)(?:'ll| will)? (?:also )?(?:get (?:to|the|a|an|my|two|three)|keep (?:the|my|it|all|both|everything)|choose|pick|decide)\\b", "\\b(?:would|'d) (?:accept|agree|take)\\b", "\\bcatch\\b|\\bto be (?:discussed|agreed|decided|confirmed|negotiated|determined)\\b|\\btbd\\b|\\bdiscuss\\w*|\\bsort out\\b|\\bwe differ\\b|\\bstarting (?:point|price|offer)\\b|\\bdreams?\\b(?=$|\\.)|\\bwhatever\\b(?! (?:you need|works))|\\bin writing\\b",
  "\\b(?:unsubscribe|cancel\\w*|withdraw\\w*|void|ignore|disregard|rescind|forget (?:what|it|that|about)|no longer|take (?:it |that )?back|off the table|call it off)\\b", "\\bsend (?:me |over |us )?(?:the |more |your |an? )?(?:offers?|proposal|terms|details|info\\w*|rate)\\b", "\\b(?:too (?:low|little|much|long|short)|worth more|deserve\\w*|underpaid|lowball\\w*|cheap|unfair\\w*|protest|reluctan\\w+|grudging\\w*|concern\\w*|worr(?:y|ied) about|issue with|problem with|deal ?breaker|compensat\\w+|at (?:my|our) (?:rate|price|usual))\\b"
].join("|"))

const soft =
  /\b(?:not|never|no|none|nothing|neither|nor|hardly|barely|refuse|cannot|don't|doesn't|didn't|isn't|aren't|wasn't|weren't|won't|wouldn't|couldn't|shouldn't|can't|haven't|hasn't|hadn't|ain't|but|however|though|although|yet|still|otherwise|nonetheless|nevertheless|despite|only|while|whereas|that said|having said|actually|wait|hold on|hold off|on second thoughts?|sorry|or (?:not|else|no))\b/
const turn = /\b(?:on second thoughts?|(?:'ve|have)? ?changed my mind|scratch that|never ?mind|actually|come to think of it|you know what)\b/

const ordinary = new RegExp([
  "^\\W*$", "\\b(?:film|filming|shoot|shooting|record|recording|draft|caption|hashtags?|tag|camera|studio|light|lighting|idea|ideas|concept|shot|angle|kitchen|content|script|schedule|calendar|time ?zone|pst|est|free (?:from|on|next|this)|available|start|started|starting|begin|get going|weekend|next week|this week|tomorrow|today|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|date|timeline|deadline|next steps?|upload|post|posting|evening|morning|afternoon|night|based in|live in|proceed|signed|signing|signature|prep|plan|planning|mood ?board|deliver)\\b",
  "\\b(?:send|sent|sending|email|e-mail|contract|brief|paperwork|agreement|document\\w*|sign|docusign|invoice|invoicing|paypal|bank details|address|ship|shipping|product|sample|size|shade|colou?r|phone|number|w-?9|forms?|link|details|inbox|forward|reach me|reply|cc|copied|login|media kit|handle|tracking)\\b",
  "\\b(?:excited|excitement|thrilled|love|loved|loves|fan|fun|happy|wait|pumped|honou?red|stoked|dream|thanks?|thank you|appreciate|grateful|amazing|awesome|great|lovely|perfect|wonderful|gorgeous|made my day|pleasure|glad|proud|cheers|hope|best|enjoy\\w*|big|huge|followers|audience|community|do (?:really |so |very )?well|together|team ?work|forward|questions|asap|soon)\\b"
].join("|"))
