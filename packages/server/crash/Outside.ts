import { parseEmail } from "@parley/email/parseEmail"
import * as Effect from "effect/Effect"
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, truncateSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/** A mail and when it came to lie where it lies, by the clock of the world: its own Date may come from a server whose clock is off. */
export type SeenMail = Effect.Effect.Success<ReturnType<typeof parseEmail>> & { readonly file: string; readonly seenAt: number }

export interface SeenNotice {
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly facts: ReadonlyArray<readonly [string, string]>
}

/** Everything that anybody but Parley can see: mail in .Sent and .Drafts, what lies in new/ and cur/, lines of team.jsonl. */
export interface Outside {
  readonly sent: () => Promise<ReadonlyArray<SeenMail>>
  readonly drafts: () => Promise<ReadonlyArray<SeenMail>>
  readonly notices: () => ReadonlyArray<SeenNotice>
  readonly waiting: () => ReadonlyArray<string>
  readonly filed: () => ReadonlyArray<string>
  /** Puts a whole mail into new/, as mail servers do. */
  readonly deliver: (file: string, text: string) => void
  /** Puts something into new/ that is too large to be a mail; it takes no space. */
  readonly deliverHuge: (file: string) => void
}

export const make = (dataDir: string): Outside => {
  const maildir = join(dataDir, "maildir")
  // a mail in .Sent never changes
  const parsed = new Map<string, SeenMail>()
  const list = (folder: string): ReadonlyArray<string> => existsSync(join(maildir, folder)) ? readdirSync(join(maildir, folder)) : []
  const read = async (folder: string, keep: boolean): Promise<ReadonlyArray<SeenMail>> => {
    const mails: Array<SeenMail> = []
    for (const file of list(folder)) {
      const path = join(maildir, folder, file)
      const known = parsed.get(path)
      const mail = known ?? { ...await Effect.runPromise(parseEmail(readFileSync(path))), file, seenAt: statSync(path).ctimeMs }
      if (keep) parsed.set(path, mail)
      mails.push(mail)
    }
    return mails.toSorted((one, other) => one.seenAt - other.seenAt)
  }
  const into = (file: string, write: (path: string) => void): void => {
    for (const folder of ["tmp", "new"]) mkdirSync(join(maildir, folder), { recursive: true, mode: 0o700 })
    write(join(maildir, "tmp", file))
    renameSync(join(maildir, "tmp", file), join(maildir, "new", file))
  }
  return {
    sent: () => read(".Sent/cur", true),
    drafts: () => read(".Drafts/cur", false),
    notices: () => {
      const path = join(dataDir, "team.jsonl")
      return existsSync(path) ? readFileSync(path, "utf8").split("\n").flatMap(noticeOn) : []
    },
    waiting: () => list("new"),
    filed: () => list("cur"),
    deliver: (file, text) => into(file, (path) => writeFileSync(path, text.replaceAll(/\r?\n/g, "\r\n"))),
    deliverHuge: (file) => into(file, (path) => {
      writeFileSync(path, "")
      truncateSync(path, 257 * 1024 * 1024)
    })
  }
}

/** A line that is not whole was never told. */
const noticeOn = (line: string): ReadonlyArray<SeenNotice> => {
  try {
    const notice: SeenNotice | null = line === "" ? null : JSON.parse(line)
    return notice === null ? [] : [notice]
  } catch {
    return []
  }
}
