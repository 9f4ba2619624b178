import type { Status } from "@parley/api/Reports"
import { addressOf } from "../test/harness/letters.ts"
import type { DueMail } from "./Book.ts"
import type { Chance } from "./Chance.ts"
import type { SeenMail } from "./Outside.ts"
import type { Act } from "./Plots.ts"
import { realBuild } from "./ServerUnderTest.ts"
import type { Creator, World } from "./World.ts"

/** How a person made a staged mail theirs: left it changed, changed it and sent it, or sent it as it was. */
export const takings = ["changed", "changed and sent", "sent"] as const
export type Taking = typeof takings[number]

const theirs = "$2,345"

/**
 * With no server running, a person takes a mail that is staged and not claimed yet. `log` is what the servers of this world printed: one
 * that failed to send a mail may have sent it after all, so it cannot tell a person's sending of it unchanged from its own. Null when
 * there was none to take.
 */
export const takeOver = async (world: World, chance: Chance, log: string): Promise<Taking | null> => {
  const { book, creators, outside } = world
  if (outside.person === null) return null
  const drafts = (await outside.drafts()).filter(({ file }) => !book.keptDrafts.includes(file))
  // a draft whose staging is not on the books yet is written anew, and a claimed mail may have left
  if (drafts.length === 0 || !await areAllStaged(world, drafts.length)) return null
  for (const due of (await world.compare()).dueMails) {
    const creator = creators.find(({ name }) => addressOf(name) === due.to)
    const draft = drafts.find(({ inReplyTo, to }) => inReplyTo === due.answers && to.some(({ address }) => address === due.to))
    if (creator === undefined || draft === undefined || !isOpenOffer(creator, due)) continue
    const wanted = chance.pick(takings)
    const how = wanted === "sent" && isTroubled(draft, log) ? "changed and sent" : wanted
    if (how === "changed") {
      book.withdraw(due)
      book.keptDrafts.push(draft.file)
    } else if (how === "changed and sent") {
      book.withdraw(due)
      book.mails.push({ ...due, says: /\$2,345/, because: `a person's word to ${creator.name}` })
    }
    book.notices.push({ kind: "takeover", about: creator.name, because: `a person who ${how} our mail to ${creator.name}` })
    book.taken.push({ creator: creator.name, how, price: how === "sent" ? due.says.source.replaceAll("\\", "") : theirs })
    creator.acts.length = 0
    creator.open = false
    if (how !== "sent") outside.person.edit(draft.file, rewritten(draft.raw))
    if (how !== "changed") outside.person.send(draft.file)
    return how
  }
  return null
}

/** Whether the answer to what a creator writes can be taken for a person's. */
export const isTakeable = ({ does, mail, open }: Act): boolean => does._tag === "Writes" && open && isOffer(mail)

const isOffer = (says: RegExp | null): boolean => says?.source.startsWith("\\$") === true

/** A person who makes the terms of a deal that is made theirs would change nothing: the negotiation has ended. */
const isOpenOffer = (creator: Creator, due: DueMail): boolean => creator.open && isOffer(due.says)

const areAllStaged = async (world: World, drafts: number): Promise<boolean> => {
  const asked = world.run(["status", "--json"], { PARLEY_LOG: "none" }, realBuild)
  if ((await asked.exit).code !== 0) return false
  const { mail }: Status = JSON.parse(asked.stdout())
  return (mail["dispatching"] ?? 0) === 0 && (mail["staged"] ?? 0) === drafts
}

const isTroubled = ({ raw }: SeenMail, log: string): boolean => {
  const [, negotiation = "", mail = ""] = /^X-Parley-Marker: (.+)\.(\d+)\s*$/im.exec(raw) ?? []
  return negotiation === "" || log.split("\n").some((line) => line.includes(`negotiation=${negotiation} `) && line.includes(`mail=${mail} `) && line.includes("attempts="))
}

/** The same headers, but for those of the body, over words of their own. */
const rewritten = (raw: string): string => {
  const [head = ""] = raw.split("\r\n\r\n", 1)
  const kept = head.replaceAll(/\r\n[ \t]+/g, " ").split("\r\n").filter((line) => !/^(content-|mime-version)/i.test(line))
  return [...kept, "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "", `Hello, we could go up to ${theirs} for this. All else stays. Nora`, ""].join("\r\n")
}
