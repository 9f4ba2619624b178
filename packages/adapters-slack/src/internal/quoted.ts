import { escape } from "./mrkdwn.ts"

/** Quoted text in one piece of mrkdwn or several, each at most `size` long, all together at most `room`; `left` counts the characters that found no place. */
export const quoted = (text: string, size: number, room: number): { readonly pieces: ReadonlyArray<string>; readonly left: number } => {
  const pieces: Array<string> = []
  const characters = Array.from(text)
  let piece = mark
  let used = 0
  const end = () => {
    pieces.push(piece)
    used += piece.length
    piece = mark
  }
  for (const [index, character] of characters.entries()) {
    const isBreak = character === "\n"
    const next = isBreak ? `\n${mark}` : escape(character)
    // one is kept free for the sign of a cut
    if (used + piece.length + next.length + 1 > room) {
      piece += "…"
      end()
      return { pieces, left: characters.length - index }
    }
    if (piece.length + next.length + 1 > size || (isBreak && piece.length > size * 0.8)) {
      end()
      if (isBreak) continue
    }
    piece += next
  }
  if (piece !== mark) end()
  return { pieces, left: 0 }
}

const mark = "> "
