/** Text between tags and in double-quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replace(/&/gu, "&amp;").replace(/</gu, "&lt;").replace(/>/gu, "&gt;").replace(/"/gu, "&quot;").replace(/'/gu, "&#39;")

interface Axes {
  readonly title: string
  readonly x: string
  readonly y: string
}

/** `color` counts the palette's colours from 0. */
interface Line {
  readonly name: string
  readonly color: number
  readonly dashed: boolean
  readonly points: ReadonlyArray<readonly [number, number]>
}

interface Bars {
  readonly name: string
  readonly color: number
  readonly values: ReadonlyArray<number>
}

const width = 900
const height = 320
const left = 60
const right = 20
const top = 16
const bottom = 48
const inkOf = (color: number): string => `var(--c${color % 8})`
const at = (value: number): string => value.toFixed(1)

/** Lines over whole steps of x. */
export const lineChart = ({ lines, title, x, y }: Axes & { readonly lines: ReadonlyArray<Line> }): string => {
  const all = lines.flatMap(({ points }) => points)
  const steps = Math.max(1, ...all.map(([step]) => step))
  const [low, high] = [Math.min(0, ...all.map(([, value]) => value)), Math.max(1, ...all.map(([, value]) => value))]
  const px = (step: number): number => left + step / steps * (width - left - right)
  const py = (value: number): number => height - bottom - (value - low) / (high - low) * (height - top - bottom)
  const ticks = ticksOf(low, high)
  return framed({ title, x, y }, [
    ...ticks.map((tick) => `<line class="axis" x1="${left}" x2="${width - right}" y1="${at(py(tick))}" y2="${at(py(tick))}"/><text class="faint" x="${left - 8}" y="${at(py(tick) + 4)}" text-anchor="end">${label(tick)}</text>`),
    ...Array.from({ length: steps + 1 }, (_, step) => `<text class="faint" x="${at(px(step))}" y="${height - bottom + 18}" text-anchor="middle">${step + 1}</text>`),
    ...lines.filter(({ points }) => points.length > 0).map(({ color, dashed, name, points }) =>
      `<g><title>${escapeHtml(name)}</title><polyline fill="none" stroke="${inkOf(color)}" stroke-width="2"${dashed ? ` stroke-dasharray="5 4"` : ""} points="${points.map(([step, value]) => `${at(px(step))},${at(py(value))}`).join(" ")}"/>${
        points.map(([step, value]) => `<circle cx="${at(px(step))}" cy="${at(py(value))}" r="3" fill="${inkOf(color)}"/>`).join("")}</g>`)
  ], lines)
}

/** Bars side by side in each of the classes; every so many of them is labelled. */
export const barChart = ({ bars, every, labels, title, x, y }: Axes & { readonly labels: ReadonlyArray<string>; readonly every: number; readonly bars: ReadonlyArray<Bars> }): string => {
  const high = Math.max(1, ...bars.flatMap(({ values }) => values))
  const slot = (width - left - right) / Math.max(1, labels.length)
  const bar = slot * 0.85 / Math.max(1, bars.length)
  const py = (value: number): number => height - bottom - value / high * (height - top - bottom)
  return framed({ title, x, y }, [
    ...ticksOf(0, high).map((tick) => `<line class="axis" x1="${left}" x2="${width - right}" y1="${at(py(tick))}" y2="${at(py(tick))}"/><text class="faint" x="${left - 8}" y="${at(py(tick) + 4)}" text-anchor="end">${label(tick)}</text>`),
    ...labels.flatMap((text, index) => index % every === 0 ? [`<text class="faint" x="${at(left + (index + 0.5) * slot)}" y="${height - bottom + 18}" text-anchor="middle">${escapeHtml(text)}</text>`] : []),
    ...bars.map(({ color, name, values }, place) =>
      `<g fill="${inkOf(color)}">${values.map((value, index) => value === 0 ? "" :
        `<rect x="${at(left + index * slot + slot * 0.075 + place * bar)}" y="${at(py(value))}" width="${at(bar)}" height="${at(height - bottom - py(value))}"><title>${escapeHtml(`${name}, ${labels[index] ?? ""}: ${value}`)}</title></rect>`).join("")}</g>`)
  ], bars)
}

const framed = ({ title, x, y }: Axes, inside: ReadonlyArray<string>, legend: ReadonlyArray<{ readonly name: string; readonly color: number; readonly dashed?: boolean }>): string => {
  const rows = legend.map(({ color, dashed, name }, index) =>
    `<line x1="${left + index % 3 * 280}" x2="${left + index % 3 * 280 + 22}" y1="${height + 12 + Math.floor(index / 3) * 18}" y2="${height + 12 + Math.floor(index / 3) * 18}" stroke="${inkOf(color)}" stroke-width="${dashed === undefined ? 8 : 2}"${dashed === true ? ` stroke-dasharray="5 4"` : ""}/><text x="${left + index % 3 * 280 + 28}" y="${height + 16 + Math.floor(index / 3) * 18}">${escapeHtml(name)}</text>`)
  const total = height + 8 + Math.ceil(legend.length / 3) * 18
  return `<svg viewBox="0 0 ${width} ${total}" role="img" aria-label="${escapeHtml(title)}">${inside.join("")}<text class="faint" x="${at((left + width - right) / 2)}" y="${height - 10}" text-anchor="middle">${escapeHtml(x)}</text><text class="faint" transform="translate(14 ${at((top + height - bottom) / 2)}) rotate(-90)" text-anchor="middle">${escapeHtml(y)}</text>${rows.join("")}</svg>`
}

/** About five round figures between two values. */
const ticksOf = (low: number, high: number): ReadonlyArray<number> => {
  const rough = (high - low) / 5
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((factor) => factor * magnitude).find((one) => one >= rough) ?? magnitude
  return Array.from({ length: Math.floor(high / step) - Math.ceil(low / step) + 1 }, (_, index) => (Math.ceil(low / step) + index) * step)
}

const label = (tick: number): string => String(Math.round(tick * 1000) / 1000)
