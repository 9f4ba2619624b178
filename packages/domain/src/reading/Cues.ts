/** Words of a commitment to the offer as it stands; a bare "sounds good" or "ok" is none. */
export const acceptance = new RegExp([
  "^(?:hi|hey|hello)?[^.!?]{0,12}\\b(?:yes|yep|yup|yeah)(?:[!., ]*$|[,!.]? (?:please|let's|i'm happy|i am happy|i accept|i agree|that works|works|happy to|we accept|absolutely|sounds good|it's a deal|deal))",
  "^(?:it's a |we have a |you have a |you've got a |sounds like a )?deal\\b(?! of| with| breaker| at| for)", "\\byou(?:'ve| have) got (?:yourself )?a deal\\b", "\\bwe(?:'ve| have)? (?:got )?a deal\\b|\\byou have a deal\\b", "\\bthat's (?:fine|good|great|perfect) (?:by|for|with) (?:me|us)\\b|\\bconfirmed on (?:my|our) (?:end|side)\\b",
  "^(?:confirmed|agreed|accepted|approved)\\b(?! (?:that|receipt))|\\b(?:confirmed|agreed|accepted)[.!]*$|^done[.!]*$", "\\b(?:i|we) (?:am |'m |are |'re )?(?:confirm|approve)\\b(?! that you| receipt)",
  "\\b(?:i|we|happy to|glad to|pleased to|ready to|i'll|we'll|gladly)(?: am| are|'m|'re| would| will|'d)?(?: be)?(?: happy| glad| pleased| delighted)?(?: to)? (?:gladly |happily |hereby )?(?:accept|agree)\\b(?! (?:that|you|with you|it|it's|we)\\b)",
  "\\blet(?:'s|s| us) (?:do (?:it|this)(?! right| next| some)|go(?: ahead| for it| with (?:it|that|this))|move (?:forward|ahead)|proceed|lock it in|make it (?:happen|official)|get (?:it )?started)\\b",
  "\\b(?:happy|glad|ready|excited|good|keen|delighted) to (?:move forward|move ahead|proceed|go ahead|do (?:it|this)(?! for| if)|get started|lock (?:this|it) in|sign)\\b", "\\bwe can (?:go|move) (?:ahead|forward)\\b",
  "\\b(?!(?:this|it|all|everything) is\\b)(?:that|this|it|these|those|the|your|everything|all|rate|offer|terms|price|fee|number|[\\d$,.]+k?|dollars|usd)(?: (?:rate|offer|terms|price|fee|number|figure|amount|package|proposal|budget))? (?:works?|is (?:fine|perfect|ok|okay|acceptable|agreeable|all good)|are (?:fine|perfect|ok|okay|acceptable))\\b(?! if| as long)",
  "^works(?: (?:great|perfectly|well|fine))?(?: for (?:me|us))?\\b", "^(?:yep|yes|yeah|ok|okay|perfect|great)[,!]? works\\b",
  "\\b(?:count me in|(?:i'm|we're|i am) in\\b(?! (?:line|with|the|a|an|for)\\b)|on board with|i'm on board|we're on board|i'm game|sign me up|i'm happy with (?:that|the|this|your)|happy with (?:that|the|this|your) (?:rate|offer|terms|price))",
  "\\bi can do (?:\\$ ?)?[\\d,.]+k?\\b", "\\b(?:i'm|i am|we're|we are) good with (?:that|the|this)\\b", "\\bis perfect\\b", "\\bapproved on (?:our|my) (?:end|side)\\b"
].join("|"))

