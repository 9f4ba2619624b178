import type { KillPoint } from "@parley/domain/usecases/KillPoints"
import * as Chance from "./Chance.ts"
import { play } from "./Epoch.ts"
import { migrationRound } from "./migrationRound.ts"
import { type Chain, chainsFor, stimuli } from "./Moments.ts"
import type { Plot } from "./Plots.ts"
import type { Build } from "./ServerUnderTest.ts"
import * as Tally from "./Tally.ts"

export interface Options {
  readonly kills: number
  readonly seed: number
  readonly worlds: number
  readonly points: ReadonlyArray<KillPoint>
  readonly build: Build
  readonly cast: ReadonlyArray<Plot>
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
  /** Named points that nothing died at. */
  readonly untouched: ReadonlyArray<KillPoint>
  /** What was found, each with the epoch in which to find it again. */
  readonly found: ReadonlyArray<Tally.Found & { readonly epoch: number }>
}

interface Job {
  readonly epoch: number
  readonly play: () => Promise<ReadonlyArray<Tally.Found>>
}

/** Kills the server again and again and tells what the world outside saw of it. */
export const crash = async (options: Options): Promise<Report> => {
  const began = Date.now()
  const tally = Tally.make()
  const jobs = jobsOf(options, tally).filter(({ epoch }) => options.only === null || epoch === options.only)
  const epochs = jobs.length
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
  } finally {
    clearInterval(ticking)
  }
  const totals = tally.totals()
  const count = (kind: Tally.Found["kind"]) => found.filter((one) => one.kind === kind).length
  return {
    ...totals, seed: options.seed, epochs, seconds: Math.round((Date.now() - began) / 1000),
    lost: count("lost"), duplicated: count("duplicated"), unaccounted: count("unaccounted"),
    untouched: options.points.filter((point) => totals.hits[point] === undefined), found
  }
}

/** Settled stages end in a kill of an idle server each. */
const settledByKill = 5
/** An epoch has work for about so many deaths at named points; the most that it takes of one point is one, if all are asked for. */
const namedOfAnEpoch = 48

/**
 * Rounds of all chains, as many as the kills allow: one round an epoch, or a part of it where worlds would stand idle, for a campaign
 * begins once and silence falls once. Another way to die that needs a life of its own (while backing up, say) becomes a chain and a
 * job beside `migrationRound`.
 */
const jobsOf = ({ build, cast, keep, kills, patience, points, seed, worlds }: Options, tally: Tally.Tally): Array<Job> => {
  const chance = Chance.make(seed)
  const chains = chainsFor(points)
  const length = chains.flat().length
  const roundsOfAnEpoch = Math.max(1, Math.floor(namedOfAnEpoch / length))
  // a tenth is left for random moments
  const rounds = Math.max(1, Math.round(kills / (1.1 * (length + settledByKill / roundsOfAnEpoch))))
  const parts = Math.max(1, Math.floor(Math.min(worlds, kills / 30) / Math.ceil(rounds / roundsOfAnEpoch)))
  const epochs = Math.ceil(rounds / roundsOfAnEpoch) * parts
  const hands: ReadonlyArray<Array<Chain>> = Array.from({ length: epochs }, () => [])
  const migrations: Array<Chain> = []
  for (let round = 0; round < rounds; round++) {
    for (const [index, chain] of chance.shuffled(chains).entries()) {
      if (stimuli[chain[0]] === "old books") migrations.push(chain)
      else hands[Math.floor(round / roundsOfAnEpoch) * parts + index % parts]?.push(chain)
    }
  }
  const spent = hands.flat(2).length + migrations.flat().length + epochs * settledByKill
  const random = Math.max(0, kills - spent)
  const plays = hands.map((hand, epoch): Job => ({
    epoch,
    play: () => play({
      seed: seed * 1000 + epoch, build, cast, patience, chains: hand, random: Math.floor(random / epochs) + (epoch < random % epochs ? 1 : 0)
    }, tally, keep)
  }))
  return [...plays, ...migrations.map((chain, index): Job => ({ epoch: epochs + index, play: () => migrationRound(build, chain, tally) }))]
}
