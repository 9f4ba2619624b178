import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { addressOf, reply, rosterCsv } from "../test/harness/letters.ts"
import * as Book from "./Book.ts"
import type { Chance } from "./Chance.ts"
import { noticesIn, type Outside, type SeenNotice } from "./Outside.ts"
import { type Act, campaign, type Plot, strangersLetter } from "./Plots.ts"
import { ask, type Build, type Child, realBuild, run } from "./ServerUnderTest.ts"

export interface Creator {
  readonly name: string
  readonly acts: Array<Act>
  /** The last act that was done says whether they will be reminded. */
  open: boolean
  /** The Message-ID of what they wrote last. */
  lastLetter: string | null
}

/** A data directory and everybody around it: what they do goes into the book before Parley can see it. */
export interface World {
  readonly dataDir: string
  readonly build: Build
  readonly book: Book.Book
  readonly outside: Outside
  readonly creators: ReadonlyArray<Creator>
  readonly notices: () => ReadonlyArray<SeenNotice>
  readonly compare: () => Promise<Book.Comparison>
  /** Runs a command on its data directory and mailbox, of its own build unless another is named. */
  readonly run: (command: ReadonlyArray<string>, env?: Readonly<Record<string, string>>, build?: Build) => Child
  /** Each answers true when it did something. */
  readonly startCampaign: () => Promise<boolean>
  /** Somebody's next letter; one whose answer is `wanted`, if asked so. */
  readonly letter: (wanted?: (act: Act) => boolean) => Promise<boolean>
  readonly decision: () => Promise<boolean>
  readonly stranger: () => boolean
  readonly oddFile: () => boolean
  /** A person decides, with no server running, on a creator whose answer is staged as a draft; that answer is due no more. */
  readonly overtakeDraft: () => Promise<boolean>
  /** So much time has passed that everybody who owes an answer is due for a reminder, or for being given up. */
  readonly silence: (reminder: boolean) => Promise<void>
  readonly close: () => Promise<void>
  readonly remove: () => void
}

/** A mailbox for a data directory that nobody has used yet. */
export type Mailboxes = (dataDir: string, chance: Chance) => Outside | Promise<Outside>