/** Anything that may make a yes less than a yes: conditions, reservations, second thoughts, somebody else's word, irony. */
export const reservation = new RegExp([
  "\\bif\\b(?! (?:you(?:'re| are)? (?:shipping|sending|need|have any|want to (?:call|chat)|would like to (?:call|chat))|that helps|it helps|easier))",
  "\\b(?:as long as|provided|providing|assuming|subject to|on (?:the )?condition|only if|unless|pending|contingent|except|caveat|with the understanding)\\b",
  "\\b(?:but|however|though|although|that said|having said|otherwise|yet)\\b", "\\b(?:wait|scratch that|on second thought|never ?mind|hold off|hold on|disregard|take that back|changed my mind|not so fast|not yet|not sure|maybe|perhaps|probably|possibly|tentative\\w*|might|in principle|in theory|potentially|almost|nearly|hopefully)\\b",
  "\\b(?:would|will|'d|'ll|i|we) (?:just |only |still |also )*(?:need|want|require|prefer|expect|have to|like (?:to (?:see|have|add|change|discuss|know|understand)|more))\\b", "\\bmust\\b", "\\bshould be\\b",
  "\\b(?:run (?:this|it) by|check with|sign(?:s)? off|approval|approve first|talk to my|discuss with|ask my|get back to)\\b", "\\b(?:before|once|after|until) (?:i|we|you|my|the)\\b",
  "\\b(?:up ?front|deposit|in advance|net ?\\d+|within \\d+|exclusiv\\w*|perpetu\\w*|limited to|instead|higher|increase|bump|raise|better rate|more money|extra \\$|additional|plus \\$|on top|revisions?|half)\\b",
  "\\b(?:lol|lmao|haha|as if|yeah right|in your dreams|how generous|wash your car|of the century|very funny|obviously not|what a joke|joking|kidding|sarcas\\w*|\\/s)\\b", "🙄|😂|🤣|🙃|😒|🤡", "\\bnot (?:working|work|interested|happy|accept|agree|okay|ok|fine|a deal|able|enough|good)\\b",
  "\\b(?:don't|do not|can't|cannot|won't|doesn't|isn't|wouldn't|couldn't|never|didn't) (?:think |really )?(?:accept|agree|work|do|confirm|have a deal|want|commit|be able|sign|proceed|move)\\b", "\\bwould (?:accept|agree|take)\\b|\\b(?:my|our) (?:usual |own |normal )?(?:rate|price|offer|fee|number|terms)\\b|\\bfor you\\b|\\bin the works\\b|\\bright (?:offer|price|rate|terms|fee)\\b|\\bthat's all\\b|\\bsend (?:me |over |us )?(?:the |more |your |an? )?(?:offers?|proposal|terms|details|info\\w*|rate)\\b|\\bonly\\b", "\\b(?:pretend|supposed to say|someone said|he said|she said|they said)\\b", "\\btoo low\\b|\\blow(?:er)? than\\b|\\bbelow (?:my|our|what|the)\\b"
].join("|"))

/** Explicitly no condition, or a gift: a sentence with these words takes nothing back. */
export const harmless = /\bnot a condition\b|\bno condition\b|\beither way\b|\bregardless\b|\bfor free\b|\bfree of charge\b|\bthrow in\b(?! [$€£])|\bon the house\b|\bno extra (?:cost|charge)\b|\bjust curious\b/

/** A question about how, not whether. */
export const logistics = /\b(?:when|where|who|whom|which (?:email|address|date|day|link)|what happens (?:next|now)|what(?:'s| is) next\b|what(?:'s| is| are) (?:the )?(?:next steps?|deadline|due date|timeline|schedule|best (?:way|email|address))|(?:can|could|would|will) you (?:please )?(?:send|share|forward|email)|should i|shall (?:i|we)|do you need|do i|invoice|contract|brief|paperwork|ship)\b/

