import { softmax } from "@parley/domain/reading/Acts"
import type { Draw } from "./Draw.ts"

/** One thing to learn from: what is known of it by name, its class, and how much it counts. */
export interface Example {
  readonly features: ReadonlyArray<readonly [string, number]>
  readonly label: number
  /** Its class is any but `label`. */
  readonly not?: true
  readonly weight: number
}

/** Weights by feature, one a class. */
export interface Learned {
  readonly weights: ReadonlyMap<string, Float64Array>
  readonly bias: Float64Array
}

export interface Options {
  readonly classes: number
  readonly rounds: number
  readonly rate: number
  /** How strongly weights are drawn to 0. */
  readonly decay: number
  /** Features of fewer examples are left out. */
  readonly least: number
}

/** Multinomial logistic regression by AdaGrad, one example after another in an order drawn anew each round. */
export const learn = (examples: ReadonlyArray<Example>, { classes, decay, least, rate, rounds }: Options, draw: Draw): Learned => {
  const seen = new Map<string, number>()
  for (const { features } of examples) for (const [name] of features) seen.set(name, (seen.get(name) ?? 0) + 1)
  const index = new Map([...seen].filter(([, count]) => count >= least).map(([name], row) => [name, row]))
  const weights = new Float64Array(index.size * classes)
  const steps = new Float64Array(index.size * classes).fill(1e-6)
  const bias = new Float64Array(classes)
  const biasSteps = new Float64Array(classes).fill(1e-6)
  const rows = examples.map(({ features, label, not = false, weight }) => {
    const known = features.flatMap(([name, value]) => {
      const row = index.get(name)
      return row === undefined ? [] : [[row, value] as const]
    })
    return { at: Int32Array.from(known, ([row]) => row), value: Float64Array.from(known, ([, value]) => value), label, not, weight }
  })
  const order = rows.map((_, i) => i)
  for (let round = 0; round < rounds; round++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(draw.number() * (i + 1))
      ;[order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0]
    }
    for (const i of order) {
      const row = rows[i]
      if (row === undefined) continue
      const scores = Array.from(bias)
      for (let k = 0; k < row.at.length; k++) for (let c = 0; c < classes; c++) scores[c] = (scores[c] ?? 0) + (weights[(row.at[k] ?? 0) * classes + c] ?? 0) * (row.value[k] ?? 0)
      const likely = softmax(scores)
      const others = Math.max(1e-9, 1 - (likely[row.label] ?? 0))
      for (let c = 0; c < classes; c++) {
        const slope = ((likely[c] ?? 0) - (row.not ? c === row.label ? 0 : (likely[c] ?? 0) / others : c === row.label ? 1 : 0)) * row.weight
        biasSteps[c] = (biasSteps[c] ?? 0) + slope * slope
        bias[c] = (bias[c] ?? 0) - rate * slope / Math.sqrt(biasSteps[c] ?? 1)
        for (let k = 0; k < row.at.length; k++) {
          const at = (row.at[k] ?? 0) * classes + c
          const pull = slope * (row.value[k] ?? 0) + decay * (weights[at] ?? 0)
          steps[at] = (steps[at] ?? 0) + pull * pull
          weights[at] = (weights[at] ?? 0) - rate * pull / Math.sqrt(steps[at] ?? 1)
        }
      }
    }
  }
  return { bias, weights: new Map([...index].map(([name, row]) => [name, weights.slice(row * classes, (row + 1) * classes)])) }
}
