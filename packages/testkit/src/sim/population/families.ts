import type { Stream } from "../Seeded.ts"
import type { Pace, Profile } from "./Counterparty.ts"

/** What we would pay a creator: from target to ceiling, minor units. */
export interface Zone {
  readonly target: number
  readonly ceiling: number
}

/** A kind of counterparty: what they are like, drawn anew for each. */
export interface Family {
  readonly name: FamilyName
  readonly draw: (zone: Zone, random: Stream) => Profile
}

export type FamilyName =
  | "conceder" | "steady" | "boulware" | "reciprocator" | "splitter" | "stepper" | "firm" | "finalist" | "walker" | "anchor" | "hostile"
  | "noisy" | "fading" | "manager" | "eager" | "impossible" | "shy" | "fair"

type Traits = Omit<Profile, "family" | "draws" | "step">

/** What a policy is made on. Every kind is here or in `validation`, by the toss of a coin between kinds that are alike. */
export const development: ReadonlyArray<FamilyName> = [
  "conceder", "steady", "stepper", "splitter", "manager", "finalist", "hostile", "shy", "eager"
]

/** Set aside before the first policy was tried, and looked at when the last one was done. */
export const validation: ReadonlyArray<FamilyName> = [
  "boulware", "anchor", "reciprocator", "fair", "firm", "fading", "walker", "noisy", "impossible"
]

/** Draws one counterparty of a family. */
export const drawProfile = (name: FamilyName, zone: Zone, random: Stream): Profile => {
  const traits = families[name](zone, random)
  return {
    ...traits,
    family: name,
    reservation: Math.round(traits.reservation),
    opening: Math.round(Math.max(traits.opening, traits.reservation)),
    // people write round figures, agencies to the dollar
    step: zone.ceiling < 20_000 ? random.pick([1, 100, 500]) : random.pick([100, 1000, 2500, 5000]),
    draws: Array.from({ length: 24 }, () => random.between(-1, 1))
  }
}

/** A reservation at this place between target (0) and ceiling (1). */
const at = ({ ceiling, target }: Zone, place: number): number => Math.max(target * 0.2, target + place * (ceiling - target))

/** Most reservations lie between target and ceiling, some under, some just beyond. */
const reservationIn = (zone: Zone, random: Stream): number => at(zone, random.between(-0.2, 1.15))

/** Draws that most kinds share; a kind writes over what makes it one. */
const anyone = (zone: Zone, random: Stream): Traits => {
  const reservation = reservationIn(zone, random)
  return {
    reservation,
    opening: reservation * random.between(1.1, 1.75),
    pace: { _tag: "hold" },
    greed: random.between(0, 1),
    patience: random.int(4, 10),
    leaves: random.chance(0.6) ? "Decline" : "Silence",
    tolerance: random.pick([2, 3, 4, 99, 99]),
    believes: random.chance(0.6),
    vague: random.chance(0.1) ? 1 : 0,
    finalAt: null,
    noise: 0,
    worth: worthOf(random)
  }
}

const worthOf = (random: Stream): readonly [number, number, number] => {
  const second = random.between(0.55, 0.85)
  return [1, second, second * random.between(0.5, 0.85)]
}

const timed = (random: Stream, exponent: readonly [number, number], patience: number): Pace => ({
  _tag: "time", exponent: random.between(...exponent), deadline: Math.max(2, patience + random.int(-1, 1))
})

