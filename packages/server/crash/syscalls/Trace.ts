/** One system call: where in the trace it began and ended, and the files it names (descriptors by their path). */
export interface Call {
  readonly thread: string
  readonly name: string
  readonly paths: ReadonlyArray<string>
  readonly text: string
  readonly began: number
  readonly ended: number
}

/** The calls strace shows: `-f -y`, one event a line, a call that another thread interrupted in two lines. Failed calls are left out. */
export const parse = (trace: string): ReadonlyArray<Call> => {
  const open = new Map<string, { readonly began: number; readonly text: string }>()
  const calls: Array<Call> = []
  for (const [index, line] of trace.split("\n").entries()) {
    const [, thread, rest] = /^(\d+) +(.*)$/.exec(line) ?? []
    if (thread === undefined || rest === undefined) continue
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest)
    const before = open.get(thread)
    if (rest.endsWith("<unfinished ...>")) {
      open.set(thread, { began: index, text: rest.slice(0, -"<unfinished ...>".length) })
      continue
    }
    if (resumed !== null && before === undefined) continue
    const text = resumed === null ? rest : `${before?.text ?? ""}${resumed[1] ?? ""}`
    open.delete(thread)
    const [, name] = /^(\w+)\(/.exec(text) ?? []
    // a kill point's own call fails: there is no such file
    if (name === undefined || (/ = -1 /.test(text) && !isPoint(text))) continue
    calls.push({ thread, name, paths: pathsIn(text), text, began: resumed === null ? index : before?.began ?? index, ended: index })
  }
  return calls.toSorted((one, other) => one.ended - other.ended)
}

const pointFolder = "/parley-point/"
const isPoint = (text: string): boolean => text.includes(`"${pointFolder}`)

/** The kill point that a call shows; null for any other call. */
export const pointOf = ({ paths }: Call): string | null =>
  paths[0]?.startsWith(pointFolder) === true ? paths[0].slice(pointFolder.length) : null

/** Quoted names of calls that take names, and what descriptors stand for; the bytes of a write are no names. */
const pathsIn = (text: string): ReadonlyArray<string> => {
  const descriptor = /^\w+\(\d+<([^>]*)>/.exec(text)?.[1]
  return descriptor === undefined ? [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((found) => found[1] ?? "") : [descriptor]
}
