import { parseEmail } from "@parley/email/parseEmail"
import * as Effect from "effect/Effect"
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, truncateSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Outside, SeenMail } from "./Outside.ts"

/** Mail in .Sent and .Drafts, and what lies in new/ and cur/. */
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
      const mail = known ?? await readAt(path, file)
      if (keep) parsed.set(path, mail)
      mails.push(mail)
    }
    return mails.toSorted((one, other) => one.seenAt - other.seenAt)
  }
  const readAt = async (path: string, file: string): Promise<SeenMail> => {
    const raw = readFileSync(path)
    return { ...await Effect.runPromise(parseEmail(raw)), file, seenAt: statSync(path).ctimeMs, raw: raw.toString("latin1") }
  }
  const into = (file: string, write: (path: string) => void): void => {
    for (const folder of ["tmp", "new"]) mkdirSync(join(maildir, folder), { recursive: true, mode: 0o700 })
    write(join(maildir, "tmp", file))
    renameSync(join(maildir, "tmp", file), join(maildir, "new", file))
  }
  return {
    env: {},
    sent: () => read(".Sent/cur", true),
    drafts: () => read(".Drafts/cur", false),
    deliver: (name, text) => into(name, (path) => writeFileSync(path, text.replaceAll(/\r?\n/g, "\r\n"))),
    deliverHuge: (name) => into(name, (path) => {
      writeFileSync(path, "")
      truncateSync(path, 257 * 1024 * 1024)
    }),
    misplaced: (delivered) => {
      const [waiting, filed] = [list("new"), list("cur")]
      return [
        ...waiting.filter((file) => delivered.includes(file)).map((file) => `${file} still lies in new/`),
        ...delivered.filter((file) => !filed.some((one) => one.startsWith(`${file}:`))).map((file) => `${file} was not filed`)
      ]
    },
    listsSent: false,
    person: null,
    forgetPast: () => {},
    heal: () => {},
    close: async () => {}
  }
}
