/**
 * Text without what does not stand where it is written: control characters, halves of pairs, marks that turn the direction of reading, and
 * invisible ones. Joiners stay, for scripts and emoji need them. Lines are ended by "\n", and no more than one is empty in a row.
 */
export const clean = (text: string): string =>
  text
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/gu, "\n")
    .replace(/\t/gu, " ")
    .replace(/(?!\n)[\p{Cc}\p{Cs}\p{Co}]|(?![\u200c\u200d])\p{Cf}/gu, "")
    .replace(/\n(?:[^\S\n]*\n){2,}/gu, "\n\n")
    .trim()

/** The same on one line. */
export const oneLine = (text: string): string => clean(text).replace(/\s+/gu, " ")

/** Whether nothing of it can be seen; Slack refuses such a text. */
export const isBlank = (text: string): boolean => /^[\s\p{M}\p{Cf}\u115f\u1160\u2800\u3164\uffa0]*$/u.test(text)
