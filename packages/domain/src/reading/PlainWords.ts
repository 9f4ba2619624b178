import * as Cues from "./Cues.ts"

/** Whether a clause is a yes in nothing but words that take nothing back, in whatever order: for what no grammar foresees (READ-03). */
export const isPlainYes = (clause: string, names: ReadonlyArray<string>): boolean =>
  Cues.acceptance.test(clause) && wordsOf(clause).every((word) => vocabulary.has(word) || numberWords.test(word) || names.includes(word.replace(/'s$/, "")))

/** Whether a clause is a greeting, thanks, logistics, a gift, or filler of plain words. */
export const isFiller = (clause: string, names: ReadonlyArray<string>): boolean =>
  pleasantry.test(clause) || Cues.harmless.test(clause) || /^[^a-z]*$/.test(clause) || names.includes(clause.replace(/[^a-z']/g, "")) ||
  !/\b(?:not|no|never)\b|n't\b/.test(clause) && wordsOf(clause).every((word) => vocabulary.has(word) || names.includes(word))

/** A short line without a verb or pronoun: a name, a title, a company, a phone number. `line` is one whole line of the mail. */
export const isSignature = (line: string): boolean =>
  wordsOf(line).length <= 6 && !/[.!]$/.test(line) && !/\b(?:i|we|you|he|she|they|it|is|are|am|was|will|would|can|not|no|never|but|if|my|your|this|that|to|be|do|have|need|want|more|less|hates?|wait|actually|just|usage|only|days|payment|exclusiv\w*|rights|rate|price|fee|net|vat|plus|extra|half|with)\b|n't\b|\?/.test(line) &&
  !/^(?:\D*\d){1,6}\D*$/.test(line)

const wordsOf = (text: string): ReadonlyArray<string> => text.match(/[a-z][a-z']*/g) ?? []

const vocabulary: ReadonlySet<string> = new Set((
  "a absolutely accept accepted accepting acceptable agree agreed agreement ahead all alright am amazing and by approve approved are as at awesome be behalf best board can comfortable confirm confirmed confirming count course " +
  "cool deal deliverables do dollars done down end everything excellent excited fantastic fee figure fine for forward from fully game get getting glad go going good got great gladly had happily happy have here hey hi hello i i'd i'll i'm in into is it it's " +
  "keen let let's lets like line lock looks love lovely make made make me move moving my now number of officially ok okay on onboard our ours package perfect perfectly please pleased post posts price proceed proposal proposed offer offered rate ready " +
  "really reel reels right same send side sign sounds so started stories story super sure team terms thank thanks that that's the them then they these they this those throw to total tiktok instagram youtube video videos short shorts integration " +
  "up us usd very we we'd we'll we're we've well with work works working would wonderful x yay yeah yep yes you you've you're your yourself yup contract over client's she's he's below above"
).split(" "))
const numberWords = /^(?:k|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred|thousand|grand|both|reel|stor(?:y|ies))$/

const pleasantry =
  /^(?:(?:hi|hey|hiya|hello|dear|good (?:morning|afternoon|evening))\b[^,]{0,40}|(?:best|thanks|thank you|many thanks|cheers|regards|kind regards|warmly|warm regards|all the best|sincerely|love|xx?o?|xoxo)\b.{0,40}|.{0,20}\b(?:looking|look) forward\b.{0,50}|.{0,12}(?:can't|cannot) wait\b.{0,30}|.{0,14}\b(?:excited|thrilled|stoked)\b.{0,30}|[a-z]+ here (?:from|at) .{0,30}|talk soon|speak soon|(?:just )?(?:a |one |two )?(?:quick|small|little|short) (?:question|qs?|one)|(?:cc'?ing|copying|adding|looping in) my (?:manager|agent|team)\b.{0,60}|my (?:address|number|paypal|email|invoice details?) (?:is|are)\b.{0,80}|.{0,30}\b(?:iban|bank account)\b.{0,60}|sent from my .{0,20})[.!,)(: ]*$/
