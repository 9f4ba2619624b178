import type { KillPoint } from "@parley/domain/usecases/KillPoints"
import { account, isAtRest } from "./account.ts"
import { dealt, type Errand, hour, stages } from "./Agenda.ts"
import * as Chance from "./Chance.ts"
import { type Chain, isOfAnyMail, stimuli, type Stimulus } from "./Moments.ts"
import type { Plot } from "./Plots.ts"
import { isTakeable, takeOver } from "./takeOver.ts"
import type { Found, Tally } from "./Tally.ts"
import { type Build, type Child, isRunning, pause, untilRunning } from "./ServerUnderTest.ts"
import * as World from "./World.ts"

/** What waits for a pause to end is due when a settling run begins. */
const afterPauses = hour / 4
/** Drafts that nothing will send are swept by then. */
const afterSweeps = 2 * hour

/** What one epoch is to do: chains of named kills and so many at random moments. */
export interface Plan {
  readonly seed: number
  readonly build: Build
  readonly chains: ReadonlyArray<Chain>
  readonly random: number
  /** How often a person takes a mail of ours for theirs, where they can. */
  readonly persons: number
  readonly cast: ReadonlyArray<Plot>
  readonly mailbox: World.Mailboxes
  /** Milliseconds that a healthy server has for what is due. */
  readonly patience: number
}

/**
 * One data directory's life: a campaign of creators who answer in every way, then silence, with a server that is killed all the
 * while and started again at once, and that finds itself at another time now and then. At the end one healthy run settles everything.
 */
export const play = async (plan: Plan, tally: Tally, keep: boolean): Promise<ReadonlyArray<Found>> => {
  const chance = Chance.make(plan.seed)
  const world = await World.make(plan.build, plan.cast, chance, plan.mailbox)
  const lives = livesOf(world, chance, tally, plan.patience)
  const byStage = dealt(plan, chance)
  const found: Array<Found> = []
  let offset = 0
  let left: ReadonlyArray<Chain> = []
  try {
    for (const [index, stage] of stages.entries()) {
      // what found no mail left to die at finds some in the next stage
      const agenda = [...left, ...byStage[index] ?? []]
      left = []
      if (index >= 2) {
        if (left.length === 0 && !byStage.slice(index).some(({ length }) => length > 0)) break
        await world.silence(stage.name !== "given up")
      }
      offset = stage.hours * hour
      for (const chain of agenda) {
        if (!await lives.errand(chain, offset) && typeof chain !== "string" && isOfAnyMail(chain[0])) left = [...left, chain]
      }
      const problem = await lives.settle(offset + afterPauses, stage.name)
      if (problem !== null) {
        found.push(problem)
        break
      }
    }
    found.push(...await account(world, offset + afterSweeps, tally, plan.patience / 2))
  } catch (error) {
    found.push({ kind: "unaccounted", what: error instanceof Error ? error.message : String(error) })
  } finally {
    lives.end()
    await world.close()
    if (keep && found.length > 0) process.stderr.write(`kept for you: ${world.dataDir}\n`)
    else world.remove()
  }
  return found
}

/** Which pass to die at: a later one now and then, where one life passes more than once. */
const passOf = (point: KillPoint, chance: Chance.Chance): number => {
  const stimulus = stimuli[point]
  if (stimulus === "letter" || stimulus === "stranger") return chance.pick(point.endsWith("-commit") ? [1, 2, 4, 7, 11] : [1, 1, 1, 2])
  return stimulus === "silence" ? chance.pick([1, 2, 3]) : 1
}

