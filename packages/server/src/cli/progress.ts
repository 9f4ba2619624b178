/** Where a bar is shown, as `process.stderr` is. */
export interface Screen {
  readonly isTTY?: boolean
  readonly write: (text: string) => unknown
}

const cells = 30

/** A bar on stderr that says how far something is, where somebody looks at it; nothing is written into files and pipes. */
export const makeProgress = (what: string, screen: Screen = process.stderr) => {
  const isSeen = screen.isTTY === true
  let shown = ""
  const progress = {
    /** `share` is from 0 to 1. */
    show: (share: number): void => {
      if (!isSeen) return
      const full = Math.floor(Math.min(1, Math.max(0, share)) * cells)
      const line = `${what} [${"#".repeat(full)}${"-".repeat(cells - full)}] ${String(Math.floor(share * 100)).padStart(3)} %`
      if (line === shown) return
      shown = line
      screen.write(`\r${line}\u001b[K`)
    },
    clear: (): void => {
      if (isSeen) screen.write("\r\u001b[K")
    },
    /** Shows how many of them were taken. */
    through: function*<A>(items: Iterable<A>, all: number): Iterable<A> {
      let taken = 0
      for (const item of items) {
        progress.show(taken++ / Math.max(1, all))
        yield item
      }
    }
  }
  return progress
}
