import { mayMatch } from "./mayMatch.ts"

/** All matches of a global pattern. `String.matchAll` copies its pattern at every call, which costs more than most searches. */
export const matchesOf = (text: string, pattern: RegExp): ReadonlyArray<RegExpExecArray> => {
  if (!mayMatch(text, pattern)) return []
  const found: Array<RegExpExecArray> = []
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    found.push(match)
    // an empty match stands still; inside a pair of surrogates nothing begins
    if (match[0] === "") pattern.lastIndex += pattern.unicode && (text.codePointAt(pattern.lastIndex) ?? 0) > 0xffff ? 2 : 1
  }
  return found
}

/** Whether the text holds a match of a pattern that is not global. */
export const hasMatch = (text: string, pattern: RegExp): boolean => mayMatch(text, pattern) && pattern.test(text)
