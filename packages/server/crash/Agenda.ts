import type { Chance } from "./Chance.ts"
import { type Chain, isOfAnyMail, stimuli, type Stimulus } from "./Moments.ts"

export const hour = 3_600_000

/** A stretch of an epoch: when it plays, in hours after the start, and what can be made to happen in it. */
export const stages = [
  { name: "campaign", hours: 0, serves: ["campaign"] },
  { name: "replies", hours: 0, serves: ["letter", "stranger", "odd file", "decision", "doubt", "discard", "stop"] },
  { name: "first reminder", hours: 49, serves: ["silence"] },
  { name: "second reminder", hours: 122, serves: ["silence"] },
  { name: "given up", hours: 195, serves: ["silence"] }
] as const satisfies ReadonlyArray<{ readonly name: string; readonly hours: number; readonly serves: ReadonlyArray<Stimulus> }>

/** Something to do in a stage: a chain, a death at a random moment, or a person who takes a mail of ours for theirs. */
export type Errand = Chain | "random" | "person"

interface Work {
  readonly chains: ReadonlyArray<Chain>
  readonly random: number
  readonly persons: number
}

/** A chain goes where it can be passed. */
export const dealt = ({ chains, persons, random }: Work, chance: Chance): ReadonlyArray<ReadonlyArray<Errand>> => {
  const agendas: ReadonlyArray<Array<Errand>> = stages.map(() => [])
  for (const chain of chance.shuffled([...chains])) {
    const [first] = chain
    const fit = stages.flatMap(({ serves }, index) => serves.some((one) => one === stimulusOf(chain)) ? [index] : [])
    const anyMail = chain.length === 1 && isOfAnyMail(first)
    const at = anyMail ? chance.pick([0, 1, 1, 1, 1, 2]) : fit[chance.below(fit.length)] ?? 1
    agendas[at]?.push(chain)
  }
  for (let index = 0; index < random; index++) agendas[chance.pick([0, 1, 1, 1, 1, 2, 3, 4])]?.push("random")
  // what a stage alone can serve comes first, as long as there is enough of it
  const urgency = (errand: Errand) => typeof errand === "string" ? 2 : ["campaign", "silence"].includes(stimulusOf(errand)) ? 0 : 1
  return agendas.map((agenda, index) => index === 1
    // people first, while there are letters left whose answer they can make theirs
    ? [...Array.from({ length: persons }, () => "person" as const), ...chance.shuffled(agenda)]
    : agenda.toSorted((one, other) => urgency(one) - urgency(other)))
}

/** What the end of a chain needs. */
const stimulusOf = (chain: Chain): Stimulus => stimuli[chain.at(-1) ?? chain[0]]