/** They want something changed, with or without a figure. */
export const change = new RegExp([
  "\\b(?:can|could|would|will|any chance|possible|able)\\b(?!'t)[^.!?]{0,40}\\b(?:go (?:any |a (?:bit|little) )?(?:higher|up)|do (?:any )?better|increase|bump|raise|come up|stretch|improve|sweeten|match|meet|pay more|offer more)\\b",
  "\\b(?:can|could) (?:we|you) (?:please |maybe |perhaps )?(?:do|drop|swap|change|split|remove|reduce|add|push|move|limit|shorten|extend|cut|skip|make|pay|adjust|switch)\\b(?! it\\?)",
  "\\b(?:too|bit|little|quite|rather|very|pretty|way|so|super|really) (?:low|less|under)\\b|\\b(?:below|under|lower than|less than|not near|nowhere near|doesn't meet|does not meet) (?:my|our|what|the|maya's|her|his) (?:usual |normal |standard |typical |minimum )?(?:rate|fee|price|range|minimum|i|we)",
  "\\b(?:i|we)(?:'d|'ll| would| will| do)? (?:just |only |still |also |really )*(?:need|require|want|expect|ask|prefer|insist)\\b[^.!?]{0,60}(?:\\b(?:up ?front|advance|deposit|payment|paid|pay|days|usage|rights|more|higher|stories|story|reel|post|exclusiv\\w*|percent|timeline|revisions?|time|weeks?|months?|fee|right|approve|approval (?:of|over)|licen\\w*|budget|increase)\\b|%)",
  "\\b(?:as long as|provided|only if|on (?:the )?condition|subject to|contingent)\\b", "\\b(?:more|higher|bigger|better) (?:budget|rate|money|pay|compensation|fee)\\b|\\bbudget (?:a (?:little|bit)|higher|up)\\b", "\\binstead of\\b|\\bwith only (?:one|two|a)\\b",
  "\\b(?:can't|cannot|can not|unable to|not able to|couldn't|won't|wouldn't) (?:accept|do|agree to|work (?:with|for|at)|go with) (?:that|this|the|it|your|those|these|at that|for that)\\b", "\\b(?:that|this|rate|offer|price) (?:doesn't|does not|won't|isn't going to|wouldn't) (?:quite )?work\\b",
  "\\b(?:usage|payment|rights|timeline|deadline|posting|exclusivity|term|invoice)\\b[^.!?]{0,24}\\b(?:would|will|has|have|must|needs?|should|can|could|'d)(?: only)?(?: have| need)?(?: to)? be\\b", "^(?:just |only |please |if you )?(?:add|raise it by|bump it by|increase it by|throw in) (?:another |an extra )?[$€£]?\\d", "\\bon top\\b", "\\b(?:don't|do not|won't|can't|cannot) accept\\b", "\\bmore than that\\b|\\bnot good enough\\b|\\b(?:works?|good|fine|agree) (?:except|apart from)\\b|\\bdeal ?breaker\\b|\\b(?:double|twice|triple) (?:that|this|it|the)\\b|\\b(?:yes|happy|agree|accept)\\b[^.!?]*\\bonce you\\b", "\\b(?:works?|yes|happy|fine|okay|ok|good|great|in|accept|do it|deal|do)\\b[^.!?]{0,50}\\bif\\b[^.!?]*(?:\\b(?:you|usage|payment|we|i|the)\\b)", "\\b\\d+ ?(?:%|percent) (?:more|higher|on top|increase|up ?front)"
].join("|"))

