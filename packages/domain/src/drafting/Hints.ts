import type { Objection } from "./Gate.ts"
import { isDenied, isGranted, type Passage, quoteOf, sentenceAt } from "./Passage.ts"
import { matchesOf } from "../reading/matchesOf.ts"

/** Amounts without a figure: arithmetic on the rate, vague sums, shares, numerals of other languages, Roman numerals (GATE-01). `judged` says what the figures already answer for. */
export const checkHints = (passage: Passage, judged: (from: number, to: number) => boolean): ReadonlyArray<Objection> => {
  const { granted, lower, part } = passage
  const found: Array<Objection> = []
  for (const pattern of mayBeForeign.test(lower) ? anyHints : ownHints) {
    for (const match of matchesOf(lower, pattern)) {
      const to = match.index + match[0].length
      if (!judged(match.index, to) && !isGranted(passage, match.index, to) && !(/^(?:multipl|divid|times)/.test(match[0]) && (passage.brief.cpm ?? null) !== null) && !(inParts.test(match[0]) && isDenied(lower, match.index, to))) found.push({ code: "amount", quote: quoteOf(passage, match.index, to) })
    }
  }
  for (const match of matchesOf(lower, scaleWords)) {
    const to = match.index + match[0].length
    if (judged(match.index, to) || isGranted(passage, match.index, to) || isIdiom(lower, match.index, to)) continue
    found.push({ code: "amount", quote: quoteOf(passage, match.index, to) })
  }
  for (const match of matchesOf(lower, shares)) {
    const to = match.index + match[0].length
    if (!isGranted(passage, match.index, to) && !(/^ (?:\w+ )?(?:in advance|up ?-?front|deposit|before|now|first|on (?:signing|signature))\b/.test(lower.slice(to, to + 30)) && isDenied(lower, match.index, to)) && isShareOfMoney(lower, match.index, to)) found.push({ code: "amount", quote: quoteOf(passage, match.index, to) })
  }
  for (const match of matchesOf(part, roman)) {
    if (match[0] !== "" && romanValue(match[0].toUpperCase()) >= 50 && !/^m+$|^mix$|^di[mx]$/.test(match[0]) && !granted.covers(match.index, match.index + match[0].length)) found.push({ code: "amount", quote: match[0] })
  }
  return found
}

/** "Half up front" says no sum; a mail may refuse it. */
const inParts = /^half .*(?:now|later|front|first|today|before|after|on \w+|upon)$/

