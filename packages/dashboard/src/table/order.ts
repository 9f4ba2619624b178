/** By which column rows are sorted, and whether the largest comes first. */
export interface Order {
  readonly id: string
  readonly descending: boolean
}

/** Reads `ask` or `-ask`; null for a column that is not there. */
export const readOrder = (text: string, ids: ReadonlyArray<string>): Order | null => {
  const descending = text.startsWith("-")
  const id = descending ? text.slice(1) : text
  return ids.includes(id) ? { id, descending } : null
}

/** What a click on a heading asks for: its better first way, then the other one, then no order of ours. Numbers begin with the largest. */
export const writeOrder = (id: string, current: Order | null, numeric: boolean): string => {
  const text = (descending: boolean) => `${descending ? "-" : ""}${id}`
  if (current?.id !== id) return text(numeric)
  return current.descending === numeric ? text(!numeric) : ""
}
