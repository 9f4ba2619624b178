import * as Data from "effect/Data"

/** The books at `path` were not opened and nothing in them was changed. `expected` is what must hold, `mend` what to do about it. */
export class StoreRefused extends Data.TaggedError("StoreRefused")<{
  readonly path: string
  readonly reason: string
  readonly expected: string
  readonly mend: string
}> {
  override get message(): string {
    return `${this.reason} (${this.path}); expected ${this.expected}; ${this.mend}`
  }
}