const thing = "(?:that|this|it|what|our|the|your|my|his|her|their|as|again|in|a|an|\\$|€|£|\\d)"
const sum = "(?:offer|rate|fee|amount|price|sum|number|figure|total|money|pay|payment|budget|cost)"
/** "twice our offer", "half as much again", "meet in the middle". */
const arithmetic = new RegExp(`\\b(?:${[
  `(?:twice|thrice|double|triple|treble|quadruple|half|two[- ]thirds of|three[- ]quarters of|(?:a |one )?(?:third|quarter|fifth|tenth) of|multiples? of|\\w+[- ]?(?:times|fold)|one and a half|1\\.5 ?x) (?:of )?(?:${thing} )?(?:\\w+ )?(?:${sum}|much|more|that|again|this sum|this amount|back)`,
  "(?:doubl|tripl|trebl|quadrupl|halv)(?:e|ing|ed)? (?:it|that|this|the (?:offer|rate|fee|sum|amount|price|number)|our|your|up|down)(?! (?:as|the (?:dose|layers?|serving)))", "(?:double|triple) (?:or|the) (?:nothing|fee|rate|offer|price|amount)", "(?:half|twice|double) (?:now|later|up ?front|first|today|before|after (?:posting|publication)|on (?:signing|signature|delivery|publication|posting)|and half|the rest|upon|as much|again)", "(?:the )?other half",
  "meet(?:ing)?(?: (?:you|me|us|each other))? (?:in the middle|half-?way|midway|in between)", "split(?:ting)? the difference", "(?:somewhere|anywhere|something|land|be|halfway|midway|midpoint) (?:in )?between(?: (?:the two|us|your|our|those|these|both))", "(?:the )?mid-?point", "half-?way (?:between|to your|to that)", "(?:the )?average of (?:the|our|both|your) (?:two|figures?|numbers?|offers?|both)", "add(?:ing)? (?:a|an|one|another|half|some|the same|twice|up)(?: \\w+)?(?: \\w+)? ?(?:to (?:that|it|our|this|the (?:rate|fee|offer))|of (?:that|it|this)|zero|nought|on top|to the end)",
  "(?:round|rounded|rounding)(?: (?:it|that|this))? (?:up|off)(?: to)?", "next (?:round|full|big|higher) (?:number|hundred|thousand|figure|sum|step)", "(?:as|so) much again", "same again", "(?:add|plus|append|put|stick|tack)(?: on)? (?:a|an|another|one|two) (?:zeros?|noughts?|digits?)", "(?:one|a|first|last|leading|second|third) digit", "(?:\\d|one|two|three|few|couple(?: of)?) (?:notes?|fifties|twenties|tenners?|fivers?|benjamins|zeros?|noughts?|bills)", "tenners?", "fivers?", "multipl(?:y|ied|ying)", "divid(?:e|ed|ing) (?:by|it)", "times (?:that|our|the|this|your|two|three|\\d)(?: (?:offer|rate|fee|sum|amount|that))?(?! (?:day|week|month|year|you|we|i|this|before))", "(?:add|adding|put|tack)(?: on)? (?:a|an|one|another) (?:half|third|quarter|fifth|sixth|tenth)", "(?:minus|less|plus|knock(?:ing)? (?:off )?|subtract\\w*|deduct\\w*) (?:a |an |one |another )?(?:half|third|quarter|fifth|tenth|bit|little|[\\d$€£])", "square root", "squared", "fold (?:increase|that)", "the difference", "your (?:number|figure|rate|ask|price) (?:minus|less|plus|halved|doubled)", "one more step"
].join("|")})(?![a-z])`, "g")
/** "four figures", "a few hundred", "several k", "a grand more". */
const vagueSums = /\b(?:(?:low|mid|high|solid|good|small|large|single|double|triple|two|three|four|five|six|seven|\w*digit)[- ](?:to[- ]\w+[- ])?(?:figures|figure (?:sum|fee|rate|offer|amount|number|deal|pay\w*|budget))|several k|(?:low|mid|high)(?:er)?[- ](?:hundreds|thousands|teens|twenties|thirties|forties|fifties|k)|(?:lakh|crore)s?|(?:a )?(?:couple|few|dozen)(?: of)? (?:hundred|thousand|grand|k|bucks|dollars|euros|pounds|quid)|(?:some|extra|another|more) (?:bucks|dollars|euros|pounds|quid|cash|dough)|ballpark|[a-z]+ cents|pennies|(?:another|extra|plus|second|first|half a) (?:grand|k|g)\b|large ones?|big ones|smackers?|(?:tens|hundreds|thousands) of (?:dollars|euros|pounds|bucks))\b/g
const numeralGerman = "(?:ein|zwei|drei|vier|f(?:u|ue)nf|sechs|sieben|acht|neun|zehn|elf|zwolf|zwoelf|\\w*zehn)"
/** In all that `foreignNumbers` finds, and sooner found. */
export const mayBeForeign = /[^\n -~]|tausend|hundert|zig|dreissig|mil|cient|quin|cent|duizend|honderd|tys|tisic|tusen|hundra|haza|hajar|bin|yuz/
export const foreignNumbers = new RegExp(`[一二三四五六七八九十百千万億两萬仟佰]{2,}|[\\u2160-\\u2188]|(?<![a-z])(?:${[
  "\\w*tausend\\w*(?! (?:dank|mal|grusse))", "\\w*hundert\\w*(?! mal)", `${numeralGerman}(?:und)?(?:zwanzig|dreissig|dreißig|vierzig|funfzig|fuenfzig|sechzig|siebzig|achtzig|neunzig)`, "(?<!grazie )(?:(?!grazie)\\w+[- ])?mille(?! (?:mercis?|fois|grazie|baisers|bises))", "\\w+mila", "(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|dois|duas) ?mil", "mil (?:\\w+cient[oa]s|quinient\\w*|y|cien\\w*|euros?|dolares|pesos|e|quinhent\\w*)", "[a-z]+cient[oa]s", "quinient[oa]s", "[a-z]*quinhent[oa]s", "(?:deux|trois|quatre|cinq|six|sept|huit|neuf|onze|douze|treize|quatorze|quinze|seize) (?:cents?|mille)", "\\w*duizend\\w*", "\\w*honderd\\w*", "tysia?c[ey]?|tysiecy|tysiac", "tisic|tisice", "tusen(?! takk| tack| tak)", "\\w+hundra", "hazaa?r|hajar", "тысяч\\w*|тыщ\\w*|сот", "(?:bir|iki|uc|dort|bes|alti|yedi) (?:bin|yuz)", "(?:duo|quin|nov|sei|otto)cento|\\w+cento"
].join("|")})(?![a-z])`, "g")
const ownHints = [arithmetic, vagueSums]
const anyHints = [...ownHints, foreignNumbers]
const scaleWords = /\b[a-z]*(?:thousand|hundred|million|billion)(?:s|ths?)?\b/g
const moneyNoun = /^(?:dollars?|euros?|pounds?|bucks|quid|more|extra|on|or|and|for|to|is|as|if|in|at|would|total|usd|eur|gbp|altogether|flat|max\w*|it|that|ish|something|each|per|too|instead|up|above|over|plus|less)\b/

