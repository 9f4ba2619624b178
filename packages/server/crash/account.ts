import type { Overview } from "@parley/api/OperationsApi"
import type { Timeline } from "@parley/api/Reports"
import type { Found, Tally } from "./Tally.ts"
import { ask, pause, realBuild, untilRunning } from "./ServerUnderTest.ts"
import type { World } from "./World.ts"

/** A last healthy run, ended in good order: what the world saw against what was due, then against what the server says, then `parley verify`. */
export const account = async (world: World, offset: number, tally: Tally, patience: number): Promise<ReadonlyArray<Found>> => {
  const found: Array<Found> = []
  const odd = (what: string) => found.push({ kind: "unaccounted", what })
  world.outside.heal()
  const child = world.run(["start"], { PARLEY_CLOCK_OFFSET_MS: String(offset) })
  tally.started()
  try {
    await untilRunning(child)
    const quiet = await untilQuiet(world, patience, () => child.ended() === null)
    const { duplicated, lost } = await world.compare()
    for (const what of lost) found.push({ kind: "lost", what })
    for (const what of duplicated) found.push({ kind: "duplicated", what })
    if (quiet === null) odd(`the server does not come to rest: ${child.log().split("\n").slice(-8).join(" | ")}`)
    else {
      for (const what of await settledDifferences(world, quiet)) odd(what)
      for (const what of [...await undecided(world), ...await untaken(world)]) odd(what)
    }
    child.end("SIGTERM")
    const { code } = await child.exit
    if (code !== 0) odd(`a healthy server ended with ${String(code)}`)
  } finally {
    child.end("SIGKILL")
  }
  const verify = world.run(["verify"], { PARLEY_LOG: "none" }, realBuild)
  const { code } = await verify.exit
  if (code !== 0) odd(`verify says ${String(code)}: ${verify.stdout()}${verify.log()}`)
  const [sent, notices] = [await world.outside.sent(), world.notices()]
  tally.outcome({
    delivered: world.book.delivered.length,
    decisions: world.book.decided.length,
    taken: world.book.taken.map(({ how }) => how),
    mails: { expected: world.book.mails.length, seen: sent.length },
    notices: { expected: world.book.notices.length, seen: notices.length }
  })
  return found
}

/** The server's own word when it has nothing left to do; null when that does not come. */
const untilQuiet = async (world: World, patience: number, isAlive: () => boolean): Promise<Overview | null> => {
  for (const until = Date.now() + patience; Date.now() < until && isAlive();) {
    await pause(400)
    if (!await isAtRest(world)) continue
    // long enough for every worker's next pass
    await pause(1200)
    return statusOf(world)
  }
  return null
}

/** Everything that came is handled and everything that left is confirmed, by the server's own word. */
export const isAtRest = async (world: World): Promise<boolean> => {
  const status = await statusOf(world)
  return status !== null && status.unaccountedMessages === 0 && unfinished(status).length === 0
}

const statusOf = (world: World): Promise<Overview | null> => get(world, "/status")

const get = async <A>(world: World, path: string): Promise<A | null> => {
  const answer = await ask<A>(world.dataDir, "GET", path)
  return answer === null || answer.status !== 200 ? null : answer.body
}

const unfinished = ({ mail, team }: Overview): ReadonlyArray<string> =>
  Object.entries({ mail, team }).flatMap(([lane, counts]) =>
    Object.entries(counts).filter(([status, count]) => status !== "sent" && status !== "superseded" && count > 0).map(([status, count]) => `${count} ${lane} ${status}`))

/** What differs for longer than a few looks of the server at its mailbox. */
const settledDifferences = async (world: World, first: Overview): Promise<ReadonlyArray<string>> => {
  let found = await differences(world, first)
  for (const until = Date.now() + 10_000; found.length > 0 && Date.now() < until;) {
    await pause(500)
    found = await differences(world, await statusOf(world) ?? first)
  }
  return found
}

/** Where the server's counts differ from what lies in the mailbox. */
const differences = async ({ book, notices: told, outside }: World, status: Overview): Promise<ReadonlyArray<string>> => {
  const inbox = Object.values(status.inbox).reduce((sum, count) => sum + count, 0)
  const [sent, notices, drafts] = [await outside.sent(), told(), await outside.drafts()]
  const same = (what: string, theirs: number, ours: number) => theirs === ours ? [] : [`${what}: the server says ${theirs}, the world ${ours}`]
  return [
    ...same("messages without a disposition", status.unaccountedMessages, 0),
    ...same("messages", inbox, book.delivered.length + (outside.listsSent ? sent.length : 0)),
    ...same("mails sent", status.mail["sent"] ?? 0, sent.length),
    // what only shows how something was settled is no notice of its own
    ...((status.team["sent"] ?? 0) < notices.length ? [`notices: the server says ${status.team["sent"] ?? 0}, the world ${notices.length}`] : []),
    ...same("negotiations set aside", status.quarantined, 0),
    ...unfinished(status),
    ...drafts.filter(({ file }) => !book.keptDrafts.includes(file)).map((draft) => `a draft is left over: ${draft.file}`),
    ...book.keptDrafts.filter((file) => !drafts.some((draft) => draft.file === file)).map((file) => `a draft that a person changed is gone: ${file}`),
    ...outside.misplaced(book.delivered)
  ]
}

const events: Readonly<Record<string, string>> = { claim: "Claimed", pause: "Paused", resume: "Resumed", agree: "Agreed", counter: "OfferDecided" }

/** Each decision that was answered stands in the timeline as often as it was made. */
const undecided = async (world: World): Promise<ReadonlyArray<string>> => {
  const problems: Array<string> = []
  for (const name of new Set(world.book.decided.map((one) => one.creator))) {
    const timeline = await get<Timeline>(world, `/negotiations/${encodeURIComponent(name)}/timeline`)
    const made = world.book.decided.filter((one) => one.creator === name)
    for (const choice of new Set(made.map((one) => one.choice))) {
      const expected = made.filter((one) => one.choice === choice).length
      const kept = timeline?.entries.filter((entry) => entry.kind === events[choice] && /crash|human|a person decided/.test(entry.text)).length ?? 0
      if (kept !== expected) problems.push(`${expected} decisions to ${choice} about ${name} were answered, the timeline holds ${kept}`)
    }
  }
  return problems
}

/** What a person made theirs is in their hands, and the price that their mail names stands in the timeline, once. */
const untaken = async (world: World): Promise<ReadonlyArray<string>> => {
  const problems: Array<string> = []
  for (const { creator, how, price } of world.book.taken) {
    const timeline = await get<Timeline>(world, `/negotiations/${encodeURIComponent(creator)}/timeline`)
    const kept = timeline?.entries.filter(({ kind, text }) => kind === "MailAltered" && text.includes(`naming ${price}:`)).length ?? 0
    const state = timeline?.negotiation.state ?? "unknown"
    if (kept !== 1 || state !== "HumanManaged") problems.push(`a person ${how} our mail to ${creator} at ${price}: the timeline holds that ${kept} times, and it is ${state}`)
  }
  return problems
}