export const make = async (build: Build, plots: ReadonlyArray<Plot>, chance: Chance, mailbox: Mailboxes): Promise<World> => {
  const dataDir = mkdtempSync(join(tmpdir(), "parley-crash-"))
  const book = Book.empty()
  const outside = await mailbox(dataDir, chance)
  const creators = plots.flatMap(({ acts, name, share }) =>
    Array.from({ length: share }, (_, index): Creator => ({ name: `${name} ${String.fromCodePoint(65 + index)}`, acts: [...acts], open: true, lastLetter: null })))
  let serial = 0
  let started = false
  const copies: Array<readonly [string, string]> = []
  const notices = () => noticesIn(dataDir)
  const compare = async () => Book.compare(book, await outside.sent(), notices())
  const runHere: World["run"] = (command, env = {}, other = build) => run(other, dataDir, command, { ...outside.env, ...env })
  const deliver = (name: string, text: string) => {
    serial += 1
    const file = `${serial}.${name.toLowerCase().replaceAll(" ", "-")}`
    book.delivered.push(file)
    outside.deliver(file, text)
  }
  const owe = ({ mail, notice }: Act, creator: Creator, because: string) => {
    if (mail !== null) book.mails.push({ to: addressOf(creator.name), answers: creator.lastLetter, says: mail, because })
    if (notice !== null) book.notices.push({ kind: notice, about: creator.name, because })
  }
  /** Somebody with a next act of this kind, who has had everything that is due to them. */
  const ready = async (tag: Act["does"]["_tag"], wanted: (act: Act) => boolean = () => true) => {
    const { dueMails, lost } = await compare()
    return chance.shuffled(creators).find(({ acts: [next], name }) =>
      next?.does._tag === tag && wanted(next) && !dueMails.some((due) => due.to === addressOf(name)) && !lost.some((one) => one.includes(`about ${name},`)))
  }

  return {
    dataDir, build, book, outside, creators, notices, compare, run: runHere,
    startCampaign: async () => {
      if (started) return false
      const roster = join(dataDir, "roster.csv")
      writeFileSync(roster, rosterCsv(...creators.map(({ name }) => name)))
      const answer = await ask(dataDir, "POST", "/campaigns", { campaign, roster: { source: roster } })
      // refused: an attempt whose answer was lost had reached the books
      if (answer === null || (answer.status !== 201 && answer.status !== 409)) return false
      started = true
      for (const { name } of creators) book.mails.push({ to: addressOf(name), answers: null, says: /\$2,000/, because: "the campaign" })
      book.notices.push({ kind: "campaign_started", about: campaign.name, because: "the campaign" })
      return true
    },
    letter: async (wanted) => {
      const copy = wanted === undefined ? copies.shift() : undefined
      if (copy !== undefined) {
        deliver(...copy)
        return true
      }
      const creator = await ready("Writes", wanted)
      const act = creator?.acts[0]
      const newest = creator === undefined ? undefined : (await outside.sent()).findLast((mail) => mail.to.some((to) => to.address === addressOf(creator.name)))
      if (creator === undefined || newest === undefined || act?.does._tag !== "Writes") return false
      const { headers, text, twice } = act.does
      const id = `${creator.name.toLowerCase().replaceAll(" ", ".")}-${creator.acts.length}@example.com`
      const written = reply(newest, creator.name, text, { id, ...(headers === undefined ? {} : { headers }) })
      if (headers === undefined) creator.lastLetter = id
      creator.open = act.open
      creator.acts.shift()
      owe(act, creator, `the letter ${id}`)
      if (twice) copies.push([`${creator.name} again`, written])
      deliver(creator.name, written)
      return true
    },
    decision: async () => {
      const creator = await ready("Decides")
      const act = creator?.acts[0]
      if (creator === undefined || act?.does._tag !== "Decides") return false
      const { amount, choice } = act.does
      const answer = await ask(dataDir, "POST", `/negotiations/${encodeURIComponent(creator.name)}/decisions`, {
        choice, amount, seen: null, command: `${creator.name}-${creator.acts.length}`
      })
      // what was not answered is asked again with the same id; what was refused, later
      if (answer?.status !== 200) return false
      creator.open = act.open
      creator.acts.shift()
      book.decided.push({ creator: creator.name, choice })
      owe(act, creator, `the decision to ${choice} about ${creator.name}`)
      return true
    },
    stranger: () => {
      serial += 1
      const id = `stranger-${serial}`
      book.notices.push({ kind: "unknown_thread", about: `${id}@elsewhere.example`, because: `the mail of ${id}` })
      deliver(id, strangersLetter(id))
      return true
    },
    oddFile: () => {
      if (outside.deliverHuge === null) return false
      serial += 1
      const file = `${serial}.huge`
      book.notices.push({ kind: "unreadable_mail", about: file, because: `the file ${file}` })
      outside.deliverHuge(file)
      return true
    },
    overtakeDraft: async () => {
      const drafts = (await outside.drafts()).filter(({ file }) => !book.keptDrafts.includes(file))
      const { dueMails } = await compare()
      for (const due of dueMails) {
        const creator = creators.find(({ name }) => addressOf(name) === due.to)
        const isDrafted = drafts.some((draft) => draft.inReplyTo === due.answers && draft.to.some((to) => to.address === due.to))
        if (creator === undefined || !isDrafted || due.answers === null || due.because === "their silence") continue
        const decided = runHere(["decide", creator.name, "counter", "2300", "--as", "crash"], { PARLEY_LOG: "none" }, realBuild)
        if ((await decided.exit).code !== 0) continue
        book.withdraw(due)
        book.decided.push({ creator: creator.name, choice: "counter" })
        book.mails.push({ ...due, says: /\$2,300/, because: `the decision to counter about ${creator.name}` })
        creator.acts.length = 0
        creator.open = true
        return true
      }
      return false
    },
    silence: async (reminder) => {
      const sent = await outside.sent()
      for (const creator of creators.filter(({ open }) => open)) {
        const newest = sent.findLast((mail) => mail.to.some((to) => to.address === addressOf(creator.name)))
        creator.acts.length = 0
        if (reminder) book.mails.push({ to: addressOf(creator.name), answers: newest?.messageId ?? null, says: /./, because: "their silence" })
        else book.notices.push({ kind: "stale", about: creator.name, because: "their silence" })
        creator.open = reminder
      }
    },
    close: outside.close,
    remove: () => rmSync(dataDir, { recursive: true, force: true })
  }
}
