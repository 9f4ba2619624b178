import type { Status, Timeline } from "@parley/api/Reports"
import type { Found, Tally } from "./Tally.ts"
import { ask, pause, realBuild, run, untilRunning } from "./ServerUnderTest.ts"
import type { World } from "./World.ts"

/** A last healthy run, ended in good order: what the world saw against what was due, then against what the server says, then `parley verify`. */
export const account = async (world: World, offset: number, tally: Tally, patience: number): Promise<ReadonlyArray<Found>> => {
  const found: Array<Found> = []
  const odd = (what: string) => found.push({ kind: "unaccounted", what })
  const child = run(world.build, world.dataDir, ["start"], { PARLEY_CLOCK_OFFSET_MS: String(offset) })
  tally.started()
  try {
    await untilRunning(child)
    const quiet = await untilQuiet(world, patience, () => child.ended() === null)
    const { duplicated, lost } = await world.compare()
    for (const what of lost) found.push({ kind: "lost", what })
    for (const what of duplicated) found.push({ kind: "duplicated", what })
    if (quiet === null) odd(`the server does not come to rest: ${child.log().split("\n").slice(-8).join(" | ")}`)
    else {
      for (const what of await differences(world, quiet)) odd(what)
      for (const what of await undecided(world)) odd(what)
    }
    child.end("SIGTERM")
    const { code } = await child.exit
    if (code !== 0) odd(`a healthy server ended with ${String(code)}`)
  } finally {
    child.end("SIGKILL")
  }
  const verify = run(realBuild, world.dataDir, ["verify"], { PARLEY_LOG: "none" })
  const { code } = await verify.exit
  if (code !== 0) odd(`verify says ${String(code)}: ${verify.stdout()}${verify.log()}`)
  const [sent, notices] = [await world.outside.sent(), world.outside.notices()]
  tally.outcome({
    delivered: world.book.delivered.length,
    decisions: world.book.decided.length,
    mails: { expected: world.book.mails.length, seen: sent.length },
    notices: { expected: world.book.notices.length, seen: notices.length }
  })
  return found
}

/** The server's own word when it has nothing left to do; null when that does not come. */
const untilQuiet = async (world: World, patience: number, isAlive: () => boolean): Promise<Status | null> => {
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

const statusOf = (world: World): Promise<Status | null> => get(world, "/status")

const get = async <A>(world: World, path: string): Promise<A | null> => {
  const answer = await ask<A>(world.dataDir, "GET", path)
  return answer === null || answer.status !== 200 ? null : answer.body
}

const unfinished = ({ mail, team }: Status): ReadonlyArray<string> =>
  Object.entries({ mail, team }).flatMap(([lane, counts]) =>
    Object.entries(counts).filter(([status, count]) => status !== "sent" && status !== "superseded" && count > 0).map(([status, count]) => `${count} ${lane} ${status}`))

/** Where the server's counts differ from what lies in the folders. */
const differences = async ({ book, outside }: World, status: Status): Promise<ReadonlyArray<string>> => {
  const inbox = Object.values(status.inbox).reduce((sum, count) => sum + count, 0)
  const [sent, notices, drafts] = [await outside.sent(), outside.notices(), await outside.drafts()]
  const same = (what: string, theirs: number, ours: number) => theirs === ours ? [] : [`${what}: the server says ${theirs}, the world ${ours}`]
  return [
    ...same("messages without a disposition", status.unaccountedMessages, 0),
    ...same("messages", inbox, book.delivered.length),
    ...same("mails sent", status.mail["sent"] ?? 0, sent.length),
    ...same("notices", status.team["sent"] ?? 0, notices.length),
    ...same("negotiations set aside", status.quarantined, 0),
    ...unfinished(status),
    ...drafts.map((draft) => `a draft is left over: ${draft.file}`),
    ...outside.waiting().filter((file) => book.delivered.includes(file)).map((file) => `${file} still lies in new/`),
    ...book.delivered.filter((file) => !outside.filed().some((one) => one.startsWith(`${file}:`))).map((file) => `${file} was not filed`)
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