/** They end it. */
export const rejection = new RegExp([
  "\\bnot interested\\b(?! in the (?:product|stor))|\\bno (?:interest|longer interested)\\b", "\\b(?:i'll|i will|we'll|we will|i'd|have to|has to|going to|gonna|must|need to|i'm going to|respectfully|politely|kindly|afraid i|i)(?: have to| need to| respectfully| kindly| politely)* (?:pass|decline|sit this one out|bow out|opt out|turn (?:this|it) down)\\b(?! (?:it|this|that|your|along|on to))|\\bpass on this\\b|\\bsit this (?:one )?out\\b",
  "^(?:no|nope|nah|no way|hard pass|pass|no,? thank(?:s| you)(?: so much)?|not for me[^.!?]*|thanks,? but no(?: thanks)?)[.! ]*$", "\\bno,? thank(?:s| you)\\b", "\\bso,? no[.!]*$|^done with (?:brand|paid|spons)", "\\bit's a no\\b|\\bhard pass\\b|\\bno from (?:me|us)\\b",
  "\\b(?:not|isn't|wasn't|aren't)(?: (?:quite|really|going to be))? (?:a|the) (?:right |good |great )?(?:fit|match)\\b|\\bdo(?:es)?(?:n't| not) (?:align|fit|suit|resonate)\\b",
  "\\b(?:remove|take|unsubscribe) me\\b|\\bunsubscribe\\b|\\bstop (?:emailing|contacting|messaging|writing)\\b|\\bdo(?:n't| not) (?:contact|email|write to) (?:me|us)\\b", "\\b(?:unable|not able|can't|cannot|won't be able) to (?:participate|take (?:this|it|part)|commit|join)\\b|\\bcan't (?:take (?:this|it) on|participate)\\b|\\bfully booked\\b",
  "\\b(?:won't|will not|not going to|are not|not) be (?:moving|going|proceeding|taking|participating|able to (?:move|proceed|participate))\\b", "\\b(?:do not|don't|no longer) (?:work with|promote|do|doing|take|accept|accepting) (?:sponsor|brand|paid|supplement|alcohol|gambling|crypto|any|[a-z]+ (?:brands|companies))", "\\b(?:i'm|i am|we're|count me) out\\b(?! of)", "\\bwalk(?:ing)? away\\b|\\bdeal is off\\b"
].join("|"))

/** A refusal that leaves the door open is a counter. */
export const openDoor = /\b(?:unless|could do|would do|can do|would need|i'd need|i'd do|happy to (?:do|reconsider)|if you (?:can|could|were|go|have)|open to|reconsider (?:at|for|if)|would consider)\b/

/** Wants to know something. */
export const inquiry = /^please confirm\b|\b(?:could you|can you|would you) (?:please )?(?:tell|share|clarify|explain|send|let me know|confirm|provide|elaborate)\b|\b(?:wondering|curious (?:about|if|what|how)|i'd like to know|would like to know|more (?:info|information|details))\b|\bwiggle room\b|\bfollowing up\b|\bchecking in\b/

/** Nothing decided, and said so. */
export const undecided = /\b(?:think (?:about|it|on)|need to think|get back to you|come back to you|look (?:at|into|over) (?:this|it)|check (?:and|with)|discuss (?:with|it|this)|run (?:this|it) by|talk (?:to|with|it over)|let you know|see attached|attached|pending|sign off|approval)\b/

/** Somebody else will deal with it. */
export const handingOver = new RegExp([
  "\\b(?:please |kindly |you can |best to |want to |'ll need to |should |feel free to )?(?:contact|reach out to|email|e-mail|speak (?:with|to)|talk to|write to|message|connect with|direct (?:this|all|any) [a-z ]*to|get in touch with) (?:with )?(?:my|our|her|his) (?:[a-z]+ )?(?:manager|agent|management|team|agency|assistant|partner|husband|wife|brother|sister|mom|dad|rep\\w*|publicist|colleague)",
  "\\b(?:looping in|loop in|cc'?(?:d|ed|ing)|copying|copied|adding|introducing|connecting you with|forwarding (?:this|it|your [a-z]+)? ?to|passing (?:this|it|you)? ?(?:on |along |over )?to|handing (?:this|you)? ?(?:over |off )?to)\\b[^.!?]{0,40}\\b(?:manager|agent|management|team|agency|assistant|partner|rep\\w*|who|she|he|colleague)\\b",
  "\\bmy (?:manager|agent|management|team|agency|assistant|partner|husband|wife)\\b[^.!?]{0,30}\\b(?:will (?:handle|take|be in touch|get back|reach|contact|deal|reply|respond|follow)|handles|takes care|deals with|manages)\\b", "\\b[a-z]+ (?:from|at|of) [a-z ]+ (?:handles|manages|takes care of|deals with) (?:my|all|all my|her|our)\\b", "\\b(?:she|he|they)(?:'ll| will) (?:take it from here|be in touch|handle)\\b"
].join("|"))
