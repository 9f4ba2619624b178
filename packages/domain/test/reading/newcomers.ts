import type { ConcernKind, Intent } from "../../src/reading/ReplyReading.ts"

/** A reply to our open offer of $2,000 for one Instagram reel and one TikTok video, and what must be read in it. */
export interface Tried {
  readonly text: string
  readonly intent: Intent
  /** Minor units; null when there must be none. */
  readonly ask?: number | null
  /** The terms it wants otherwise; none other may be named. */
  readonly terms?: ReadonlyArray<ConcernKind>
  readonly others?: boolean
}

const counter = (text: string, ask: number | null, ...terms: ReadonlyArray<ConcernKind>): Tried => ({ text, intent: "counter", ask, terms })
const question = (text: string, ...terms: ReadonlyArray<ConcernKind>): Tried => ({ text, intent: "question", ask: null, terms })
const of = (intent: Intent, ...texts: ReadonlyArray<string>): ReadonlyArray<Tried> => texts.map((text) => ({ text, intent }))

export const tried: Readonly<Record<string, ReadonlyArray<Tried>>> = {
  "READ-01 names the terms that a counter wants otherwise": [
    counter("I'd do one reel for $1,400, skip the TikTok.", 140000, "scope"),
    counter("I'd do just the TikTok for $900.", 90000, "scope"),
    counter("$1,500 for the reel alone would work.", 150000, "scope"),
    counter("I could do two TikToks and no reel for $2,300.", 230000, "scope"),
    counter("I'd do it for $2,200 with a story added.", 220000, "scope"),
    counter("2 reels + 1 TikTok for $3,000?", 300000, "scope"),
    counter("I can do $1,900 if you feature me on your homepage.", 190000, "scope"),
    counter("I'd be happy to do it for $1,900 if you send two extra products.", 190000, "product"),
    counter("I'd do $2,400 if I get to keep the product and choose two more products.", 240000, "product"),
    counter("$2,100 works if you ship me a second bottle.", 210000, "product"),
    counter("I can do $1,900 as long as you include three extra samples.", 190000, "product"),
    counter("I'd want 2,5k for that, payment 50% upfront", 250000, "payment"),
    counter("My fee is $2,700 plus VAT", 270000, "payment"),
    counter("I'd need $2,500, half on signing.", 250000, "payment"),
    counter("I'd want $2,500 with a 30% deposit.", 250000, "payment"),
    counter("I'd be at $2,300 plus 15% agency fee.", 230000, "payment"),
    counter("Great, I'm happy to do it! One thing: I'd want $150 for shipping on top.", null, "payment"),
    counter("I accept, provided half is paid upfront.", null, "payment"),
    counter("Net 30 is too long, can you do net 15?", null, "payment", "timing"),
    counter("I can do $2,200 if usage is limited to 30 days.", 220000, "usage"),
    { ...counter("I'd need $2,800 for 90 days usage or $2,300 without usage.", 280000, "usage"), others: true },
    counter("$2,300, organic usage only for 60 days.", 230000, "usage"),
    counter("My rate is $2,600 without ads.", 260000, "usage"),
    counter("I can do $2,100 provided there's no exclusivity.", 210000, "usage"),
    counter("I could do $2,300 but need two more weeks.", 230000, "timing"),
    counter("$2,200 if I can post in July.", 220000, "timing")
  ],
  "READ-01 naming our own package is no wish": [
    counter("Could you do $2,600 for the reel and the TikTok?", 260000),
    counter("I usually charge $2,600 for a reel. Could you do that?", 260000),
    counter("I'd be happy with $2,400 for one reel and one TikTok.", 240000),
    counter("Would you go up to $2,300 for the TikTok and the reel?", 230000),
    counter("For this scope I'd need $2,500. Thanks in advance!", 250000),
    counter("Long story short, I post three reels a week and I'd need $2,500.", 250000),
    counter("I've been using your products for two years, my rate is $2,500.", 250000),
    counter("My rate is $2,600, let me know if we have a deal.", 260000)
  ],
  "READ-02 takes no other number for a price": [
    counter("Could you do $2,900 for the reel and the TikTok? My last three skincare reels did 70k+.", 290000),
    counter("I'd need $2,400. Our last TikTok hit 120k and the one before reached 300000.", 240000),
    counter("My reels hit 120k, so I'd want 2500.", 250000),
    counter("Could you do $2,600? You can call me at 415 555 0199.", 260000),
    counter("That works for me. My address is 12 Elm St, 2500 works better.", 250000),
    counter("Works for me. Address: 12 Elm Street, Portland, 26000 would be better.", 2600000),
    counter("Works for me. My address is 12 Elm Street 22000 works better.", 2200000),
    counter("Sounds good, but usage would have to be 30 days rather than 90.", null, "usage"),
    counter("Happy to, but the usage should be 60 days, not 90.", null, "usage"),
    counter("Looks great, but payment would need to be within 15 days.", null, "payment"),
    ...of("accept",
      "Ok, works for me. My shipping address is 1200 Pine St, Apt 4, Portland OR 97205.",
      "Sounds good, let's do it! Address: 88 Grove Avenue, Unit 12, Austin TX 78701",
      "That works for me. My address is 12 Elm Street, Portland 97205."),
    ...of("unclear", "You can reach me at 415 555 0199")
  ],
  "READ-01 READ-02 reads a usual rate, a match and a raise as a counter": [
    counter("I normally charge 3000 USD for a reel plus a TikTok. Is there any wiggle room on the budget?", 300000),
    counter("I usually charge around $2,800 for a reel + TikTok.", 280000),
    counter("I normally get $2,900 for a TikTok + reel. Any flexibility?", 290000),
    counter("Typically I ask 2,700 for a TikTok with a reel.", 270000),
    counter("I normally charge $1,500 for the reel and $1,000 for the TikTok.", 250000),
    counter("brands now pay me $2,800. Can you match?", 280000),
    counter("These days brands pay me $2,500. Could you meet that?", 250000),
    counter("Other brands now pay me $2,600, can you match that?", 260000),
    counter("Add $500 and we have a deal.", null),
    counter("Throw in $300 and I'm in.", null),
    counter("Bump it by $200 and it's a deal.", null),
    counter("Just add another $250 and we're good.", null)
  ],
  "READ-01 a question names a term only where our terms answer it": [
    question("When do you pay?", "payment"), question("How do you pay?", "payment"), question("How soon after posting do I get paid?", "payment"),
    question("How long is usage?", "usage"), question("How long can you use the video?", "usage"),
    question("What deliverables?", "scope"), question("How many reels would you need?", "scope"), question("Which days would the content go live?", "timing"),
    question("Do you pay part of it upfront?", "other"), question("Do you offer a deposit?", "other"),
    question("Is payment before or after tax?", "other"), question("before or after tax?", "other"),
    question("How many revisions are included?", "other"), question("Can you run ads with my video?", "other"), question("Can you boost my post?", "other"),
    question("What exactly does organic usage mean?", "other"), question("What does usage rights mean exactly?", "other"),
    question("Is there any room to move on the rate?", "price"), question("Is the rate negotiable?", "price")
  ],
  "READ-03 reads a yes with logistics beside it as an acceptance": of("accept",
    "that works for me! What happens next?", "Works for me! What's next?", "Deal! What happens now?",
    "Perfect, count me in. When do I get the product?", "I'm in! When will I receive the product?", "I accept. When can I expect the samples?",
    "Yes, 2000$ ok for me", "Yes, $2,000 is ok for me.", "$2,000 is fine for me, thanks!",
    "Deal! You can reach me at 415 555 0199 to sort out the details."),
  "READ-03 takes no yes under a condition for one": of("unclear",
    "Yes, 2000$ ok for me but for one reel.", "2000 ok for me if paid upfront.", "That works for me! What happens next if I say no?",
    "Deal! You can reach me at 415 555 0199 to sort out the price.",
    "Sounds good to me, thanks Nora. Talk soon"),
  "READ-01 READ-04 declines because of another brand": of("reject",
    "I'll have to decline, I'm exclusive with another skincare brand until June 2027.", "Sorry, I have to pass, I'm currently exclusive with another brand.",
    "I'll pass, we're exclusive to a competitor until May.", "Thanks but I must decline, I signed an exclusive deal with another skincare brand.")
}
