import type { Brief } from "./Brief.ts"
import { rule, type WordRule } from "./WordRule.ts"

/** Their price without its figure. */
const theirPrice =
  "(?:(?:your|their|his|her) (?:\\w+ ){0,2}(?:number|figure|rate|price|fee|ask(?:ing price)?|quote|terms|request|proposal)|what (?:you|they|she|he)(?:'re| are|'ve| have|'d)? (?:\\w+ )?(?:ask|want|name|quote|propose|request|need|charge)\\w*(?: for)?)"

/**
 * Words that agree to their price or close a deal without saying a figure, where the brief closes none (GATE-01): a price that nobody rendered would
 * leave by them. Saying no passes, and so does a deal under a condition.
 */
export const agreementRules = (brief: Brief): ReadonlyArray<WordRule> => brief.purpose === "confirmation" ? [] : agreeing

const agreeing: ReadonlyArray<WordRule> = [
  rule("agreed_to_ask", true,
    `(?:meet|match|accept|agree (?:to|with|on)|do|pay|take|go (?:ahead )?with|go for|confirm|hono[u]?r|cover|work with|live with|approve|give you|stretch to)(?:ing|ed)? ${theirPrice}`,
    `${theirPrice} (?:works?|suits?|fits?|(?:is|are|sounds?|looks?) (?:\\w+ )?(?:fine|good|ok|okay|agreed|accepted|great|perfect|doable|no problem|right))`,
    `(?:agreed|deal|do (?:it|this|that)|go ahead|book (?:it|you)|confirmed?|settled?|closed?) (?:\\w+ )?(?:at|for|on|with) ${theirPrice}`,
    "you (?:have|'ve|'ve got|have got) (?:yourself )?a deal", "(?:it|that)(?:'s| is) a deal", "consider it (?:a deal|agreed|done|settled|closed)", "done deal", "deal!", "agreed!",
    "(?<!\\b(?:if|once|when|should|hope|whether)\\b[^.!?\\n]{0,80})we (?:have|'ve got|have got) (?:a deal|an agreement)")
]
