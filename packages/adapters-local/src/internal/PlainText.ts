/**
 * Text of strangers made harmless for a terminal: no escape sequences, no control characters, nothing that turns the writing
 * direction or is invisible; line breaks become "\n". What joins letters and emoji stays.
 */
export const plainText = (text: string): string =>
  text
    .replace(/\r\n?|[\n\u0085\u2028\u2029]/gu, "\n")
    .replace(escapeSequence, "")
    .replace(/\t/gu, " ")
    .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Co}\p{Cs}](?<![\u200c\u200d])/gu, "")

/** The same on one line. */
export const plainLine = (text: string): string => plainText(text).replace(/\s+/gu, " ").trim()

/** At most so many characters and lines; says what was left out. */
export const cut = (text: string, limits: { readonly characters: number; readonly lines: number }): string => {
  const lines = text.split("\n")
  const kept = lines.slice(0, limits.lines).join("\n")
  // four UTF-16 units hold any character that a surrogate pair may need twice over, so slicing first keeps long texts cheap
  const characters = Array.from(kept.slice(0, limits.characters * 4))
  const short = characters.slice(0, limits.characters).join("")
  return short.length === text.length ? text : `${short}… (cut; ${text.length} characters)`
}

/** CSI and OSC/DCS/PM/APC strings in their 7-bit and 8-bit forms, and two-character escapes. An unfinished string ends with its line. */
const escapeSequence =
  // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|(?:\u001b[PX\]^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c\n]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]?/gu
