import type { KillPoint } from "@parley/domain/usecases/KillPoints"
import * as Chance from "./Chance.ts"
import { play } from "./Epoch.ts"
import * as Faults from "./Faults.ts"
import * as GmailOutside from "./GmailOutside.ts"
import * as MaildirOutside from "./MaildirOutside.ts"
import { copyRound } from "./copyRound.ts"
import { migrationRound } from "./migrationRound.ts"
import { type Chain, chainsFor, type MailboxName, stimuli, type Stimulus } from "./Moments.ts"
import type { Plot } from "./Plots.ts"
import type { Build } from "./ServerUnderTest.ts"
import * as Tally from "./Tally.ts"
import type { Mailboxes } from "./World.ts"

export interface Options {
  readonly kills: number
  readonly seed: number
  readonly worlds: number
  readonly points: ReadonlyArray<KillPoint>
  readonly build: Build
  readonly cast: ReadonlyArray<Plot>
  readonly mailbox: MailboxName
  /** How many of a hundred calls to Gmail go wrong. */
  readonly faults: number
  /** Milliseconds that a healthy server has for what is due. */
  readonly patience: number
  /** Leaves the data directory of an epoch that found something. */
  readonly keep: boolean
  /** Plays this epoch alone, as the whole run would. */
  readonly only: number | null
  readonly progress: (totals: Tally.Totals, found: number) => void
}

export interface Report extends Tally.Totals {
  readonly seed: number
  readonly epochs: number
  readonly seconds: number
  readonly lost: number
  readonly duplicated: number
  readonly unaccounted: number
  /** How often the process was to die at each named point, and the points where it did not as often. */
  readonly each: number
  readonly short: ReadonlyArray<KillPoint>
  /** Every kind of call to the mailbox, with what went wrong, and those of which no answer was lost. */
  readonly calls: Readonly<Record<string, Faults.CallCounts>>
  readonly unharmed: ReadonlyArray<string>
  /** What was found, each with the epoch in which to find it again. */
  readonly found: ReadonlyArray<Tally.Found & { readonly epoch: number }>
}

/** What all jobs of a run share. */
interface Planned extends Options {
  readonly tally: Tally.Tally
  readonly mailboxes: Mailboxes
}

interface Job {
  readonly epoch: number
  readonly play: () => Promise<ReadonlyArray<Tally.Found>>
}

/** Kills the server again and again and tells what the world outside saw of it. */
export const crash = async (options: Options): Promise<Report> => {
  const began = Date.now()
  const tally = Tally.make()
  const faults = Faults.makeTally()
  const plan: Planned = {
    ...options, tally,
    mailboxes: options.mailbox === "maildir" ? MaildirOutside.make : (dataDir, chance) => GmailOutside.make(dataDir, chance, options.faults, faults)
  }
  const jobs = jobsOf(plan).filter(({ epoch }) => options.only === null || epoch === options.only)
  let epochs = jobs.length
  const found: Array<Tally.Found & { readonly epoch: number }> = []
  const world = async () => {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
      const { epoch } = job
      found.push(...(await job.play()).map((one) => ({ ...one, epoch })))
    }
  }
  const ticking = setInterval(() => options.progress(tally.totals(), found.length), 2000)
  try {
    await Promise.all(Array.from({ length: options.worlds }, world))
    // a moment that was not met, because the machine was too busy or a creator had no more to say, is tried again in a life of its own
    for (let again = 0; again < 3 && options.only === null; again++) {
      jobs.push(...underHit(plan, epochs))
      epochs += jobs.length
      await Promise.all(Array.from({ length: options.worlds }, world))
    }
  } finally {
    clearInterval(ticking)
  }
  const totals = tally.totals()
  const count = (kind: Tally.Found["kind"]) => found.filter((one) => one.kind === kind).length
  return {
    ...totals, seed: options.seed, epochs, seconds: Math.round((Date.now() - began) / 1000),
    lost: count("lost"), duplicated: count("duplicated"), unaccounted: count("unaccounted"),
    each: eachOf(options), short: options.points.filter((point) => (totals.hits[point] ?? 0) < eachOf(options)),
    calls: faults.totals(), unharmed: options.faults === 0 ? [] : Object.keys(faults.totals()).filter((call) => !faults.hasLost(call)), found
  }
}

