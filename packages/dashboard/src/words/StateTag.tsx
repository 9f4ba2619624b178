import type { ReactElement } from "react"
import { plain, stateWord } from "./stateWords.ts"

/** A negotiation's state in a word, and why where there is a reason. */
export const StateTag = ({ reason, state }: { readonly state: string; readonly reason?: string | null }): ReactElement => {
  const { tone, word } = stateWord(state)
  return <span className={`tag ${tone}`}>{word}{reason === undefined || reason === null ? "" : `: ${plain(reason)}`}</span>
}