/** "a hundred percent", "thanks a million", "thousands of houseplants", "one in a thousand". */
const isIdiom = (lower: string, from: number, to: number): boolean => {
  const before = lower.slice(Math.max(0, from - 24), from)
  const after = lower.slice(to, to + 40)
  if (/\bper $/.test(before) || /\b(?:thanks|thank you|one in|feel like|looks? like|chance in) (?:a|an) $/.test(before) || /\ba $/.test(before) && /^ (?:times|thanks|thank|percent|per cent|reasons|ways)\b/.test(after)) return true
  if (/^ (?:percent|per cent)\b/.test(after) && /\b(?:a|one) $/.test(before)) return true
  const noun = /^ (?:of (?:the |your |our |these |those )?)?([a-z]+)/.exec(after)?.[1] ?? ""
  return lower.slice(from, to).endsWith("s") && noun !== "" && !moneyNoun.test(noun)
}

/** "15%", "ten percent", "a percentage". */
const shares = /(?<![\d.,])(?:\d[\d.,]* ?(?:%|‰|percent\b|per cent\b|pct\b)|\b[a-z-]+ (?:percent|per cent)\b|\bpercent(?:age)?s?(?: points?)?\b|\bper cent\b|‰)/g
const isShareOfMoney = (lower: string, from: number, to: number): boolean => {
  const text = lower.slice(from, to)
  const { after, before } = sentenceAt(lower, from, to)
  const clause = before.split(/[,;:(]|\b(?:and|but|so|because)\b/).at(-1) ?? ""
  const rest = after.split(/[,;:)]|\b(?:and|but|so|because)\b/)[0] ?? ""
  if (/^ ?(?:of|on|from) (?:what|whatever|everything|anything) (?:you|she|he|they|your|her|his)\b/.test(rest)) return !isDenied(lower, from, to)
  if (/^ ?(?:of|on|from|per) (?:each |every |all |any |the |your )?(?:sales?|orders?|revenue|profits?|purchases?)\b/.test(rest)) return !isDenied(lower, from, to)
  if (/\b(?:engagement|completion|save|watch|response|retention|click(?:-through)?|open|conversion) rates?\b/.test(`${clause} ${rest}`)) return false
  if (/^ (?:in|from|within|of) (?:(?:our|your|the|his|her|their) )?(?:core |target |main |key )?(?:age|demographic|audience|country|market|region)\b/.test(rest)) return false
  if (rising.test(clause) || rising.test(rest)) return true
  if (/^(?:100 ?%|(?:a |one )?hundred per ?cent|100 per ?cent)/.test(text) || /\bhundred $/.test(clause)) return false
  if (/^ (?:of (?:your|the|our|all|those|these|my|its) (?!rate|fee|offer|price|amount|sum|payment|total|money|budget|invoice)|off\b|(?:cotton|recycled|organic|natural|vegan|wool|linen|pure|plant|cocoa|cacao|merino|silk|alcohol|silicone|vitamin|post|biodegradable|compostable|faster|lighter|battery|engagement|humidity|arabica|fruit|oat|dark|discount (?:code|for)|female|male|women|men|sure|certain|ready|happy|convinced|behind|yours|completion|watch|save|response|retention)\b)/.test(rest)) return false
  return money.test(clause) || money.test(rest) || clause.trim() === "" && rest.trim() === "" || !/^ [a-z]/.test(rest)
}
const rising = /\b(?:more|extra|above|over|uplift|higher|increas\w*|raise|rise|on top|beyond|bonus|commission|uptick|surcharge|premium|headroom|leeway|margin|less than we|better|earns?|cut|stretch|bump|upfront|up front|(?:on|at|upon) (?:signing|signature|delivery|approval|booking|posting)|deposit|in advance|early)\b/
const money = /[$€£¥]|\b(?:rate|fee|fees|offer|pay|paid|payment|price|amount|budget|sum|invoice|cost|go|do|move|add|plus|invoice|we could|we can|we'd)\b/

const roman = /(?<![\p{L}\d.'’-])(?:(?=[MDCLXVI]{3})M*(?:CM|CD|D?C{0,4})(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})|(?=[mdclxvi]{3})m*(?:cm|cd|d?c{0,4})(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4}))(?![\p{L}\d'’-])|(?<!\p{L})[MDCLXVI]{1,2}(?= (?:dollars|bucks|euros|pounds|usd|eur|gbp|USD|EUR|GBP)\b)|(?<=[$€£]|\bUSD |\bEUR |\bGBP |\b(?:do|say|to|offer|pay|of|is|about) )[MDCLXVI]{1,2}(?=[€£]|[.!?)]?(?: (?:for|in all|too|work|then|instead|total)|$|\n))/gu
const numerals: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 }
/** Of capitals. */
export const romanValue = (text: string): number =>
  Array.from(text).reduce((total, letter, i) => {
    const value = numerals[letter] ?? 0
    return total + (value < (numerals[text[i + 1] ?? ""] ?? 0) ? -value : value)
  }, 0)
