import { type KillPoint, killPoints } from "@parley/domain/usecases/KillPoints"

/** What must happen outside for a kill point to be passed. */
export type Stimulus = "old books" | "copies" | "campaign" | "silence" | "letter" | "stranger" | "odd file" | "decision" | "doubt" | "discard" | "stop" | "form"

/** Every kill point's stimulus; one that is new in the list does not compile until it stands here. */
export const stimuli: Readonly<Record<KillPoint, Stimulus>> = {
  "migration-copy-written": "old books", "migration-copied": "old books", "before-migration-commit": "old books", "after-migration": "old books",
  "before-backup": "copies", "during-backup": "copies", "after-backup": "copies",
  "before-restore": "copies", "restore-marked": "copies", "restore-file-aside": "copies", "restore-aside": "copies", "restore-swapped": "copies", "after-restore": "copies",
  "before-campaign": "campaign", "after-campaign": "campaign", "before-open": "campaign", "after-open": "campaign",
  "before-webhook": "form", "after-webhook": "form", "before-form": "form", "after-form": "form",
  "before-questions": "form", "after-questions": "form", "before-answer": "form", "after-answer": "form",
  "before-remind": "silence", "after-remind": "silence",
  "before-notice": "odd file", "after-notice": "odd file",
  "before-ingest": "stranger", "after-ingest": "stranger", "filing-linked": "stranger", "filing-moved": "stranger", "after-filing": "stranger",
  "before-read": "letter", "before-step": "letter", "after-step": "letter", "before-settle": "stranger", "after-settle": "stranger",
  "before-stage": "letter", "draft-written": "letter", "draft-renamed": "letter", "after-stage": "letter", "before-claim": "letter",
  "before-dispatch": "letter", "dispatch-renamed": "letter", "after-dispatch": "letter", "before-sent": "letter", "after-sent": "letter",
  "before-lookup": "doubt", "after-lookup": "doubt", "before-discard": "discard", "discard-removed": "discard", "after-discard": "discard",
  "before-post": "stranger", "notice-written": "stranger", "after-post": "stranger", "after-told": "stranger",
  "before-decision": "decision", "after-decision": "decision",
  "before-commit": "letter", "after-commit": "letter",
  "stop-signalled": "stop", "stop-workers-ended": "stop", "stop-store-closed": "stop"
}

/** Mail of ours passes these, whatever it says: an opening, an answer, a reminder. */
const ofAnyMail: ReadonlyArray<KillPoint> = [
  "before-stage", "draft-written", "draft-renamed", "after-stage", "before-claim", "before-dispatch", "dispatch-renamed", "after-dispatch", "before-sent",
  "after-sent", "before-commit", "after-commit"
]

export const isOfAnyMail = (point: KillPoint): boolean => ofAnyMail.includes(point)

/** Kill points that are reached one after the other, as each needs what the one before left behind. */
export type Chain = readonly [KillPoint, ...ReadonlyArray<KillPoint>]

/** What only a chain reaches; `first` is a point that others may be met at too, and that leaves behind what the rest needs. */
const linked: ReadonlyArray<{ readonly first: KillPoint | null; readonly rest: Chain }> = [
  // books of the first release, brought forward
  { first: null, rest: ["migration-copy-written", "migration-copied", "before-migration-commit", "after-migration"] },
  // the books copied beside a running server, and the copy put in their place
  {
    first: null,
    rest: ["before-backup", "during-backup", "after-backup", "before-restore", "restore-marked", "restore-file-aside", "restore-aside", "restore-swapped", "after-restore"]
  },
  { first: null, rest: ["before-campaign", "after-campaign", "before-open", "after-open"] },
  // dead before a reminder leaves it to be decided; after one, a whole group may be decided
  { first: null, rest: ["before-remind", "after-remind"] },
  // claimed, and perhaps gone: the next start has to look
  { first: "after-dispatch", rest: ["before-lookup", "after-lookup"] },
  // staged, then overtaken by a person while nothing runs: the next start has a draft to remove
  { first: "before-claim", rest: ["before-discard", "discard-removed", "after-discard"] }
]

/** Chains that between them pass every point of `points`. */
export const chainsFor = (points: ReadonlyArray<KillPoint>): ReadonlyArray<Chain> => {
  const chains = linked.filter(({ rest }) => rest.some((point) => points.includes(point)))
    .map(({ first, rest }): Chain => first === null ? rest : [first, ...rest])
  const covered = chains.flat()
  return [...chains, ...points.filter((point) => !covered.includes(point)).map((point): Chain => [point])]
}

/** The points of `all` named in a list separated by commas; null names all. Says which name is none. */
export const pointsNamed = (names: string | null, all: ReadonlyArray<KillPoint> = killPoints): ReadonlyArray<KillPoint> | { readonly unknown: string } => {
  if (names === null) return all
  const found: Array<KillPoint> = []
  for (const name of names.split(",").map((one) => one.trim())) {
    const point = all.find((one) => one === name)
    if (point === undefined) return { unknown: name }
    found.push(point)
  }
  return found
}

export const mailboxNames = ["maildir", "gmail"] as const
export type MailboxName = typeof mailboxNames[number]

/** What a run with Gmail leaves to the one with a Maildir: filing, which Gmail has none of, files that are no mail, and what concerns the books alone. */
const notOfGmail: ReadonlyArray<KillPoint> = ["filing-linked", "filing-moved", "before-notice", "after-notice"]

/** What the servers of a run meet: none of them has a form service, whose moments are died at in `intakeDeaths.test.ts`. */
const met: ReadonlyArray<KillPoint> = killPoints.filter((point) => stimuli[point] !== "form")

/** Every point that a server with this mailbox is to be killed at. */
export const pointsWith = (mailbox: MailboxName): ReadonlyArray<KillPoint> =>
  mailbox === "maildir" ? met : met.filter((point) => !notOfGmail.includes(point) && !["old books", "copies"].includes(stimuli[point]))
