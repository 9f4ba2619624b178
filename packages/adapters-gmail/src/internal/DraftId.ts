/** What must be remembered of a draft to find out what became of it: Gmail's id, the thread it stands in, and our mark. */
export interface DraftId {
  readonly id: string
  readonly thread: string
  readonly marker: string
}

/** None of the three holds a space. */
export const write = ({ id, marker, thread }: DraftId): string => `${id} ${thread} ${marker}`

/** Null for what `write` did not write. */
export const read = (text: string): DraftId | null => {
  const [, id = "", thread = "", marker = ""] = /^([\w-]{1,64}) ([\w-]{1,64}) ([\x21-\x7e]{1,200})$/u.exec(text) ?? []
  return id === "" ? null : { id, thread, marker }
}
