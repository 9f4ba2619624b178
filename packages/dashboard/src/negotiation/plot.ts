import type { Offers } from "@parley/api/NegotiationReports"

/** One moment of the plot; a side that named no rate then is absent. Rates in minor units. */
export interface PlotRow {
  readonly at: number
  readonly ours?: number
  readonly theirs?: number
}

/** What is plotted: a row for each moment, oldest first, how far time reaches, and the rates the axis names, lowest first; it ends with them. */
export interface Plot {
  readonly rows: ReadonlyArray<PlotRow>
  readonly time: readonly [number, number]
  readonly ticks: ReadonlyArray<number>
}

/** Every rate and limit is inside the axes; a single moment gets an hour around it. Null while nobody has named a rate. */
export const plotOf = ({ agreed, ceiling, points, target }: Pick<Offers, "points" | "target" | "ceiling" | "agreed">): Plot | null => {
  const moments = new Map<number, PlotRow>()
  for (const { at, rate, side } of points) moments.set(at, { ...moments.get(at) ?? { at }, [side]: rate })
  const rows = [...moments.values()].toSorted((a, b) => a.at - b.at)
  const [first, last] = [rows[0], rows.at(-1)]
  if (first === undefined || last === undefined) return null
  const named = [...points.map(({ rate }) => rate), ...[target, ceiling, agreed].filter((one) => one !== null)]
  const [low, high] = [Math.min(...named), Math.max(...named)]
  const room = Math.max(Math.round((last.at - first.at) * 0.03), 1_800_000)
  return { rows, time: [first.at - room, last.at + room], ticks: roundTicks(low, high) }
}

/** Round numbers a reader expects, four to nine of them, from below `low` to above `high`. */
const roundTicks = (low: number, high: number): ReadonlyArray<number> => {
  const rough = Math.max((high - low) / 4, high / 40, 1)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10)
  const from = Math.max(0, Math.ceil(low / step) - 1)
  const to = Math.floor(high / step) + 1
  return Array.from({ length: to - from + 1 }, (_, index) => (from + index) * step)
}
