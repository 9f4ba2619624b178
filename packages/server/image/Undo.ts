/** What was made and must go, whatever way this ends. */
export interface Undo {
  /** To be done at the end, the last one first. */
  readonly later: (what: () => Promise<unknown>) => void
  /** Does all that is left to do; what fails is told and keeps nothing else from going. */
  readonly all: () => Promise<void>
}

/** A signal undoes everything, too, and then ends the process. */
export const makeUndo = (): Undo => {
  const left: Array<() => Promise<unknown>> = []
  const all = async (): Promise<void> => {
    for (let one = left.pop(); one !== undefined; one = left.pop()) {
      try {
        await one()
      } catch (error) {
        process.stderr.write(`not cleaned up: ${String(error)}\n`)
      }
    }
  }
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void all().then(() => process.exit(1)))
  return { later: (what) => void left.push(what), all }
}
