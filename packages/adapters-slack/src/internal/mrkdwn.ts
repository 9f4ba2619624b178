/** Text in which Slack finds nothing to act on: no mention, no link, no markup (HUMAN-06). */
export const escape = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")

/** At most `longest` UTF-16 units, escapes counted and kept whole, a cut shown. */
export const escapeTo = (text: string, longest: number): string => {
  const whole = escape(text)
  if (whole.length <= longest) return whole
  let out = ""
  for (const character of text) {
    const next = escape(character)
    if (out.length + next.length > longest - 1) break
    out += next
  }
  return `${out}…`
}
