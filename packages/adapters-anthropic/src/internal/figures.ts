import { type Figure, findAmounts, mayBePrice } from "@parley/domain/reading/Amounts"
import { longest } from "@parley/domain/reading/Normal"

/** The text without a figure, in whatever notation: the writer is told none (GATE-01). */
export const withoutFigures = (text: string): string => masked(text, () => true).replace(/\p{N}+/gu, "…")

/** The text without what may be a price, a CPM or a share: a playbook may hold some that no mail may say. */
export const withoutPrices = (text: string): string => masked(text, (figure) => mayBePrice(figure) || figure.kind === "cpm" || figure.kind === "percentage")

const masked = (text: string, isMasked: (figure: Figure) => boolean): string =>
  text.split("\n").map((line) => {
    const shown = line.slice(0, longest)
    let out = ""
    let at = 0
    for (const figure of findAmounts(shown)) {
      if (!isMasked(figure) || figure.span.start < at) continue
      out += `${shown.slice(at, figure.span.start)}…`
      at = figure.span.end
    }
    return out + shown.slice(at)
  }).join("\n")
