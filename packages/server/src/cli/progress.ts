/** One line on stderr that says how far something is, where somebody looks at it; nothing is written into files and pipes. */
export const makeProgress = (what: string) => {
  const isSeen = process.stderr.isTTY
  let shown = ""
  return {
    show: (share: number): void => {
      const line = `${what}: ${Math.floor(share * 100)} %`
      if (!isSeen || line === shown) return
      shown = line
      process.stderr.write(`\r${line}\u001b[K`)
    },
    clear: (): void => {
      if (isSeen) process.stderr.write("\r\u001b[K")
    }
  }
}