const families: Readonly<Record<FamilyName, (zone: Zone, random: Stream) => Traits>> = {
  /** Gives way early, little later. */
  conceder: (zone, random) => {
    const one = anyone(zone, random)
    return { ...one, pace: timed(random, [0.25, 0.8], one.patience) }
  },
  steady: (zone, random) => {
    const one = anyone(zone, random)
    return { ...one, pace: timed(random, [0.8, 1.25], one.patience) }
  },
  /** Gives way at the end. */
  boulware: (zone, random) => {
    const one = anyone(zone, random)
    return { ...one, pace: timed(random, [1.5, 5], one.patience) }
  },
  /** Gives as it is given. */
  reciprocator: (zone, random) => ({ ...anyone(zone, random), pace: { _tag: "match", ratio: random.between(0.5, 2) }, tolerance: random.int(2, 4) }),
  splitter: (zone, random) => ({ ...anyone(zone, random), pace: { _tag: "split", share: random.between(0.3, 0.55) } }),
  /** A step for a step (MiCRO). */
  stepper: (zone, random) => ({ ...anyone(zone, random), pace: { _tag: "step", share: random.between(0.08, 0.4) }, greed: random.between(0.5, 1) }),
  /** One price, take it or leave it. */
  firm: (zone, random) => {
    const one = anyone(zone, random)
    return { ...one, opening: one.reservation * random.between(1, 1.03), finalAt: random.chance(0.7) ? 0 : 1, patience: random.int(2, 5) }
  },
  /** Comes down for a while, then names a last price. */
  finalist: (zone, random) => {
    const one = anyone(zone, random)
    const finalAt = random.int(1, 5)
    return {
      ...one, finalAt, patience: finalAt + random.int(1, 2),
      pace: { _tag: "time", exponent: random.between(0.6, 1.8), deadline: finalAt + random.between(0, 1.5) }
    }
  },
  /** Has little time, and leaves without a word of warning. */
  walker: (zone, random) => {
    const patience = random.int(2, 5)
    return { ...anyone(zone, random), patience, pace: timed(random, [0.5, 2.5], patience), greed: random.between(0, 0.6) }
  },
  /** Starts far out and comes a long way. */
  anchor: (zone, random) => {
    const one = anyone(zone, random)
    return {
      ...one, opening: one.reservation * random.between(1.8, 3.5), patience: random.int(6, 12), tolerance: 99,
      pace: { _tag: "time", exponent: random.between(0.5, 1.6), deadline: random.int(3, 7) }
    }
  },
  /** Offended by the offer, and soon gone when it does not move. */
  hostile: (zone, random) => {
    const patience = random.int(3, 6)
    return {
      ...anyone(zone, random), patience, pace: timed(random, [0.6, 2], patience), vague: random.chance(0.4) ? 1 : 0, tolerance: random.int(2, 3),
      greed: random.between(0.2, 1)
    }
  },
  /** Does not keep count: asks go down, and sometimes up. */
  noisy: (zone, random) => {
    const one = anyone(zone, random)
    return { ...one, pace: timed(random, [0.5, 2], one.patience), noise: random.between(0.03, 0.15) }
  },
  /** Loses interest after a few mails. */
  fading: (zone, random) => {
    const patience = random.int(2, 6)
    return { ...anyone(zone, random), patience, leaves: "Silence", pace: timed(random, [0.6, 1.5], patience + 3), greed: random.between(0, 0.8) }
  },
  /** Holds the rate of the card, whatever is offered; would do it for a little less. */
  manager: (zone, random) => {
    const one = anyone(zone, random)
    return { ...one, opening: one.reservation * random.between(1, 1.25), patience: random.int(3, 8), greed: random.between(0, 0.7) }
  },
  /** Would have done it for less than we open with. */
  eager: (zone, random) => {
    const one = anyone(zone, random)
    const reservation = at(zone, random.between(-0.6, -0.02))
    return { ...one, reservation, opening: reservation * random.between(1, 1.6), pace: timed(random, [0.4, 1.5], 4), greed: random.between(0, 0.8), noise: 0 }
  },
  /** Wants more than there is, and will not do it for less. */
  impossible: (zone, random) => {
    const one = anyone(zone, random)
    const reservation = zone.ceiling * random.between(1.02, 2)
    return { ...one, reservation, opening: reservation * random.between(1, 1.5), pace: timed(random, [0.5, 2], 5), finalAt: random.chance(0.4) ? random.int(0, 3) : null }
  },
  /** Says "more" before saying how much. */
  shy: (zone, random) => {
    const one = anyone(zone, random)
    return { ...one, vague: 1, pace: timed(random, [0.5, 1.5], one.patience), greed: random.between(0, 0.6), opening: one.reservation * random.between(1, 1.4) }
  },
  /** Asks for little more than it takes, and takes what comes near. */
  fair: (zone, random) => {
    const one = anyone(zone, random)
    return { ...one, opening: one.reservation * random.between(1.02, 1.25), pace: timed(random, [0.7, 2], one.patience), greed: random.between(0, 0.5) }
  }
}
