import { matchesOf } from "../reading/matchesOf.ts"

/** A stretch of a text that is somebody's telephone or a number to be quoted, half open. */
export interface Reference {
  readonly from: number
  readonly to: number
}

/** "Call me on 555 0164", "your case number is 00340 4341 6100": named as what it is, too long for a fee and not written like one. */
export const referencesIn = (lower: string): ReadonlyArray<Reference> => [...stretches(lower, phone, 7), ...stretches(lower, numbered, 6)]

const stretches = (lower: string, pattern: RegExp, least: number): ReadonlyArray<Reference> =>
  matchesOf(lower, pattern).flatMap((match): ReadonlyArray<Reference> => {
    const number = match[1] ?? ""
    const to = match.index + match[0].length
    const isFee = grouped.test(number) || number.replace(/\D/g, "").length < least || priced.test(lower.slice(to, to + 12))
    return isFee ? [] : [{ from: to - number.length, to }]
  })

const phone =
  /\b(?:(?:call|ring|text|phone|reach|whatsapp)(?: (?:me|us))?(?: directly| any ?time)?(?: on| at)?|(?:i'm|i am|we're|we are) (?:reachable )?on|(?:phone|telephone|tel|cell|mobile|whatsapp)\.?(?: (?:number|no\.?))?(?: is)?|(?:my|our) (?:direct )?(?:number|line) is)[: ] ?(\+?\(?\d[\d ().-]{4,20}\d)(?![\d,.]*\d)/g
const numbered =
  /\b(?:case|order|invoice|ticket|reference|ref|tracking|parcel|shipment|customer|booking|confirmation|request|enquiry|po|serial|registration) (?:number|no\.?|nr\.?|id|code)(?: is| will be|:)? #?(\d[\d -]{4,28}\d)(?![\d,.]*\d)/g
/** "140 000", "1.400.000"; "1400-1600" is a range. */
const grouped = /^[1-9]\d{0,2}(?:[ .]\d{3})+$|^[1-9]\d*[ .-]+[1-9]\d*$/
const priced = /^ ?(?:[$€£¥%]|k\b|usd|eur|gbp|dollars|euros|pounds|grand|thousand)/
