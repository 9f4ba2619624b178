/**
 * Whether an amount at `from`..`to` is only spoken of: as theirs, as past or as refused, and nowhere agreed to. `struck` says that our rate replaces it at
 * once, `offered` that the mail names our rate: what is neither agreed to nor put off till later is then only spoken of.
 */
export const isMention = (sentence: { readonly before: string; readonly after: string; readonly next: string }, ofThem: boolean, struck: boolean, offered: boolean): boolean => {
  const left = sentence.before.split(boundary).at(-1) ?? ""
  const right = sentence.after.split(boundary)[0] ?? ""
  if (refuses.test(left) || refuses.test(right) || /\bwish (?:i|we) could\b/.test(left) || regrets.test(left) && /\b(?:but|unfortunately|sadly|only)\b.*(?:n't\b|\b(?:not|cannot|unable)\b)/.test(sentence.after) || saysNo.test(sentence.after)) return true
  const clauses = sentence.before.split(boundary)
  // A clause with a figure of its own agrees to that one; one without leads on to this.
  const leading = clauses.slice(0, -1).filter((clause) => !/\d|\b(?:hundred|thousand)\b/.test(clause)).join(" | ")
  const own = `${left} # ${right}`
  const instead = /\binstead of (?:the |your |our )?(?:\w+ )?$/.test(left)
  if (instead || struck) return true
  if (agrees.test(own.replace(theirs, " ")) || /\b(?:fine|deal|done|agreed|accepted|okay|ok|sold|perfect|great|yes|let's|you win|your way|happy to|works|confirm\w*)\b/.test(leading.replace(/\b(?:great|perfect|yes) (?:to|of|question)\b/g, ""))) return false
  if (nextAgrees.test(sentence.next) && !/\b(?:but|however|still)\b.*\b(?:our|offer|we|ours)\b/.test(sentence.next)) return false
  if (yields.test(`${sentence.after}.${sentence.next}`) && !stands.test(`${sentence.after} ${sentence.next}`)) return false
  if (offered && !later.test(right) && !ourPrice.test(left)) return true
  return ofThem ? theirs.test(own) || past.test(own) : past.test(own) || theirs.test(own) || /\b(?:first|last|from|was|were|our)\b/.test(own)
}

const nextAgrees = /^\s*(?:that|this|it|which|ok|okay|fine|sure|yes|deal|agreed|alright|all right|done)\b(?!.*(?:n't\b|\b(?:not|never|cannot|more than|above|beyond)\b)).*\b(?:works?|fine|ok|okay|deal|agreed|good|perfect|great|accept\w*|done|go ahead|happy|fair|it is)\b|^\s*(?:deal|agreed|done|sold|fine|sure|ok|okay)\b/
/** "You said $1,800. You're worth it. Let's do the reel at that." */
const yields =
  /\b(?:you're|you are|it's|it is|that's|that is|she's|she is|he's|he is|they're|it|the work is|and) (?:\w+ )?(?:worth (?:it|that|every|all|the)|reasonable|only fair|fair enough|well deserved)\b|^ (?:is|seems|sounds) (?:only |quite |perfectly |totally |completely )?(?:fair|reasonable|deserved|justified)\b|\blet's (?:do|go|make|take|book|lock|run|settle|close|call|say|leave|keep|put|get)\b[^.!?]{0,40}\b(?:(?:at|for|with|on|to|it) (?:that|this)|it (?:that|your way)|that it is|do that|go there|done|signed|started|moving)\b|\blet's (?:do|take|say|make|book|call) (?:that|this|it)\b(?![^.!?]*[$€£\d])|\b(?:who|what) am i to argue\b|\bcan(?:'t|not) argue with\b|\b(?:i|we) (?:won't|will not|shan't|wouldn't) (?:argue|haggle|quibble|fight (?:you|it|that))\b|\byou (?:win|got it|have it)\b/
const stands = /\b(?:but|however|though|still|unfortunately|sadly|our offer|our position|instead)\b|n't (?:get|do|reach|match|meet|pay)\b/
const later = /\b(?:if|when|once|later|next|after|then|should you|in (?:the )?(?:spring|summer|autumn|fall|winter))\b/
const ourPrice = /\b(?:(?:offer(?:ing)?|pay(?:ing)?|fee|rate|price|total|up to|as (?:high|far|much) as|or|even|perhaps|maybe|possibly|confirm\w*)(?: (?:is|of|at|you|to|be|a))*) $/
const regrets = /(?:'d|\bwould)(?: have)? (?:really )?(?:lov|lik)ed?\b|\bwanted to\b/
const saysNo = /\b(?:have|had|need|going) to (?:say no|pass|decline|leave it|part ways|stop|close|let (?:it|this) go)\b|\b(?:the|our|my) answer is (?:still )?(?:a )?no\b|\bit(?:'s| is) (?:still )?a no\b/
const boundary = /[;:]|,(?! ?\d)|\b(?:but|and|so|while|whereas)\b| - /
const refuses =
  /(?:n't|(?<!no |nothing |not )less than|\b(?:cannot|not|unable|never|without|beyond (?:us|reach|what)|above (?:where|what)|more than (?:we|what|this|the)|out of (?:reach|our)|say(?:ing)? no to|a no (?:to|from|for)|turn(?:ing)? down|pass on|have to pass|had to pass|declin\w+|refus\w+|too (?:high|much|far|steep)|isn't something))\b(?! (?:wait|only|just|a problem|an issue))/
const theirs =
  /\b(?:you(?:'re| are|'ve| have|'d| had)?(?: \w+)? (?:ask\w*|charg\w*|told|tell|get|usually|normally|at|said|say|nam\w+|mention\w*|request\w*|propos\w*|quot\w*|suggest\w*|want\w*|looking for|were at|had in mind|hoping for|hoped for|put (?:forward|down)|wrote|gave|sent|came (?:back|in)|need\w*|set)|(?:you|he|she|they|\w+) (?:asked|named|mentioned|requested|proposed|quoted|suggested|wanted)|your (?:\w+ )?(?:rate|ask|figure|fee|price|number|quote|proposal|request|counter\w*|idea|case|suggestion|email|mail|note)|(?:his|her|their|\w+'s) (?:\w+ )?(?:rate|ask|figure|fee|price|number|quote)|hear(?:d)? (?:you on|the)|hear(?:d)? your|noted(?: that| your)?|case for|(?:asked|ask|looking|hoping) for|instead of|your|rather than|read (?:the|your)|thank(?:s| you) for (?:naming|sharing|the|your))\b/
const past = /\b(?:we (?:first |initially |originally |previously )?(?:said|started|offered|began|wrote|named|were at|opened|proposed|had)|first offer|last (?:e?mail|offer|message|note|time)|my last|our (?:first|last|previous|earlier|opening|initial|original) (?:offer|rate|e?mail|number|figure)|previous(?:ly)?|before|earlier|was|were|originally|initially|up from|started at|from|fee:|rate:)\b/
const agrees =
  /\b(?:(?:we|i)(?:'d| would| are|'re|'m| am)? (?:\w+ )?(?:happy|glad|pleased|delighted|prepared|ready|willing|able|fine|good)|(?:can|could|will|'ll|would|'d|may|might|shall|gladly|happily) (?:\w+ )?(?:do|meet|match|pay|offer|make|go|accept|agree|stretch|give|take|honou?r|settle|say|move|get|reach|work|live|manage)|(?:we|i) (?:\w+ )?(?:match|pay|accept|agree|take|honou?r|meet|offer|say yes|give|approve|confirm)|agreed?(?: (?:to|on|at|with))|accept(?:ed|s|ing)?|deal|confirm\w*|works?(?= |$)|approved|let's|lock\w*|yes|fine|perfect|sounds|done|it is|is (?:ok|okay|good|great|fair|fine|doable|possible|yours|agreed)|go with|no problem|make it|seal\w*|settled?|contract|invoice)\b/
