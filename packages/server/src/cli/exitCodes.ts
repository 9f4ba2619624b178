/** What the process answers a script with. docs/cli.md says the same. */
export const exitCodes = {
  done: 0,
  /** Refused, not found, something is wrong with what was looked at, or a server cannot be reached. Nothing was half done. */
  no: 1,
  /** The command line, a file it names or a setting cannot be used; nothing was done. */
  unusable: 2,
  /** The disk failed a write. */
  diskFailed: 70,
  /** Something hung over the grace period of a stop. */
  hung: 75,
  /** Ctrl-C, or another signal to end, before it was done. `start`, `demo` and `backups` end with 0 then: that is how they end. */
  interrupted: 130
} as const