/** One server life after the other on a world, each ending in a kill. */
const livesOf = (world: World.World, chance: Chance.Chance, tally: Tally, patience: number) => {
  let current: Child | null = null
  let told: Child | null = null
  let log = ""
  const start = (offset: number, killAt: string): Child => {
    current = world.run(["start"], { PARLEY_CLOCK_OFFSET_MS: String(offset), ...(killAt === "" ? {} : { PARLEY_KILL_AT: killAt }) })
    tally.started()
    return current
  }
  const endedByItself = (child: Child) => new Error(`a server ended by itself, ${JSON.stringify(child.ended())}: ${child.log().split("\n").slice(-8).join(" | ")}`)

  const feed = async (stimulus: Stimulus | null, child: Child | null): Promise<void> => {
    if (child !== null && await world.startCampaign()) return
    switch (stimulus) {
      case "letter":
        return void (await world.letter())
      case "stranger":
        return void world.stranger()
      case "odd file":
        return void world.oddFile()
      case "decision":
        return void (child !== null && await world.decision())
      case "stop":
        await world.letter()
        if (child === null || told === child) return
        // told once: a second signal would end it in no order
        told = child
        await pause(chance.below(500))
        return child.end("SIGTERM")
      case null:
        return void (chance.below(3) === 0 ? world.stranger() : await (chance.below(3) === 0 && child !== null ? world.decision() : world.letter()))
      default:
        return
    }
  }

  /** True when the process died at the point. */
  const life = async (point: KillPoint | null, stimulus: Stimulus | null, offset: number, pass = 1): Promise<boolean> => {
    if (stimulus !== "campaign" && (stimulus !== null || point === null)) await feed(stimulus, null)
    const killAt = point === null ? "" : `${point}:${pass}`
    const child = start(offset, killAt)
    let doom = Date.now() + (point === null ? 400 + chance.below(2500) : 60_000)
    let fed = Date.now()
    let ran = false
    while (child.ended() === null && Date.now() < doom) {
      await pause(40)
      if (Date.now() - fed < 500 || !isRunning(child)) continue
      if (!ran && point !== null) doom = Date.now() + 7000
      ran = true
      if (stimulus !== null || point === null) await feed(stimulus, child)
      fed = Date.now()
    }
    const byUs = child.ended() === null
    if (byUs) child.end("SIGKILL")
    const { code, signal } = await child.exit
    log += child.log()
    if (signal === "SIGKILL") tally.killed(byUs ? null : point)
    else if (code !== 0 || stimulus !== "stop") throw endedByItself(child)
    return !byUs && signal === "SIGKILL"
  }

  /** Nothing is left to do or due; what comes twice has had a moment to come. In the replies' stage everybody plays to their end. */
  const isSettled = async (name: string): Promise<boolean> => {
    const busy = name === "replies" && (await world.letter() || await world.decision() || world.creators.some(({ acts }) => acts.length > 0))
    if (busy || (await world.compare()).lost.length > 0) return false
    await pause(300)
    // what is seen but not confirmed yet would be counted from the next stage's time
    return isAtRest(world)
  }

  /** A person comes while nothing runs and a mail is staged that nobody has claimed. */
  const taken = async (offset: number): Promise<boolean> => {
    for (let tries = 0; tries < 3 && await world.letter(isTakeable); tries++) {
      await life("before-claim", null, offset)
      if (await takeOver(world, chance, log) !== null) return true
    }
    return false
  }

  /** Not every draft that a death leaves behind is one that a person may overtake, so a few are tried. */
  const overtaken = async (point: KillPoint, offset: number): Promise<boolean> => {
    for (let tries = 0; tries < 3; tries++) {
      if (await world.overtakeDraft()) return true
      await life(point, await world.letter(isTakeable) ? null : "letter", offset)
    }
    return world.overtakeDraft()
  }

  return {
    /** False when a point was not met. */
    errand: async (chain: Errand, offset: number): Promise<boolean> => {
      if (chain === "person") return taken(offset)
      if (chain === "random") {
        // by the mailbox's own clock, which a server days ahead would look behind of
        if (offset < hour && chance.below(3) === 0) world.outside.forgetPast()
        return life(null, null, offset - (chance.below(4) === 0 ? hour / 2 : 0))
      }
      let met = true
      for (const [index, point] of chain.entries()) {
        const stimulus = stimuli[point]
        if (index === 1 && stimulus === "discard" && !await overtaken(chain[0], offset)) {
          tally.missed(chain.slice(1))
          return false
        }
        const backwards = chance.below(8) === 0 && chain.length === 1 ? hour / 2 : 0
        // the second time at the first pass, which is the easiest to reach
        if (await life(point, stimulus, offset - backwards, passOf(point, chance)) || await life(point, stimulus, offset)) continue
        // its draft is gone by now, by a call whose answer was lost
        if (stimulus === "discard" && await overtaken(chain[0], offset) && await life(point, stimulus, offset)) continue
        tally.missed([point])
        met = false
      }
      return met
    },
    /** Lets a healthy server do all that is due, then kills it while it idles. What is missing when its time is over is a finding. */
    settle: async (offset: number, name: string): Promise<Found | null> => {
      const child = start(offset, "")
      // time counts once it runs: a busy machine takes long to start it
      await untilRunning(child)
      for (const until = Date.now() + patience; Date.now() < until;) {
        if (child.ended() !== null) throw endedByItself(child)
        await pause(150)
        if (!await world.startCampaign() && await isSettled(name)) {
          child.end("SIGKILL")
          await child.exit
          log += child.log()
          tally.killed(null)
          return null
        }
      }
      const { lost } = await world.compare()
      const unplayed = world.creators.filter(({ acts }) => acts.length > 0 && name === "replies").map((one) => one.name)
      child.end("SIGKILL")
      await child.exit
      return { kind: "lost", what: `after ${patience / 1000} s of ${name}: ${[...lost, ...unplayed.map((one) => `${one} could not go on`)].join("; ")}\n${child.log().split("\n").slice(-12).join("\n")}` }
    },
    end: () => current?.end("SIGKILL")
  }
}
