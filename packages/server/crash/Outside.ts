import type { parseEmail } from "@parley/email/parseEmail"
import type * as Effect from "effect/Effect"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"

/** A mail and when it came to lie where it lies, by the clock of the world: its own Date may come from a server whose clock is off. */
export type SeenMail = Effect.Effect.Success<ReturnType<typeof parseEmail>> & { readonly file: string; readonly seenAt: number; readonly raw: string }

export interface SeenNotice {
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly facts: ReadonlyArray<readonly [string, string]>
}

/** A mailbox as everybody but Parley sees it; it outlives every server. */
export interface Outside {
  /** What a server needs to find it. */
  readonly env: Readonly<Record<string, string>>
  /** Every mail that left, once per time it left, in that order. */
  readonly sent: () => Promise<ReadonlyArray<SeenMail>>
  readonly drafts: () => Promise<ReadonlyArray<SeenMail>>
  /** A whole mail arrives, as the mail server brings it. */
  readonly deliver: (name: string, text: string) => void
  /** Puts something among the mail that is too large to be one; null where nobody could. */
  readonly deliverHuge: ((name: string) => void) | null
  /** What is wrong with where these deliveries lie by now. */
  readonly misplaced: (delivered: ReadonlyArray<string>) => ReadonlyArray<string>
  /** Whether what leaves is listed as an arrival too. */
  readonly listsSent: boolean
  /** A person works with the drafts in the mailbox's own pages; null where there are none. */
  readonly person: Person | null
  /** The mailbox forgets what it need not keep: what changed until now, or the sign-in's short-lived part. */
  readonly forgetPast: () => void
  /** From now on nothing goes wrong any more. */
  readonly heal: () => void
  readonly close: () => Promise<void>
}

/** What a person can do with a draft, named by its `file`. */
export interface Person {
  readonly edit: (file: string, raw: string) => void
  readonly send: (file: string) => void
}

/** The lines of team.jsonl; one that is not whole was never told. */
export const noticesIn = (dataDir: string): ReadonlyArray<SeenNotice> => {
  const path = join(dataDir, "team.jsonl")
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").flatMap(noticeOn) : []
}

const noticeOn = (line: string): ReadonlyArray<SeenNotice> => {
  try {
    const notice: SeenNotice | { readonly settles: string } | null = line === "" ? null : JSON.parse(line)
    return notice === null || "settles" in notice ? [] : [notice]
  } catch {
    return []
  }
}