const personsOfAnEpoch = 3
/** Settled stages end in a kill of an idle server each. */
const settledByKill = 5
/** An epoch has work for about so many deaths at named points; the most that it takes of one point is one, if all are asked for. */
const namedOfAnEpoch = 48

/** How often a run of so many kills takes every chain, and an epoch of it: a tenth is left for random moments. */
const roundsOf = (kills: number, chains: ReadonlyArray<Chain>): { readonly rounds: number; readonly ofAnEpoch: number } => {
  const length = chains.flat().length
  const ofAnEpoch = Math.max(1, Math.floor(namedOfAnEpoch / length))
  return { ofAnEpoch, rounds: Math.max(1, Math.round(kills / (1.1 * (length + settledByKill / ofAnEpoch)))) }
}

/** What the rounds of a run come to for each point: asking for more would play them all once again. */
const eachOf = ({ kills, points }: Options): number => roundsOf(kills, chainsFor(points)).rounds

/**
 * Rounds of all chains, as many as the kills allow: one round an epoch, or a part of it where worlds would stand idle, for a campaign
 * begins once and silence falls once.
 */
const jobsOf = (plan: Planned): Array<Job> => {
  const { build, kills, points, seed, tally, worlds } = plan
  const chance = Chance.make(seed)
  const chains = chainsFor(points)
  const { ofAnEpoch: roundsOfAnEpoch, rounds } = roundsOf(kills, chains)
  const parts = Math.max(1, Math.floor(Math.min(worlds, kills / 30) / Math.ceil(rounds / roundsOfAnEpoch)))
  const epochs = Math.ceil(rounds / roundsOfAnEpoch) * parts
  const hands: ReadonlyArray<Array<Chain>> = Array.from({ length: epochs }, () => [])
  const alone: Array<Chain> = []
  for (let round = 0; round < rounds; round++) {
    for (const [index, chain] of chance.shuffled(chains).entries()) {
      if (ownLife[stimuli[chain[0]]] !== undefined) alone.push(chain)
      else hands[Math.floor(round / roundsOfAnEpoch) * parts + index % parts]?.push(chain)
    }
  }
  const spent = hands.flat(2).length + alone.flat().length + epochs * settledByKill
  const random = Math.max(0, kills - spent)
  const plays = hands.map((hand, epoch): Job => ({
    epoch,
    play: () => playOne(plan, epoch, hand, Math.floor(random / epochs) + (epoch < random % epochs ? 1 : 0), plan.mailbox === "gmail" ? personsOfAnEpoch : 0)
  }))
  return [...plays, ...alone.map((chain, index) => roundOf(chain, build, tally, epochs + index))]
}

/** One more epoch for the points that were not died at as often as wanted, and a round for each chain that needs a life of its own. */
const underHit = (plan: Planned, epoch: number): ReadonlyArray<Job> => {
  const { build, points, tally } = plan
  const { hits } = tally.totals()
  const each = eachOf(plan)
  const chains = Array.from({ length: each }, (_, done) => chainsFor(points.filter((point) => (hits[point] ?? 0) + done < each))).flat()
  const played = chains.filter(([first]) => ownLife[stimuli[first]] === undefined)
  const alone = chains.filter(([first]) => ownLife[stimuli[first]] !== undefined)
  const epochs = Array.from({ length: Math.ceil(played.length / namedOfAnEpoch) }, (_, index): Job => ({
    epoch: epoch + index,
    play: () => playOne(plan, epoch + index, played.slice(index * namedOfAnEpoch, (index + 1) * namedOfAnEpoch), 0, 0)
  }))
  return [...epochs, ...alone.map((chain, index) => roundOf(chain, build, tally, epoch + epochs.length + index))]
}

const playOne = ({ build, cast, keep, mailboxes, patience, seed, tally }: Planned, epoch: number, chains: ReadonlyArray<Chain>, random: number, persons: number) =>
  play({ seed: seed * 1000 + epoch, build, cast, patience, mailbox: mailboxes, chains, random, persons }, tally, keep)

const roundOf = (chain: Chain, build: Build, tally: Tally.Tally, epoch: number): Job => ({
  epoch, play: async () => (await ownLife[stimuli[chain[0]]]?.(build, chain, tally)) ?? []
})

/** Ways to die that need a life of their own. */
const ownLife: Readonly<Partial<Record<Stimulus, typeof migrationRound>>> = { "old books": migrationRound, copies: copyRound }
