import { invisible } from "@parley/domain/reading/Normal"
import type { Span } from "@parley/domain/reading/ReplyReading"

/** A text as it can be shown to a model, and what nobody sees of it. */
export interface Revealed {
  readonly text: string
  /** Characters that nobody sees were taken out, beyond those that emoji and flags are made of. */
  readonly hadInvisible: boolean
  /** Where such characters hide something: words cut in two, text turned around, a message in tags. Null: they are a mail program's. */
  readonly hiding: Span | null
}

/** Takes out what nobody sees: zero-width characters, marks that turn the direction of reading, tags, fillers. */
export const reveal = (text: string): Revealed => {
  const plain = text.replace(emojiParts, (part) => " ".repeat(part.length))
  const match = hides.exec(plain)
  return {
    text: text.replace(everyInvisible, ""),
    hadInvisible: invisible.test(plain),
    hiding: match === null ? null : { start: match.index, end: match.index + match[0].length }
  }
}

const everyInvisible = new RegExp(invisible.source, "gu")
const emojiParts = /(?<=\u{1F3F4})[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{2,6}\u{E007F}|(?<=[\p{Emoji}\p{Emoji_Modifier}])\uFE0F|(?<=\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?)\u200D(?=\p{Extended_Pictographic})/gu

/** A zero-width space beside a word, an embedding around a phone number, a soft hyphen: mail programs write these themselves. */
const hides = /[A-Za-z0-9][\u200B-\u200D\u2060\uFEFF]+[A-Za-z0-9]|[\u200B-\u200D\u2060-\u2064\uFEFF]{8,}|[\u202D\u202E]|[\u{E0000}-\u{E00FF}]|[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]{2,}/u
